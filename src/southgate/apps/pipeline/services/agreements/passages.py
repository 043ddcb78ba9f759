"""Passages of a text that may need the fair-competition review: found by rule, added or cleared by persons.

Law: a next version is read anew. A sentence that it says unchanged keeps what was judged of it; one that it says no
longer is closed; every other finding is open. The review record of a version never holds for the next one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.entries.agreements import ClauseCarried, ClauseCleared, ClauseRegistered, ClauseRemoved
from southgate.apps.pipeline.models.agreements import Agreement, AgreementText, Clause
from southgate.apps.pipeline.policies import agreements as policies
from southgate.apps.pipeline.selectors.agreements.rules import clause_rules
from southgate.apps.pipeline.services.agreements import checking
from southgate.apps.pipeline.services.agreements.commands import AddFlag, ClearFlag
from southgate.domain.agreements.reading import Finding, findings
from southgate.domain.agreements.words import ClauseState, Found, State
from southgate.domain.errors import Reason
from southgate.kernel.book import keeping
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor

_BLANK = re.compile(r"\s+")
FLAGGABLE = (State.DRAFT, State.SUBMITTED, State.RETURNED, State.APPROVED)
"""An approved one too: what is seen before the signing still stops it."""


def bare(text: str) -> str:
    return _BLANK.sub("", text)


def draft_passages(draft: Draft, agreement: UUID, zone: UUID, number: int, text: str) -> int:
    """Draft what a next version says anew, still and no longer. Returns how many passages stay open."""
    found = list(findings(text, clause_rules(zone, draft.today)))
    known = Clause.objects.filter(agreement=agreement).exclude(state=ClauseState.REMOVED.value)
    rows = draft.lock_many(Clause, dict.fromkeys(known.values_list("pk", flat=True)))
    quotes = keeping.read(row.quote_said for row in rows.values() if row.quote_said is not None)
    waiting = 0
    for row in sorted(rows.values(), key=lambda row: (row.first, row.key)):
        place = _again(row, bare(quotes.get(row.quote_said, "")), found, text)
        if place is None:
            draft.record(row.id, ClauseRemoved(number), zone=zone)
        else:
            draft.record(row.id, ClauseCarried(number, *place), zone=zone)
            waiting += row.state == ClauseState.OPEN.value
    for count, one in enumerate(found, 1):
        _draft_finding(draft, agreement, zone, f"{number}-{count}", number, one)
    return waiting + len(found)


def _again(row: Clause, quote: str, found: list[Finding], text: str) -> tuple[int, int] | None:
    """Where the new text says the same passage; a finding that is the same one is taken out of `found`."""
    if not quote:
        return None
    for one in found:
        if one.flag.value == row.flag and bare(one.quote) == quote:
            found.remove(one)
            return one.first, one.last
    return place_of(quote, text) if row.found_by == Found.PERSON.value else None


def place_of(quote: str, text: str) -> tuple[int, int] | None:
    """Where `text` says `quote`, whatever the blanks and line ends in either; None where it does not."""
    wanted = bare(quote)
    places = [at for at, char in enumerate(text) if not char.isspace()]
    at = bare(text).find(wanted) if wanted else -1
    return (places[at], places[at + len(wanted) - 1] + 1) if at >= 0 else None


def _draft_finding(draft: Draft, agreement: UUID, zone: UUID, key: str, number: int, one: Finding) -> None:
    given = {
        "zone_id": zone, "agreement_id": agreement, "text_number": number, "key": key, "rule": one.rule,
        "flag": one.flag.value, "quote_said": Said.of(one.quote, label="quote"), "first": one.first, "last": one.last,
        "found_by": Found.RULE.value, "added_by_id": draft.by.person,
    }  # fmt: skip
    columns = {name: value for name, value in given.items() if value is not None}
    draft.record(draft.new_id(), ClauseRegistered(columns), zone=zone)


@command
def add_flags(draft: Draft, commands: Sequence[AddFlag], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Flag a passage that no rule found. Whoever sees the agreement may."""
    ids = []
    for item, cmd in enumerate(commands):
        row = draft.lock(Agreement, cmd.agreement)
        policies.RULES.require(by, "flag", row)
        place, reasons = _flaggable(row, cmd)
        checking.refuse(reasons, item)
        assert place is not None
        id = draft.new_id()
        given = {
            "zone_id": row.zone_id, "agreement_id": row.id, "text_number": row.text_number,
            "key": f"{row.text_number}-p{Clause.objects.filter(agreement=row).count() + item + 1}",
            "flag": cmd.flag.value, "quote_said": Said.of(cmd.quote.strip(), label="quote"), "first": place[0],
            "last": place[1], "found_by": Found.PERSON.value, "added_by_id": by.person,
        }  # fmt: skip
        columns = {name: value for name, value in given.items() if value is not None}
        draft.record(id, ClauseRegistered(columns), zone=row.zone_id)
        ids.append(id)
    return {"ids": ids}


def _flaggable(row: Agreement, cmd: AddFlag) -> tuple[tuple[int, int] | None, list[Reason]]:
    reasons = checking.line(cmd.quote, "quote", checking.LONGEST_QUOTE, needed="没有写是哪一句")
    if row.state not in FLAGGABLE:
        reasons.append(Reason("签订以后不能再标", where="state", mend="另写一份补充协议"))
    place = place_of(cmd.quote, latest_text(row)) if not reasons else None
    if place is None and not reasons:
        reasons.append(Reason("最新一版里没有这句话", where="quote", mend="从文本里照抄"))
    return place, reasons


def latest_text(row: Agreement) -> str:
    said = AgreementText.objects.filter(agreement=row, number=row.text_number).values_list("text_said", flat=True)
    ids = [id for id in said if id is not None]
    return next(iter(keeping.read(ids).values()), "") if ids else ""


@command
def clear_flags(draft: Draft, commands: Sequence[ClearFlag], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Judge, with the reason, that a passage needs no review: another person than its writer or whoever flagged it."""
    known = dict(Clause.objects.filter(pk__in=[cmd.id for cmd in commands]).values_list("pk", "agreement_id"))
    agreements = draft.lock_many(Agreement, dict.fromkeys(known.values()))
    rows = draft.lock_many(Clause, {cmd.id: cmd.seen for cmd in commands})
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        policies.CLAUSES.require(by, "judge", row)
        checking.refuse([*_unclearable(row, agreements[row.agreement_id], by), *checking.why(cmd.reason)], item)
        draft.record(row.id, ClauseCleared(Said.of(cmd.reason.strip(), label="reason")), zone=row.zone_id)
    return {"ids": [cmd.id for cmd in commands]}


def _unclearable(row: Clause, agreement: Agreement, by: Actor) -> list[Reason]:
    reasons = []
    if row.state != ClauseState.OPEN.value:
        reasons.append(Reason("这一处已经处理过", where="state", mend="刷新页面看现在的状态"))
    if by.person is None:
        reasons.append(Reason("判断要由具体的人来做", where="by", mend="用本人的账号办理"))
    elif by.person == row.added_by_id:
        reasons.append(Reason("标它的人不能自己取消", where="by", mend="请另一位有权判断的人办理"))
    elif by.person == agreement.written_by_id:
        reasons.append(Reason("写文本的人不能自己判断", where="by", mend="请另一位有权判断的人办理"))
    return reasons

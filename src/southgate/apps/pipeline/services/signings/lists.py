"""The 500 lists by year: firms as the published list writes them, brought in whole or one by one. Never from memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from southgate.apps.pipeline.entries.signings import FirmListed, FirmWithdrawn
from southgate.apps.pipeline.models.signings import ListedFirm, Signing
from southgate.apps.pipeline.policies import signings as policies
from southgate.apps.pipeline.services.signings.commands import ListFirm, UnlistFirm
from southgate.domain.counting.words import CLASS_NAMES
from southgate.domain.errors import Forbidden, Reason, Refused
from southgate.domain.identifiers import check_credit_code
from southgate.domain.matching.names import firm_key
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor

FIRST_YEAR = 1995
"""The first year for which a list of 500 firms of the world was published with industry and services together."""
LONGEST_NAME, LAST_RANK = 120, 500


@command
def list_firms(draft: Draft, commands: Sequence[ListFirm], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Put firms on lists. What stands there already, the same in every word, is passed over and said."""
    if not policies.LISTS.can(by, "list", None):
        raise Forbidden("list")
    known = _known(commands)
    reasons: list[Reason] = []
    new: list[ListFirm] = []
    times = Counter(_key(cmd) for cmd in commands)
    for item, cmd in enumerate(commands):
        found = [*_wrong(cmd, today), *_twice(cmd, times)]
        row = known.get(_key(cmd))
        if row is not None and (row.rank, row.credit_code) != (cmd.rank, cmd.credit_code):
            params = {"name": cmd.name, "year": cmd.year, "list": Reason(CLASS_NAMES[cmd.list])}
            say = "%(name)s已在 %(year)d 年%(list)s名单上，名次或信用代码不同"
            found.append(Reason(say, params, where="name", mend="核对两份名单；旧的有错就先撤下"))
        reasons += [replace(reason, item=item) for reason in found]
        if row is None:
            new.append(cmd)
    if reasons:
        raise Refused(reasons)
    ids = [_record(draft, cmd) for cmd in new]
    return {"ids": ids, "unchanged": len(commands) - len(new)}


def _record(draft: Draft, cmd: ListFirm) -> Any:
    id = draft.new_id()
    given = {"list": cmd.list.value, "year": cmd.year, "name": cmd.name.strip(), "rank": cmd.rank,
             "credit_code": cmd.credit_code, "source": cmd.source.strip()}  # fmt: skip
    draft.record(id, FirmListed({name: value for name, value in given.items() if value not in (None, "")}), zone=None)
    return id


Key = tuple[str, int, str]


def _key(cmd: ListFirm) -> Key:
    return (cmd.list.value, cmd.year, firm_key(cmd.name)[:LONGEST_NAME])


def _known(commands: Sequence[ListFirm]) -> dict[Key, ListedFirm]:
    years = {cmd.year for cmd in commands}
    rows = ListedFirm.objects.filter(year__in=years, withdrawn=False)
    return {(row.list, row.year, row.name_key): row for row in rows}


def _twice(cmd: ListFirm, times: Mapping[Key, int]) -> Iterator[Reason]:
    if times[_key(cmd)] > 1:
        yield Reason("%(name)s在这份名单里出现了不止一次", {"name": cmd.name}, where="name", mend="留一条")


def _wrong(cmd: ListFirm, today: date) -> Iterator[Reason]:
    if not 0 < len(cmd.name.strip()) <= LONGEST_NAME:
        yield Reason("企业名称要写 1 到 %(longest)d 个字", {"longest": LONGEST_NAME}, where="name")
    if not FIRST_YEAR <= cmd.year <= today.year:
        yield Reason("%(year)d 年没有名单", {"year": cmd.year}, where="year", mend="写名单公布的年份")
    if cmd.rank is not None and not 1 <= cmd.rank <= LAST_RANK:
        yield Reason("名次应在 1 至 500 之间", where="rank")
    if not cmd.source.strip():
        yield Reason("没有写名单的出处", where="source", mend="写发布单位、名称和日期")
    checked = check_credit_code(cmd.credit_code) if cmd.credit_code else None
    if checked is not None and checked.wrong is not None:
        yield replace(checked.wrong, where="credit_code")


@command
def unlist_firms(draft: Draft, commands: Sequence[UnlistFirm], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Take a firm off a list that it never stood on. What was counted by it must be corrected first."""
    rows = draft.lock_many(ListedFirm, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        policies.LISTS.require(by, "list", rows[cmd.id])
        used = Signing.objects.filter(listed_firm_id=cmd.id, withdrawn=False).count()
        if used:
            say = "有 %(used)d 条签约按这家企业计数，不能撤下"
            reasons.append(Reason(say, {"used": used}, mend="先更正那些签约", item=item))
        if not cmd.reason.strip():
            reasons.append(Reason("撤下要写明原因", where="reason", mend="写明原因", item=item))
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        draft.record(cmd.id, FirmWithdrawn(Said.of(cmd.reason.strip(), label="reason")), zone=None)
    return {"ids": [cmd.id for cmd in commands]}

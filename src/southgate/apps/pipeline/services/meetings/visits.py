"""Recording a visit with what it found and what is to be done; correcting and withdrawing one.

One command writes all of it: an officer on a trip sends one short form. What a visit found may be typed progress of a
talk (sources 1.3): then the talk's timer starts anew, which a free note never does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.entries.meetings import FindingRecorded, VisitChanged, VisitRecorded, VisitWithdrawn
from southgate.apps.pipeline.fields.meetings import FINDING_NAMES, VISIT_KIND_NAMES
from southgate.apps.pipeline.models.meetings import Event, FollowUp, Visit
from southgate.apps.pipeline.policies import meetings as policies
from southgate.apps.pipeline.policies.leads import TALKS
from southgate.apps.pipeline.services.leads.progress import draft_progress
from southgate.apps.pipeline.services.meetings import checking, follow_ups
from southgate.apps.pipeline.services.meetings.checking import Whom
from southgate.apps.pipeline.services.meetings.commands import CorrectVisit, RecordVisit, WithdrawVisit
from southgate.domain.colours.talks import Progress
from southgate.domain.errors import Reason, Refused
from southgate.kernel.book import keeping
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor

MOST = 12
"""Findings, and follow-ups, of one visit."""


@command
def record_visits(draft: Draft, commands: Sequence[RecordVisit], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Record visits with their findings and follow-ups; all of a visit or nothing of it."""
    ready: list[tuple[RecordVisit, Whom]] = []
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        about = checking.whom(draft, cmd.about, by)
        reasons += [replace(reason, item=item) for reason in _wrong(cmd, about, by, today)]
        ready.append((cmd, about))
    if reasons:
        raise Refused(reasons)
    return {"ids": [_draft(draft, cmd, about) for cmd, about in ready]}


def _wrong(cmd: RecordVisit, about: Whom, by: Actor, today: date) -> list[Reason]:
    found = checking.past(cmd.on, today)
    found += checking.text(cmd.note, "note", longest=checking.LONGEST_NOTE)
    found += checking.text(cmd.with_whom, "with_whom", longest=200)
    found += checking.text(cmd.place, "place", longest=120)
    if cmd.kind not in VISIT_KIND_NAMES:
        found.append(Reason("没有说是走访、接待还是电话", where="kind", mend="选一种"))
    if not cmd.note.strip() and not cmd.findings:
        found.append(Reason("什么都没有记", where="note", mend="写一句谈了什么，或勾一项发现"))
    if cmd.event is not None and not _event_there(cmd.event, about, by):
        found.append(Reason("活动不存在，或不在本园区", where="event", mend="从名单里选"))
    return found + _wrong_findings(cmd) + follow_ups.wrong(cmd.follow_ups, about, today, len(cmd.findings))


def _wrong_findings(cmd: RecordVisit) -> list[Reason]:
    found = []
    if len(cmd.findings) > MOST or len(cmd.follow_ups) > MOST:
        found.append(Reason("一次走访最多记 %(most)d 项", {"most": MOST}, where="findings", mend="分两次记"))
    for one in cmd.findings:
        if one.kind not in FINDING_NAMES:
            found.append(Reason("不认识的发现类型 %(kind)s", {"kind": one.kind}, where="findings", mend="从名单里选"))
        needed = "谈定的条件、拿到的材料要写明是什么" if one.kind in MOVES else ""
        found += checking.text(one.text, f"finding_{one.kind}", needed=needed)
    return found


def _event_there(event: UUID, about: Whom, by: Actor) -> bool:
    found: bool = policies.EVENTS.visible(by, Event).filter(pk=event, zone_id=about.zone).exists()
    return found


def _draft(draft: Draft, cmd: RecordVisit, about: Whom) -> UUID:
    on, visit = cmd.on or draft.today, draft.new_id()
    columns: dict[str, Any] = {"zone_id": about.zone, "kind": cmd.kind, "on": on, **about.columns}
    columns |= {"place": cmd.place.strip()} if cmd.place.strip() else {}
    columns |= {"event_id": cmd.event} if cmd.event else {}
    columns |= {"by_person_id": draft.by.person} if draft.by.person else {}
    columns |= _words(with_said=cmd.with_whom, note_said=cmd.note)
    draft.record(visit, VisitRecorded(columns), zone=about.zone, occurred_on=on)
    findings = [_finding(draft, visit, about, one.kind, one.text, on) for one in cmd.findings]
    _draft_progress(draft, cmd, about, on)
    for one in cmd.follow_ups:
        finding = findings[one.finding] if one.finding is not None else None
        follow_ups.draft_one(draft, visit, about, one, finding=finding, on=on)
    return visit


MOVES = {"term": Progress.TERM, "document": Progress.DOCUMENT}
"""Findings that are progress of a talk by themselves. They need words: an empty tick must not move the timer."""


def _draft_progress(draft: Draft, cmd: RecordVisit, about: Whom, on: date) -> None:
    """A meeting in person, a term, a document: typed progress, where the actor may write such down. A call is none."""
    if about.project is None or not TALKS.can(draft.by, "progress", about.project):
        return
    kinds = [] if cmd.kind == "call" else [Progress.VISIT]
    kinds += [MOVES[kind] for kind in dict.fromkeys(one.kind for one in cmd.findings) if kind in MOVES]
    for kind in kinds:
        draft_progress(draft, about.project, kind, on)


def _words(**said: str) -> dict[str, Said]:
    return {
        name: Said.of(words.strip(), label=name.removesuffix("_said")) for name, words in said.items() if words.strip()
    }


def _finding(draft: Draft, visit: UUID, about: Whom, kind: str, words: str, on: date) -> UUID:
    id = draft.new_id()
    columns = {"visit_id": visit, "zone_id": about.zone, "kind": kind, **_words(text_said=words)}
    columns |= {name: value for name, value in about.columns.items() if name != "enterprise_id"}
    draft.record(id, FindingRecorded(columns), zone=about.zone, occurred_on=on)
    return id


SAID = {"with_whom": "with_said", "note": "note_said"}


@command
def correct_visits(draft: Draft, commands: Sequence[CorrectVisit], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Correct what was written down of a visit, with the reason; what it was before stays in the book."""
    rows = draft.lock_many(Visit, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    changes: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for item, cmd in enumerate(commands):
        policies.VISITS.require(by, "correct", rows[cmd.id])
        changes.append(_changed(cmd, rows[cmd.id]))
        reasons += [
            replace(one, item=item) for one in _wrong_correction(cmd, rows[cmd.id], bool(changes[-1][0]), today)
        ]
    if reasons:
        raise Refused(reasons)
    for cmd, (now, was) in zip(commands, changes, strict=True):
        said = Said.of(cmd.reason.strip(), label="reason")
        draft.record(cmd.id, VisitChanged(now, was, said), zone=rows[cmd.id].zone_id)
    return {"ids": [cmd.id for cmd in commands]}


def _changed(cmd: CorrectVisit, row: Visit) -> tuple[dict[str, Any], dict[str, Any]]:
    """Columns that become another; kept words are compared by what they say."""
    kept = keeping.read(id for id in (row.with_said, row.note_said) if id is not None)
    now: dict[str, Any] = {}
    was: dict[str, Any] = {}
    for name, value in cmd.values.items():
        column = SAID.get(name, name)
        before = getattr(row, column)
        if name in SAID:
            before_words = kept.get(before, "") if before is not None else ""
            if value.strip() != before_words:
                now[column] = Said.of(value.strip(), label=name) if value.strip() else None
                was[column] = None
        elif value != before:
            now[column], was[column] = value, before
    return now, was


def _wrong_correction(cmd: CorrectVisit, row: Visit, changed: bool, today: date) -> list[Reason]:
    found = checking.text(cmd.reason, "reason", needed="更正要写明原因")
    found += checking.past(cmd.values.get("on"), today)
    if unknown := sorted(set(cmd.values) - {"kind", "on", "place", *SAID}):
        found.append(Reason("不能改 %(names)s", {"names": "、".join(unknown)}, where="values"))
    found += checking.text(cmd.values.get("note", ""), "note", longest=checking.LONGEST_NOTE)
    found += checking.text(cmd.values.get("with_whom", ""), "with_whom", longest=200)
    found += checking.text(cmd.values.get("place", ""), "place", longest=120)
    if cmd.values.get("kind", row.kind) not in VISIT_KIND_NAMES:
        found.append(Reason("没有说是走访、接待还是电话", where="kind", mend="选一种"))
    if row.withdrawn:
        found.append(Reason("这次走访已作废，不能再改"))
    if not changed and not found:
        found.append(Reason("没有改动", mend="改了再提交"))
    return found


@command
def withdraw_visits(draft: Draft, commands: Sequence[WithdrawVisit], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Withdraw visits recorded by mistake, with the reason. What is still to be done must be closed first."""
    rows = draft.lock_many(Visit, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        policies.VISITS.require(by, "correct", row)
        found = checking.text(cmd.reason, "reason", needed="作废要写明原因")
        if row.withdrawn:
            found.append(Reason("这次走访已作废", mend="刷新页面"))
        if left := FollowUp.objects.filter(visit=row, state="open").count():
            say = "还有 %(count)d 件跟进没有办完"
            found.append(Reason(say, {"count": left}, where="follow_ups", mend="先办结，或注明不再办"))
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        said = Said.of(cmd.reason.strip(), label="reason")
        draft.record(cmd.id, VisitWithdrawn(said), zone=rows[cmd.id].zone_id)
    return {"ids": [cmd.id for cmd in commands]}

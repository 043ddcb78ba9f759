"""Follow-ups of visits: who does what until when; done with what came of it, dropped with the reason, handed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.entries.meetings import FollowUpAssigned, FollowUpClosed, FollowUpHandedOn
from southgate.apps.pipeline.models.meetings import FollowUp, Visit
from southgate.apps.pipeline.policies import meetings as policies
from southgate.apps.pipeline.services.meetings import checking
from southgate.apps.pipeline.services.meetings.checking import Whom
from southgate.apps.pipeline.services.meetings.commands import (
    About,
    AddFollowUp,
    CloseFollowUp,
    HandOnFollowUp,
    ToDo,
)
from southgate.domain.errors import Reason, Refused
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.models import Person

FARTHEST = 366
"""Days ahead: a follow-up of a visit that is due later is a plan, not a follow-up."""


def wrong(given: Sequence[ToDo], about: Whom, today: date, findings: int = 0) -> list[Reason]:
    """Every reason against these follow-ups of a visit with so many findings."""
    found: list[Reason] = []
    for number, one in enumerate(given):
        where = f"follow_up_{number}"
        found += checking.text(one.text, where, needed="没有写跟进什么")
        found += _wrong_day(one.due_on, today, where) + wrong_owner(one.owner, about, today, where)
        if one.finding is not None and not 0 <= one.finding < findings:
            found.append(Reason("跟进所说的发现不存在", where=where))
    return found


def _wrong_day(due_on: date, today: date, where: str) -> list[Reason]:
    if due_on < today:
        return [Reason("期限 %(day)s 已过", {"day": due_on.isoformat()}, where=where, mend="写今天或以后的日期")]
    if (due_on - today).days > FARTHEST:
        return [Reason("期限 %(day)s 在一年以后", {"day": due_on.isoformat()}, where=where, mend="核对年份")]
    return []


def wrong_owner(owner: UUID, about: Whom, today: date, where: str = "owner") -> list[Reason]:
    """The owner is a person of the zone, and of a confidential talk one of its team."""
    if not Person.objects.filter(pk=owner, zone__path__contains=about.zone.hex, erased=False).exists():
        return [Reason("没有这个人，或不在本园区", where=where, mend="从名单里选")]
    if not checking.knows(owner, about, today):
        return [Reason("保密洽谈的跟进只能交给项目组里的人", where=where, mend="先加进项目组，或交给组内的人")]
    return []


def draft_one(draft: Draft, visit: UUID, about: Whom, one: ToDo, *, finding: UUID | None, on: date) -> UUID:
    id = draft.new_id()
    columns: dict[str, Any] = {
        "visit_id": visit, "zone_id": about.zone, "owner_id": one.owner, "due_on": one.due_on,
        "text_said": Said.of(one.text.strip(), label="text"),
    }  # fmt: skip
    columns |= {name: value for name, value in about.columns.items() if name != "enterprise_id"}
    columns |= {"finding_id": finding} if finding is not None else {}
    draft.record(id, FollowUpAssigned(columns), zone=about.zone, occurred_on=on)
    return id


@command
def add_follow_ups(draft: Draft, commands: Sequence[AddFollowUp], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Add something to be done to a visit that was recorded before."""
    visits = draft.lock_many(Visit, dict.fromkeys(cmd.visit for cmd in commands))
    reasons: list[Reason] = []
    abouts: list[Whom] = []
    for item, cmd in enumerate(commands):
        visit = visits[cmd.visit]
        policies.VISITS.require(by, "view", visit)
        abouts.append(checking.whom(draft, about_of(visit), by))
        found = wrong([cmd.to_do], abouts[-1], today)
        if visit.withdrawn:
            found.append(Reason("这次走访已作废", mend="刷新页面"))
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    made = [
        draft_one(draft, cmd.visit, about, cmd.to_do, finding=None, on=today)
        for cmd, about in zip(commands, abouts, strict=True)
    ]
    return {"ids": made}


def about_of(visit: Visit) -> About:
    return About(project=visit.project_id, lead=visit.lead_id, enterprise=visit.enterprise_id)


@command
def close_follow_ups(draft: Draft, commands: Sequence[CloseFollowUp], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Done with the result, or dropped with the reason."""
    rows = draft.lock_many(FollowUp, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        policies.FOLLOW_UPS.require(by, "close", rows[cmd.id])
        reasons += [replace(reason, item=item) for reason in _wrong_end(cmd, rows[cmd.id], today)]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        on = cmd.on or today
        closed = FollowUpClosed(cmd.state, on, Said.of(cmd.result.strip(), label="result"))
        draft.record(cmd.id, closed, zone=rows[cmd.id].zone_id, occurred_on=on)
    return {"ids": [cmd.id for cmd in commands]}


def _wrong_end(cmd: CloseFollowUp, row: FollowUp, today: date) -> list[Reason]:
    needed = "办结要写明结果" if cmd.state == "done" else "不再办要写明原因"
    found = checking.past(cmd.on, today) + checking.text(cmd.result, "result", needed=needed)
    if cmd.state not in {"done", "dropped"}:
        found.append(Reason("没有说办结还是不再办", where="state", mend="选一种"))
    if row.state != "open":
        found.append(Reason("这件跟进已经了结", mend="刷新页面"))
    return found


@command
def hand_on_follow_ups(
    draft: Draft, commands: Sequence[HandOnFollowUp], *, by: Actor, today: date
) -> Mapping[str, Any]:
    """Give it to another owner, or another day, with the reason."""
    rows = draft.lock_many(FollowUp, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        policies.FOLLOW_UPS.require(by, "hand_on", rows[cmd.id])
        reasons += [replace(reason, item=item) for reason in _wrong_hand_on(cmd, rows[cmd.id], today)]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        now, was = _handed(cmd, rows[cmd.id])
        said = Said.of(cmd.reason.strip(), label="reason")
        draft.record(cmd.id, FollowUpHandedOn(now, was, said), zone=rows[cmd.id].zone_id)
    return {"ids": [cmd.id for cmd in commands]}


def _handed(cmd: HandOnFollowUp, row: FollowUp) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"owner_id": cmd.owner, "due_on": cmd.due_on}
    now = {name: value for name, value in given.items() if value is not None and value != getattr(row, name)}
    return now, {name: getattr(row, name) for name in now}


def _wrong_hand_on(cmd: HandOnFollowUp, row: FollowUp, today: date) -> list[Reason]:
    found = checking.text(cmd.reason, "reason", needed="转交或改期要写明原因")
    now, _ = _handed(cmd, row)
    if not now:
        found.append(Reason("没有改动", where="owner", mend="换一个人，或改日期"))
    if row.state != "open":
        found.append(Reason("这件跟进已经了结", mend="刷新页面"))
    if "due_on" in now:
        found += _wrong_day(now["due_on"], today, "due_on")
    if "owner_id" in now:
        found += wrong_owner(now["owner_id"], Whom(row, row.zone_id, row.project, row.lead), today)
    return found

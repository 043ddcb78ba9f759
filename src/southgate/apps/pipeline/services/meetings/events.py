"""Events and the projects on them: registered, changed, held or cancelled; lines added many at once, with their sums.

Sums are what was said and signed there; what came of it is never typed here, it is read from signings, vouchers and the
projects themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.entries.meetings import (
    EventChanged,
    EventProjectAdded,
    EventProjectChanged,
    EventProjectTakenOff,
    EventRegistered,
    EventStateMoved,
)
from southgate.apps.pipeline.fields.meetings import EVENT_FIELDS, EVENT_KIND_NAMES, PART_NAMES
from southgate.apps.pipeline.models.leads import Lead
from southgate.apps.pipeline.models.meetings import Event, EventProject
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.policies import leads as lead_rules
from southgate.apps.pipeline.policies import meetings as policies
from southgate.apps.pipeline.policies import projects as project_rules
from southgate.apps.pipeline.services.meetings import checking
from southgate.apps.pipeline.services.meetings.commands import (
    ChangeListed,
    EditEvent,
    ListAtEvent,
    Listing,
    MoveEvent,
    RegisterEvent,
    Sums,
    TakeOff,
)
from southgate.domain.errors import Reason, Refused
from southgate.domain.money import MINOR_DIGITS
from southgate.domain.projects import FIRST_YEAR, LAST_YEAR
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.models import Unit

LONGEST_EVENT = 31
"""Days. A longer one is a season of events, each with a day of its own."""
MOST_LINES = 200


@command
def register_events(draft: Draft, commands: Sequence[RegisterEvent], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Register events, past or coming."""
    reasons: list[Reason] = []
    given: list[dict[str, Any]] = []
    for item, cmd in enumerate(commands):
        policies.require_in(policies.EVENTS, by, "register", cmd.zone)
        given.append({
            "kind": cmd.kind, "name": cmd.name.strip(), "held_on": cmd.held_on, "to_on": cmd.to_on,
            "place": cmd.place.strip(), "organiser_id": cmd.organiser,
        })  # fmt: skip
        reasons += [replace(reason, item=item) for reason in _wrong(given[-1], cmd.zone)]
    if reasons:
        raise Refused(reasons)
    ids = [draft.new_id() for _ in commands]
    for id, cmd, values in zip(ids, commands, given, strict=True):
        columns = {"zone_id": cmd.zone, **{name: value for name, value in values.items() if value not in (None, "")}}
        draft.record(id, EventRegistered(columns), zone=cmd.zone)
    return {"ids": ids}


def _wrong(values: Mapping[str, Any], zone: UUID) -> list[Reason]:
    """Reasons against an event as it would be."""
    found = checking.text(values["name"], "name", longest=checking.LONGEST_NAME, needed="没有写活动名称")
    found += checking.text(values["place"], "place", longest=120)
    if values["kind"] not in EVENT_KIND_NAMES:
        found.append(Reason("没有选活动类型", where="kind", mend="选一种"))
    first, last = values["held_on"], values["to_on"]
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        found.append(Reason("%(day)s 不像真实日期", {"day": first.isoformat()}, where="held_on", mend="核对年份"))
    if last is not None and last < first:
        found.append(Reason("结束日期早于开始日期", where="to_on", mend="核对两个日期"))
    elif last is not None and (last - first).days > LONGEST_EVENT:
        found.append(Reason("超过 %(days)d 天", {"days": LONGEST_EVENT}, where="to_on", mend="分成几个活动登记"))
    if (
        values["organiser_id"] is not None
        and not Unit.objects.filter(pk=values["organiser_id"], zone__path__contains=zone.hex).exists()
    ):
        found.append(Reason("组织单位在本园区里没有", where="organiser", mend="从名单里选"))
    return found


@command
def edit_events(draft: Draft, commands: Sequence[EditEvent], *, by: Actor, today: date) -> Mapping[str, Any]:
    rows = draft.lock_many(Event, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        policies.EVENTS.require(by, "edit", rows[cmd.id])
        after = {name: cmd.values.get(name, getattr(rows[cmd.id], name)) for name in EVENT_FIELDS}
        reasons += [replace(reason, item=item) for reason in _wrong(after, rows[cmd.id].zone_id)]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        row = rows[cmd.id]
        now = {name: value for name, value in cmd.values.items() if getattr(row, name) != value}
        if now:
            draft.record(cmd.id, EventChanged(now, {name: getattr(row, name) for name in now}), zone=row.zone_id)
    return {"ids": [cmd.id for cmd in commands]}


@command
def move_events(draft: Draft, commands: Sequence[MoveEvent], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Say that an event was held, or that it is cancelled and why."""
    rows = draft.lock_many(Event, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        policies.EVENTS.require(by, "hold", rows[cmd.id])
        reasons += [replace(reason, item=item) for reason in _wrong_move(cmd, rows[cmd.id], today)]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        said = Said.of(cmd.reason.strip(), label="reason") if cmd.reason.strip() else None
        row = rows[cmd.id]
        draft.record(cmd.id, EventStateMoved(cmd.to, row.state, said), zone=row.zone_id)
    return {"ids": [cmd.id for cmd in commands]}


def _wrong_move(cmd: MoveEvent, row: Event, today: date) -> list[Reason]:
    found: list[Reason] = []
    if cmd.to not in {"held", "cancelled"} or cmd.to == row.state:
        found.append(Reason("活动已是这个状态", where="to", mend="刷新页面"))
    if cmd.to == "held" and row.held_on > today:
        found.append(Reason("%(day)s 还没有到", {"day": row.held_on.isoformat()}, where="to", mend="办了以后再记"))
    if cmd.to == "cancelled":
        found += checking.text(cmd.reason, "reason", needed="取消活动要写明原因")
    return found


@command
def list_at_events(draft: Draft, commands: Sequence[ListAtEvent], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Put many projects and leads on an event at once, each with what will be announced; all or none."""
    events = draft.lock_many(Event, dict.fromkeys(cmd.event for cmd in commands))
    reasons: list[Reason] = []
    for cmd in commands:
        policies.EVENTS.require(by, "list", events[cmd.event])
        reasons += _wrong_lines(draft, cmd, events[cmd.event], by)
    if reasons:
        raise Refused(reasons)
    return {"ids": [_add(draft, events[cmd.event], line) for cmd in commands for line in cmd.lines]}


def _wrong_lines(draft: Draft, cmd: ListAtEvent, event: Event, by: Actor) -> list[Reason]:
    """Reasons by line; `item` is the place of the line. Raises NotFound for what the actor does not see."""
    if not 0 < len(cmd.lines) <= MOST_LINES:
        return [Reason("一次列入 1 到 %(most)d 项", {"most": MOST_LINES}, where="lines", mend="分几次列入")]
    found: list[Reason] = []
    if event.state == "cancelled":
        found.append(Reason("活动已取消", where="event"))
    on_it: set[tuple[UUID | None, UUID | None]] = set(
        EventProject.objects.filter(event=event, taken_off=False).values_list("project_id", "lead_id")
    )
    for item, line in enumerate(cmd.lines):
        wrong = _wrong_line(draft, line, event, by) + wrong_sums(line.sums)
        if (line.project, line.lead) in on_it:
            wrong.append(Reason("已在活动里", where="project", mend="看已有的那一行"))
        on_it.add((line.project, line.lead))
        found += [replace(reason, item=item) for reason in wrong]
    return found


def _wrong_line(draft: Draft, line: Listing, event: Event, by: Actor) -> list[Reason]:
    found: list[Reason] = []
    if line.part not in PART_NAMES:
        found.append(Reason("没有说签约、开工还是推介", where="part", mend="选一种"))
    if (line.project is None) == (line.lead is None):
        return [*found, Reason("没有说是哪个项目或线索", where="project", mend="选一个")]
    row: Project | Lead
    if line.project is not None:
        row = draft.lock(Project, line.project)
        project_rules.RULES.require(by, "view", row)
    else:
        assert line.lead is not None
        row = draft.lock(Lead, line.lead)
        lead_rules.RULES.require(by, "view", row)
        if row.state != "open":
            found.append(Reason("线索已成为项目或已放下", where="lead", mend="列入它的项目"))
        if line.part != "presented":
            found.append(Reason("线索还不是项目，不能签约或开工", where="part", mend="先转为项目，或列为推介洽谈"))
    if row.zone_id != event.zone_id:
        found.append(Reason("不是本园区的", where="project", mend="列入它所在园区的活动"))
    return found


def wrong_sums(sums: Sums) -> list[Reason]:
    found: list[Reason] = []
    given = {"announced": sums.announced_minor, "onsite": sums.onsite_minor}
    for name, minor in given.items():
        if minor is not None and minor < 0:
            found.append(Reason("不能是负数", where=name, mend="填零或正数；不清楚就留空"))
    if sums.currency not in MINOR_DIGITS:
        say = "不认识的币种 %(currency)s"
        found.append(Reason(say, {"currency": sums.currency}, where="currency", mend="用 CNY、USD 等代码"))
    elif sums.currency == "CNY" and sums.rate_millionths is not None:
        found.append(Reason("人民币没有折算汇率", where="rate", mend="去掉汇率，或改币种"))
    elif sums.currency != "CNY" and any(minor is not None for minor in given.values()):
        if not sums.rate_millionths or sums.rate_millionths < 0:
            say = "外币没有折算汇率，不能计入合计"
            found.append(Reason(say, where="rate", mend="填写 1 单位外币折合多少元"))
        if sums.rate_on is None:
            found.append(Reason("外币没有汇率日期", where="rate_on", mend="填写汇率是哪一天的"))
    return found


def _columns(sums: Sums) -> dict[str, Any]:
    return {
        "announced_minor": sums.announced_minor, "onsite_minor": sums.onsite_minor, "currency": sums.currency,
        "rate_millionths": sums.rate_millionths, "rate_on": sums.rate_on,
    }  # fmt: skip


def _add(draft: Draft, event: Event, line: Listing) -> UUID:
    id = draft.new_id()
    columns: dict[str, Any] = {"event_id": event.id, "zone_id": event.zone_id}
    columns |= {"project_id": line.project, "lead_id": line.lead}
    columns |= {"part": line.part, **_columns(line.sums)}
    given = {name: value for name, value in columns.items() if value is not None}
    draft.record(id, EventProjectAdded(given), zone=event.zone_id)
    return id


@command
def change_listed(draft: Draft, commands: Sequence[ChangeListed], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Change a line of an event: its part, its sums, what became of it in words."""
    rows = draft.lock_many(EventProject, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        policies.LISTED.require(by, "change", row)
        found = wrong_sums(cmd.sums) + checking.text(cmd.outcome or "", "outcome")
        if cmd.part not in PART_NAMES or (row.lead_id is not None and cmd.part != "presented"):
            found.append(Reason("线索还不是项目，不能签约或开工", where="part", mend="列为推介洽谈"))
        if row.taken_off:
            found.append(Reason("已从活动里去掉", mend="刷新页面"))
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        row = rows[cmd.id]
        after = {"part": cmd.part, **_columns(cmd.sums)}
        now: dict[str, Any] = {name: value for name, value in after.items() if getattr(row, name) != value}
        was = {name: getattr(row, name) for name in now}
        if cmd.outcome is not None:
            now["outcome_said"] = Said.of(cmd.outcome.strip(), label="outcome") if cmd.outcome.strip() else None
        if now:
            draft.record(cmd.id, EventProjectChanged(now, was), zone=row.zone_id)
    return {"ids": [cmd.id for cmd in commands]}


@command
def take_off(draft: Draft, commands: Sequence[TakeOff], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Take lines off an event that were put on it by mistake, with the reason."""
    rows = draft.lock_many(EventProject, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        policies.LISTED.require(by, "change", rows[cmd.id])
        found = checking.text(cmd.reason, "reason", needed="从活动里去掉要写明原因")
        if rows[cmd.id].taken_off:
            found.append(Reason("已从活动里去掉", mend="刷新页面"))
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        said = Said.of(cmd.reason.strip(), label="reason")
        draft.record(cmd.id, EventProjectTakenOff(said), zone=rows[cmd.id].zone_id)
    return {"ids": [cmd.id for cmd in commands]}

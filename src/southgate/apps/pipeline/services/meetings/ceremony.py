"""A ceremony: twelve projects signed, or started, in one go, through the same services and gates as one by one.

All of them or none: every reason of every project is told at once, with the place of its line, so that the officer
mends what is missing or leaves those out and sends the rest again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from southgate.apps.pipeline.entries.meetings import EventStateMoved
from southgate.apps.pipeline.models.meetings import Event, EventProject
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.signings import Signing
from southgate.apps.pipeline.policies import meetings as policies
from southgate.apps.pipeline.policies import projects as project_rules
from southgate.apps.pipeline.policies import signings as signing_rules
from southgate.apps.pipeline.services.gates.gating import Move, passages
from southgate.apps.pipeline.services.meetings.commands import HoldCeremony
from southgate.apps.pipeline.services.projects import drafting, entering
from southgate.apps.pipeline.services.projects.commands import MoveStage
from southgate.apps.pipeline.services.projects.moving import draft_moves
from southgate.apps.pipeline.services.signings.commands import RegisterSigning
from southgate.apps.pipeline.services.signings.recording import draft_signings
from southgate.domain.counting.words import Form, SigningKind
from southgate.domain.errors import Reason, Refused
from southgate.domain.gates.standing import Signed
from southgate.domain.projects import Stage
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor

MOST = 100


@command
def hold_ceremonies(draft: Draft, commands: Sequence[HoldCeremony], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Sign or start the lines of an event; the event itself is then held. Answers which projects moved."""
    if len(commands) != 1:
        raise Refused([Reason("一次办一个活动", where="event", mend="分开提交")])
    cmd = commands[0]
    event = draft.lock(Event, cmd.event, seen=cmd.seen)
    policies.EVENTS.require(by, "list", event)
    lines = _lines(draft, cmd, event, by)
    ids = [line.project_id for line in lines if line.project_id is not None]
    projects = draft.lock_many(Project, dict.fromkeys(ids))
    rows = [projects[id] for id in ids]
    if cmd.part == "signing":
        reasons = _sign(draft, event, lines, rows, Form(cmd.form), by, today)
    else:
        reasons = _start(draft, event, rows, by, today)
    if reasons:
        raise Refused(sorted(reasons, key=lambda reason: -1 if reason.item is None else reason.item))
    if event.state == "planned":
        draft.record(event.id, EventStateMoved("held", event.state), zone=event.zone_id)
    return {"ids": [event.id], "projects": [row.id for row in rows]}


def _lines(draft: Draft, cmd: HoldCeremony, event: Event, by: Actor) -> list[EventProject]:
    """The lines in the order they were named. Raises Refused for what makes the ceremony itself impossible."""
    found: list[Reason] = []
    if cmd.part not in {"signing", "start"}:
        found.append(Reason("没有说签约还是开工", where="part", mend="选一种"))
    if cmd.form not in set(Form):
        found.append(Reason("没有说签的是协议还是合同", where="form", mend="选一种"))
    if not 0 < len(cmd.listed) <= MOST or len(set(cmd.listed)) < len(cmd.listed):
        found.append(Reason("没有勾选项目", where="listed", mend="勾选要一起办的"))
    if event.state == "cancelled":
        found.append(Reason("活动已取消", where="event"))
    if event.held_on > draft.today:
        day = {"day": event.held_on.isoformat()}
        found.append(Reason("%(day)s 还没有到", day, where="event", mend="活动当天办"))
    rows = draft.lock_many(EventProject, dict.fromkeys(cmd.listed))
    for item, id in enumerate(cmd.listed):
        policies.LISTED.require(by, "change", rows[id])
        if rows[id].event_id != event.id or rows[id].taken_off:
            found.append(Reason("不在这个活动里", where="listed", mend="刷新页面", item=item))
        elif rows[id].part != cmd.part or rows[id].project_id is None:
            found.append(Reason("在活动里不是这一项", where="part", mend="先改它在活动里做什么", item=item))
    if found:
        raise Refused(found)
    return [rows[id] for id in cmd.listed]


def _sign(
    draft: Draft, event: Event, lines: Sequence[EventProject], rows: Sequence[Project], form: Form, by: Actor,
    today: date,
) -> list[Reason]:  # fmt: skip
    """A signing for each, at the event; one in talks needs its gate open, for a ceremony does not sign by halves."""
    reasons, asked = [], []
    for item, row in enumerate(rows):
        if not signing_rules.SIGNINGS.can(by, "register", signing_rules.of(row)):
            reasons.append(Reason("签约不由你登记", where="project", mend="请招商专员或责任单位办", item=item))
    reasons += _signed_before(rows)
    talks = [item for item, row in enumerate(rows) if row.stage == Stage.TALKS]
    moves = [_signed(rows[item], lines[item], event, form) for item in talks]
    answers = passages(moves, today=today)
    for item, passed in zip(talks, answers, strict=True):
        reasons += [replace(reason, item=item) for reason in passed.reasons]
    for line, row in zip(lines, rows, strict=True):
        values = {"event": event.id, **_money(line)}
        asked.append(RegisterSigning(project=row.id, signed_on=event.held_on, values=values, form=form))
    if any(reason.where in {"project", "signed_on"} for reason in reasons):
        return reasons
    try:
        done = draft_signings(draft, asked, by=by, today=today)
    except Refused as refused:
        return [*reasons, *refused.reasons]
    for item, move, passed in zip(talks, moves, answers, strict=True):
        if passed.leave is not None and rows[item].id in done["waiting"]:
            drafting.draft_move(draft, rows[item], Stage.SIGNED, drafting.How(occurred_on=event.held_on))
            entering.use(draft, move, passed)
    return reasons


def _signed_before(rows: Sequence[Project]) -> list[Reason]:
    """A project that the ledger calls signed, without a signing of it: the event must not become its first one."""
    later = {row.id: item for item, row in enumerate(rows) if row.stage != Stage.TALKS or row.signed_on is not None}
    known = set(Signing.objects.filter(project__in=list(later), withdrawn=False).values_list("project_id", flat=True))
    say, mend = "台账上早已签约，还没有补登那一次", "先在签约登记里补登首次签约，才不会计到这个活动"
    return [Reason(say, where="signed_on", mend=mend, item=item) for id, item in later.items() if id not in known]


def _signed(row: Project, line: EventProject, event: Event, form: Form) -> Move:
    """The project as it will be once it has signed: with its day, and the signing that opens the gate."""
    move = entering.move_of(row, Stage.SIGNED)
    now = Signed(kind=SigningKind.FIRST, form=form, on=event.held_on, amount=line.onsite_cny)
    day = {"signed_on": event.held_on, "signed_grain": "d"}
    return replace(move, columns={**move.columns, **day}, adding=(now,))


def _money(line: EventProject) -> dict[str, Any]:
    """What was signed for there; a line that says no sum is signed without one."""
    if line.onsite_minor is None:
        return {}
    values = {"amount": line.onsite_minor, "currency": line.currency}
    if line.currency == "CNY":
        return values
    return {**values, "rate_millionths": line.rate_millionths, "rate_on": line.rate_on}


def _start(draft: Draft, event: Event, rows: Sequence[Project], by: Actor, today: date) -> list[Reason]:
    """Each moves to 开工 on the day of the event, through its gate."""
    refused_to = [item for item, row in enumerate(rows) if not project_rules.RULES.can(by, "move_stage", row)]
    if refused_to:
        say, mend = "阶段不由你改", "请招商专员或责任单位办"
        return [Reason(say, where="project", mend=mend, item=item) for item in refused_to]
    moves = [MoveStage(id=row.id, seen=row.version, to=Stage.STARTED, occurred_on=event.held_on) for row in rows]
    try:
        draft_moves(draft, moves, by=by, today=today)
    except Refused as refused:
        return list(refused.reasons)
    return []

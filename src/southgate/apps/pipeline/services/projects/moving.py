"""Stage, status and confidentiality of projects, each by its own command; and 记一件事."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from southgate.apps.pipeline.entries.projects import ConfidentialityEnded, Noted
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.policies import projects as policies
from southgate.apps.pipeline.services.gates.gating import passages
from southgate.apps.pipeline.services.projects import drafting, entering, facts
from southgate.apps.pipeline.services.projects.commands import EndConfidentiality, MoveStage, NoteProject, SetStatus
from southgate.domain.errors import Reason, Refused
from southgate.domain.projects import Status, move_refusals
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor

LONGEST_NOTE = 2000


@command
def move_stage(draft: Draft, commands: Sequence[MoveStage], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Move projects to another stage: forward on the day it happened and through the gate of the zone, back with a
    reason. Signing ends secrecy. A refusal names every need that is unmet, each with its key as `where`.
    """
    draft_moves(draft, commands, by=by, today=today)
    return {"ids": [cmd.id for cmd in commands]}


def draft_moves(draft: Draft, commands: Sequence[MoveStage], *, by: Actor, today: date) -> None:
    """Drafts of moves, for commands of other subjects too (a ceremony). Raises Refused with all reasons."""
    rows = draft.lock_many(Project, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for cmd in commands:
        policies.RULES.require(by, "move_stage", rows[cmd.id])
    moves = [entering.move_of(rows[cmd.id], cmd.to) for cmd in commands]
    passed = passages(moves, today=today)
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        known = facts.facts_of(facts.columns_of(row))
        on = cmd.occurred_on or today
        found = move_refusals(known, Status(row.status), cmd.to, on=on, today=today, reason=cmd.reason)
        reasons += [replace(reason, item=item) for reason in (*found, *passed[item].reasons)]
    if reasons:
        raise Refused(reasons)
    for cmd, move, passage in zip(commands, moves, passed, strict=True):
        how = drafting.How(reason=cmd.reason, occurred_on=cmd.occurred_on)
        drafting.draft_move(draft, rows[cmd.id], cmd.to, how)
        entering.use(draft, move, passage)


@command
def set_status(draft: Draft, commands: Sequence[SetStatus], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Pause, end or resume projects, with the reason."""
    rows = draft.lock_many(Project, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        policies.RULES.require(by, "set_status", rows[cmd.id])
        reasons += [replace(reason, item=item) for reason in _wrong_status(cmd, rows[cmd.id], today)]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        how = drafting.How(reason=cmd.reason, occurred_on=cmd.occurred_on)
        drafting.draft_edit(draft, rows[cmd.id], {"status": cmd.to.value}, how)
    return {"ids": [cmd.id for cmd in commands]}


def _wrong_status(cmd: SetStatus, row: Project, today: date) -> list[Reason]:
    found = _future(cmd.occurred_on, today)
    if cmd.to == row.status:
        found.append(Reason("项目已是这个状态", where="to"))
    if not cmd.reason.strip():
        found.append(Reason("改状态要写明原因", where="reason", mend="写明原因"))
    return found


def _future(on: date | None, today: date) -> list[Reason]:
    if on is None or on <= today:
        return []
    return [Reason("%(day)s 还没有到", {"day": on.isoformat()}, where="occurred_on", mend="写实际发生的日期")]


@command
def end_confidentiality(
    draft: Draft, commands: Sequence[EndConfidentiality], *, by: Actor, today: date
) -> Mapping[str, Any]:
    """Open a confidential talk to the zone, by somebody of its team, with the reason."""
    rows = draft.lock_many(Project, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        policies.RULES.require(by, "end_confidentiality", row)
        found = _future(cmd.occurred_on, today)
        if not row.confidential:
            found.append(Reason("项目没有保密", mend="刷新页面"))
        if not cmd.reason.strip():
            found.append(Reason("解除保密要写明原因", where="reason", mend="写明原因"))
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        said = Said.of(cmd.reason, label="reason")
        zone = rows[cmd.id].zone_id
        draft.record(cmd.id, ConfidentialityEnded(False, said), zone=zone, occurred_on=cmd.occurred_on)
    return {"ids": [cmd.id for cmd in commands]}


def draft_notes(draft: Draft, commands: Sequence[NoteProject], *, by: Actor, today: date) -> None:
    """Draft what was noted down. Raises Refused with all reasons."""
    rows = draft.lock_many(Project, dict.fromkeys(cmd.id for cmd in commands))
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        policies.RULES.require(by, "note", rows[cmd.id])
        found = _future(cmd.occurred_on, today)
        if not 0 < len(cmd.text.strip()) <= LONGEST_NOTE:
            params = {"longest": LONGEST_NOTE}
            found.append(Reason("写 1 到 %(longest)d 个字", params, where="text", mend="写明什么事、和谁、结果"))
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        words = Noted(Said.of(cmd.text.strip(), label="note"))
        draft.record(cmd.id, words, zone=rows[cmd.id].zone_id, occurred_on=cmd.occurred_on)


@command
def note_projects(draft: Draft, commands: Sequence[NoteProject], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Write down that something happened, in one's own words."""
    draft_notes(draft, commands, by=by, today=today)
    return {"ids": [cmd.id for cmd in commands]}

"""Tasks of a year: what a count is compared with. Of a zone or of one of its units, never of a named firm (§12.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from southgate.apps.pipeline.entries.signings import TaskChanged, TaskSet, TaskWithdrawn
from southgate.apps.pipeline.models.signings import Task
from southgate.apps.pipeline.policies import signings as policies
from southgate.apps.pipeline.selectors.figures.rules import rules_for
from southgate.apps.pipeline.services.projects import references
from southgate.apps.pipeline.services.signings.commands import ChangeTask, SetTask, WithdrawTask
from southgate.domain.counting.signed import definitions
from southgate.domain.errors import Reason, Refused
from southgate.domain.periods import FIRST_YEAR, LAST_YEAR
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor

HIGHEST = 2**62


@command
def set_tasks(draft: Draft, commands: Sequence[SetTask], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Set the targets of a year, with the paper that says so. A definition has one target a year for each holder."""
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        policies.require_set(by, cmd.zone)
        reasons += [replace(reason, item=item) for reason in _wrong(cmd, by, today)]
    if reasons:
        raise Refused(reasons)
    ids = []
    for cmd in commands:
        id = draft.new_id()
        given: dict[str, Any] = {"zone_id": cmd.zone, "definition": cmd.definition, "year": cmd.year,
                                 "target": cmd.target, "source": cmd.source.strip()}  # fmt: skip
        if cmd.unit is not None:
            given["unit_id"] = cmd.unit
        draft.record(id, TaskSet(given), zone=cmd.zone)
        ids.append(id)
    return {"ids": ids}


def _wrong(cmd: SetTask, by: Actor, today: date) -> Iterator[Reason]:
    known = {one.key for one in definitions(rules_for(cmd.zone, today))}
    if cmd.definition not in known:
        yield Reason("没有这个指标", where="definition", mend="从指标里选")
    if not FIRST_YEAR <= cmd.year <= LAST_YEAR:
        yield Reason("%(year)d 不是年份", {"year": cmd.year}, where="year")
    yield from _target(cmd.target)
    if not 0 < len(cmd.source.strip()) <= 300:
        yield Reason("没有写任务的依据", where="source", mend="写下达任务的文件和文号，300 个字以内")
    if cmd.unit is not None:
        where = references.ground(cmd.zone)
        yield from (replace(one, where="unit") for one in references.unknown([{"lead_unit": cmd.unit}], where, by)[0])
    holder: dict[str, Any] = {"unit_id": cmd.unit} if cmd.unit is not None else {"unit_id__isnull": True}
    same = Task.objects.filter(zone_id=cmd.zone, definition=cmd.definition, year=cmd.year, withdrawn=False)
    if same.filter(**holder).exists():
        yield Reason("这个指标这一年已有任务", where="definition", mend="改那一条任务")


def _target(target: int) -> Iterator[Reason]:
    if not 0 < target < HIGHEST:
        yield Reason("任务数应大于零", where="target", mend="核对数和单位")


@command
def change_tasks(draft: Draft, commands: Sequence[ChangeTask], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Change a target, with the reason; the old one stays in the book."""
    rows = draft.lock_many(Task, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        policies.TASKS.require(by, "set", row)
        found = [*_target(cmd.target), *_needs_reason(cmd.reason, row)]
        if cmd.target == row.target:
            found.append(Reason("任务数没有变", where="target", mend="改了再提交"))
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        said = Said.of(cmd.reason.strip(), label="reason")
        changed = TaskChanged({"target": cmd.target}, {"target": rows[cmd.id].target}, said)
        draft.record(cmd.id, changed, zone=rows[cmd.id].zone_id)
    return {"ids": [cmd.id for cmd in commands]}


@command
def withdraw_tasks(draft: Draft, commands: Sequence[WithdrawTask], *, by: Actor, today: date) -> Mapping[str, Any]:
    rows = draft.lock_many(Task, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        policies.TASKS.require(by, "set", rows[cmd.id])
        reasons += [replace(reason, item=item) for reason in _needs_reason(cmd.reason, rows[cmd.id])]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        said = TaskWithdrawn(Said.of(cmd.reason.strip(), label="reason"))
        draft.record(cmd.id, said, zone=rows[cmd.id].zone_id)
    return {"ids": [cmd.id for cmd in commands]}


def _needs_reason(reason: str, row: Task) -> Iterator[Reason]:
    if row.withdrawn:
        yield Reason("任务已撤销", mend="刷新页面看现状")
    if not reason.strip():
        yield Reason("要写明原因", where="reason", mend="写明调整任务的文件或会议")

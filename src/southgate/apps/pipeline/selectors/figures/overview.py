"""Figures beside their tasks and the same months a year before: what the counts page and the API show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from southgate.apps.pipeline.models.signings import Task
from southgate.apps.pipeline.policies import signings as policies
from southgate.apps.pipeline.selectors.figures.figure import RATE, Asked, Figure, ask, figures
from southgate.domain.counting.rates import completion, distance, growth
from southgate.kernel.book.reading import state_at
from southgate.kernel.identity.actor import Actor


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure with its year's task. Millionths: `reached` of the task, `ahead` of the time line (below zero: behind),
    `grown` against the year before; None where there is nothing to compare. `before`: the value then; of a rate, what
    it was."""

    figure: Figure
    before: int | None
    grown: int | None
    task: int | None = None
    task_id: UUID | None = None
    reached: int | None = None
    ahead: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    id: UUID
    target: int


def overview(by: Actor, what: Asked, *, position: int | None = None) -> tuple[Beside, ...]:
    """All figures of a scope. A task is set against what was reached since January, never against one month."""
    now = figures(what, position=position)
    scope = what.scope
    then = ask(by, what.zone, what.period.last_year, event=scope.event, unit=scope.unit)
    before = {one.key: one.value for one in figures(then, position=position)}
    tasks = targets(by, what, position) if what.period.first_month == 1 and scope.event is None else {}
    return tuple(_beside(one, before.get(one.key), tasks.get(one.key), what) for one in now)


def _beside(one: Figure, before: int | None, task: Target | None, what: Asked) -> Beside:
    if one.unit == RATE or one.value is None:
        return Beside(one, before, None)
    found = Beside(one, before, growth(one.value, before or 0))
    if task is None:
        return found
    reached = completion(one.value, task.target)
    return replace(found, task=task.target, task_id=task.id, reached=reached, ahead=distance(reached, what.period))


def targets(by: Actor, what: Asked, position: int | None = None) -> Mapping[str, Target]:
    """The year's tasks of the zone, or of the unit that was asked for; on a past day as they stood then."""
    rows = policies.TASKS.visible(by, Task).filter(zone_id=what.zone, year=what.period.year)
    rows = rows.filter(unit_id=what.scope.unit) if what.scope.unit is not None else rows.filter(unit=None)
    if position is None:
        return {row.definition: Target(row.pk, row.target) for row in rows.filter(withdrawn=False)}
    found: dict[str, Target] = {}
    for id in rows.values_list("pk", flat=True):
        state = state_at("task", id, position)
        if state is not None and not state["withdrawn"]:
            found[state["definition"]] = Target(id, state["target"])
    return found

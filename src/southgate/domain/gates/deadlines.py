"""Deadlines after signing: what a signed project has to reach within so many months, by how it takes its land.

Data of a pack (`signing.deadlines/1`); the first one published is Anqing's of 2015 (sources 1.5). A deadline is met
by a need of the same kinds that gates have, so that one evaluator answers both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from southgate.domain.gates.judging import Judged, state_of
from southgate.domain.gates.standing import Standing
from southgate.domain.gates.table import Check, Fault, Need, Words, need_faults
from southgate.domain.months import add_months

LONGEST = 120  # months; ten years: a longer one is a slip


@dataclass(frozen=True, slots=True)
class Deadline:
    """Within `months` of signing a project whose land mode is one of `modes` has met `need`."""

    key: str
    label: str
    months: int
    modes: tuple[str, ...]
    need: Need
    source: str = ""


@dataclass(frozen=True, slots=True)
class DeadlineTable:
    deadline: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True)
class DeadlineState:
    """A deadline of one project. `met_on`: the day it was met, where one is known.

    `days_left` until the due day, in calendar days as the rule counts; negative once it passed. None when it is met.
    """

    deadline: Deadline
    signed_on: date
    due: date
    state: Judged
    days_left: int | None

    @property
    def met(self) -> bool:
        return self.state.met

    @property
    def met_on(self) -> date | None:
        return self.state.on

    @property
    def late(self) -> bool:
        """Not met and past, or met after the day."""
        if self.met:
            return self.met_on is not None and self.met_on > self.due
        return self.days_left is not None and self.days_left < 0


def deadlines(
    table: DeadlineTable, standing: Standing, signed_on: date | None, land_mode: str, *, today: date
) -> tuple[DeadlineState, ...]:
    """The deadlines that run for a project since it was signed; none before, and none for a land mode nobody named."""
    if signed_on is None:
        return ()
    mine = [one for one in table.deadline if land_mode.strip() in one.modes]
    return tuple(_state(one, standing, signed_on, today) for one in mine)


def _state(one: Deadline, standing: Standing, signed_on: date, today: date) -> DeadlineState:
    """Months end on the corresponding day, or on a shorter month's last day (domain/months)."""
    due = add_months(signed_on, one.months)
    state = state_of(one.need, standing, {}, today=today)
    return DeadlineState(one, signed_on, due, state, None if state.met else (due - today).days)


def deadline_faults(table: DeadlineTable, words: Words) -> Iterator[Fault]:
    """Everything that is wrong with a table of deadlines."""
    seen: set[str] = set()
    nothing: Mapping[str, Any] = {}
    for number, one in enumerate(table.deadline, 1):
        path = f"deadline[{number}]"
        if one.key in seen:
            yield f"{path}.key", "『%(key)s』写了两次", {"key": one.key}
        seen.add(one.key)
        if not 1 <= one.months <= LONGEST:
            yield f"{path}.months", "月数应在 1 到 %(longest)s 之间", {"longest": LONGEST}
        if not one.modes:
            yield f"{path}.modes", "至少写一种用地方式", nothing
        if one.need.check is Check.ANY:
            yield f"{path}.need.check", "时限的要件不能供选", nothing
        yield from need_faults(f"{path}.need", one.need, None, words)

"""What a count is: a named population with the reason for each row that is not in it, a measure, a caliber.

`evaluate` reads a definition over plain rows; SQL is generated from the same definition elsewhere. Every row that is
looked at either counts or is told apart by the first condition it fails, so the parts always add up to the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from southgate.domain.counting.conditions import All, Expr, Row, at_least, at_most, holds, is_, one_of
from southgate.domain.money import MILLION, Rounding
from southgate.domain.periods import Period

MANAGEMENT = "管理口径"
"""Every figure of the house is the management's own; the statistical caliber is the statisticians' (sources 12.3)."""


class Kind(StrEnum):
    """What a measure adds up over the rows that count."""

    COUNT = "count"
    SUM = "sum"
    DISTINCT = "distinct"
    WEIGHTED = "weighted"


@dataclass(frozen=True, slots=True)
class Measure:
    """`column` is summed, or its different values are counted. `WEIGHTED` counts rows, those for which `weighs` holds
    as `weight` (millionths); its value is in millionths of a row. A column of the project is summed once a project."""

    kind: Kind = Kind.COUNT
    column: str = ""
    weighs: Expr | None = None
    weight: int = MILLION


class Unit(StrEnum):
    """How a value is read: 个, 家, 分 (money), millionths of a count."""

    PROJECTS = "projects"
    FIRMS = "firms"
    MONEY = "money"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Condition:
    """`why` is the reason (msgid) that stands beside a row for which `test` does not hold."""

    key: str
    why: str
    test: Expr


@dataclass(frozen=True, slots=True)
class Scope:
    """Where and when: `column` names the zone or park of a row (`zone_id`, `park_id`); `event`, `unit` narrow it."""

    zones: tuple[UUID, ...]
    period: Period
    column: str = "zone_id"
    event: UUID | None = None
    unit: UUID | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """`says` is the whole definition in words; `family` groups figures on a page; `sources` are papers by name."""

    key: str
    title: str
    says: str
    conditions: tuple[Condition, ...]
    measure: Measure = Measure()
    unit: Unit = Unit.PROJECTS
    caliber: str = MANAGEMENT
    family: str = ""
    sources: tuple[str, ...] = ()

    def without(self, key: str) -> Definition:
        """The definition with one of its rules removed: what a count would be if nobody applied it."""
        return replace(self, conditions=tuple(one for one in self.conditions if one.key != key))


@dataclass(frozen=True, slots=True)
class Rate:
    """`over` is the denominator as declared: its words stand beside the rate (the terms differ by province)."""

    key: str
    title: str
    says: str
    part: Definition
    over: Definition
    digits: int = 1
    rounding: Rounding = Rounding.HALF_UP
    caliber: str = MANAGEMENT
    sources: tuple[str, ...] = ()


def within(scope: Scope) -> tuple[Condition, ...]:
    """The conditions of place and time, each one bound, so that no two catch the same row."""
    period = scope.period
    found = [Condition("other_zone", "不在这个园区", one_of(scope.column, scope.zones))]
    if period.first_month == 1:
        found.append(Condition("last_year", "上一年或更早签约", at_least("signed_on", period.first)))
    else:
        found.append(Condition("earlier", "早于这个时期签约", at_least("signed_on", period.first)))
    found.append(Condition("later", "晚于这个时期签约", at_most("signed_on", period.last)))
    if scope.event is not None:
        found.append(Condition("other_event", "不是在这个活动上签的", is_("event_id", scope.event)))
    if scope.unit is not None:
        found.append(Condition("other_unit", "不是这个单位的", is_("lead_unit_id", scope.unit)))
    return tuple(found)


def asked(definition: Definition, scope: Scope) -> tuple[Condition, ...]:
    """All conditions of a count, those of place and time first."""
    return within(scope) + definition.conditions


def population(conditions: Sequence[Condition]) -> Expr:
    return All(tuple(condition.test for condition in conditions))


def why_not(conditions: Sequence[Condition], row: Row) -> Condition | None:
    """The first condition that the row fails; None when it counts."""
    return next((condition for condition in conditions if not holds(condition.test, row)), None)


def evaluate(definition: Definition, scope: Scope, rows: Iterable[Row]) -> int:
    """The value of a count over plain rows."""
    conditions = asked(definition, scope)
    return measured(definition.measure, [row for row in rows if why_not(conditions, row) is None])


def measured(measure: Measure, rows: Sequence[Row]) -> int:
    match measure.kind:
        case Kind.COUNT:
            return len(rows)
        case Kind.DISTINCT:
            return len({row[measure.column] for row in rows} - {None, ""})
        case Kind.WEIGHTED:
            weighs = measure.weighs
            return sum(measure.weight if weighs is not None and holds(weighs, row) else MILLION for row in rows)
        case Kind.SUM:
            once = {row["project_id"]: row for row in rows} if measure.column.startswith("project.") else None
            return sum(_amount(row[measure.column]) for row in (rows if once is None else once.values()))


def _amount(value: Any) -> int:
    return int(value) if value is not None else 0

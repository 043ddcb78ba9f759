"""What stands behind a figure: the rows that counted, and told apart by reason those that did not.

Each row has one reason, the first condition that it fails, so the parts add up. Only rows that the reader may see are
looked at, of the period's year and the year before; the page never says how many he does not see (DESIGN §4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from southgate.apps.pipeline.selectors.figures.figure import Asked, rows_of
from southgate.apps.pipeline.selectors.figures.querying import Tables, q_of
from southgate.apps.pipeline.selectors.signings import reading
from southgate.apps.pipeline.selectors.signings.reading import NAMED, PAGE, Line, lines
from southgate.domain.counting.definitions import Condition
from southgate.kernel.identity.actor import Actor

COUNTED = "counted"


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that share a reason; `key` is `counted` for those that count."""

    key: str
    why: str
    count: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure opened: its groups, and one page of the rows of one of them."""

    key: str
    title: str
    groups: tuple[Group, ...]
    group: str
    lines: tuple[Line, ...]
    total: int
    number: int


def opened(
    by: Actor, what: Asked, key: str, *, group: str = COUNTED, number: int = 1, position: int | None = None
) -> Opened:
    """Raises NotFound for an unknown key. A group that does not exist is empty."""
    title, conditions, _ = rows_of(what, key)
    tables = _tables(by, position)
    rows = tables.signings.filter(_near(what))
    counts = _counted(rows, conditions, tables)
    groups = [Group(COUNTED, "计入", counts.get(len(conditions), 0))]
    groups += [Group(one.key, one.why, counts[n]) for n, one in enumerate(conditions) if counts.get(n)]
    start = (number - 1) * PAGE
    mine = _group(rows, conditions, tables, group)
    found = mine.select_related(*NAMED).order_by("-signed_on", "-id")[start : start + PAGE]
    shown = tuple(lines(list(found), by if position is None else None))
    total = next((one.count for one in groups if one.key == group), 0)
    return Opened(key, title, tuple(groups), group, shown, total, number)


def _tables(by: Actor, position: int | None) -> Tables:
    """What the reader may see, joined with the projects that all conditions look at."""
    rows: QuerySet[Any] = reading.visible(by) if position is None else reading.visible_past(by, position)
    return replace(Tables.at(position), signings=rows)


def _near(what: Asked) -> Q:
    year = what.period.year
    return Q(signed_on__gte=date(year - 1, 1, 1), signed_on__lte=date(year, 12, 31))


def _reason(conditions: Sequence[Condition], tables: Tables) -> Case:
    """The number of the first condition that a row fails; their number when it fails none."""
    whens = [When(~q_of(one.test, tables), then=Value(n)) for n, one in enumerate(conditions)]
    return Case(*whens, default=Value(len(conditions)), output_field=IntegerField())


def _counted(rows: QuerySet[Any], conditions: Sequence[Condition], tables: Tables) -> dict[int, int]:
    named = rows.annotate(reason=_reason(conditions, tables)).order_by()
    return dict(named.values_list("reason").annotate(many=Count("pk")))


def _group(rows: QuerySet[Any], conditions: Sequence[Condition], tables: Tables, group: str) -> QuerySet[Any]:
    keys = [one.key for one in conditions]
    if group != COUNTED and group not in keys:
        return rows.none()
    number = len(keys) if group == COUNTED else keys.index(group)
    found = Q()
    for one in conditions[:number]:
        found &= q_of(one.test, tables)
    return rows.filter(found) if number == len(keys) else rows.filter(found, ~q_of(conditions[number].test, tables))

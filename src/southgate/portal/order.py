"""In which order work is shown: one thing first, the rest by when.

Law: what is overdue comes before what is due this week, that before what is due later, and what has no day comes
last; but what puts the zone itself at risk (`URGENT`) comes first of all. Within a group the earlier comes first, and
of two things due on the same day the heavier. A week ends on Sunday: the weekend may hold make-up days.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from southgate.domain.calendar.work import WorkCalendar
from southgate.portal.sources import URGENT, WorkItem


class When(IntEnum):
    OVERDUE = 1
    THIS_WEEK = 2
    LATER = 3
    NO_DAY = 4


@dataclass(frozen=True, slots=True)
class Placed:
    """An item and its distance from today in working days; None without a day. Negative: overdue."""

    item: WorkItem
    when: When
    days: int | None


@dataclass(frozen=True, slots=True)
class Order:
    """`first` is what to begin with; it is in none of the groups."""

    first: Placed | None
    groups: tuple[tuple[When, tuple[Placed, ...]], ...]

    @property
    def count(self) -> int:
        return (self.first is not None) + sum(len(items) for _, items in self.groups)


def ordered(items: Iterable[WorkItem], calendar: WorkCalendar, today: date) -> Order:
    """All items, each once."""
    placed = sorted((place(item, calendar, today) for item in items), key=_key)
    if not placed:
        return Order(None, ())
    first, rest = placed[0], placed[1:]
    groups = ((when, tuple(one for one in rest if one.when is when)) for when in When)
    return Order(first, tuple((when, found) for when, found in groups if found))


def place(item: WorkItem, calendar: WorkCalendar, today: date) -> Placed:
    if item.due is None:
        return Placed(item, When.NO_DAY, None)
    days = calendar.between(today, item.due)
    if item.due < today:
        return Placed(item, When.OVERDUE, min(days, 0))
    return Placed(item, When.THIS_WEEK if item.due <= end_of_week(today) else When.LATER, days)


def end_of_week(today: date) -> date:
    return today + timedelta(days=6 - today.weekday())


def _key(one: Placed) -> tuple[bool, When, date, int, str]:
    item = one.item
    return (item.weight < URGENT, one.when, item.due or date.max, -item.weight, item.title)


def shortened(items: Sequence[Placed], longest: int) -> tuple[Sequence[Placed], int]:
    """The first `longest` and how many more there are; a list that is hardly longer is shown whole."""
    return (items, 0) if len(items) <= longest + 3 else (items[:longest], len(items) - longest)

"""Look-up tables that turn dates into working-day ordinals: one array read a date, no search, no arithmetic on weeks.

Days are numbered from FIRST; row i of `ordinals` is the number of open days before day i, so an open day's own
ordinal is its row, and a closed day shares the ordinal of the next open day. `open_days[k]` is the number of the
k-th open day. Both arrays are int32, so a numeric kernel can use them as they lie in memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate, compress
from types import MappingProxyType

from southgate.domain.calendar.notice import Holiday, Notice

FIRST = date(1990, 1, 1)  # before any fact of a zone; projects of the 1990s stand in old ledgers
LAST = date(2099, 12, 31)
BASE = FIRST.toordinal()
SIZE = LAST.toordinal() - BASE + 1
_MONDAY = BASE - FIRST.weekday()  # a Monday: the week pattern starts here


@dataclass(frozen=True, slots=True)
class Mark:
    """What a notice says of one day."""

    open: bool
    holiday: Holiday
    notice: Notice


@dataclass(frozen=True, slots=True)
class Table:
    """The tables of one set of notices; shared by all calendars built from it."""

    opened: bytes
    ordinals: memoryview
    open_days: memoryview
    marks: Mapping[date, Mark]
    final_years: frozenset[int]


@lru_cache(maxsize=64)
def table(notices: tuple[Notice, ...]) -> Table:
    """Build (about 5 ms) or fetch the tables. `notices` in any order; sorted here by the day they are dated."""
    ordered = sorted(notices, key=lambda notice: (notice.source.dated, notice.source.number))
    marks = _marks(ordered)
    opened = _opened(marks)
    ordinals = array("i", accumulate(opened, initial=0))
    open_days = array("i", compress(range(SIZE), opened))
    final = frozenset(n.year for n in ordered if n.year is not None and not n.provisional)
    return Table(
        bytes(opened),
        memoryview(ordinals).toreadonly(),
        memoryview(open_days).toreadonly(),
        MappingProxyType(marks),
        final,
    )


def _marks(ordered: Sequence[Notice]) -> dict[date, Mark]:
    """A later notice overwrites an earlier one day by day: 2020-02-01 was a make-up day before 春节 was extended."""
    marks: dict[date, Mark] = {}
    for notice in ordered:
        for holiday in notice.holidays:
            marks.update((day, Mark(False, holiday, notice)) for day in holiday.days())
            marks.update((day, Mark(True, holiday, notice)) for day in holiday.make_up)
    return marks


def _opened(marks: Mapping[date, Mark]) -> bytearray:
    skip = BASE - _MONDAY
    weeks = bytearray((1, 1, 1, 1, 1, 0, 0)) * (SIZE // 7 + 2)
    opened = weeks[skip : skip + SIZE]
    for day, mark in marks.items():
        opened[day.toordinal() - BASE] = mark.open
    return opened

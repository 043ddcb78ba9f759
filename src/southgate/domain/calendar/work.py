"""The official working-day calendar with make-up days (调休).

Laws, tested in `tests/`:
- a day is open when it is a make-up day, or a weekday that no notice closes;
- years that no notice makes final are counted by weekends alone (暂按周末推算) and say so: nothing is guessed;
- one more closed day never makes a deadline earlier, one more make-up day never later;
- `forward(back(day, n), n)` is `day` for every open day.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from southgate.domain.calendar.notice import Notice
from southgate.domain.calendar.table import BASE, FIRST, LAST, SIZE, Table, table
from southgate.domain.errors import Reason
from southgate.domain.sources import Source


class OutsideCalendar(ValueError):
    """A day, or the answer, lies outside FIRST to LAST: with such a date something is wrong, so nothing is computed."""

    def __init__(self, what: str) -> None:
        params = {"what": what, "first": FIRST.isoformat(), "last": LAST.isoformat()}
        self.reason = Reason("%(what)s 超出工作日历的范围（%(first)s 至 %(last)s）", params, mend="核对日期")
        super().__init__(str(self.reason))


class DayKind(Enum):
    """Why a day is open or closed."""

    WEEKDAY = "weekday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"


SAY: Mapping[DayKind, str] = {
    DayKind.WEEKDAY: "%(day)s %(weekday)s，工作日",
    DayKind.WEEKEND: "%(day)s %(weekday)s，周末休息",
    DayKind.HOLIDAY: "%(day)s %(weekday)s，%(name)s放假（%(source)s）",
    DayKind.MAKE_UP: "%(day)s %(weekday)s，%(name)s调休上班（%(source)s）",
}
CAVEAT = "%(year)s 年放假安排的通知尚未载入，暂按周末推算"
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


@dataclass(frozen=True, slots=True)
class DayReason:
    """Why a day counts as it does. `say` and `caveat` are message templates (msgids) with places for `params`."""

    day: date
    kind: DayKind
    open: bool
    provisional: bool
    say: str
    params: Mapping[str, Any]
    source: Source | None = None

    @property
    def caveat(self) -> str:
        return CAVEAT if self.provisional else ""

    def __str__(self) -> str:
        return "；".join(part % self.params for part in (self.say, self.caveat) if part)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Working days from a set of notices; immutable, cheap to build again from the same notices.

    All counts are whole working days. A range written `a..b` includes both ends, `[a, b)` leaves the last out.
    """

    notices: tuple[Notice, ...] = ()
    _table: Table = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for day in (day for notice in self.notices for day in notice.days()):
            _row(day)
        object.__setattr__(self, "_table", table(self.notices))

    # one day ------------------------------------------------------------------------------------------------------
    def is_open(self, day: date) -> bool:
        return self._table.opened[_row(day)] == 1

    def is_provisional(self, day: date) -> bool:
        """True when no published notice makes the day's year final."""
        return day.year not in self._table.final_years

    def because(self, day: date) -> DayReason:
        """Why the day is open or closed, with the notice that says so."""
        is_open = self.is_open(day)
        params: dict[str, Any] = {"day": day.isoformat(), "weekday": WEEKDAYS[day.weekday()], "year": day.year}
        mark = self._table.marks.get(day)
        if mark is None:
            kind, source = (DayKind.WEEKDAY if is_open else DayKind.WEEKEND), None
        else:
            kind, source = (DayKind.MAKE_UP if mark.open else DayKind.HOLIDAY), mark.notice.source
            params |= {"name": mark.holiday.name, "source": mark.notice.source.cite()}
        return DayReason(day, kind, is_open, self.is_provisional(day), SAY[kind], params, source)

    # counting -----------------------------------------------------------------------------------------------------
    def ordinal(self, day: date) -> int:
        """Open days before `day` since FIRST: an open day's own number; a closed day has that of the next open day."""
        return self._table.ordinals[_row(day)]

    def day_at(self, ordinal: int) -> date:
        """The open day with that number; inverse of `ordinal` on open days."""
        if not 0 <= ordinal < len(self._table.open_days):
            raise OutsideCalendar(f"#{ordinal}")
        return date.fromordinal(BASE + self._table.open_days[ordinal])

    def count(self, first: date, last: date) -> int:
        """Open days in `first..last`, both ends included; 0 when `last` is before `first`."""
        if last < first:
            return 0
        return self._table.ordinals[_row(last) + 1] - self.ordinal(first)

    def between(self, start: date, end: date) -> int:
        """Signed working days from `start` to `end`: open days in `[start, end)`, negative when `end` comes first."""
        return self.ordinal(end) - self.ordinal(start)

    # moving -------------------------------------------------------------------------------------------------------
    def forward(self, day: date, days: int) -> date:
        """`days` ≥ 0 working days later. 0 gives the day itself if open, else the next open day."""
        return self.day_at(self.ordinal(day) + _not_negative(days))

    def back(self, day: date, days: int) -> date:
        """`days` ≥ 0 working days earlier. 0 gives the day itself if open, else the last open day before it."""
        closed = 0 if self.is_open(day) else 1
        return self.day_at(self.ordinal(day) - closed - _not_negative(days))

    def after(self, day: date, days: int = 1) -> date:
        """The `days`-th open day strictly after `day`, which itself is not counted (期间开始的日，不算在期间内)."""
        if days < 1:
            raise ValueError(f"after() counts from 1, not {days}")
        return self.day_at(self._table.ordinals[_row(day) + 1] + days - 1)

    def before(self, day: date, days: int = 1) -> date:
        """The `days`-th open day strictly before `day`."""
        if days < 1:
            raise ValueError(f"before() counts from 1, not {days}")
        return self.day_at(self.ordinal(day) - days)

    # many days ----------------------------------------------------------------------------------------------------
    @property
    def first_day_number(self) -> int:
        """`date.toordinal()` of row 0 of `ordinal_table`."""
        return BASE

    @property
    def ordinal_table(self) -> memoryview:
        """int32, read-only: row `day.toordinal() - first_day_number` holds the day's ordinal."""
        return self._table.ordinals[:SIZE]

    @property
    def open_day_table(self) -> memoryview:
        """int32, read-only: row k holds the k-th open day's `toordinal() - first_day_number`."""
        return self._table.open_days

    def ordinals(self, days: Iterable[date]) -> array[int]:
        """Ordinals of many dates by table look-up."""
        rows, found = [day.toordinal() - BASE for day in days], self._table.ordinals
        for row in (min(rows), max(rows)) if rows else ():
            _row(date.fromordinal(BASE + row))
        return array("i", [found[row] for row in rows])


def _row(day: date) -> int:
    row = day.toordinal() - BASE
    if not 0 <= row < SIZE:
        raise OutsideCalendar(day.isoformat())
    return row


def _not_negative(days: int) -> int:
    if days < 0:
        raise ValueError(f"a number of days must not be negative: {days}")
    return days

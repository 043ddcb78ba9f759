"""What a new notice changes: the days whose state turns, and the years that become final. Shown before it is loaded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from southgate.domain.calendar.notice import Notice
from southgate.domain.calendar.work import DayReason, WorkCalendar
from southgate.domain.errors import Reason


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day that was open and is closed now, or the other way round; `because` is the new reason."""

    day: date
    was_open: bool
    is_open: bool
    because: DayReason


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """The difference between two calendars."""

    days: tuple[DayChange, ...]
    years_final: tuple[int, ...]
    years_provisional: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.days or self.years_final or self.years_provisional)


def changes(old: WorkCalendar, new: WorkCalendar) -> CalendarChange:
    """Compare day by day where any notice of either speaks; elsewhere both count by weekends."""
    days = sorted({day for notice in (*old.notices, *new.notices) for day in notice.days()})
    years = sorted({notice.year for notice in (*old.notices, *new.notices) if notice.year is not None})
    return CalendarChange(
        tuple(
            DayChange(day, old.is_open(day), new.is_open(day), new.because(day))
            for day in days
            if old.is_open(day) != new.is_open(day)
        ),
        tuple(year for year in years if _provisional(old, year) and not _provisional(new, year)),
        tuple(year for year in years if _provisional(new, year) and not _provisional(old, year)),
    )


def doubts(notice: Notice, calendar: WorkCalendar) -> tuple[Reason, ...]:
    """A make-up day that is a weekday and open anyway is a slip in typing: the notice says nothing by it."""
    return tuple(_idle_make_up(notice, calendar))


def _idle_make_up(notice: Notice, calendar: WorkCalendar) -> Iterable[Reason]:
    for number, holiday in enumerate(notice.holidays, 1):
        for day in holiday.make_up:
            if day.weekday() < 5 and calendar.is_open(day):
                params = {"day": day.isoformat(), "name": holiday.name}
                yield Reason("“%(name)s”的上班日 %(day)s 本来就是工作日", params, f"holiday[{number}]", "核对上班日")


def _provisional(calendar: WorkCalendar, year: int) -> bool:
    return calendar.is_provisional(date(year, 1, 1))

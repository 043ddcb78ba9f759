"""Limits in working days or in calendar days, and what is left of them or over them.

The day on which a limit begins is not counted (期间开始的日不计, 《民法典》 201). A limit in calendar days that would
end on a closed day ends on the next open one where the rule says so (`rolls`, 《民法典》 203).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from southgate.domain.calendar.work import WorkCalendar

ONE = timedelta(days=1)


class Unit(StrEnum):
    WORKING = "working"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Limit:
    days: int
    unit: Unit


def due_day(start: date, limit: Limit, cal: WorkCalendar, *, rolls: bool) -> date:
    """The last day on which the thing is in time, for a limit of at least one day."""
    if limit.unit is Unit.WORKING:
        return cal.after(start, limit.days)
    day = start + limit.days * ONE
    return cal.forward(day, 0) if rolls else day


def days_left(today: date, due: date, unit: Unit, cal: WorkCalendar) -> int:
    """Days after `today` up to and including `due`; 0 on the day itself."""
    return cal.count(today + ONE, due) if unit is Unit.WORKING else max((due - today).days, 0)


def days_late(due: date, day: date, unit: Unit, cal: WorkCalendar) -> int:
    """Days after `due` up to and including `day`; 0 in time, and on closed days right after the due day."""
    return cal.count(due + ONE, day) if unit is Unit.WORKING else max((day - due).days, 0)

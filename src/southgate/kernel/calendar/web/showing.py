"""A year of the calendar as a page shows it: twelve months, every day that a notice turns, and who says so."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.domain.calendar.table import FIRST, LAST
from southgate.domain.calendar.work import WEEKDAYS, DayKind, DayReason, WorkCalendar
from southgate.kernel.book.sentences import render
from southgate.kernel.calendar import wording
from southgate.kernel.calendar.notices import NOTICE
from southgate.kernel.identity.actor import Actor
from southgate.kernel.packs.selectors import InForce, packs_for

MARKED = frozenset({DayKind.HOLIDAY, DayKind.MAKE_UP})
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayShown:
    """One day. `word` says what colour alone must not: 休, or 班 for a make-up day. `why` is its reason in words."""

    day: date
    open: bool
    kind: str
    word: str
    why: str

    @property
    def is_marked(self) -> bool:
        return bool(self.word)


@dataclass(frozen=True, slots=True)
class MonthShown:
    """Weeks begin on Monday; None where a week reaches into another month."""

    number: int
    open_days: int
    weeks: tuple[tuple[DayShown | None, ...], ...]


@dataclass(frozen=True, slots=True)
class NoticeShown:
    """A paper that speaks of the year, and the pack it came with."""

    title: str
    cite: str
    dated: date
    office: str
    paper_url: str
    pack_url: str


@dataclass(frozen=True, slots=True)
class YearShown:
    year: int
    months: tuple[MonthShown, ...]
    marked: tuple[DayShown, ...]
    open_days: int
    closed_days: int
    provisional: bool
    notices: tuple[NoticeShown, ...]
    weekdays: tuple[str, ...]
    years: tuple[int, ...]


def year_shown(year: int, zone: UUID | None, *, by: Actor, today: date) -> YearShown:
    """The year as it is counted on `today`. A fixed number of queries."""
    packs = packs_for(NOTICE, zone=zone, day=today)
    cal = WorkCalendar(tuple(pack.value for pack in packs))
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = {one.day: one for one in _days(cal, first, last, by)}
    months = tuple(_month(cal, year, number, days) for number in range(1, 13))
    open_days = cal.count(first, last)
    return YearShown(
        year=year,
        months=months,
        marked=tuple(one for one in days.values() if one.is_marked),
        open_days=open_days,
        closed_days=len(days) - open_days,
        provisional=cal.is_provisional(first),
        notices=tuple(_notices(year, packs)),
        weekdays=tuple(_(name) for name in WEEKDAYS),
        years=_known_years(cal, today),
    )


def _known_years(cal: WorkCalendar, today: date) -> tuple[int, ...]:
    """From the year after the last that is final to the first a notice speaks of; this year always."""
    final = [notice.year for notice in cal.notices if notice.year is not None]
    first, last = min([*final, today.year]), min(max([*final, today.year]) + 1, LAST.year)
    return tuple(range(last, first - 1, -1))


def is_counted(year: int) -> bool:
    return FIRST.year <= year <= LAST.year


def _days(cal: WorkCalendar, first: date, last: date, by: Actor) -> Iterable[DayShown]:
    reasons = [cal.because(first + number * DAY) for number in range((last - first).days + 1)]
    return [_day(reason, words) for reason, words in zip(reasons, reasons_in_words(reasons, by), strict=True)]


def reasons_in_words(reasons: Sequence[DayReason], by: Actor) -> list[str]:
    """The reason of each day, without the caveat that the whole year carries."""
    return render([wording.sentences(reason)[0] for reason in reasons], by)


def _day(reason: DayReason, words: str) -> DayShown:
    marks = {DayKind.HOLIDAY: _("休"), DayKind.MAKE_UP: _("班")}
    return DayShown(reason.day, reason.open, reason.kind.value, marks.get(reason.kind, ""), words)


def _month(cal: WorkCalendar, year: int, number: int, days: dict[date, DayShown]) -> MonthShown:
    length = calendar.monthrange(year, number)[1]
    weeks = calendar.Calendar().monthdatescalendar(year, number)
    return MonthShown(
        number=number,
        open_days=cal.count(date(year, number, 1), date(year, number, length)),
        weeks=tuple(tuple(days[day] if day.month == number else None for day in week) for week in weeks),
    )


def _notices(year: int, packs: Iterable[InForce]) -> Iterable[NoticeShown]:
    """Papers that name a day of the year, or make it final; the oldest first."""
    found = []
    for pack in packs:
        notice = pack.value
        if notice.year == year or any(day.year == year for day in notice.days()):
            source = notice.source
            paper = NoticeShown(
                title=source.title,
                cite=source.number,
                dated=source.dated,
                office=source.office,
                paper_url=source.url,
                pack_url=reverse("packs:detail", args=[pack.id]),
            )
            found.append(paper)
    return sorted(found, key=lambda paper: paper.dated)

"""A notice about days off, as the State Council publishes it: what closes, which weekend days work instead (调休)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from southgate.domain.errors import Reason
from southgate.domain.sources import Source

LONGEST_HOLIDAY = (
    31  # days; a longer one is a slip of the pen: 春节 2020 with its extension, the longest so far, had 10
)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holiday:
    """One line of a notice: closed from `first` to `last`, both days included, weekends among them too."""

    name: str
    first: date
    last: date
    make_up: tuple[date, ...] = ()

    def days(self) -> Iterator[date]:
        """The closed days in order."""
        for number in range((self.last - self.first).days + 1):
            yield self.first + number * DAY


@dataclass(frozen=True, slots=True)
class Notice:
    """One published notice. Of two notices about the same day the one dated later wins.

    `year` is the year whose days the notice makes final; None for one that only adds days (a regional holiday).
    `provisional` marks an expectation that is not published yet: its days count, but its year stays provisional.
    """

    source: Source
    holidays: tuple[Holiday, ...]
    year: int | None = None
    provisional: bool = False

    def days(self) -> Iterator[date]:
        """Every day that the notice names, closed or make-up."""
        for holiday in self.holidays:
            yield from holiday.days()
            yield from holiday.make_up


def problems(notice: Notice) -> tuple[Reason, ...]:
    """All that is wrong with the notice by itself, at once; empty when it can be used."""
    if not notice.holidays:
        return (Reason("通知里没有任何放假安排", where="holiday", mend="至少写一条 [[holiday]]"),)
    found = [
        reason
        for number, holiday in enumerate(notice.holidays, 1)
        for reason in _problems_of(holiday, f"holiday[{number}]", notice.year)
    ]
    return tuple(found or _named_twice(notice))


def _problems_of(holiday: Holiday, where: str, year: int | None) -> Iterator[Reason]:
    if not holiday.name.strip():
        yield Reason("放假安排没有节日名称", where=where, mend="填写 name，例如“春节”")
    if holiday.last < holiday.first:
        yield Reason("“%(name)s”的止日早于起日", {"name": holiday.name}, where, "核对 first 与 last")
    elif (holiday.last - holiday.first).days >= LONGEST_HOLIDAY:
        params = {"name": holiday.name, "days": LONGEST_HOLIDAY}
        yield Reason("“%(name)s”超过 %(days)s 天", params, where, "核对 first 与 last")
    for day in (holiday.first, holiday.last, *holiday.make_up):
        if year is not None and not date(year - 1, 12, 1) <= day <= date(year + 1, 1, 31):
            params = {"day": day.isoformat(), "year": year}
            yield Reason("%(day)s 不属于 %(year)s 年的安排", params, where, "核对年份")


def _named_twice(notice: Notice) -> Iterator[Reason]:
    seen: dict[date, str] = {}
    for number, holiday in enumerate(notice.holidays, 1):
        for day in (*holiday.days(), *holiday.make_up):
            if day in seen:
                params = {"day": day.isoformat(), "name": seen[day]}
                yield Reason("%(day)s 已在“%(name)s”里写过", params, f"holiday[{number}]", "同一天只写一次")
            seen.setdefault(day, holiday.name)

"""Periods of counting: a year, a month, or the first N months of a year (1-11月), and the share of the year they are.

Counts are cumulative by default (sources 10). January is never published alone: 1-2月 is one joint month, so the
months of a year begin with it. `序时` is months passed divided by twelve.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from southgate.domain.errors import Reason, Refused
from southgate.domain.money import MILLION, Rounding, divide

FIRST_YEAR, LAST_YEAR = 1980, 2099
JOINT = 2
"""The month up to which 1-2月 goes."""
_TEXT = re.compile(r"(?P<year>\d{4})(?:-(?P<from>1)-(?P<to>\d{1,2})|-(?P<month>\d{1,2}))?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole months of one year, from `first_month` to `last_month`, both counted."""

    year: int
    first_month: int = 1
    last_month: int = 12

    def __post_init__(self) -> None:
        if not (1 <= self.first_month <= self.last_month <= 12 and FIRST_YEAR <= self.year <= LAST_YEAR):
            raise Refused([Reason("没有这样的时期", where="period", mend="写成 2026、2026-11 或 2026-1-11")])

    @property
    def first(self) -> date:
        return date(self.year, self.first_month, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.last_month, monthrange(self.year, self.last_month)[1])

    @property
    def key(self) -> str:
        """How an address writes it: 2026 (the year), 2026-11 (November), 2026-1-11 (the first eleven months)."""
        if self.is_year:
            return f"{self.year}"
        return f"{self.year}-1-{self.last_month}" if self.is_cumulative else f"{self.year}-{self.last_month:02d}"

    @property
    def is_year(self) -> bool:
        return (self.first_month, self.last_month) == (1, 12)

    @property
    def is_cumulative(self) -> bool:
        """From January on; January alone is the month, for a year has no part of one month that is not one."""
        return self.first_month == 1 and self.last_month > 1

    @property
    def share(self) -> int:
        """序时: the part of the year's plan that this period should have brought, in millionths (months / 12).

        Panzhihua reckons 1-10月 as 83.33 %, Luxi 1-9月 as 75 % (sources 1.7).
        """
        return divide((self.last_month - self.first_month + 1) * MILLION, 12, Rounding.HALF_UP)

    @property
    def last_year(self) -> Period:
        """The same months a year before: 上年同期."""
        return Period(self.year - 1, self.first_month, self.last_month)

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def cumulative(year: int, month: int) -> Period:
    """1-N月; the first month is January alone."""
    return Period(year, 1, month)


def month_of(year: int, month: int) -> Period:
    """One month; January and February are one joint month, 1-2月."""
    return Period(year, 1, JOINT) if month <= JOINT else Period(year, month, month)


def months_of(year: int) -> tuple[Period, ...]:
    """The months as they are published: 1-2月, 3月 … 12月."""
    return tuple(month_of(year, month) for month in range(JOINT, 13))


def up_to(day: date) -> Period:
    """The first months of the year, the one of `day` included: what a count shows when nobody asks for another."""
    return cumulative(day.year, day.month)


def read_period(text: str) -> Period:
    """The period that an address means. Raises Refused."""
    found = _TEXT.fullmatch(text.strip())
    if found is None:
        params = {"text": text[:20]}
        raise Refused([Reason("“%(text)s”不是时期", params, where="period", mend="写成 2026、2026-11 或 2026-1-11")])
    year = int(found["year"])
    if found["to"]:
        return Period(year, 1, int(found["to"]))
    return Period(year, int(found["month"]), int(found["month"])) if found["month"] else Period(year)

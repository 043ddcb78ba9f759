"""Whether a project was reported month by month, or pushed in at the end (突击上报, a county rule: sources 1.4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date


def missed_months(introduced: date, reported: date, noted: Iterable[date]) -> int:
    """Whole months between introduction and report in which nothing was written about the project.

    The month of the introduction and the month of the report are not asked: they are not whole.
    """
    written = {_month(day) for day in noted}
    return sum(1 for month in range(_month(introduced) + 1, _month(reported)) if month not in written)


def _month(day: date) -> int:
    return day.year * 12 + day.month

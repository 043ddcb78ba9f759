"""Months as periods: the corresponding day (对应日), and where a month has none, its last day.

《民法典》 202: a period of months ends on the corresponding day of the month in which it runs out; without such a
day, on the month's last day. So 31 January plus one month is 28 (29) February, plus two is 31 March: months are always
added to the first day, never one after another, or the 31st would be lost on the way.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """The corresponding day `months` ≥ 0 later, or the last day of a shorter month."""
    if months < 0:
        raise ValueError(f"a number of months must not be negative: {months}")
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def full_months(first: date, today: date) -> int:
    """How many months have run from `first` until `today`: the most whose corresponding day has come; 0 before."""
    if today <= first:
        return 0
    months = (today.year - first.year) * 12 + today.month - first.month
    return months if add_months(first, months) <= today else months - 1


def months_taken(first: date, then: date) -> int:
    """How many months have begun from `first` to `then`: the fewest whose corresponding day is not before `then`."""
    months = full_months(first, then)
    return months if then <= first or add_months(first, months) >= then else months + 1

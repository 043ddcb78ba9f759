"""Months by the corresponding day, 《民法典》 202."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.months import add_months, full_months

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("first", "months", "then"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2026-01-30", 1, "2026-02-28"),
        ("2026-02-28", 2, "2026-04-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-03-31", 0, "2026-03-31"),
    ],
)
def test_the_corresponding_day_or_the_last(first, months, then):
    assert add_months(date.fromisoformat(first), months) == date.fromisoformat(then)


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_more_months_are_later(day, some, more):
    assert (add_months(day, some) < add_months(day, more)) == (some < more)


@given(DAYS, st.integers(0, 60))
def test_the_month_is_right_and_the_day_is_lost_at_most_to_the_month_s_end(day, months):
    then = add_months(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day == day.day or (then.day < day.day and (then + timedelta(days=1)).day == 1)


@given(DAYS, st.integers(0, 2000))
def test_full_months_are_those_whose_day_has_come(first, days):
    today = first + timedelta(days=days)
    months = full_months(first, today)
    assert add_months(first, months) <= today < add_months(first, months + 1)


def test_before_the_first_day_there_is_none():
    assert full_months(date(2026, 3, 1), date(2026, 2, 1)) == 0
    with pytest.raises(ValueError, match="negative"):
        add_months(date(2026, 3, 1), -1)

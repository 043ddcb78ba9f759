"""Periods: cumulative months, the joint month, the share of the year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.counting.rates import ahead, percent
from southgate.domain.errors import Refused
from southgate.domain.money import MILLION
from southgate.domain.months import add_months, months_taken
from southgate.domain.periods import Period, cumulative, month_of, months_of, read_period, up_to

PERIODS = st.builds(
    lambda year, a, b: Period(year, min(a, b), max(a, b)),
    st.integers(2000, 2050), st.integers(1, 12), st.integers(1, 12),
)  # fmt: skip
WRITTEN = st.one_of(
    st.builds(Period, st.integers(2000, 2050)),
    st.builds(cumulative, st.integers(2000, 2050), st.integers(1, 12)),
    st.builds(lambda year, month: Period(year, month, month), st.integers(2000, 2050), st.integers(1, 12)),
)


@given(WRITTEN)
def test_what_an_address_says_is_read_back(period: Period) -> None:
    assert read_period(period.key) == period


@given(PERIODS, st.dates(date(1999, 1, 1), date(2051, 12, 31)))
def test_a_day_is_in_it_between_its_first_and_last(period: Period, day: date) -> None:
    assert period.holds(day) == ((day.year, 1) == (period.year, 1) and
                                 period.first_month <= day.month <= period.last_month)  # fmt: skip


def test_the_months_of_a_year_begin_with_the_joint_month() -> None:
    assert [period.key for period in months_of(2026)][:3] == ["2026-1-2", "2026-03", "2026-04"]
    assert len(months_of(2026)) == 11
    assert month_of(2026, 1) == month_of(2026, 2) == cumulative(2026, 2)


def test_february_ends_on_its_last_day() -> None:
    assert (cumulative(2024, 2).last, cumulative(2026, 2).last) == (date(2024, 2, 29), date(2026, 2, 28))


def test_counts_are_cumulative_when_nobody_asks_for_another() -> None:
    assert up_to(date(2026, 11, 25)) == cumulative(2026, 11)
    assert up_to(date(2026, 11, 25)).last_year == cumulative(2025, 11)


@pytest.mark.parametrize("text", ["", "2026-13", "2026-1-13", "2026-0", "26", "2026-2-11", "2026-1-11-1", "1900"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_period(text)


def test_time_line_panzhihua_2010s_january_to_october() -> None:
    """sources 1.7: 125.64 % = 超进度 42.31 pp; 70.41 % = 欠进度 12.92 pp, baseline 83.33."""
    ten = cumulative(2026, 10)
    assert percent(ten.share, 2) == "83.33"
    assert ahead(1_256_400, ten, 2) == "+42.31"
    assert ahead(704_100, ten, 2) == "-12.92"


def test_time_line_luxi_january_to_september() -> None:
    """sources 1.7: 93.5 % = +18.5 pp, baseline 75."""
    nine = cumulative(2026, 9)
    assert nine.share == 750_000
    assert ahead(935_000, nine, 1) == "+18.5"


@given(st.integers(1, 12))
def test_twelve_months_are_the_whole_year(month: int) -> None:
    assert Period(2026, month, month).share == MILLION // 12 + (MILLION % 12 >= 6)
    assert Period(2026).share == MILLION


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 2000))
def test_started_months_are_the_fewest_that_reach_the_day(first: date, days: int) -> None:
    then = first + timedelta(days=days)
    months = months_taken(first, then)
    assert add_months(first, months) >= then
    assert months == 0 or add_months(first, months - 1) < then

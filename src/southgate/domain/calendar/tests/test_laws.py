"""Laws of the calendar, drawn at random and checked against a dumb day-by-day oracle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.calendar.notice import Holiday, Notice
from southgate.domain.calendar.work import WorkCalendar
from southgate.domain.sources import Source

DAY = timedelta(days=1)
DAYS = st.dates(date(2019, 6, 1), date(2021, 6, 30))
COUNTS = st.integers(0, 120)


@dataclass(frozen=True)
class Drawn:
    """A calendar with the closed days and make-up days that it was drawn from."""

    closed: frozenset[date]
    make_up: frozenset[date]

    def is_open(self, day: date) -> bool:
        return day in self.make_up or (day.weekday() < 5 and day not in self.closed)

    def calendar(self) -> WorkCalendar:
        first = Notice(Source("一", date(2019, 1, 1)), tuple(Holiday("节", d, d) for d in sorted(self.closed)))
        later = Notice(Source("二", date(2019, 1, 2)), (Holiday("班", *[date(1999, 1, 2)] * 2, tuple(self.make_up)),))
        return WorkCalendar((later, first))


drawn = st.builds(
    Drawn,
    st.frozensets(DAYS, max_size=30),
    st.frozensets(DAYS.filter(lambda day: day.weekday() > 4), max_size=10),
)


@given(drawn, DAYS)
def test_open_agrees_with_the_oracle(plan, day):
    assert plan.calendar().is_open(day) == plan.is_open(day)


@given(drawn, DAYS, DAYS)
def test_counts_agree_with_the_oracle(plan, a, b):
    days = [a + n * DAY for n in range((b - a).days + 1)]
    assert plan.calendar().count(a, b) == sum(map(plan.is_open, days))
    start, end, sign = (a, b, 1) if a <= b else (b, a, -1)
    half_open = [start + n * DAY for n in range((end - start).days)]
    assert plan.calendar().between(a, b) == sign * sum(map(plan.is_open, half_open))


def walk(plan: Drawn, day: date, days: int, step: timedelta) -> date:
    """The oracle: go to an open day, then on, one day at a time."""
    while not plan.is_open(day):
        day += step
    for _ in range(days):
        day += step
        while not plan.is_open(day):
            day += step
    return day


@given(drawn, DAYS, COUNTS)
def test_moving_agrees_with_the_oracle(plan, day, days):
    cal = plan.calendar()
    assert cal.forward(day, days) == walk(plan, day, days, DAY)
    assert cal.back(day, days) == walk(plan, day, days, -DAY)
    assert cal.after(day, days + 1) == walk(plan, day + DAY, days, DAY)
    assert cal.before(day, days + 1) == walk(plan, day - DAY, days, -DAY)


@given(drawn, DAYS, COUNTS)
def test_back_then_forward_returns(plan, day, days):
    cal = plan.calendar()
    here = cal.forward(day, 0)
    assert cal.forward(cal.back(here, days), days) == here
    assert cal.back(cal.forward(here, days), days) == here
    assert cal.between(here, cal.forward(here, days)) == days


@given(drawn, DAYS, DAYS, COUNTS)
def test_one_more_holiday_never_makes_a_deadline_earlier(plan, extra, day, days):
    fewer, more = plan.calendar(), Drawn(plan.closed | {extra}, plan.make_up - {extra}).calendar()
    assert more.forward(day, days) >= fewer.forward(day, days)
    assert more.after(day, days + 1) >= fewer.after(day, days + 1)
    assert more.back(day, days) <= fewer.back(day, days)


@given(drawn, DAYS, DAYS, COUNTS)
def test_one_more_make_up_day_never_makes_a_deadline_later(plan, extra, day, days):
    fewer, more = plan.calendar(), Drawn(plan.closed, plan.make_up | {extra}).calendar()
    assert more.forward(day, days) <= fewer.forward(day, days)
    assert more.back(day, days) >= fewer.back(day, days)


@given(drawn, DAYS, DAYS, DAYS)
def test_between_adds_up(plan, a, b, c):
    cal = plan.calendar()
    assert cal.between(a, b) + cal.between(b, c) == cal.between(a, c)
    assert cal.between(a, b) == -cal.between(b, a)


@given(drawn, st.lists(DAYS, max_size=40))
def test_many_dates_at_once_equal_single_ones(plan, days):
    cal = plan.calendar()
    assert list(cal.ordinals(days)) == [cal.ordinal(day) for day in days]
    table = cal.ordinal_table
    assert [table[day.toordinal() - cal.first_day_number] for day in days] == [cal.ordinal(day) for day in days]


@given(drawn, DAYS)
def test_the_reason_tells_the_state_of_the_day(plan, day):
    reason = plan.calendar().because(day)
    assert reason.open == plan.is_open(day)
    assert day.isoformat() in str(reason)
    assert (reason.source is None) == (day not in plan.closed | plan.make_up)

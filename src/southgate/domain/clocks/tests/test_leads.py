"""The clocks of a lead, after 江府办函〔2024〕37号: working days, weeks, holidays, a month's end, make-up days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.calendar.tests.samples import notice, one
from southgate.domain.calendar.work import WorkCalendar
from southgate.domain.clocks.days import Limit, Unit
from southgate.domain.clocks.leads import (
    AnsweredFrom,
    Clock,
    ClockState,
    Key,
    LeadFacts,
    LeadRules,
    clocks,
    most_urgent,
    unbound,
)
from southgate.domain.sources import Source

YI = 10_000_000_000
JIANGMEN = LeadRules(
    source=Source("江门市招商线索管理办法", date(2024, 3, 9), "江府办函〔2024〕37号"),
    from_cny=YI, smaller_too=False, named=Limit(1, Unit.WORKING), judged=Limit(3, Unit.WORKING),
    judged_with_experts=Limit(7, Unit.CALENDAR), answered=Limit(7, Unit.CALENDAR), reported=Limit(14, Unit.CALENDAR),
    bureau_from_cny=5 * YI, answered_from=AnsweredFrom.JUDGED, rolls=True,
)  # fmt: skip
CAL = WorkCalendar(
    (
        notice(
            one("2026-02-15", "2026-02-23", "2026-02-14", "2026-02-28", name="春节"),
            one("2026-09-25", "2026-09-27", name="中秋节"),
            one("2026-10-01", "2026-10-07", "2026-09-20", "2026-10-10", name="国庆节"),
        ),
    )
)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def d(text: str) -> date:
    return date.fromisoformat(text)


def clock(key: Key, facts: LeadFacts, today: str, rules: LeadRules = JIANGMEN) -> Clock:
    return next(one for one in clocks(facts, rules, CAL, d(today)) if one.key is key)


def received(day: str, **more) -> LeadFacts:
    return LeadFacts(received_on=d(day), investment_cny=2 * YI, **more)


@pytest.mark.parametrize(
    ("start", "named", "judged"),
    [
        ("2026-11-23", "2026-11-24", "2026-11-26"),  # an ordinary Monday
        ("2026-11-27", "2026-11-30", "2026-12-02"),  # Friday before a month's end
        ("2026-09-30", "2026-10-08", "2026-10-10"),  # 国庆 lies between, and Saturday 10 October works
        ("2026-09-18", "2026-09-20", "2026-09-22"),  # the next day is a Sunday that works
        ("2026-02-13", "2026-02-14", "2026-02-25"),  # a make-up Saturday, then 春节
        ("2026-02-27", "2026-02-28", "2026-03-03"),  # the last day of February is a make-up Saturday
        ("2026-12-31", "2027-01-01", "2027-01-05"),  # a year whose notice is not loaded: by weekends, and it says so
    ],
)
def test_days_are_working_days(start, named, judged):
    facts = received(start)
    assert clock(Key.NAMED, facts, start).due == d(named)
    assert clock(Key.JUDGED, facts, start).due == d(judged)


def test_a_due_day_in_a_year_without_its_notice_is_provisional():
    assert clock(Key.NAMED, received("2026-12-31"), "2026-12-31").provisional
    assert not clock(Key.NAMED, received("2026-11-23"), "2026-11-23").provisional


@pytest.mark.parametrize(
    ("judged_on", "due"),
    [
        ("2026-11-23", "2026-11-30"),  # a week
        ("2026-09-24", "2026-10-08"),  # 1 October is closed, and so are the days after
        ("2026-10-03", "2026-10-10"),  # ends on the Saturday that works
        ("2026-01-31", "2026-02-09"),  # 7 February is a Saturday
    ],
)
def test_the_answer_is_due_a_week_after_the_judgement_and_never_on_a_closed_day(judged_on, due):
    facts = received("2026-01-05", judged_on=d(judged_on), judgement="follow")
    assert clock(Key.ANSWERED, facts, judged_on).due == d(due)


def test_without_rolling_a_week_is_a_week():
    facts = received("2026-09-01", judged_on=d("2026-09-24"), judgement="decline")
    assert clock(Key.ANSWERED, facts, "2026-09-24", replace(JIANGMEN, rolls=False)).due == d("2026-10-01")


def test_the_answer_has_no_clock_before_there_is_something_to_tell():
    assert Key.ANSWERED not in {one.key for one in clocks(received("2026-11-23"), JIANGMEN, CAL, d("2026-11-24"))}
    other = replace(JIANGMEN, answered_from=AnsweredFrom.RECEIVED)
    assert clock(Key.ANSWERED, received("2026-11-23"), "2026-11-24", other).due == d("2026-11-30")


def test_outside_experts_give_a_week_to_a_major_lead_alone():
    major = received("2026-11-23", experts_needed=True, major=True)
    assert clock(Key.JUDGED, major, "2026-11-24").due == d("2026-11-30")
    assert clock(Key.JUDGED, replace(major, major=False), "2026-11-24").due == d("2026-11-26")


def test_it_says_how_much_is_left_and_how_late_it_is():
    facts = received("2026-11-20")  # a Friday
    seen = [(one.state, one.days) for today in ("2026-11-20", "2026-11-21", "2026-11-23", "2026-11-24", "2026-11-28")
            for one in [clock(Key.NAMED, facts, today)]]  # fmt: skip
    assert seen == [
        (ClockState.RUNNING, 1), (ClockState.RUNNING, 1), (ClockState.TODAY, 0), (ClockState.LATE, 1),
        (ClockState.LATE, 4),
    ]  # fmt: skip
    assert clock(Key.NAMED, received("2026-11-19"), "2026-11-21").days == 0  # late by a closed day alone
    assert clock(Key.NAMED, received("2026-11-19"), "2026-11-21").state is ClockState.LATE


def test_met_in_time_met_late_and_why():
    facts = received("2026-11-20", named_on=d("2026-11-23"), judged_on=d("2026-11-27"), judgement="follow")
    assert clock(Key.NAMED, facts, "2026-12-01").state is ClockState.MET
    late = clock(Key.JUDGED, facts, "2026-12-01")
    assert (late.state, late.days, late.was_late) == (ClockState.MET_LATE, 2, True)
    assert str(late.because) == "2026-11-20 收到线索起 3 个工作日内首次研判（江府办函〔2024〕37号）"


def test_each_report_starts_the_two_weeks_anew():
    facts = received("2026-11-02", judged_on=d("2026-11-04"), judgement="follow")
    assert clock(Key.REPORTED, facts, "2026-11-05").due == d("2026-11-18")
    told = replace(facts, reported_on=d("2026-11-17"))
    assert clock(Key.REPORTED, told, "2026-11-18").due == d("2026-12-01")
    back = replace(told, restored_on=d("2026-11-25"))
    assert clock(Key.REPORTED, back, "2026-11-25").due == d("2026-12-09")


def test_what_is_not_followed_is_not_reported():
    facts = received("2026-11-02", judged_on=d("2026-11-04"), judgement="decline")
    assert Key.REPORTED not in {one.key for one in clocks(facts, JIANGMEN, CAL, d("2026-11-30"))}


def test_an_end_stops_the_clocks_and_keeps_what_was_late():
    facts = received("2026-11-02", ended_on=d("2026-11-06"))
    found = {one.key: one for one in clocks(facts, JIANGMEN, CAL, d("2026-12-30"))}
    assert (found[Key.NAMED].state, found[Key.NAMED].days) == (ClockState.STOPPED, 3)
    assert (found[Key.JUDGED].days, found[Key.JUDGED].was_late) == (1, True)
    assert most_urgent(tuple(found.values())) is None


def test_the_bureau_joins_early_from_five_hundred_million_on():
    for sum_cny, there in ((5 * YI - 1, False), (5 * YI, True), (None, False)):
        found = clocks(LeadFacts(d("2026-11-02"), sum_cny), JIANGMEN, CAL, d("2026-11-03"))
        assert (Key.BUREAU in {one.key for one in found}) is there
    big = LeadFacts(d("2026-11-02"), 5 * YI, bureau_on=d("2026-11-03"))
    assert clock(Key.BUREAU, big, "2026-11-05").state is ClockState.MET


def test_a_known_smaller_sum_is_not_bound_and_says_so():
    small = LeadFacts(d("2026-11-02"), YI - 1)
    assert clocks(small, JIANGMEN, CAL, d("2026-11-03")) == ()
    assert str(unbound(small, JIANGMEN)) == "投资额不到 1 亿元，不在江府办函〔2024〕37号范围内，不设时限"
    assert unbound(LeadFacts(d("2026-11-02"), None), JIANGMEN) is None
    assert clocks(small, replace(JIANGMEN, smaller_too=True), CAL, d("2026-11-03"))


def test_the_most_urgent_is_due_first():
    found = clocks(received("2026-11-20"), JIANGMEN, CAL, d("2026-11-20"))
    urgent = most_urgent(found)
    assert urgent is not None and urgent.key is Key.NAMED


@given(DAYS, st.integers(0, 40), st.integers(0, 40))
def test_a_day_later_is_never_due_earlier_and_more_days_never_less(start, later, more):
    facts = LeadFacts(start, 2 * YI)
    after = replace(facts, received_on=start + timedelta(days=later))
    longer = replace(JIANGMEN, named=Limit(1 + more, Unit.WORKING))
    first, then, long = (
        next(iter(clocks(one, rules, CAL, start))).due
        for one, rules in ((facts, JIANGMEN), (after, JIANGMEN), (facts, longer))
    )
    assert first <= then and first <= long


@given(DAYS, st.integers(-5, 60), st.integers(0, 60))
def test_every_due_day_is_open_and_a_met_clock_stays_as_it_is(start, met_after, later):
    met = start + timedelta(days=max(met_after, 0))
    facts = LeadFacts(start, 2 * YI, named_on=met)
    today = start + timedelta(days=later)
    found = {one.key: one for one in clocks(facts, JIANGMEN, CAL, today)}
    assert all(CAL.is_open(one.due) for one in found.values() if one.due is not None)
    named = found[Key.NAMED]
    assert named.state is (ClockState.MET if met <= named.due else ClockState.MET_LATE)
    assert named == {one.key: one for one in clocks(facts, JIANGMEN, CAL, today + timedelta(days=99))}[Key.NAMED]

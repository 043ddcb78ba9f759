from __future__ import annotations

from datetime import date

import pytest

from southgate.domain.calendar.changes import changes, doubts
from southgate.domain.calendar.notice import Notice, problems
from southgate.domain.calendar.table import FIRST, LAST
from southgate.domain.calendar.tests.samples import LONGER_2020, SPRING_2020, notice, one
from southgate.domain.calendar.work import DayKind, OutsideCalendar, WorkCalendar
from southgate.domain.sources import Source

NEW_YEAR = notice(one("2026-01-01", "2026-01-03", "2026-01-04", name="元旦"))


def test_a_make_up_sunday_works_and_its_reason_names_the_paper():
    reason = WorkCalendar((SPRING_2020,)).because(date(2020, 1, 19))
    assert (reason.kind, reason.open, reason.provisional) == (DayKind.MAKE_UP, True, False)
    assert str(reason) == "2020-01-19 周日，春节调休上班（国办发明电〔2019〕16号）"


def test_the_later_notice_wins_whatever_the_order_of_loading():
    for order in ((SPRING_2020, LONGER_2020), (LONGER_2020, SPRING_2020)):
        reason = WorkCalendar(order).because(date(2020, 2, 1))
        assert (reason.kind, reason.open) == (DayKind.HOLIDAY, False)
        assert str(reason) == "2020-02-01 周六，春节放假（国办发明电〔2020〕1号）"
    assert WorkCalendar((SPRING_2020,)).is_open(date(2020, 2, 1))


def test_years_without_a_notice_count_by_weekends_and_say_so():
    cal = WorkCalendar((NEW_YEAR,))
    reason = cal.because(date(2027, 10, 1))
    assert cal.is_provisional(date(2027, 10, 1)) and not cal.is_provisional(date(2026, 10, 1))
    assert str(reason) == "2027-10-01 周五，工作日；2027 年放假安排的通知尚未载入，暂按周末推算"
    assert cal.is_provisional(date(2025, 12, 31))


def test_an_unpublished_expectation_counts_but_stays_provisional():
    expected = Notice(Source("示例预计", date(2026, 6, 1)), (one("2027-10-01", "2027-10-07"),), 2027, provisional=True)
    cal = WorkCalendar((expected,))
    assert not cal.is_open(date(2027, 10, 1))
    assert cal.is_provisional(date(2027, 10, 1))


def test_a_clock_of_20_working_days_over_the_year_end_does_not_stop():
    assert WorkCalendar((NEW_YEAR,)).after(date(2026, 12, 15), 20) == date(2027, 1, 12)


def test_the_starting_day_is_not_counted_even_when_it_is_closed():
    cal = WorkCalendar((NEW_YEAR,))
    assert cal.after(date(2026, 1, 1), 1) == date(2026, 1, 4)
    assert cal.after(date(2026, 1, 9), 5) == cal.after(date(2026, 1, 11), 5) == date(2026, 1, 16)


def test_ranges():
    cal = WorkCalendar((NEW_YEAR,))
    assert cal.count(date(2026, 1, 1), date(2026, 1, 4)) == 1
    assert cal.between(date(2026, 1, 1), date(2026, 1, 4)) == 0
    assert cal.between(date(2026, 1, 9), date(2026, 1, 5)) == -4
    assert cal.count(date(2026, 1, 5), date(2026, 1, 4)) == 0


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2999, 1, 1), date.min, date.max])
@pytest.mark.parametrize("ask", ["is_open", "because", "ordinal", "ordinals", "count"])
def test_a_day_outside_the_calendar_is_refused_clearly(ask, day):
    asked = {"ordinals": ([day],), "count": (day, day)}.get(ask, (day,))
    with pytest.raises(OutsideCalendar, match="工作日历的范围"):
        getattr(WorkCalendar(), ask)(*asked)


def test_an_answer_outside_the_calendar_is_refused_clearly():
    with pytest.raises(OutsideCalendar):
        WorkCalendar().forward(LAST, 5)
    with pytest.raises(OutsideCalendar):
        WorkCalendar().back(FIRST, 5)
    with pytest.raises(OutsideCalendar):
        WorkCalendar((notice(one("2200-01-01", "2200-01-01"), year=2200),))


@pytest.mark.parametrize("move", ["forward", "back"])
def test_negative_counts_are_refused(move):
    with pytest.raises(ValueError, match="-1"):
        getattr(WorkCalendar(), move)(date(2026, 1, 5), -1)


@pytest.mark.parametrize("move", ["after", "before"])
def test_after_and_before_count_from_one(move):
    with pytest.raises(ValueError, match="from 1"):
        getattr(WorkCalendar(), move)(date(2026, 1, 5), 0)


def test_what_a_new_notice_changes():
    change = changes(WorkCalendar((SPRING_2020,)), WorkCalendar((SPRING_2020, LONGER_2020, NEW_YEAR)))
    turned = [(str(d.day), d.was_open, d.is_open) for d in change.days if d.day.year == 2020]
    assert turned == [("2020-01-31", True, False), ("2020-02-01", True, False)]
    assert (change.years_final, change.years_provisional) == ((2026,), ())
    assert not changes(WorkCalendar((NEW_YEAR,)), WorkCalendar((NEW_YEAR,)))


def test_all_faults_of_a_notice_at_once():
    bad = notice(one("2026-02-20", "2026-02-15", name=" "), one("2027-10-01", "2027-12-01"), year=2026)
    said = [f"{reason.where} {reason}" for reason in problems(bad)]
    assert said == [
        "holiday[1] 放假安排没有节日名称",
        "holiday[1] “ ”的止日早于起日",
        "holiday[2] “示例节”超过 31 天",
        "holiday[2] 2027-10-01 不属于 2026 年的安排",
        "holiday[2] 2027-12-01 不属于 2026 年的安排",
    ]
    assert [str(reason) for reason in problems(notice())] == ["通知里没有任何放假安排"]


def test_a_day_named_twice_and_an_idle_make_up_day():
    twice = notice(one("2026-01-01", "2026-01-03", "2026-01-03"), one("2026-01-02", "2026-01-02"))
    assert [str(r) for r in problems(twice)] == ["2026-01-03 已在“示例节”里写过", "2026-01-02 已在“示例节”里写过"]
    idle = notice(one("2026-01-01", "2026-01-01", "2026-01-05"))
    assert [str(r) for r in doubts(idle, WorkCalendar())] == ["“示例节”的上班日 2026-01-05 本来就是工作日"]
    assert problems(NEW_YEAR) == () and doubts(NEW_YEAR, WorkCalendar()) == ()

"""Our table of the State Council notices against two independent ones, day by day."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest
from chinese_calendar import constants

from southgate.domain.calendar.work import WorkCalendar
from southgate.kernel.calendar.notices import read_notice
from southgate.kernel.packs.shipped import shipped

YEARS = range(2017, 2027)
NOTICES = tuple(read_notice(pack) for pack in shipped("national/calendar"))
CALENDAR = WorkCalendar(NOTICES)


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", YEARS)
def test_every_day_agrees_with_chinesecalendar_and_holidays(year):
    other = holidays.country_holidays("CN", years=year)
    for day in days_of(year):
        assert CALENDAR.is_open(day) == chinese_calendar.is_workday(day) == other.is_working_day(day), day


@pytest.mark.parametrize("year", YEARS)
def test_every_make_up_day_agrees(year):
    ours = [day for day in days_of(year) if CALENDAR.is_open(day) and day.weekday() > 4]
    assert ours == sorted(day for day in constants.workdays if day.year == year)
    assert not any(CALENDAR.is_provisional(day) for day in days_of(year))


def test_there_are_64_make_up_days():
    assert sum(CALENDAR.is_open(day) and day.weekday() > 4 for year in YEARS for day in days_of(year)) == 64


def test_every_notice_names_its_paper():
    assert len(NOTICES) == 12
    for notice in NOTICES:
        source = notice.source
        assert source.number.startswith("国办发明电〔") and not source.unverified, source
        assert source.office == "国务院办公厅"
        assert source.url.startswith("https://www.gov.cn/gongbao/")
        assert source.number.startswith(f"国办发明电〔{source.dated.year}〕")


def test_2027_is_not_announced_and_says_so():
    reason = CALENDAR.because(date(2027, 10, 1))
    assert reason.provisional and reason.open
    assert "暂按周末推算" in str(reason)

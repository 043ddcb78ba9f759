"""One thing first, the rest by when; distances as people say them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.calendar.notice import Holiday, Notice
from southgate.domain.calendar.work import WorkCalendar
from southgate.domain.sources import Source
from southgate.kernel.testing import TODAY
from southgate.portal.order import When, ordered, place, shortened
from southgate.portal.showing import distance, first, groups, title
from southgate.portal.sources import LIGHT, PROMISE, URGENT, WorkItem

PAPER = Source("示例通知", date(2025, 11, 4))
CAL = WorkCalendar((Notice(PAPER, (Holiday("示例节", date(2026, 11, 25), date(2026, 11, 26)),), 2026),))


def item(title: str, due: date | None = None, weight: int = 20) -> WorkItem:
    return WorkItem(title=title, why="示例", url="/", action="去办", due=due, weight=weight)


def said(due: date | None, today: date = TODAY) -> str:
    return distance(place(item("甲", due), CAL, today), today)


def test_overdue_then_this_week_then_later_then_no_day():
    days = [None, date(2026, 12, 9), date(2026, 11, 27), date(2026, 11, 20)]
    found = ordered([item(str(day), day) for day in days], CAL, TODAY)
    assert found.first is not None and found.first.item.due == date(2026, 11, 20)
    assert [when for when, _ in found.groups] == [When.THIS_WEEK, When.LATER, When.NO_DAY]


def test_what_endangers_the_zone_comes_first_of_all():
    found = ordered([item("旧", date(2026, 1, 5)), item("备份", weight=URGENT)], CAL, TODAY)
    assert found.first is not None and found.first.item.title == "备份"


def test_of_two_on_one_day_the_heavier_comes_first():
    found = ordered([item("轻", TODAY, LIGHT), item("重", TODAY, PROMISE)], CAL, TODAY)
    assert found.first is not None and found.first.item.title == "重"


@given(st.lists(st.tuples(st.none() | st.integers(-400, 400), st.sampled_from([LIGHT, PROMISE, URGENT]))))
def test_every_item_is_shown_once_in_one_order(drawn):
    items = [item(str(n), d if d is None else TODAY + timedelta(d), w) for n, (d, w) in enumerate(drawn)]
    found = ordered(items, CAL, TODAY)
    shown = [found.first] if found.first else []
    shown += [one for _, placed in found.groups for one in placed]
    assert sorted(one.item.title for one in shown) == sorted(one.title for one in items)
    assert found == ordered(list(reversed(items)), CAL, TODAY) and found.count == len(items)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (None, ""),
        (TODAY, "今天到期"),
        (date(2026, 11, 27), "还剩 1 个工作日"),  # two days off lie between
        (date(2026, 12, 22), "还剩 18 个工作日"),
        (date(2027, 3, 5), "2027年3月5日 周五"),
        (date(2026, 11, 20), "逾期 2 个工作日"),
    ],
)
def test_distances(due, words):
    assert said(due) == words


def test_the_weekend_just_passed_is_no_working_day_ago():
    assert said(date(2026, 11, 21), today=date(2026, 11, 22)) == "11月21日 周六 到期"


def test_the_title_counts():
    assert (title(0), title(1), title(7)) == ("现在没有事在等你", "1 件在等你", "7 件在等你，先办这 1 件")


def test_a_long_group_says_how_many_more_there_are():
    found = ordered([item(f"{n:02}") for n in range(41)], CAL, TODAY)
    (short,) = groups(found, TODAY, everything=False)
    assert (short["count"], len(short["items"]), short["items"][-1]["title"]) == (40, 13, "还有 28 件")
    (whole,) = groups(found, TODAY, everything=True)
    assert len(whole["items"]) == 40
    assert shortened(found.groups[0][1][:15], 12)[1] == 0


def test_nothing_first_when_nothing_waits():
    assert first(ordered([], CAL, TODAY), TODAY) is None

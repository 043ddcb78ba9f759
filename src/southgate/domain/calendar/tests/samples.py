"""Small notices for tests: a made-up one for charts, and 春节 2020 with its extension as it was published."""

from __future__ import annotations

from datetime import date

from southgate.domain.calendar.notice import Holiday, Notice
from southgate.domain.sources import Source

SPRING_2020 = Notice(
    Source("国务院办公厅关于2020年部分节假日安排的通知", date(2019, 11, 21), "国办发明电〔2019〕16号", "国务院办公厅"),
    (Holiday("春节", date(2020, 1, 24), date(2020, 1, 30), (date(2020, 1, 19), date(2020, 2, 1))),),
    2020,
)
LONGER_2020 = Notice(
    Source("国务院办公厅关于延长2020年春节假期的通知", date(2020, 1, 26), "国办发明电〔2020〕1号", "国务院办公厅"),
    (Holiday("春节", date(2020, 1, 31), date(2020, 2, 2)),),
    2020,
)


def notice(*holidays: Holiday, dated: date = date(2025, 11, 1), year: int | None = 2026) -> Notice:
    return Notice(Source("示例通知", dated), holidays, year)


def one(first: str, last: str, *make_up: str, name: str = "示例节") -> Holiday:
    return Holiday(name, date.fromisoformat(first), date.fromisoformat(last), tuple(map(date.fromisoformat, make_up)))

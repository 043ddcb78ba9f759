from __future__ import annotations

from datetime import date

import pytest

from southgate.domain.calendar.notice import Holiday
from southgate.domain.calendar.work import WorkCalendar
from southgate.domain.errors import Refused
from southgate.kernel.book.payloads import Words
from southgate.kernel.calendar.notices import read_notice
from southgate.kernel.calendar.wording import sentences
from southgate.kernel.packs.schemas import read
from southgate.kernel.packs.toml import read_pack

TEXT = """[pack]
schema = "calendar.notice/1"
key = "sample.calendar.2027"
version = 1
title = "示例 2027 年放假安排"
valid_from = 2026-11-20
[pack.source]
title = "示例通知"
number = "示例〔2026〕1号"
date = 2026-11-20
[notice]
year = 2027
[[holiday]]
name = "元旦"
first = 2027-01-01
last = 2027-01-03
"""


def refusals(text: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        read(read_pack(text, "2027.toml"))
    return [f"{reason.where}: {reason}" for reason in refused.value.reasons]


def test_it_reads():
    notice = read_notice(read_pack(TEXT, "2027.toml"))
    assert notice.holidays == (Holiday("元旦", date(2027, 1, 1), date(2027, 1, 3)),)
    assert (notice.year, notice.source.cite()) == (2027, "示例〔2026〕1号")
    assert read(read_pack(TEXT, "2027.toml")) == notice


def test_faults_of_the_notice_point_at_their_line():
    assert refusals(TEXT.replace("last = 2027-01-03", "last = 2026-12-31")) == [
        "2027.toml:13 holiday[1]: “元旦”的止日早于起日"
    ]


def test_a_span_over_millennia_is_refused_without_walking_it():
    assert refusals(TEXT.replace("2027-01-01\n", "0001-01-01\n").replace("2027-01-03", "9999-12-31")) == [
        "2027.toml:13 holiday[1]: 日期不在 1990-01-01 至 2099-12-31 之间"
    ]


def test_an_unknown_schema_is_refused():
    assert "不认识规则包格式 other/1" in refusals(TEXT.replace("calendar.notice/1", "other/1"))[0]


def test_a_reason_becomes_sentences_with_terms_to_translate():
    notice = read_notice(read_pack(TEXT, "2027.toml"))
    cal = WorkCalendar((notice,))
    (said,) = sentences(cal.because(date(2027, 1, 1)))
    assert (said.params["name"], said.params["weekday"]) == (Words("元旦"), Words("周五"))
    assert [say.text for say in sentences(cal.because(date(2028, 1, 3)))][1].endswith("暂按周末推算")

"""Dates as officers write them, as fine as they are seen."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.reading.ledger.dates import read_date
from southgate.domain.reading.ledger.grid import Day, Fault
from southgate.domain.reading.ledger.tables import tables

BLANK = tables().blank["dates"]


def read(cell, *, typed=True, number_format="General"):
    return read_date(cell, BLANK, typed=typed, number_format=number_format)


@pytest.mark.parametrize(
    ("cell", "iso", "approx"),
    [
        ("2024.3.8", "2024-03-08", False),
        ("2023/10/7", "2023-10-07", False),
        ("2025-06-27 00:00:00", "2025-06-27", False),
        ("2023年5月8号", "2023-05-08", False),
        ("24年5月", "2024-05", False),
        ("２０２６年１月", "2026-01", False),
        ("二〇二四年十二月三十一日", "2024-12-31", False),
        ("2024.11", "2024-11", False),
        ("20220712", "2022-07-12", False),
        (20220712, "2022-07-12", False),
        (202504, "2025-04", False),
        (2024.8, "2024-08", False),
        ("13/2/2022", "2022-02-13", False),
        ("预计2025年6月（计划）", "2025-06", False),
        ("已于2024年5月开工", "2024-05", False),
        ("22年底", "2022-12", True),
        ("2026年上半年", "2026-06", True),
        ("2023年三季度", "2023-09", True),
        ("2025Q3", "2025-09", True),
        ("2025年3月底前", "2025-03", True),
        ("2022年5月左右", "2022-05", True),
        ("2025年6月中旬", "2025-06", True),
        ("2025年12月31日前", "2025-12-31", True),
        (Day("2025-03-01", "month"), "2025-03", False),
        (Day("2025-03-01"), "2025-03-01", False),
    ],
)
def test_read(cell, iso, approx):
    reading = read(cell)
    assert (reading.value, reading.approx, reading.doubt) == (iso, approx, None)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("3月底前", "ambiguous_date"),
        ("6月30日", "ambiguous_date"),
        ("年底", "ambiguous_date"),
        ("明年6月", "ambiguous_date"),
        ("2024年", "ambiguous_date"),
        ("2024.2.30", "ambiguous_date"),
        ("2023年13月", "ambiguous_date"),
        ("4/2/2022", "ambiguous_date"),
        ("2025年8-10月", "ambiguous_date"),
        ("2025.3-2026.5", "ambiguous_date"),
        ("原2023年8月，调整为2024年8月", "ambiguous_date"),
        ("2025年6月或7月", "ambiguous_date"),
        ("25/3/4", "ambiguous_date"),
        (2022.1, "ambiguous_date"),
        (45123, "ambiguous_date"),
        (Day("2025-06-05", "month_day"), "ambiguous_date"),
        ("已投产", "date_text"),
        ("待土地摘牌后", "date_text"),
        (Fault("#VALUE!"), "formula_error"),
    ],
)
def test_a_doubt_is_a_question(cell, kind):
    reading = read(cell)
    assert reading.value is None
    assert reading.doubt is not None and reading.doubt.kind == kind


@pytest.mark.parametrize("cell", [None, "", "—", "待定", "未开工", "尚未签约", "/"])
def test_nothing_is_not_asked(cell):
    assert read(cell).doubt is None and read(cell).value is None


def test_a_number_that_lost_its_zero_is_asked_about_unless_the_format_shows_it():
    assert read(2025.1).doubt.options == ("2025-01", "2025-10")
    assert read(2025.1, number_format="0.00").value == "2025-10"
    assert read("2025.1", typed=False).doubt.kind == "ambiguous_date"
    assert read("2025.1").value == "2025-01"


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2059, 12, 31)))
def test_every_day_reads_back_in_every_writing(day):
    for text in (
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%Y/%m/%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
    ):
        assert read(text).value == day.isoformat()
    assert read(f"{day.year}年{day.month}月").value == f"{day:%Y-%m}"


@given(st.text(max_size=25) | st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**12), 10**12))
def test_any_cell_is_read_asked_or_not_given(cell):
    reading = read(cell)
    assert reading.doubt is None or reading.value is None

"""What people type, and what a column then holds; what is refused, and in which words."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.errors import Reason
from southgate.domain.money import MINOR_DIGITS, WAN, YI
from southgate.domain.reading.ledger.grid import Day, Fault
from southgate.kernel.exchange.cells import CLEAR, Look, columns_of, read_cell, read_cells, show_cell
from southgate.kernel.exchange.fields import Field, Kind
from southgate.kernel.exchange.naming import KnownNames, NewName

UNIT = UUID("00000000-0000-0000-0000-00000000000a")
LOOK = Look({Kind.UNIT: KnownNames([(UNIT, "招商一局"), (uuid4(), "北片区办"), (uuid4(), "北片区办")])})
NAME = Field("name", "项目名称", Kind.TEXT, required=True)
INVESTED = Field("invested", "计划投资", Kind.SUM, canonical="investment_planned", currency="currency")
TAX = Field("tax", "预计税收", Kind.SUM)
PROMISED = Field("promised_on", "承诺投产", Kind.DAY, grain="promised_grain")
SIGNED = Field("signed_on", "签约日期", Kind.DAY)
JOBS = Field("jobs", "用工", Kind.COUNT)
LAND = Field("land", "用地", Kind.AREA)
PROGRESS = Field("progress", "形象进度", Kind.SHARE)
STAGE = Field("stage", "阶段", Kind.CHOICE, choices=(("talks", "在谈"), ("signed", "签约")))
KEY = Field("key", "重点", Kind.FLAG)
CODE = Field("credit_code", "信用代码", Kind.CODE)
NOTE = Field("note", "进展", Kind.WORDS)
LEAD = Field("lead_unit", "责任单位", Kind.UNIT)


def value(field, text, look=LOOK):
    read = read_cell(field, text, look)
    assert not isinstance(read, Reason), str(read)
    return read.value


def refusal(field, text, look=LOOK):
    read = read_cell(field, text, look)
    assert isinstance(read, Reason), read
    assert read.where == field.name
    return str(read)


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        (NAME, " 精密减速器\n智能工厂（二期） ", "精密减速器智能工厂（二期）"),
        (NAME, "Siemens Energy(中国)１期", "Siemens Energy（中国）1期"),
        (NAME, 3.0, "3"),
        (INVESTED, "36,500", 36_500_000_000),
        (INVESTED, 36500, 36_500_000_000),
        (INVESTED, "1.06亿元", 10_600_000_000),
        (TAX, 12.5, 12_500_000),
        (TAX, 0.30000000000000004, 300_000),
        (SIGNED, "2026年3月5日", date(2026, 3, 5)),
        (SIGNED, "2026.3.5", date(2026, 3, 5)),
        (SIGNED, 20260305, date(2026, 3, 5)),
        (SIGNED, Day("2026-03-05"), date(2026, 3, 5)),
        (SIGNED, "2026-03-05 00:00:00", date(2026, 3, 5)),
        (JOBS, "1,200人", 1200),
        (JOBS, 300.0, 300),
        (LAND, "120.5亩", 120_500),
        (LAND, "2公顷", 30_000),
        (PROGRESS, "45.5%", 455_000),
        (PROGRESS, 45, 450_000),
        (PROGRESS, 0, 0),
        (STAGE, "签约", "signed"),
        (STAGE, "talks", "talks"),
        (KEY, "√", True),
        (KEY, "否", False),
        (NOTE, " 第一行\r\n第二行 ", "第一行\n第二行"),
        (LEAD, "招商1局", UNIT),
        (LEAD, " 招商 一局", UNIT),
    ],
)
def test_it_reads(field, text, expected):
    assert value(field, text) == expected


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        (SIGNED, "2027.2.30", "2 月没有 30 日"),
        (SIGNED, "3/4/2025", "“3/4/2025”分不清哪个是月、哪个是日"),
        (SIGNED, "3月5日", "“3月5日”没有写年份"),
        (SIGNED, 2022.1, "2022.1 分不清是 1 月还是 10 月"),
        (SIGNED, "2025年底前", "“2025年底前”没有写到月或日"),
        (SIGNED, 45678, "45678 是 Excel 的日期序号，可能是 2025-01-21"),
        (SIGNED, "2026-03", "要写到日"),
        (SIGNED, "1025-03-01", "年份 1025 不在 1949 到 2100 之间"),
        (PROMISED, Day("2025-01-01", "month_day"), "单元格只显示月和日，看不出年份（存的是 2025-01-01）"),
        (CODE, "91430000MA4L1P7X2", "信用代码只有 17 位，少 1 位"),
        (CODE, 9.14300001234e17, "信用代码存成了数值，第 16 位以后的数字已丢失"),
        (NAME, 9.14300001234e17, "存成了数值，第 16 位以后的数字已丢失"),
        (INVESTED, 1.06, "列头是万元，这格像亿元；是不是 10600？"),
        (INVESTED, "约三亿", "“约三亿”不是金额"),
        (INVESTED, "-5000", "金额不能是负数"),
        (TAX, "30美元", "这一项只记人民币，写的是 USD"),
        (TAX, "0.0000001", "0.0000001 万元不足一分，无法准确登记"),
        (JOBS, "约300", "“约300”不是整数"),
        (LAND, "300平方米", "单位是平方米，不能准确折成亩"),
        (PROGRESS, 0.45, "0.45 分不清是 0.45% 还是 45%"),
        (PROGRESS, "120%", "120% 不在 0 到 100% 之间"),
        (STAGE, "已黄", "“已黄”不在可选项里"),
        (KEY, "大概", "“大概”看不出是或否"),
        (NAME, "a\x00b", "含有看不见的控制字符（U+0000）"),
        (NAME, "长" * 201, "有 201 个字，最多 200 个"),
        (LEAD, "招商九局", "没有叫“招商九局”的责任单位"),
        (LEAD, "北片区办", "叫“北片区办”的有 2 个"),
        (INVESTED, Fault("#REF!"), "公式出错 #REF!"),
    ],
)
def test_it_refuses_with_what_is_wrong(field, text, said):
    assert refusal(field, text) == said


def test_a_column_in_yi_asks_about_a_number_in_wan():
    assert refusal(INVESTED, 10600, Look(unit=YI)) == "列头是亿元，这格像万元；是不是 1.06？"
    assert value(INVESTED, "10600万元", Look(unit=YI)) == value(INVESTED, 1.06, Look(unit=YI))


def test_a_month_is_kept_as_its_last_day_and_says_so():
    read = read_cell(PROMISED, "2027年2月", LOOK)
    assert (read.value, read.also) == (date(2027, 2, 28), {"promised_grain": "m"})
    assert str(read.because) == "只写到月，记作 2027-02 月内"


@pytest.mark.parametrize("text", ["", "  ", "—", "/", "无", "待定", None])
@pytest.mark.parametrize("field", [NAME, INVESTED, SIGNED, CODE, LEAD])
def test_blank_means_not_given(field, text):
    read = read_cell(field, text, LOOK)
    assert (read.value, read.clear) == (None, False)


def test_clearing_is_said_in_a_word():
    assert read_cell(SIGNED, CLEAR, LOOK).clear


def test_an_unknown_unit_becomes_a_new_name_where_the_import_may_set_it_up():
    assert value(LEAD, "招商九局", Look(LOOK.names, lacking="name")) == NewName(Kind.UNIT, "招商九局", "招商九局")


def test_all_reasons_of_a_form_come_at_once():
    cells, reasons = read_cells([NAME, SIGNED, JOBS, STAGE], {"name": "", "signed_on": "x", "jobs": "5"}, LOOK)
    assert [reason.where for reason in reasons] == ["name", "signed_on"]
    assert columns_of([JOBS], cells) == {"jobs": 5}


@given(minor=st.integers(0, 10**13), currency=st.sampled_from(sorted(MINOR_DIGITS)))
def test_sums_read_back(minor, currency):
    typed = show_cell(INVESTED, {"invested": minor, "currency": currency}, {})
    read = read_cell(Field("invested", "计划投资", Kind.SUM, currency="currency"), typed, Look(unit=WAN))
    assert (read.value, read.also["currency"]) == (minor, currency)


@given(day=st.dates(date(1949, 1, 1), date(2100, 12, 31)))
def test_days_read_back(day):
    assert value(PROMISED, show_cell(PROMISED, {"promised_on": day, "promised_grain": "d"}, {})) == day


@given(number=st.integers(0, 1_000_000), field=st.sampled_from([LAND, PROGRESS, JOBS]))
def test_numbers_read_back(number, field):
    assert value(field, show_cell(field, {field.name: number}, {})) == number


@given(text=st.text(max_size=60), field=st.sampled_from([NAME, NOTE, CODE, SIGNED, INVESTED, PROGRESS, LAND, KEY]))
def test_any_text_is_read_or_refused(text, field):
    read = read_cell(field, text, LOOK)
    if not isinstance(read, Reason) and read.value is not None:
        again = read_cell(field, show_cell(field, {field.name: read.value, **read.also}, {}), LOOK)
        assert isinstance(again, Reason) or again.value == read.value

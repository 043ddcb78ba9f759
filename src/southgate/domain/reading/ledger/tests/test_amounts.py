"""Sums as officers write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.money import WAN, YI, YUAN, Money
from southgate.domain.reading.ledger.amounts import read_amount
from southgate.domain.reading.ledger.grid import Day, Fault
from southgate.domain.reading.ledger.tables import tables

BLANK = tables().blank["amounts"]


@pytest.mark.parametrize(
    ("cell", "wan", "approx"),
    [
        (12000, 12000, False),
        ("４７０００", 47000, False),
        ("5,100", 5100, False),
        ("约7900万", 7900, True),
        ("0.85亿元", 8500, False),
        ("1.6亿元以上", 16000, True),
        ("近2亿元", 20000, True),
        ("3000余万元", 3000, True),
        ("1亿2000万元", 12000, False),
        ("一亿五千万元", 15000, False),
        ("5000（万元）", 5000, False),
        ("10亿元（一期5亿元）", 100000, False),
        ("3亿元，其中固投2亿元", 30000, False),
        ("人民币1.2亿元", 12000, False),
        (0, 0, False),
    ],
)
def test_read_in_a_wan_column(cell, wan, approx):
    reading = read_amount(cell, WAN, BLANK)
    assert reading.doubt is None
    assert reading.value == Money(int(Decimal(str(wan)) * 1_000_000))
    assert reading.approx is approx
    assert str(reading.because)


@pytest.mark.parametrize(
    ("cell", "minor"),
    [
        ("3600万美元（折合人民币约2.6亿元）", 3_600_000_000),
        ("3600万美元，折合人民币2.6亿元", 3_600_000_000),
        ("折合人民币2.6亿元（3600万美元）", 3_600_000_000),
        ("$1.2亿", 12_000_000_000),
    ],
)
def test_the_contract_currency_counts(cell, minor):
    reading = read_amount(cell, WAN, BLANK)
    assert (reading.value, reading.approx) == (Money(minor, "USD"), False)


@pytest.mark.parametrize("cell", ["", None, "—", "/", "无", "待定", "未到位", " - "])
def test_nothing_is_not_given_and_not_asked(cell):
    reading = read_amount(cell, WAN, BLANK)
    assert reading.value is None and reading.doubt is None


@pytest.mark.parametrize(
    ("cell", "unit", "kind"),
    [
        ("2.1-3.1亿元", WAN, "ambiguous_amount"),
        ("5000～8000", WAN, "ambiguous_amount"),
        ("一期5亿，二期10亿", WAN, "ambiguous_amount"),
        ("2.6亿元（3600万美元）", WAN, "ambiguous_amount"),
        ("-50", WAN, "ambiguous_amount"),
        (0.48, WAN, "ambiguous_unit"),
        ("3", WAN, "ambiguous_unit"),
        (20000, YI, "ambiguous_unit"),
        (300, YUAN, "ambiguous_unit"),
        (300, None, "column_unit"),
        ("见附件", WAN, "not_a_number"),
        (Day("2025-01-01"), WAN, "not_a_number"),
        (True, WAN, "not_a_number"),
        (Fault("#REF!"), WAN, "formula_error"),
        ("#N/A", WAN, "formula_error"),
    ],
)
def test_a_doubt_is_a_question_and_no_value(cell, unit, kind):
    reading = read_amount(cell, unit, BLANK)
    assert reading.value is None
    assert reading.doubt is not None and reading.doubt.kind == kind
    assert str(reading.doubt.say)


def test_a_number_format_that_shows_a_unit_is_the_cells_own():
    assert read_amount(3.5, WAN, BLANK, '0.00"亿元"').value == Money(35_000_000_000)
    assert read_amount(12345, YUAN, BLANK, "0!.0,").doubt is not None


def test_formula_dust_is_taken_off_and_parts_of_a_cent_are_said():
    assert read_amount(100 * 1.1, WAN, BLANK).value == Money(110_000_000)
    assert "四舍五入" in str(read_amount(10000 / 3, WAN, BLANK).because)


@given(st.decimals(min_value=Decimal("0.01"), max_value=Decimal("499.9999"), places=4))
def test_yi_in_a_cell_and_yi_in_the_column_are_one_sum(number):
    written = read_amount(f"{number}亿元", WAN, BLANK)
    bare = read_amount(float(number), YI, BLANK)
    assert written.value == bare.value == Money(int(number * 10**10))


@given(st.text(max_size=25) | st.floats() | st.integers(), st.sampled_from([WAN, YI, YUAN, None]))
def test_any_cell_is_read_asked_or_not_given(cell, unit):
    if isinstance(cell, float) and (cell != cell or abs(cell) > 1e300):
        return
    reading = read_amount(cell, unit, BLANK)
    assert reading.doubt is None or reading.value is None

"""Money: exact from text and cells, exact in sums and splits, readable when shown."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.errors import Refused
from southgate.domain.money import (
    MILLION,
    WAN,
    YI,
    YUAN,
    Money,
    Rounding,
    cell_number,
    divide,
    exact,
    in_wan,
    parse,
    share,
    split,
    spoken,
    unit_of,
)

fen = st.integers(min_value=-(10**17), max_value=10**17)


@pytest.mark.parametrize(
    ("text", "minor", "currency"),
    [
        ("1.06亿元", 10_600_000_000, "CNY"),
        ("17000万元", 17_000_000_000, "CNY"),
        ("１７０００ 万元", 17_000_000_000, "CNY"),
        ("5,100万", 5_100_000_000, "CNY"),
        ("人民币3亿元", 30_000_000_000, "CNY"),
        ("3600万美元", 3_600_000_000, "USD"),
        ("US$12.5", 1_250, "USD"),
        ("100日元", 100, "JPY"),
        ("-0.01元", -1, "CNY"),
    ],
)
def test_amounts_are_read_exactly(text, minor, currency):
    assert parse(text) == Money(minor, currency)


@pytest.mark.parametrize("text", ["", "abc", "1.2.3亿", "12", "1亿2", "0.001元", "一亿", "1e5元", "NaN元"])
def test_what_is_no_exact_amount_is_refused_with_a_reason(text):
    with pytest.raises(Refused) as refusal:
        parse(text)
    assert str(refusal.value)


def test_a_unit_in_the_text_beats_the_one_given():
    assert parse("3", WAN) == Money(3_000_000)
    assert parse("3亿元", WAN) == Money(30_000_000_000)


@given(fen)
def test_wan_text_round_trips(minor):
    assert parse(in_wan(Money(minor)).replace(" ", "")) == Money(minor)


@given(st.integers(min_value=0, max_value=10**13), st.sampled_from([YUAN, WAN, YI]))
def test_a_cell_float_is_what_a_person_sees(cents, unit):
    shown = Decimal(cents) / 100
    assert cell_number(float(shown)) == Decimal(repr(float(shown)))
    money = exact(shown, unit)
    assert money is not None and money.minor == cents * unit.minor // 100


@given(fen, st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=12).filter(any))
def test_a_split_adds_up(minor, weights):
    parts = split(Money(minor), weights)
    assert sum(p.minor for p in parts) == minor
    assert all(
        abs(p.minor - minor * w / sum(weights)) <= 1 + abs(minor) * 1e-9 for p, w in zip(parts, weights, strict=True)
    )


@given(st.integers(), st.integers().filter(bool), st.sampled_from(list(Rounding)))
def test_division_is_within_one_and_exact_when_it_can_be(numerator, denominator, mode):
    result = divide(numerator, denominator, mode)
    assert abs(result * denominator - numerator) < abs(denominator)
    assert divide(result * denominator, denominator, mode) == result


@pytest.mark.parametrize(
    ("mode", "positive", "negative"),
    [("half_up", 3, -3), ("half_even", 2, -2), ("down", 2, -2), ("up", 3, -3), ("floor", 2, -3), ("ceiling", 3, -2)],
)
def test_named_roundings(mode, positive, negative):
    assert divide(5, 2, Rounding(mode)) == positive
    assert divide(-5, 2, Rounding(mode)) == negative


@pytest.mark.parametrize(
    ("minor", "said"),
    [
        (10_600_000_000, "1.06 亿元"),
        (99_999_999_999, "10 亿元"),
        (9_999_999_999, "1 亿元"),
        (5_000_000, "5 万元"),
        (8_850, "88.5 元"),
        (-10_600_000_000, "-1.06 亿元"),
        (0, "0 元"),
    ],
)
def test_said_as_people_say_it(minor, said):
    assert spoken(Money(minor)) == said


def test_rates_and_shares_are_millionths():
    assert Money(10_000, "USD").convert("CNY", 7_123_456, Rounding.HALF_UP) == Money(71_235)
    assert share(1, 3, Rounding.DOWN) == 333_333
    assert Money(300).times(MILLION // 3, Rounding.HALF_UP) == Money(100)


def test_two_currencies_never_add_up():
    with pytest.raises(Refused, match="币种不同"):
        Money(1) + Money(1, "USD")
    with pytest.raises(TypeError):
        Money(1.0)  # type: ignore[arg-type]


def test_units_are_words_and_nothing_else():
    assert [unit_of(w) and unit_of(w).minor for w in ("万元", "亿", "人民币万元", "元")] == [10**6, 10**10, 10**6, 100]
    assert [unit_of(w) for w in ("", "人", "5万元", "亩")] == [None] * 4

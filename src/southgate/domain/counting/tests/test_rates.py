"""Rates with the numbers that were published (sources 1.7, §16)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.counting.rates import Ratio, completion, growth, implied_rate, percent, signed_percent
from southgate.domain.money import Rounding

YI = 100_000_000_00
"""One 亿元 in 分."""
XUCHANG = {"performed": Ratio(244, 247), "started": Ratio(222, 247), "arrived": Ratio(370 * YI, 1077 * YI)}


def test_task_of_chenzhou_2021_three_500_lists() -> None:
    """Vector 1: 21 of a task of 12 is 175 %."""
    assert percent(completion(21, 12), 0) == "175"


@pytest.mark.parametrize(("rate", "exact"), [("performed", "98.8"), ("started", "89.9"), ("arrived", "34.4")])
def test_xuchang_2017_with_one_digit(rate: str, exact: str) -> None:
    """Vector 3; the denominator of the start rate is what was signed, not what was performed."""
    assert XUCHANG[rate].percent(1) == exact


@pytest.mark.parametrize(
    ("rate", "digits", "mode", "published"),
    [("performed", 1, Rounding.HALF_UP, "98.8"), ("started", 0, Rounding.HALF_UP, "90"),
     ("arrived", 0, Rounding.HALF_UP, "34"), ("started", 0, Rounding.DOWN, "89")],
)  # fmt: skip
def test_xuchang_2017_as_published(rate: str, digits: int, mode: Rounding, published: str) -> None:
    assert XUCHANG[rate].percent(digits, mode) == published


def test_xuchang_2017_task() -> None:
    assert percent(completion(544 * YI, 560 * YI), 0) == "97"


def test_growth_keeps_its_sign() -> None:
    """Vector 2: -11 % and +68 % are both kept (report S1)."""
    down, up = growth(89, 100), growth(168, 100)
    assert down is not None and up is not None
    assert (signed_percent(down, 0), signed_percent(up, 0)) == ("-11", "+68")
    assert signed_percent(0, 1) == "0.0"


def test_growth_from_nothing_is_none() -> None:
    assert growth(5, 0) is None
    assert Ratio(5, 0).percent(1) is None and Ratio(5, 0).millionths() is None


def test_implied_rate_of_chenzhou_zone_2022() -> None:
    """Vector 6: 130.6 / 19.5 = 6.697."""
    assert implied_rate(13_060_000_000, 1_950_000_000) == 6_697_436
    assert round(6_697_436 / 1_000_000, 3) == 6.697


@given(st.integers(0, 10**15), st.integers(1, 10**15), st.integers(0, 4))
def test_dividing_once_is_never_off_by_more_than_half_a_digit(part: int, whole: int, digits: int) -> None:
    shown = Ratio(part, whole).percent(digits)
    assert shown is not None
    scaled = int(shown.replace(".", ""))
    assert abs(scaled * whole - part * 100 * 10**digits) * 2 <= whole


@given(st.integers(-(10**12), 10**12), st.integers(0, 4))
def test_a_sign_stands_only_where_a_digit_does(millionths: int, digits: int) -> None:
    shown = signed_percent(millionths, digits)
    assert (shown[0] in "+-") == bool(shown.strip("+-0.")) or shown.startswith("-")

"""Sums, days and gaps as people read them, in both languages."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.money import Money
from southgate.kernel.panels import words

YUAN = 100


@pytest.mark.parametrize(
    ("minor", "said", "exact", "in_english"),
    [
        (106_000_000 * YUAN, "1.06 亿元", "106,000,000.00 元", "CNY 106 million"),
        (-3_460 * 10_000 * YUAN, "−3,460 万元", "−34,600,000.00 元", "CNY −34.6 million"),
        (0, "0 元", "0.00 元", "CNY 0"),
        (885, "8.85 元", "8.85 元", "CNY 8.85"),
    ],
)
def test_a_sum_is_said_and_kept_whole(minor: int, said: str, exact: str, in_english: str) -> None:
    with translation.override("zh-hans"):
        assert words.sum_words(Money(minor)) == said
        assert words.sum_exact(Money(minor)) == exact
    with translation.override("en"):
        assert words.sum_words(Money(minor)) == in_english


@pytest.mark.parametrize(("yuan", "shown"), [(365_000_000, "36,500"), (8_488_005_000, "848,800.5"), (-610_000, "−61")])
def test_ten_thousands_stand_in_a_column(yuan: int, shown: str) -> None:
    assert words.wan(Money(yuan * YUAN)) == shown


def test_a_rounded_sum_says_so_on_hover() -> None:
    assert words.wan(Money(1_234_567)) == '<span title="1.234567 万元">1.23</span>'
    assert words.wan_raw(Money(1_234_567)) == "1.234567"


@given(st.integers(-(10**15), 10**15))
def test_decimal_places_lose_nothing(minor: int) -> None:
    text = words.decimal(minor, 2, keep=2).replace(",", "").replace(words.MINUS, "-")
    assert int(text.replace(".", "")) == minor


def test_days_in_tables_and_sentences() -> None:
    day = date(2026, 11, 24)
    assert words.day(day) == "2026-11-24"
    with translation.override("zh-hans"):
        assert (words.day_words(day), words.day_words(day, year=True)) == ("11月24日 周二", "2026年11月24日 周二")
    with translation.override("en"):
        assert words.day_words(day) == "Tue 24 Nov"


@pytest.mark.parametrize(("days", "said"), [(3, "还剩 3 个工作日"), (0, "今天到期"), (-2, "逾期 2 个工作日")])
def test_distance_in_working_days(days: int, said: str) -> None:
    with translation.override("zh-hans"):
        assert words.days_left(days) == said


def test_a_mark_has_shape_word_and_distance() -> None:
    assert words.mark("red", "红", "逾期 12 天") == (
        '<span class="mark mark-red"><i aria-hidden="true">●</i>红 逾期 12 天</span>'
    )
    with pytest.raises(ValueError, match="pink"):
        words.mark("pink", "粉")


def test_text_from_people_is_escaped() -> None:
    assert "<script>" not in words.named("<script>", "/x", "<b>") + words.mark("red", "<i>")

"""Handan zone's three grades and three colours (sources 1.3, vector 11 of §16)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.colours.talks import Step, TalkColour, TalkRules, last_days, talk_state
from southgate.domain.sources import Source

HANDAN = TalkRules(
    Source("邯郸经开区着力提升产业项目管理水平", date(2024, 3, 18)),
    (Step(TalkColour.YELLOW, 2), Step(TalkColour.RED, 3), Step(TalkColour.REMOVE, 6, over=True)),
)
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("last", "today", "colour"),
    [
        # vector 11: last progress 31 January
        ("2026-01-31", "2026-03-30", "green"),
        ("2026-01-31", "2026-03-31", "yellow"),
        ("2026-01-31", "2026-04-29", "yellow"),
        ("2026-01-31", "2026-04-30", "red"),
        ("2026-01-31", "2026-07-31", "red"),
        ("2026-01-31", "2026-08-01", "remove"),
        # month ends of 28, 29 and 30 days
        ("2025-12-31", "2026-02-27", "green"),
        ("2025-12-31", "2026-02-28", "yellow"),
        ("2023-12-31", "2024-02-28", "green"),
        ("2023-12-31", "2024-02-29", "yellow"),
        ("2025-11-30", "2026-02-27", "yellow"),
        ("2025-11-30", "2026-02-28", "red"),
        ("2026-02-28", "2026-04-28", "yellow"),
        ("2026-02-28", "2026-08-28", "red"),
        ("2026-02-28", "2026-08-29", "remove"),
        ("2026-08-31", "2027-02-28", "red"),
        ("2026-08-31", "2027-03-01", "remove"),
    ],
)
def test_handan(last, today, colour):
    assert talk_state(date.fromisoformat(last), date.fromisoformat(today), HANDAN).colour.value == colour


def test_it_says_since_when_why_and_what_comes_next():
    state = talk_state(date(2026, 1, 31), date(2026, 4, 15), HANDAN)
    assert (state.since, state.next, state.next_on) == (date(2026, 3, 31), TalkColour.RED, date(2026, 4, 30))
    assert str(state.because) == (
        "2026-01-31 起连续 2 个月没有进展，满 2 个月为黄（《邯郸经开区着力提升产业项目管理水平》）"
    )
    last = talk_state(date(2026, 1, 31), date(2026, 9, 1), HANDAN)
    assert (last.months, last.next, last.next_on) == (7, None, None)


@given(DAYS, st.integers(-30, 800))
def test_progress_never_makes_a_colour_worse(last, days):
    today = last + timedelta(days=days)
    order = list(TalkColour)
    worse = [order.index(talk_state(last + timedelta(days=later), today, HANDAN).colour) for later in (0, 1, 40)]
    assert worse == sorted(worse, reverse=True)


@given(DAYS, st.integers(0, 800))
def test_a_colour_is_a_range_of_days_of_progress(last, days):
    today = last + timedelta(days=days)
    own = talk_state(last, today, HANDAN).colour
    holds = []
    for colour in TalkColour:
        first, latest = last_days(colour, today, HANDAN)
        if (first is None or first <= last) and (latest is None or last <= latest):
            holds.append(colour)
    assert holds == [own]


@given(DAYS, st.integers(0, 800))
def test_what_comes_next_comes_on_its_day(last, days):
    state = talk_state(last, last + timedelta(days=days), HANDAN)
    if state.next_on is not None:
        assert talk_state(last, state.next_on, HANDAN).colour is state.next
        assert talk_state(last, state.next_on - timedelta(days=1), HANDAN).colour is state.colour

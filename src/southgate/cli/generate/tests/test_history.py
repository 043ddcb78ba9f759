"""Histories: replayed from the first day they end at the project, and they could have been written that way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from southgate.cli.generate.made import Made, Stage
from southgate.cli.generate.tests.ground import TODAY, made

SHANGHAI = timezone(timedelta(hours=8))
SIZE = 1_500


@pytest.fixture(scope="module")
def told() -> list[Made]:
    return made(SIZE, entries=10)


def test_replaying_the_entries_ends_at_the_project(told: list[Made]) -> None:
    for one in told:
        state = one.first
        for entry in one.history:
            state = replace(state, **dict(entry.changes))
        assert state == one.project


def test_the_parts_make_the_sum_at_every_step(told: list[Made]) -> None:
    for one in told:
        state = one.first
        for entry in one.history:
            state = replace(state, **dict(entry.changes))
            parts = state.investment_fixed + state.investment_working + state.investment_land
            assert parts == state.investment_planned


def test_about_ten_entries_a_project(told: list[Made]) -> None:
    counts = [len(one.history) for one in told]
    assert 9.5 < sum(counts) / SIZE < 10.6
    assert min(counts) < 8 and max(counts) > 12


def test_it_begins_with_the_registration_and_moves_one_stage_at_a_time(told: list[Made]) -> None:
    order = list(Stage)
    for one in told:
        assert [entry.kind for entry in one.history].count("registered") == 1
        assert one.history[0].kind == "registered" and not one.history[0].changes
        moves = [dict(entry.changes)["stage"] for entry in one.history if entry.kind == "stage_moved"]
        assert [one.first.stage, *moves] == order[order.index(one.first.stage) : order.index(one.project.stage) + 1]


def test_entries_are_written_later_than_they_happened_and_one_after_the_other(told: list[Made]) -> None:
    for one in told:
        moments = [entry.recorded_at for entry in one.history]
        assert moments == sorted(set(moments))
        for entry in one.history:
            written = datetime.fromtimestamp(entry.recorded_at / 1_000_000, tz=UTC).astimezone(SHANGHAI)
            assert entry.occurred_on <= written.date() <= TODAY
            assert 8 <= written.hour <= 18


def test_some_facts_are_entered_late(told: list[Made]) -> None:
    entries = [entry for one in told for entry in one.history]
    late = [e for e in entries if datetime.fromtimestamp(e.recorded_at / 1e6, tz=SHANGHAI).date() > e.occurred_on]
    assert 0.05 < len(late) / len(entries) < 0.25


def test_notes_have_words_and_edits_have_changes(told: list[Made]) -> None:
    for entry in (entry for one in told for entry in one.history):
        assert bool(entry.note) == (entry.kind == "noted")
        assert bool(entry.changes) == (entry.kind in ("edited", "stage_moved", "status_changed"))


def test_confidential_talks_stay_so_throughout(told: list[Made]) -> None:
    assert all(one.first.confidential == one.project.confidential for one in told)


def test_nothing_moves_on_after_it_was_paused_or_ended(told: list[Made]) -> None:
    for one in told:
        kinds = [entry.kind for entry in one.history]
        if "status_changed" in kinds:
            assert "stage_moved" not in kinds[kinds.index("status_changed") :]


def test_no_promise_is_ever_before_the_start(told: list[Made]) -> None:
    for one in told:
        state = one.first
        for entry in one.history:
            state = replace(state, **dict(entry.changes))
            if state.start_on is not None and state.production_promised_on is not None:
                assert state.production_promised_on >= state.start_on

"""Deadlines after signing: Anqing 2015 (sources 1.5), at ends of months, met in time, met late, open."""

from __future__ import annotations

from datetime import date

import pytest

from southgate.domain.gates.deadlines import Deadline, DeadlineTable, deadline_faults, deadlines
from southgate.domain.gates.tests.tables import TODAY, WORDS, document, need, signed, standing
from southgate.domain.projects import Stage

LAND = need("document", "", "land", kinds=("land",))
QUARTER = need("money", "", "quarter", share_millionths=250_000)
TABLE = DeadlineTable((
    Deadline("stock", "取得土地", 3, ("存量土地",), LAND),
    Deadline("new", "报省", 2, ("新增用地",), LAND),
    Deadline("money", "到位 25%", 3, ("合作",), QUARTER),
))  # fmt: skip


def state(signed_on, mode="存量土地", today=TODAY, **facts):
    (found,) = deadlines(TABLE, standing(Stage.SIGNED, **facts), signed_on, mode, today=today)
    return found


@pytest.mark.parametrize(
    ("signed_on", "months", "due"),
    [
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2026, 3, 31), 3, date(2026, 6, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 2, 28), 3, date(2026, 5, 28)),
        (date(2026, 10, 15), 2, date(2026, 12, 15)),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_last(signed_on, months, due):
    assert state(signed_on, {3: "存量土地", 2: "新增用地"}[months]).due == due


@pytest.mark.parametrize(
    ("today", "left", "late"),
    [(date(2026, 2, 27), 1, False), (date(2026, 2, 28), 0, False), (date(2026, 3, 1), -1, True)],
)
def test_the_last_day_is_still_in_time(today, left, late):
    found = state(date(2025, 11, 30), today=today)
    assert (found.days_left, found.late, found.met) == (left, late, False)


def test_met_in_time_and_met_late():
    in_time = state(date(2026, 1, 31), documents=(document("land", on=date(2026, 4, 30)),))
    late = state(date(2026, 1, 31), documents=(document("land", on=date(2026, 5, 1)),))
    assert (in_time.met, in_time.late, in_time.days_left) == (True, False, None)
    assert (late.met, late.late) == (True, True)


def test_a_quarter_of_the_contract_money():
    money = {"planned": 1_000, "signings": (signed(amount=400),)}
    assert not state(date(2026, 9, 1), "合作", arrived={"fixed": 99}, **money).met
    assert state(date(2026, 9, 1), "合作", arrived={"fixed": 100}, **money).met


def test_nothing_runs_before_signing_or_for_a_mode_nobody_named():
    assert deadlines(TABLE, standing(), None, "存量土地", today=TODAY) == ()
    assert deadlines(TABLE, standing(Stage.SIGNED), TODAY, "出让", today=TODAY) == ()


def test_a_wrong_table_is_told_everything():
    wrong = DeadlineTable((
        Deadline("a", "a", 0, (), LAND), Deadline("a", "a", 3, ("x",), need("any", "", "b", options=("c",))),
    ))  # fmt: skip
    assert {path for path, _, _ in deadline_faults(wrong, WORDS)} == {
        "deadline[1].months", "deadline[1].modes", "deadline[2].key", "deadline[2].need.check",
        "deadline[2].need.options",
    }  # fmt: skip

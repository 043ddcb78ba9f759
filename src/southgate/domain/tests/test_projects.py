"""The rules of one record: all reasons at once, each with its place, and only for what was touched."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.projects import (
    Day,
    Mend,
    ProjectFacts,
    Stage,
    Status,
    difference,
    in_cny,
    mends,
    move_refusals,
    refusals,
)

TODAY = date(2026, 11, 24)
WAN = 1_000_000


def facts(**given):
    return ProjectFacts(name="精密减速器智能工厂", **given)


def places(record, changed=None):
    return [reason.where for reason in refusals(record, today=TODAY, changed=changed)]


def test_a_plain_record_stands():
    assert places(facts(planned=58_000 * WAN, fixed=42_000 * WAN, working=11_000 * WAN, land=5_000 * WAN)) == []


def test_all_reasons_come_at_once():
    record = facts(
        public_works=True, has_enterprise=True, currency="USD", planned=-1, confidential=True, stage=Stage.SIGNED
    )
    assert places(record) == [
        "enterprise",
        "fund_source",
        "confidential",
        "investment_planned",
        "rate_millionths",
        "rate_on",
    ]


def test_parts_above_the_plan_say_by_how_much_and_offer_the_mend():
    record = facts(planned=12_800 * WAN, fixed=9_850 * WAN, working=2_000 * WAN, land=1_400 * WAN)
    reasons = refusals(record, today=TODAY, changed={"investment_fixed"})
    assert [str(reason) for reason in reasons] == ["固定资产、流动资金、用地合计比计划投资多 450 万元"]
    assert mends(record, {"investment_fixed"})[0] == Mend("investment_working", 1_550 * WAN)


def test_parts_below_the_plan_are_refused_only_when_all_are_given():
    assert places(facts(planned=100, fixed=10)) == []
    assert places(facts(planned=100, fixed=10, working=10, land=10)) == ["investment_land"]


@given(st.lists(st.none() | st.integers(0, 10**15), min_size=3, max_size=3), st.integers(0, 10**15))
def test_a_mend_makes_it_add_up(parts, planned):
    record = facts(planned=planned, fixed=parts[0], working=parts[1], land=parts[2])
    columns = {
        "investment_fixed": "fixed",
        "investment_working": "working",
        "investment_land": "land",
        "investment_planned": "planned",
    }
    for mend in mends(record, ()):
        values = {"planned": planned, "fixed": parts[0], "working": parts[1], "land": parts[2]}
        assert difference(facts(**{**values, columns[mend.field]: mend.minor})) == 0


def test_an_old_gap_elsewhere_does_not_refuse_a_new_fact():
    record = facts(public_works=True, days=(("start_on", Day(date(2026, 1, 5))),))
    assert places(record, {"start_on"}) == []
    assert places(record, {"fund_source"}) == ["fund_source"]


@pytest.mark.parametrize(
    ("days", "where"),
    [
        ({"start_on": Day(date(2027, 1, 1))}, ["start_on"]),
        ({"production_promised_on": Day(date(2027, 6, 30))}, []),
        ({"signed_on": Day(date(1026, 1, 1))}, ["signed_on"]),
        ({"signed_on": Day(date(2025, 6, 20)), "start_on": Day(date(2025, 6, 30), month=True)}, []),
        ({"signed_on": Day(date(2025, 7, 1)), "start_on": Day(date(2025, 6, 30), month=True)}, ["start_on"]),
        ({"start_on": Day(date(2026, 11, 30), month=True)}, []),
    ],
)
def test_days_are_possible_and_in_order(days, where):
    assert places(facts(days=tuple(days.items()))) == where


def test_foreign_money_is_counted_by_its_stated_rate():
    assert in_cny(3_600_000_000, "USD", 7_100_000) == 25_560_000_000
    assert in_cny(3_600_000_000, "USD", None) is None
    assert in_cny(100, "CNY", None) == 100


def move(to, *, at=Stage.STARTED, status=Status.NORMAL, on=TODAY, reason=""):
    record = facts(stage=at, days=(("start_on", Day(date(2026, 11, 9))),))
    return [r.where for r in move_refusals(record, status, to, on=on, today=TODAY, reason=reason)]


def test_a_stage_moves_forward_freely_and_back_with_a_reason():
    assert move(Stage.BUILDING) == []
    assert move(Stage.FULL) == []
    assert move(Stage.SIGNED) == ["reason"]
    assert move(Stage.SIGNED, reason="误录") == []


def test_a_move_is_refused_with_all_reasons():
    assert move(Stage.STARTED) == ["to"]
    assert move(Stage.BUILDING, on=date(2026, 11, 8)) == ["occurred_on"]
    assert move(Stage.BUILDING, status=Status.ENDED, on=date(2026, 11, 25)) == ["to", "occurred_on"]

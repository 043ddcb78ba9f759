"""One worked example for each rule of counting signings, named after its source (sources 1.4, 1.6)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from southgate.domain.counting.definitions import Scope
from southgate.domain.counting.rules import Assessment, Exclusions, Weights
from southgate.domain.counting.tests.made import CITY, ELSEWHERE, RULES, WAN, YEAR, YI, ZONE, reason, signing, value
from southgate.domain.periods import Period
from southgate.domain.projects import Nature

FAIR_A, FAIR_B, FAIR_C = UUID(int=1001), UUID(int=1002), UUID(int=1003)
PROJECT = UUID(int=7)


def at(fair: UUID) -> Scope:
    return Scope((ZONE,), YEAR, event=fair)


def test_sanming_2006_95_agreement_at_a_contract_at_b_increase_at_c() -> None:
    """Vector 12: money counted once (A), B gets one upgrade; an increase of 2 亿 at C is +2 亿 and no new project."""
    rows = [
        signing(project_id=PROJECT, event_id=FAIR_A, form="agreement", amount=5 * YI),
        signing(project_id=PROJECT, event_id=FAIR_B, kind="upgrade", amount=5 * YI),
        signing(project_id=PROJECT, event_id=FAIR_C, kind="increase", amount=2 * YI),
    ]
    counted = {
        fair: tuple(value(RULES, key, *rows, scope=at(fair)) for key in ("signed", "signed_sum", "upgrades"))
        for fair in (FAIR_A, FAIR_B, FAIR_C)
    }
    assert counted == {FAIR_A: (1, 5 * YI, 0), FAIR_B: (0, 0, 1), FAIR_C: (0, 2 * YI, 0)}
    assert value(RULES, "signed", *rows) == 1 and value(RULES, "signed_sum", *rows) == 7 * YI


def test_sanming_2006_95_a_project_counts_once_for_the_event_of_its_first_signing() -> None:
    again = signing(project_id=PROJECT, event_id=FAIR_B, kind="repeat")
    assert value(RULES, "signed", signing(project_id=PROJECT, event_id=FAIR_A), again) == 1
    assert value(RULES, "signed", again, scope=at(FAIR_B)) == 0
    assert reason(RULES, "signed", again) == reason(RULES, "signed_sum", again) == "repeat"


def test_sanming_2006_95_a_new_owner_counts_for_the_event_after_the_change() -> None:
    before = signing(project_id=PROJECT, event_id=FAIR_A, replaced_by=UUID(int=5))
    after = signing(id=UUID(int=5), project_id=PROJECT, event_id=FAIR_B, kind="owner_change", amount=6 * YI)
    assert value(RULES, "signed", before, after) == 1
    assert (value(RULES, "signed", before, after, scope=at(FAIR_A)),
            value(RULES, "signed", before, after, scope=at(FAIR_B))) == (0, 1)  # fmt: skip
    assert value(RULES, "signed_sum", before, after) == 6 * YI
    assert reason(RULES, "signed", before) == "replaced"


def test_sanming_2006_95_what_nobody_screened_does_not_count() -> None:
    assert reason(RULES, "signed", signing(state="reported")) == "unconfirmed"
    assert reason(RULES, "signed", signing(state="rejected")) == "rejected"
    assert reason(RULES, "signed", signing(withdrawn=True)) == "withdrawn"


def test_a_confidential_talk_never_counts() -> None:
    assert reason(RULES, "signed", signing(project_confidential=True, project_stage="talks")) == "confidential"
    assert reason(RULES, "signed", signing(project_stage="talks")) == "in_talks"


def test_place_and_time_come_first() -> None:
    assert reason(RULES, "signed", signing(zone_id=ELSEWHERE)) == "other_zone"
    assert reason(RULES, "signed", signing(signed_on=date(2025, 12, 31))) == "last_year"
    assert reason(RULES, "signed", signing(signed_on=date(2027, 1, 1))) == "later"
    october = Scope((ZONE,), Period(2026, 10, 10))
    assert reason(RULES, "signed", signing(signed_on=date(2026, 9, 30)), october) == "earlier"


@pytest.mark.parametrize("nature", [nature for nature in Nature if nature is not Nature.ORDINARY])
def test_target_measure_of_a_city_natures_that_do_not_count(nature: Nature) -> None:
    """目标管理 measure (cnzsr 2499): local investors, fiscal works, PPP, branches, extraction, real estate …"""
    row = signing(project_nature=nature.value)
    assert reason(CITY, "signed", row) == f"nature.{nature.value}"
    assert reason(RULES, "signed", row) == ""


@pytest.mark.parametrize(
    ("amount", "municipal", "told"),
    [(YI, False, ""), (YI - 1, False, "below_floor"), (5_000 * WAN, True, ""),
     (5_000 * WAN - 1, True, "below_municipal_floor"), (None, False, "no_sum")],
)  # fmt: skip
def test_target_measure_of_a_city_thresholds(amount: int | None, municipal: bool, told: str) -> None:
    """Below 1 亿 nothing counts; below 5000 万 for units of the city."""
    assert reason(CITY, "signed", signing(amount=amount, municipal=municipal)) == told


def test_target_measure_an_increase_has_no_floor_of_its_own() -> None:
    assert value(CITY, "signed_sum", signing(kind="increase", amount=WAN)) == WAN


def test_zhengan_the_attracted_part_inside_a_fiscal_project_is_listed_for_itself() -> None:
    zhengan = replace(RULES, exclusions=Exclusions((Nature.FISCAL,), carved=True))
    part = signing(carved_from_id=PROJECT, amount=2 * YI)
    assert value(zhengan, "signed", signing(project_id=PROJECT, project_nature="fiscal"), part) == 1
    assert reason(CITY, "signed", part) == "carved"


def test_changzhou_reinvestment_weighs_seven_tenths() -> None:
    changzhou = replace(RULES, weights=Weights(reinvestment=700_000))
    rows = [signing(), signing(reinvestment=True), signing(reinvestment=True)]
    assert value(changzhou, "score", *rows) == 2_400_000
    assert value(changzhou, "signed", *rows) == 3
    assert value(RULES, "score", *rows) == 3_000_000


COUNTY = replace(RULES, assessment=Assessment(years=2, monthly=True, platform=True))


@pytest.mark.parametrize(
    ("changed", "told"),
    [({}, ""), ({"assessed_months": 24}, ""), ({"assessed_months": 25}, "assessed_late"),
     ({"unreported_months": 1}, "rushed"), ({"recognised_number": ""}, "not_recognised")],
)  # fmt: skip
def test_county_rule_assessed_within_two_years_reported_monthly_recognised_above(
    changed: dict[str, object], told: str
) -> None:
    assert reason(COUNTY, "signed", signing(**{"recognised_number": "SX-1", **changed})) == told


@pytest.mark.parametrize(
    ("currency", "amount", "cny", "told"),
    [("CNY", YI, YI, ""), ("CNY", YI - 1, YI - 1, "not_large"), ("USD", 10_000_000_00, 7 * YI // 10, ""),
     ("USD", 10_000_000_00 - 1, 2 * YI, "not_large"), ("EUR", 10_000_000_00, YI, ""),
     ("EUR", 20_000_000_00, YI - 1, "not_large")],
)  # fmt: skip
def test_sanming_from_one_yi_or_ten_million_dollars(currency: str, amount: int, cny: int, told: str) -> None:
    row = signing(currency=currency, amount=amount, amount_cny=cny, rate_millionths=7_000_000, rate_on=date(2026, 3, 5))
    assert reason(RULES, "large", row) == told


@pytest.mark.parametrize("missing", ["rate_millionths", "rate_on"])
def test_a_foreign_sum_without_its_rate_and_day_is_told_apart(missing: str) -> None:
    known = {"rate_millionths": 6_697_436, "rate_on": date(2022, 11, 30), missing: None}
    row = signing(currency="USD", amount=20_000_000_00, **known)
    assert reason(RULES, "signed_sum", row) == reason(RULES, "large", row) == "no_rate"
    assert reason(RULES, "signed", row) == ""

"""三类500强 and the four rates over plain rows (sources 1.6, 1.7; vectors 3 and 5)."""

from datetime import date
from typing import Any

import pytest

from southgate.domain.counting.rates import Ratio
from southgate.domain.counting.rules import RateKey
from southgate.domain.counting.tests.made import RULES, YI, rate, reason, signing, value
from southgate.domain.periods import Period, cumulative

H1_2019 = {"global": (28, 38), "china": (23, 29), "private": (8, 10)}
"""Firms and projects by class, Hunan, first half of 2019."""


def hunan() -> list[dict[str, Any]]:
    return [
        signing(listed_class=one, listed_key=f"{one}-{number % firms}", listed_share_millionths=600_000)
        for one, (firms, projects) in H1_2019.items()
        for number in range(projects)
    ]


def test_hunan_first_half_2019_firms_and_projects_are_counted_apart() -> None:
    """Vector 5: 28 + 23 + 8 = 59 firms; 38 + 29 + 10 = 77 projects."""
    rows = hunan()
    assert (value(RULES, "listed_firms", *rows), value(RULES, "listed", *rows)) == (59, 77)


@pytest.mark.parametrize("one", list(H1_2019))
def test_hunan_first_half_2019_by_class(one: str) -> None:
    rows = hunan()
    assert (value(RULES, f"listed_firms.{one}", *rows), value(RULES, f"listed.{one}", *rows)) == H1_2019[one]


def test_hunan_a_firm_needs_control() -> None:
    half = signing(listed_class="china", listed_key="x", listed_share_millionths=500_000)
    assert reason(RULES, "listed", half) == "no_control"
    assert reason(RULES, "listed", signing()) == "not_listed"
    assert reason(RULES, "listed.global", {**half, "listed_share_millionths": 510_000}) == "other_class"


def xuchang() -> list[dict[str, Any]]:
    """247 signed, of which 244 landed and 222 started; 370 of 1077 亿 arrived."""
    stages = ["started"] * 222 + ["landed"] * 22 + ["signed"] * 3
    rows = [signing(project_stage=stage, amount=4 * YI, signed_on=date(2017, 5, 4)) for stage in stages]
    rows[0].update({"amount": 4 * YI + 89 * YI, "amount_cny": 4 * YI + 89 * YI, "project.money_in_place": 370 * YI})
    return rows


@pytest.mark.parametrize(
    ("key", "sides", "shown"),
    [(RateKey.PERFORMED, (244, 247), "98.8"), (RateKey.STARTED, (222, 247), "89.9"),
     (RateKey.ARRIVED, (370 * YI, 1077 * YI), "34.4"), (RateKey.PRODUCED, (0, 247), "0.0")],
)  # fmt: skip
def test_xuchang_2017_rates_over_what_was_signed(key: RateKey, sides: tuple[int, int], shown: str) -> None:
    """Vector 3: the denominator of the start rate is signed, not performed."""
    found = rate(RULES, key, *xuchang(), period=cumulative(2017, 10))
    assert found == sides and Ratio(*found).percent(1) == shown


def test_what_started_after_the_period_had_not_started_in_it() -> None:
    row = signing(project_stage="building", project_start_on=date(2026, 11, 2))
    assert rate(RULES, RateKey.STARTED, row, period=cumulative(2026, 10)) == (0, 1)
    assert rate(RULES, RateKey.STARTED, row, period=Period(2026)) == (1, 1)


def test_money_of_a_project_that_stands_in_two_rows_is_summed_once() -> None:
    """A first signing and a later owner change of one project, both counted by a rule that knows no replacing."""
    one = signing(project_stage="started", project_money_in_place=3 * YI)
    two = {**one, "id": None, "kind": "owner_change"}
    assert rate(RULES, RateKey.ARRIVED, one, two) == (3 * YI, 10 * YI)

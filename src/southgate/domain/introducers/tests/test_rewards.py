"""Rewards by published rules, each worked example named after its source (sources 8, §16 (13))."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.introducers.rewards import Arrived, Band, Mode, RewardRule, Use, faults, reward

WAN, YI = 1_000_000, 10_000_000_000
"""In 分."""
YUNNAN = RewardRule(uses=(Use.FIXED, Use.WORKING), bands=(Band(500),), minimum=5_000 * WAN, cap=150 * WAN)
CAIDIAN = RewardRule(uses=(Use.FIXED,), bands=(Band(2_000),), minimum=YI, cap=300 * WAN, years=3, years_from="注册之日")
PARK = RewardRule(
    uses=(Use.FIXED, Use.WORKING),
    bands=(Band(3_000, 1_000 * WAN), Band(4_000, YI), Band(5_000)),
    cap=100 * WAN,
    uplift=100_000,
    uplift_for="高科技或国际名牌产品",
)


def test_vector_13_each_part_by_its_own_band():
    found = reward(PARK, Arrived(fixed=15_000 * WAN))
    assert [step.gives for step in found.steps] == [3 * WAN, 36 * WAN, 25 * WAN]
    assert (found.amount, found.uplifted) == (64 * WAN, 704_000 * 100)


def test_vector_13_is_capped_at_a_million_with_and_without_the_addition():
    found = reward(PARK, Arrived(fixed=3 * YI))
    assert (found.amount, found.uplifted) == (100 * WAN, 100 * WAN)
    assert [reason.where for reason in found.because] == ["cap"]


def test_a_cap_that_the_addition_may_pass():
    over = RewardRule(
        uses=PARK.uses, bands=PARK.bands, cap=PARK.cap, uplift=100_000, uplift_for="高科技", uplift_capped=False
    )
    assert reward(over, Arrived(fixed=3 * YI)).uplifted == 110 * WAN


@pytest.mark.parametrize(
    ("arrived", "amount"),
    [(4_999 * WAN, 0), (5_000 * WAN, 25_000 * 100), (YI, 5 * WAN), (30 * YI, 150 * WAN), (100 * YI, 150 * WAN)],
)
def test_yunnan_half_a_thousandth_from_fifty_million_on_up_to_1_5_million(arrived, amount):
    assert reward(YUNNAN, Arrived(working=arrived)).amount == amount


def test_caidian_leaves_out_what_was_paid_for_land():
    assert reward(CAIDIAN, Arrived(fixed=YI, land=YI)).amount == 20 * WAN
    below = reward(CAIDIAN, Arrived(fixed=YI - 1, land=YI))
    assert (below.amount, below.because[0].where) == (0, "minimum")
    assert reward(CAIDIAN, Arrived(fixed=20 * YI)).amount == 300 * WAN


def test_congjiang_bands_fall_and_are_marginal():
    """从江县 2011：按超额累进，3000万–5000万 2.5‰，5000万–1亿 2‰，1亿–5亿 1.5‰，5亿以上 1‰."""
    bands = (Band(2_500, 5_000 * WAN), Band(2_000, YI), Band(1_500, 5 * YI), Band(1_000))
    rule = RewardRule(uses=(Use.FIXED,), bands=bands, minimum=3_000 * WAN, cap=1_000 * WAN)
    assert reward(rule, Arrived(fixed=6 * YI)).amount == (125 + 100 + 600 + 100) * 1_000 * 100


def test_the_whole_sum_by_the_band_it_is_in():
    rule = RewardRule(uses=(Use.FIXED,), bands=(Band(3_000, YI), Band(2_000)), mode=Mode.WHOLE)
    assert reward(rule, Arrived(fixed=YI)).amount == 30 * WAN
    assert reward(rule, Arrived(fixed=2 * YI)).amount == 40 * WAN


def test_xuanzhou_without_the_limits_of_its_bands_computes_nothing():
    bands = (Band(3_000), Band(2_000), Band(1_500))
    rule = RewardRule(uses=(Use.FIXED,), bands=bands, missing="各档的界限在能查到的副本里没有")
    found = reward(rule, Arrived(fixed=YI))
    assert (found.amount, len(found.because), list(faults(rule))) == (None, 1, [])


def test_nothing_arrived_gives_nothing():
    assert reward(PARK, Arrived()).amount == 0


def test_a_rule_that_cannot_be_meant_so_tells_every_fault():
    wrong = RewardRule(uses=(), bands=(Band(0, 5), Band(10, 5), Band(10, 4)), uplift=1, years=3)
    assert {path for path, _ in faults(wrong)} == {"uses", "bands", "bands[1].rate", "uplift_for", "years_from"}
    assert list(faults(PARK)) == list(faults(YUNNAN)) == list(faults(CAIDIAN)) == []


@given(st.integers(0, 50 * YI), st.integers(0, 50 * YI))
def test_law_more_money_never_gives_less_and_never_more_than_the_cap(one, more):
    first, second = (reward(PARK, Arrived(fixed=sum_)).amount or 0 for sum_ in (one, one + more))
    assert 0 <= first <= second <= 100 * WAN


@given(st.integers(1, 20 * YI))
def test_law_the_parts_of_the_sum_add_up_to_it(base):
    assert sum(step.base for step in reward(PARK, Arrived(fixed=base)).steps) == base

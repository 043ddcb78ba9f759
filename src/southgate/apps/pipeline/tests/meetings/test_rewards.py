"""Rules of rewards as shipped packs, and what the zone's own rule gives for a project."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.selectors.meetings.rewards import REWARDS, arrived, read_rewards
from southgate.domain.errors import Refused
from southgate.domain.introducers.rewards import Arrived, RewardRule, reward
from southgate.kernel.packs.shipped import shipped
from southgate.kernel.packs.toml import read_pack

WAN, YI = 1_000_000, 10_000_000_000
PACKS = {pack.head.key: pack for pack in shipped() if pack.head.schema == REWARDS}


def rule(place: str) -> RewardRule:
    return read_rewards(PACKS[f"{place}.introducers"]).reward


@pytest.mark.parametrize(
    ("place", "money", "gives"),
    [
        ("yunnan", Arrived(fixed=4_000 * WAN, working=999 * WAN), 0),
        ("yunnan", Arrived(fixed=30 * YI, land=YI), 150 * WAN),
        ("caidian", Arrived(fixed=YI, land=5 * YI), 20 * WAN),
        ("industrial_park", Arrived(fixed=15_000 * WAN), 64 * WAN),
        ("congjiang", Arrived(fixed=6 * YI), 925_000 * 100),
        ("xuanzhou", Arrived(fixed=YI), None),
    ],
)
def test_the_shipped_packs_give_the_worked_examples(place, money, gives):
    assert reward(rule(place), money).amount == gives


def test_vector_13_with_the_addition():
    found = reward(rule("industrial_park"), Arrived(fixed=15_000 * WAN))
    assert (found.amount, found.uplifted) == (64 * WAN, 704_000 * 100)


def test_a_wrong_pack_is_refused_with_every_fault():
    text = PACKS["congjiang.introducers"].text
    wrong = text.replace("rate = 2500", "rate = 0").replace('uses = ["fixed"]', "uses = []\nyears = 3")
    with pytest.raises(Refused) as refusal:
        read_rewards(read_pack(wrong, "x.toml"))
    assert len(refusal.value.reasons) == 3


def test_money_without_a_window_is_what_the_project_holds():
    project = Project(arrived_fixed=5, arrived_working=6, arrived_land=7, signed_on=date(2026, 1, 1))
    assert arrived(project, rule("yunnan")) == (Arrived(5, 6, 7), ())


@pytest.mark.django_db
def test_money_within_the_years_of_the_rule_only(django_assert_num_queries):
    project = Project(id=uuid4(), signed_on=date(2024, 2, 29))
    with django_assert_num_queries(1):
        found, notes = arrived(project, rule("caidian"))
    assert found == Arrived() and notes[0].params["day"] == "2027-02-28"

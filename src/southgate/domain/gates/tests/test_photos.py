"""What a site photo must show, after 云统发〔2018〕66号: everything that is missing is told at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from southgate.domain.gates.photos import PhotoFacts, photo_faults
from southgate.domain.gates.tests.tables import TODAY

RIGHT = PhotoFacts(
    shows_name=True, place="北片区兴业路 8 号", work="piling", started_on=date(2026, 11, 9), shot_on=date(2026, 11, 10),
    verifier="刘核", verifier_unit="北片区办", verifier_post="副主任", verifier_phone="0735-2888888",
)  # fmt: skip


def places(facts: PhotoFacts) -> list[str]:
    return [one.where for one in photo_faults(facts, today=TODAY)]


def test_a_complete_one_serves():
    assert places(RIGHT) == []


def test_an_empty_one_is_told_everything():
    assert places(PhotoFacts()) == [
        "shows_name", "place", "work", "started_on", "shot_on", "verifier", "verifier_unit", "verifier_post",
        "verifier_phone",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"shows_name": False}, "shows_name"),
        ({"place": " "}, "place"),
        ({"work": "dancing"}, "work"),
        ({"shot_on": date(2026, 11, 8)}, "shot_on"),
        ({"shot_on": date(2026, 11, 25)}, "shot_on"),
        ({"verifier_post": ""}, "verifier_post"),
        ({"verifier_phone": "288888"}, "verifier_phone"),
    ],
)
def test_each_alone(change, where):
    assert places(replace(RIGHT, **change)) == [where]

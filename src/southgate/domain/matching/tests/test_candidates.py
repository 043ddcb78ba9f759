"""Near duplicates of firms: found with a reason, in blocks."""

from __future__ import annotations

import random
import time

import pytest

from southgate.domain.matching.candidates import MOST, near_firms, slip_of_hand

KNOWN = ["皓科汽车部件（云澜）有限公司", "翊嘉生物医药有限公司", "沅航智能装备有限公司", "云澜市沅曜新能源有限公司"]


@pytest.mark.parametrize(
    ("name", "right", "why"),
    [
        ("皓科汽车部件(云澜)有限公司", 0, "括号"),
        ("翊嘉生物医药", 1, "有限公司"),
        ("云澜翊嘉生物医药股份有限公司", 1, "地名"),
        ("沅杭智能装备有限公司", 2, "同音字"),
        ("沅曜新能源科技有限公司", None, ""),
    ],
)
def test_each_candidate_says_why(name, right, why):
    found = near_firms([name], KNOWN, frozenset({"云澜"}))
    if right is None:
        assert found == []
    else:
        assert found[0].right == right
        assert why in str(found[0].because)


def test_a_slip_is_a_lost_character_or_one_of_the_same_sound():
    assert slip_of_hand("沅航智能装备", "沅杭智能装备")
    assert slip_of_hand("沅航智能装备", "沅航智能装")
    assert not slip_of_hand("沅航智能装备", "澄航智能装备")
    assert not slip_of_hand("沅航智能装备", "沅航智能装备")


def test_the_work_grows_with_the_names_not_with_their_product():
    draw = random.Random(7)
    names = [
        "".join(draw.choices("皓泓骏钰熠炜璟铭瀚沅翊霖琮垚晟珩昶澄", k=3)) + "新材料有限公司" for _ in range(15_000)
    ]
    started = time.perf_counter()
    found = near_firms(names[:5_000], names[5_000:])
    assert time.perf_counter() - started < 10
    assert all(sum(1 for c in found if c.left == left) <= MOST for left in range(20))

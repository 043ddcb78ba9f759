"""Units from headers and lines."""

from __future__ import annotations

import pytest

from southgate.domain.money import WAN, YI
from southgate.domain.reading.ledger.units import column_unit, header_unit, stated, without_units


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("单位：万元", [("万元", None, None)]),
        ("单位：万元、亩、人", [("万元", "亩", None)]),
        ("填报单位：项目办（示例）     填报日期：2025年4月2日    单位：亿元", [("亿元", None, None)]),
        ("填报日期：2025年6月30日   金额单位（投资额）：亿元", [("亿元", None, "investment_planned")]),
        (
            "投资额单位：亿元，到位资金单位：万元",
            [("亿元", None, "investment_planned"), ("万元", None, "money_in_place")],
        ),
        ("表中金额均为万元", [("万元", None, None)]),
        ("投资额以亿元为单位", [("亿元", None, "investment_planned")]),
        ("（万元）", [("万元", None, None)]),
        ("金额单位：人民币万元", [("万元", None, None)]),
        ("填报单位：招商服务局", []),
        ("责任单位为招商局", []),
        ("总投资5亿元以上项目", []),
    ],
)
def test_lines(line, found):
    assert [(s.unit and s.unit.say, s.land, s.field) for s in stated(line)] == found


@pytest.mark.parametrize(
    ("title", "bare", "unit"),
    [
        ("投资额（万元）", "投资额", "万元"),
        ("计划总投资\n（亿元）", "计划总投资", "亿元"),
        ("总投资:万元", "总投资", "万元"),
        ("到位资金（万美元）", "到位资金", "万美元"),
        ("项目名称", "项目名称", None),
        ("带动就业（人）", "带动就业", None),
    ],
)
def test_headers(title, bare, unit):
    found = header_unit([title]).money
    assert (without_units(title), found and found.say) == (bare, unit)


def test_two_units_in_one_header_are_a_question():
    assert header_unit(["投资（万元/万美元）"]).clash


def test_the_header_beats_the_lines_above_and_those_beat_the_notes():
    above, below = stated("单位：亿元"), stated("金额均为万元")
    assert column_unit("investment_planned", ["总投资（万元）"], above, (), ()).unit == WAN
    assert column_unit("investment_planned", ["总投资"], above, below, ()).unit == YI
    assert column_unit("investment_planned", ["总投资"], (), below, ()).unit == WAN
    assert column_unit("money_in_place", ["到位资金"], stated("金额单位（投资额）：亿元"), (), ()).unit is None


def test_a_group_gives_its_unit_and_lines_that_differ_are_a_question():
    assert column_unit("investment_planned", ["投资额（亿元）", "计划总投资"], (), (), ()).unit == YI
    assert (
        column_unit("investment_planned", ["总投资"], [*stated("单位：亿元"), *stated("单位：万元")], (), ()).unit
        is None
    )

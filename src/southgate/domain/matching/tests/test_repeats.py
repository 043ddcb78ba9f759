"""Repeats in one workbook: the same project of the same firm, and nothing that only looks alike."""

from __future__ import annotations

import pytest

from southgate.domain.matching.repeats import Row, repeats

FIRM, PROJECT = "璟岳供应链（云澜）有限公司", "年产10万套冷链仓储项目"
OTHERS = [
    Row("皓科汽车部件（云澜）有限公司", "热管理总成产业园项目"),
    Row("云澜市沅航食品有限公司", "预制菜产业园项目"),
]


@pytest.mark.parametrize(
    ("firm", "project"),
    [
        (FIRM, PROJECT),
        ("璟岳供应链(云澜)有限公司", "  年产１０万套 冷链仓储项目"),
        ("璟岳供应链（云澜）", PROJECT),
        ("云澜璟岳供应链有限公司", PROJECT),
        (FIRM, "年产10万套冷链仓储建设项目"),
        ("", PROJECT),
    ],
)
def test_the_same_project_written_another_way(firm, project):
    found = repeats([Row(FIRM, PROJECT), *OTHERS, Row(firm, project)])
    assert [(r.earlier, r.later) for r in found] == [(0, 3)]
    assert str(found[0].because)


@pytest.mark.parametrize(
    ("firm", "project"),
    [
        (FIRM, "年产20万套冷链仓储项目"),
        (FIRM, PROJECT + "（二期）"),
        ("珩岳供应链（云澜）有限公司", PROJECT),
        (FIRM, "智慧分拣中心项目"),
        ("", "智慧分拣中心项目"),
    ],
)
def test_what_only_looks_alike(firm, project):
    assert repeats([Row(FIRM, PROJECT), *OTHERS, Row(firm, project)]) == []


def test_a_firm_one_character_apart_needs_facts_that_agree():
    facts = (12_000, "2024-03", None)
    one, other = Row("澄宸电子有限公司", PROJECT, facts=facts), Row("橙宸电子有限公司", PROJECT, facts=facts)
    assert len(repeats([one, other])) == 1
    assert repeats([one, Row(other.firm, PROJECT, facts=(9_000, "2024-03", None))]) == []


def test_east_and_west_are_two_projects_and_a_slip_is_one():
    rows = [Row(FIRM, "城东智慧物流中心项目"), Row(FIRM, "城西智慧物流中心项目"), Row(FIRM, "城西智能物流中心项目")]
    assert [(r.earlier, r.later) for r in repeats(rows)] == [(1, 2)]


def test_one_question_a_row_and_the_earliest_counts():
    assert [(r.earlier, r.later) for r in repeats([Row(FIRM, PROJECT)] * 3)] == [(0, 1), (0, 2)]

"""Invented xls: a column of kinds merged down, a row of units, a row of column numbers, cells merged across, hidden
rows."""

from __future__ import annotations

import pytest

from southgate.domain.reading.ledger.grid import Day, Fault
from southgate.domain.reading.ledger.tests.books import asked, read, sheet, skipped, values

N = None
DAY = Day("2025-06-15")


@pytest.fixture(scope="module")
def answer():
    rows = [
        ["附件3", "示例园区工业项目调度台账"],
        ["类别", "序号", "项目名称", "业主", "总投资", "到位资金", "用地", "就业", "现状", "承诺投产时间", "牵头单位"],
        [N, N, N, N, "（亿元）", "（万元）", "（亩）", "（人）", N, N, N],
        ["甲", "乙", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
        ["新开工", 1, "甲料项目", "甲料新材料有限公司", 1.2, 3000, 30, "100余人", "主体施工", "2025年6月", "招商局"],
        [
            N,
            2,
            "乙件项目",
            "乙件装备有限公司",
            2.2,
            "0.3亿元",
            "2公顷",
            "约50人",
            "签约",
            Day("2025-06-01", "month"),
            N,
        ],
        ["续建", 3, "丙材项目", "丙材科技有限公司", Fault("#DIV/0!"), N, "租赁厂房2000㎡", "", "停建", DAY, "商务局"],
        [N, 4, "丁食项目", "丁食食品有限公司", 3, N, 15, 20, "项目已终止，协议解除", N, "同上"],
        [N, 5, "戊能项目", "戊能能源有限公司", N, 100, N, "20-30人", "试生产", "已投产", "同上"],
        ["合计", N, N, N, 9.4, 3100],
        ["制表：办公室", N, N, N, "审核：略", N, "日期：2025.6.1"],
    ]
    merges = [(5, 0, 6, 0), (7, 0, 9, 0), (5, 10, 6, 10), (8, 8, 8, 9), (8, 4, 9, 4)]
    return read(sheet("在建项目", rows, merges=merges, hidden_rows=(5, 6)), form="xls")


def test_the_units_of_their_own_row_belong_to_the_titles(answer):
    table = answer.tables[0]
    assert table.header_rows == (2, 3, 4)
    assert {c.letter: c.title for c in table.columns if c.letter in "EF"} == {
        "E": "总投资（亿元）",
        "F": "到位资金（万元）",
    }
    assert values(answer, 6) == {
        "project_name": "乙件项目", "enterprise": "乙件装备有限公司", "investment_planned": 22000, "money_in_place":
        3000,
        "land_mu": 30, "jobs": 50, "stage": "签约", "production_promised_on": "2025-06", "lead_unit": "招商局",
    }  # fmt: skip


def test_rows_are_set_aside(answer):
    assert skipped(answer) == {1: "title", 2: "header", 3: "header", 4: "header", 10: "subtotal", 11: "note"}


def test_a_cell_merged_across_ends_the_project_and_asks_nothing(answer):
    assert values(answer, 8) == {
        "project_name": "丁食项目", "enterprise": "丁食食品有限公司", "investment_planned": 30000, "land_mu": 15,
        "jobs": 20,
        "lead_unit": "商务局", "cancelled": True,
    }  # fmt: skip


def test_a_sum_merged_over_two_projects_is_not_counted_twice(answer):
    assert "investment_planned" not in values(answer, 9)
    assert ("ambiguous_amount", 9, "investment_planned") in asked(answer)


def test_doubts_are_asked(answer):
    assert sorted(asked(answer), key=str) == [
        ("ambiguous_amount", 9, "investment_planned"),
        ("ambiguous_amount", 9, "jobs"),
        ("date_text", 9, "production_promised_on"),
        ("formula_error", 7, "investment_planned"),
        ("hidden_rows", 5, None),
        ("not_a_number", 7, "land_mu"),
        ("unknown_stage", 7, "stage"),
    ]


def test_approximate_values_are_marked(answer):
    assert [r.row for r in answer.rows for n in r.readings if r.readings[n].approx and n == "jobs"] == [5, 6]

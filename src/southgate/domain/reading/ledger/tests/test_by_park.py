"""Invented ledger: begins in column B, sections by park with their sums, legend above, footnotes numbered in the
index column."""

from __future__ import annotations

import pytest

from southgate.domain.reading.ledger.grid import Style
from southgate.domain.reading.ledger.tests.books import asked, fields, read, sheet, skipped, values

N = None
RED, GREY, STRUCK = Style(font="FF0000"), Style(fill="BFBFBF"), Style(strike=True)


@pytest.fixture(scope="module")
def answer():
    rows = [
        [N] * 9,
        [N, "示例县重点产业项目推进表"],
        [N, "填报单位：发改局", N, N, N, N, "单位：亿元"],
        [N, "图例：", N, "红色字体为滞后", "灰色底纹为已取消"],
        [N, "序 号", "项 目 名 称", "建设单位", "总 投 资", "年度计划投资", "开工时间", "形象\n进度", "包保领导"],
        [N, "总计（5个）", N, N, 52.3, 12.1],
        [N, "一", "东湾产业园（3个）", N, 20.1, 5],
        [N, 1, "甲料项目(一期)", "甲料新材料有限公司", 3.2, 1, "2024.5", "45%", "王某某 (主任)"],
        [N, 2, "乙\n件项目", "乙件装备有限公司", 0.5, 1, "2024年5月", "主体封顶", "同上"],
        [N, 3, "丙材项目", "丙材科技有限公司", 16.4, 1, "待定", 0.3, '"'],
        [N, "二", "北渡产业园（2个）", N, 32.2, 7],
        [N, 1, "丁食项目", "丁食食品有限公司", "12亿", "—", "2025年三季度", 1, "李某某（书记）"],
        [N, 2, "戊能项目", "戊能能源有限公司", 2020, 7, "2025/3/1", N, "〃"],
        [N, 3],
        [N, 4, N, N, 0, 0],
        [N, "说明："],
        [N, 1, "总投资以备案证为准，按亿元填报，保留两位小数。"],
        [N, 2, "开工时间填到月，未开工的不填；进度按工程量计。"],
    ]
    looks = {(9, 2): RED, (12, 1): GREY, (12, 2): GREY, (10, 2): STRUCK}
    return read(sheet("推进表", rows, looks=looks, formulas=[(15, 4), (15, 5)]))


def test_the_columns_are_found(answer):
    assert answer.tables[0].header_rows == (5,)
    assert fields(answer) == {
        "project_name": "C", "enterprise": "D", "investment_planned": "E", "start_on": "G",
        "progress_percent": "H", "liaison_leader_post": "I",
    }  # fmt: skip


def test_rows_are_set_aside_with_their_reason(answer):
    assert skipped(answer) == {
        1: "empty", 2: "title", 3: "title", 4: "note", 5: "header", 6: "subtotal", 7: "section", 11: "section",
        14: "empty", 15: "empty", 16: "note", 17: "note", 18: "note",
    }  # fmt: skip


def test_values(answer):
    assert values(answer, 8) == {
        "project_name": "甲料项目（一期）", "enterprise": "甲料新材料有限公司", "investment_planned": 32000,
        "start_on": "2024-05", "progress_percent": 45, "liaison_leader_post": "王某某（主任）", "park": "东湾产业园",
    }  # fmt: skip
    assert values(answer, 9)["project_name"] == "乙件项目"
    assert values(answer, 9)["liaison_leader_post"] == values(answer, 10)["liaison_leader_post"] == "王某某（主任）"
    assert values(answer, 13)["park"] == "北渡产业园"
    assert values(answer, 13)["liaison_leader_post"] == "李某某（书记）"


def test_flags_come_from_the_legend_and_from_strike_through(answer):
    assert {r.row: sorted(r.flags) for r in answer.rows} == {
        8: [],
        9: ["late"],
        10: ["cancelled"],
        12: ["cancelled"],
        13: [],
    }
    assert "图例" in str(next(r for r in answer.rows if r.row == 9).flags["late"])


def test_doubts_are_asked(answer):
    assert sorted(asked(answer)) == [
        ("ambiguous_percent", 12, "progress_percent"),
        ("ambiguous_unit", 13, "investment_planned"),
        ("not_a_number", 9, "progress_percent"),
    ]
    assert "investment_planned" not in values(answer, 13)


def test_every_value_says_why_and_shows_its_cell(answer):
    row = next(r for r in answer.rows if r.row == 9)
    assert all(str(reading.because) for reading in row.readings.values())
    assert row.readings["project_name"].raw == "乙\n件项目"
    assert row.places["liaison_leader_post"] == "I8"

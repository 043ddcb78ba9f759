"""Invented csv: a header of two lines without merges, sections by numerals, 同上, blanks that repeat by a note."""

from __future__ import annotations

import pytest

from southgate.domain.reading.ledger.tests.books import asked, fields, read, sheet, skipped, values

N = None


@pytest.fixture(scope="module")
def answer():
    head = [
        ["序号", "项目名称", "投资方", "投资情况", N, "进度安排", N, N, "工作责任", N, "信用代码"],
        [N, N, N, "总投资", "已到位", "签约", "开工", "投产", "责任单位", "责任人"],
    ]
    rows = [
        ["某区项目推进情况表（示例）"],
        ["填报单位：某区重点办", "", "", "", "单位：万元"],
        *head,
        ["一", "签约类"],
        [
            "1",
            "甲料项目",
            "甲料新材料有限公司",
            "12000",
            "3,000",
            "2024.3",
            "2024/5/1",
            "2025.1",
            "招商局",
            "王某某（科长）",
            "9.2E+17",
        ],
        [
            "2",
            "乙件项目",
            "乙件装备有限公司",
            "6亿元",
            "—",
            "2024年3月",
            "待定",
            "2026年底",
            "",
            "李某某（科长）",
            "91990001MAK6RCCGQ3",
        ],
        ["小计", "2个", N, "72000"],
        ["二", "开工类"],
        *head,
        [
            "3",
            "丙材项目",
            "丙材科技有限公司",
            "8.5",
            "300",
            "2023-3-8",
            "2024年6月中旬",
            "2026年二季度",
            "商务局",
            "赵某某（科长）",
        ],
        ["4", "丁食项目", "丁食食品有限公司", "1.2亿元（固投0.8亿元）", "", "", "已开工", "2026.12.31前", "〃", "同上"],
        ["总计", "4个", N, "99999"],
        ["备注：责任单位空着的与上一行相同"],
    ]
    return read(sheet("csv", rows), form="csv")


def test_the_groups_reach_over_the_titles_under_them(answer):
    assert answer.tables[0].header_rows == (3, 4)
    assert {k: fields(answer)[k] for k in ("investment_planned", "money_in_place", "signed_on", "start_on")} == {
        "investment_planned": "D", "money_in_place": "E", "signed_on": "F", "start_on": "G",
    }  # fmt: skip
    assert len(answer.tables) == 1


def test_rows_are_set_aside(answer):
    assert skipped(answer) == {
        1: "title", 2: "title", 3: "header", 4: "header", 5: "section", 8: "subtotal", 9: "section", 10: "header",
        11: "header", 14: "subtotal", 15: "note",
    }  # fmt: skip


def test_values(answer):
    assert values(answer, 7) == {
        "project_name": "乙件项目", "enterprise": "乙件装备有限公司", "investment_planned": 60000, "signed_on":
        "2024-03",
        "production_promised_on": "2026-12", "lead_unit": "招商局", "responsible_post": "李某某（科长）",
        "credit_code": "91990001MAK6RCCGQ3", "stage": "签约",
    }  # fmt: skip
    assert values(answer, 13) == {
        "project_name": "丁食项目", "enterprise": "丁食食品有限公司", "investment_planned": 12000, "lead_unit":
        "商务局",
        "production_promised_on": "2026-12-31", "responsible_post": "赵某某（科长）", "stage": "开工",
    }  # fmt: skip


def test_doubts_are_asked(answer):
    assert sorted(asked(answer)) == [
        ("ambiguous_date", 6, "production_promised_on"),
        ("ambiguous_unit", 12, "investment_planned"),
        ("damaged_code", 6, "credit_code"),
        ("date_text", 13, "start_on"),
    ]

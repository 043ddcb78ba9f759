"""Invented ledger: two tables on one sheet with units of their own, a wide middle, and sheets that are no ledgers."""

from __future__ import annotations

import pytest

from southgate.domain.reading.ledger.tests.books import asked, read, sheet, skipped, values

N = None


@pytest.fixture(scope="module")
def answer():
    signed = [
        ["2025年招商引资项目台账（示例）"],
        ["一、签约项目（单位：万元）"],
        ["序号", "项目名称", "投资方", "协议投资额", "签约日期", "责任单位"],
        [1, "甲料项目", "甲料新材料有限公司", 12000, "2025.3.1", "招商局"],
        [2, "乙件项目", "乙件装备有限公司", 8000, "2025.4", "招商局"],
        ["小计", N, N, 20000],
        [],
        ["二、在谈项目（单位：亿元）"],
        ["序号", "项目名称", "投资方", "意向投资额", "对接情况", "责任单位"],
        [1, "丙材项目", "丙材科技有限公司", 1.2, "已对接。", "招商局"],
        [2, "甲料项目", "甲料新材料", 3.5, "企业来访。", "商务局"],
        ["合计", N, N, 4.7],
        ["注：在谈项目不对外公布。"],
    ]
    books = [["序号", "企业名称", "联系人", "电话"], [1, "甲料新材料有限公司", "王某", "略"]]
    power = [["序号", "项目名称", "用电需求（千伏安）", "备注"], [1, "甲料项目", 200, ""]]
    merges = [(1, 0, 1, 5), (2, 0, 2, 5), (8, 0, 8, 5)]
    return read(
        sheet("招商台账", signed, merges=merges),
        sheet("通讯录", books),
        sheet("用电需求", power),
        sheet("Sheet3", []),
        sheet("旧表", signed[:5], hidden=True),
    )


def test_each_table_has_its_own_columns_and_unit(answer):
    assert [t.header_rows for t in answer.tables] == [(3,), (9,)]
    assert values(answer, 4) == {
        "project_name": "甲料项目", "enterprise": "甲料新材料有限公司", "investment_planned": 12000,
        "signed_on": "2025-03-01", "lead_unit": "招商局", "stage": "签约",
    }  # fmt: skip
    assert values(answer, 10) == {
        "project_name": "丙材项目", "enterprise": "丙材科技有限公司", "investment_planned": 12000,
        "progress_note": "已对接。", "lead_unit": "招商局", "stage": "在谈",
    }  # fmt: skip


def test_other_sheets_are_set_aside_and_the_hidden_one_is_asked_about(answer):
    found = skipped(answer)
    assert [found[name] for name in ("通讯录", "用电需求", "Sheet3", "旧表")] == ["other_sheet"] * 3 + ["hidden_sheet"]
    assert {n: found[n] for n in (1, 2, 3, 6, 7, 8, 9, 12, 13)} == {
        1: "title", 2: "section", 3: "header", 6: "subtotal", 7: "empty", 8: "section", 9: "header", 12: "subtotal",
        13: "note",
    }  # fmt: skip
    assert ("hidden_sheet", None, None) in asked(answer)


def test_a_repeat_without_the_legal_form_is_asked_about_once(answer):
    repeats = [q for q in answer.questions if q.kind == "duplicate"]
    assert [(q.row, q.other) for q in repeats] == [(11, ("招商台账", 4))]
    assert "有限公司" in str(repeats[0].say)
    assert len(answer.questions) == 2

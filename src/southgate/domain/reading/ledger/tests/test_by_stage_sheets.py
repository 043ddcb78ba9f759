"""Invented workbook: one sheet a stage, sections by lead unit, no unit anywhere for one column, another unit by a
note."""

from __future__ import annotations

import pytest

from southgate.domain.reading.ledger.answer import as_json
from southgate.domain.reading.ledger.columns import layout_key
from southgate.domain.reading.ledger.grid import Workbook
from southgate.domain.reading.ledger.header import Header
from southgate.domain.reading.ledger.read import read_any_ledger
from southgate.domain.reading.ledger.tables import tables
from southgate.domain.reading.ledger.tests.books import read, sheet, values

N = None
HEAD = ["项目名称", "公司名称", "总投资", "用地面积（亩）", "进展情况", "投产时间"]
TALKS = [
    ["招商服务局"],
    ["甲料项目", "甲料新材料有限公司", 12000, 30, "洽谈顺利", "2027年底"],
    ["乙件项目", "乙件装备有限公司", "1.5亿元", N, "/", "待定"],
    ["小计", N, 27000, 30],
    ["经济发展局"],
    ["丙材项目", "丙材科技有限公司", 9000, 45, "项目已取消", "2026.5"],
]
SIGNED = [["丁食项目", "丁食食品有限公司", 8000, 15, "已签", "2026.6"], ["注：金额均以万元计。"]]
MERGES = [(2, 0, 2, 5), (6, 0, 6, 5)]


@pytest.fixture(scope="module")
def answer():
    return read(sheet("在谈", [HEAD, *TALKS], merges=MERGES), sheet("签约项目", [HEAD, *SIGNED]))


def test_sheet_and_section_give_their_values(answer):
    assert values(answer, 3, "在谈") == {
        "project_name": "甲料项目", "enterprise": "甲料新材料有限公司", "land_mu": 30, "progress_note": "洽谈顺利",
        "production_promised_on": "2027-12", "lead_unit": "招商服务局", "stage": "在谈",
    }  # fmt: skip
    assert values(answer, 7, "在谈")["lead_unit"] == "经济发展局"
    assert values(answer, 7, "在谈")["cancelled"] is True
    assert values(answer, 2, "签约项目")["stage"] == "签约"


def test_a_column_without_a_unit_is_one_question_and_no_value(answer):
    [question] = [q for q in answer.questions if q.kind == "column_unit"]
    assert (question.sheet, question.row, question.field, question.rows) == ("在谈", None, "investment_planned", (3, 7))
    assert values(answer, 4, "在谈")["investment_planned"] == 15000
    assert values(answer, 2, "签约项目")["investment_planned"] == 8000


def test_a_confirmed_layout_is_followed():
    key = layout_key(Header(1, 1, {i: (title,) for i, title in enumerate(HEAD)}))
    book = Workbook((sheet("在谈", [HEAD, *TALKS], merges=MERGES),))
    settled = read_any_ledger(book, tables(), {key: {"进展情况": None, "投产时间": "start_on"}})
    assert values(settled, 3)["start_on"] == "2027-12"
    assert "progress_note" not in values(settled, 3)


def test_the_json_has_the_form_of_the_schema(answer):
    found = as_json(answer)
    assert found["sheets"] == [
        {"sheet": "在谈", "role": "ledger", "hidden": False},
        {"sheet": "签约项目", "role": "ledger", "hidden": False},
    ]
    assert found["tables"][0]["columns"][2] | {"because": ""} == {
        "col": "C", "header": "总投资", "field": "investment_planned", "unit": None, "hidden": False, "because": "",
    }  # fmt: skip
    assert found["rows"][0]["approx"] == ["production_promised_on"]
    assert found["rows"][1]["values"]["investment_planned"] == {"fen": 15_000_000_000, "currency": "CNY"}
    assert {"sheet": "在谈", "row": 5, "reason": "subtotal"} in found["skip"]
    assert found["questions"][0]["rows"] == [3, 7]

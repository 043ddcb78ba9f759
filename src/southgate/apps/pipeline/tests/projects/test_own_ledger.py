"""Columns of an office's own ledger that only our fields know: their heads, their units, names of people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest

from southgate.kernel.exchange import registry
from southgate.kernel.exchange.cells import Cell, Look
from southgate.kernel.exchange.dryrun import find
from southgate.kernel.exchange.fields import Kind
from southgate.kernel.exchange.ledger import Answers, unit_key
from southgate.kernel.exchange.naming import KnownNames

LEADER = uuid4()
HEADS = (
    "项目名称",
    "企业名称",
    "总投资（亿元）",
    "其中：固投",
    "年产值（万元）",
    "是否保密",
    "阶段",
    "联系领导",
    "责任单位",
)
ROW = ("精密减速器智能工厂", "澄沅精传", 5.8, 4.2, 86000, "是", "在谈", "周示安")


def lines(folder: Path, *rows: tuple[object, ...], heads: tuple[str, ...] = HEADS):
    return {line.shown["name"]: line.given for line in read(folder, rows, heads, "单位：亿元").lines}


def read(folder: Path, rows: Sequence[tuple[object, ...]], heads: Sequence[str], unit: str, answers=Answers()):
    book = openpyxl.Workbook()
    for row in (("招商台账",), (unit,), heads, *rows):
        book.active.append(row)
    book.save(folder / "own.xlsx")
    people = KnownNames([(LEADER, "周示安"), (uuid4(), "何示平")])
    return find(folder / "own.xlsx", registry.ledger_kind("projects"), Look({Kind.PERSON: people}), answers)


NO_UNIT = ("项目名称", "企业名称", "总投资（亿元）", "年产值", "年税收")
BARE = ("精密减速器智能工厂", "澄沅精传", 5.8, 8.6, "0.4亿元")


def test_a_sum_whose_unit_stands_nowhere_is_asked_about_once_for_its_column(tmp_path):
    found = read(tmp_path, [BARE], NO_UNIT, "2026年")
    [line] = found.lines
    assert "output_expected" not in line.given
    assert line.given["tax_expected"].value == 4_000_000_000
    assert [(q.field, q.kind, q.options) for q in line.questions] == [
        ("output_expected", "column_unit", ("万元", "亿元"))
    ]
    asked = [question for question in found.plan["questions"] if question[0] == "column_unit"]
    assert [(sheet, field, rows) for _, sheet, field, _, _, rows in asked] == [("Sheet", "output_expected", [4])]


def test_the_answer_reads_the_whole_column(tmp_path):
    answers = Answers(units={unit_key("output_expected", "Sheet"): "亿元"})
    [line] = read(tmp_path, [BARE], NO_UNIT, "2026年", answers).lines
    assert (line.given["output_expected"].value, line.questions) == (86_000_000_000, [])


def test_each_sum_is_read_in_the_unit_of_its_own_head_or_of_the_table(tmp_path):
    given = lines(tmp_path, ROW)[ROW[0]]
    yi, wan = 10_000_000_000, 1_000_000
    assert given["investment_planned"].value == 58 * yi // 10
    assert given["investment_fixed"].value == 42 * yi // 10
    assert given["output_expected"].value == 86_000 * wan


def test_a_talk_marked_as_kept_secret_is(tmp_path):
    assert lines(tmp_path, ROW)[ROW[0]]["confidential"] == Cell(True)


def test_a_column_of_nothing_but_known_names_holds_people(tmp_path):
    given = lines(tmp_path, ROW)[ROW[0]]
    assert given["liaison_leader"].value == LEADER
    assert "liaison_leader_post" not in given


@pytest.mark.parametrize("said", ["副主任", "周示平"])
def test_one_value_that_is_no_known_name_leaves_the_column_words(tmp_path, said):
    other = ("另一个项目", "别的企业", 1.2, 0.9, 100, "", "在谈", said)
    given = lines(tmp_path, ROW, other)
    assert given[ROW[0]]["liaison_leader_post"].value == "周示安"
    assert "liaison_leader" not in given[ROW[0]]

"""The template is found again by its heads, and a head that was changed is named with the nearest one."""

from __future__ import annotations

import openpyxl
import pytest

from southgate.domain.money import YI
from southgate.domain.reading.ledger.grid import Row, Sheet
from southgate.kernel.exchange.template import find_heads, template_head, write_template
from southgate.kernel.exchange.tests.samples import FIELDS

HEADS = [template_head(field) for field in FIELDS]


def found(*lines):
    return find_heads(Sheet("s", tuple(Row(i, tuple(line)) for i, line in enumerate(lines, 1))), FIELDS)


def test_the_written_template_is_recognised(tmp_path):
    class Kind:
        title, imported = "项目台账", FIELDS

    write_template(tmp_path / "t.xlsx", Kind)
    page = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    lines = [Row(i, row) for i, row in enumerate(page.iter_rows(values_only=True), 1)]
    check = find_heads(Sheet("s", tuple(lines)), FIELDS)
    assert (check.row, len(check.columns), check.reasons) == (4, len(FIELDS), ())
    assert page["A1"].value.startswith("第一行表头以上")


def test_columns_may_move_and_fall_away():
    check = found(["说明"], [HEADS[3], HEADS[1], HEADS[6]], ["1", "2", "3"])
    assert [(c.column, c.field.name) for c in check.columns] == [(0, "invested"), (1, "name"), (2, "land")]


def test_a_unit_in_the_head_is_read():
    check = found(["* 项目名称", "计划投资（亿元）", "用地"])
    assert check.columns[1].unit == YI


@pytest.mark.parametrize("lines", [(["项目名称", "业主", "总投资"],), (["序号", "a", "b"], ["1", "2", "3"]), ()])
def test_another_ledger_is_no_template(lines):
    assert found(*lines) is None


def test_what_does_not_fit_is_said_at_once():
    check = found(["* 项目名称", "用工", "用地", "承诺投产日", "备注什么的", "用工"])
    assert [str(r) for r in check.reasons] == [
        "模板里没有“承诺投产日”这一列", "模板里没有“备注什么的”这一列", "“用工”出现了两次",
    ]  # fmt: skip
    assert "承诺投产" in check.reasons[0].mend % check.reasons[0].params


def test_the_column_of_reasons_is_passed_over():
    assert found(["* 项目名称", "用工", "用地", "退回原因"]).reasons == ()

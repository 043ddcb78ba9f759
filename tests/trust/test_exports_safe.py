"""S4: what is exported is read again by another program: no formula, codes whole; and the planted fault is seen."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from southgate.kernel.exchange import exports
from southgate.kernel.exchange.exports import Sheet, write_export
from southgate.kernel.exchange.tests.samples import FIELDS, NAMES, rows

DANGEROUS = st.builds(
    lambda start, rest: start + rest,
    st.sampled_from(["=", "+", "-", "@", "\t=", " =", "＝", "＋", "－", "＠", "%", "|", "=cmd|' /C calc'!A0"]),
    st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=20),
)
FORMULA_STARTS = "=+-@\t\r|%＝＋－＠｜％"
CODE = "911100001000000020"


def formula_cells(path) -> list[str]:
    """Cells that another program takes for formulas."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return [cell.coordinate for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    read = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    return [cell for row in read for cell in row if cell.lstrip(" \u3000")[:1] in FORMULA_STARTS and not _number(cell)]


def _number(text: str) -> bool:
    try:
        float(text.rstrip("%"))
    except ValueError:
        return not text
    return True


def export(tmp_path, form: str, text: str):
    path = tmp_path / f"a.{form}"
    write_export(path, form, Sheet("项目台账", FIELDS, rows(name=text, note=text), NAMES))
    return path


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=DANGEROUS)
def test_no_cell_is_a_formula(tmp_path, form, text):
    assert formula_cells(export(tmp_path, form, text)) == []


def test_codes_of_18_digits_come_back_whole(tmp_path):
    page = openpyxl.load_workbook(export(tmp_path, "xlsx", "a")).active
    assert (page["C2"].value, page["C2"].data_type) == (CODE, "s")
    line = list(csv.reader(io.StringIO(export(tmp_path, "csv", "a").read_text(encoding="utf-8-sig"))))[1]
    assert line[2] == "'" + CODE


def test_an_export_without_its_guard_is_found_out(tmp_path, monkeypatch):
    """The planted fault: the guard removed, and text written as whatever it looks like."""
    monkeypatch.setattr(exports, "guard", lambda text: text)
    assert formula_cells(export(tmp_path, "csv", "=1+1"))
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.save(tmp_path / "planted.xlsx")
    assert formula_cells(tmp_path / "planted.xlsx")

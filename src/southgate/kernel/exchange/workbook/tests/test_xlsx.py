"""xlsx as an officer sees it, on both roads."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from southgate.domain.reading.ledger.grid import Day, Fault, Merge
from southgate.kernel.exchange.workbook.open import read_workbook
from southgate.kernel.exchange.workbook.tests.made import ledger, repacked, saved, xlsx


@pytest.fixture(scope="module")
def sheet():
    [found] = read_workbook(xlsx(ledger)).sheets
    return found


def test_values_and_dates_as_shown(sheet):
    assert sheet.row(3).values == (1, "甲料项目", "甲料新材料有限公司", 12000, Day("2024-05-01", "month"), "招商局")
    assert sheet.row(5).at(4) == Day("2024-07-08")
    assert sheet.row(4).at(3) == "0.8亿元"


def test_looks_merges_and_what_is_hidden(sheet):
    assert sheet.style(sheet.row(4), 1).strike
    assert sheet.style(sheet.row(5), 1).fill == "FF9999"
    assert sheet.merges == (Merge(3, 5, 4, 5),)
    assert [r.number for r in sheet.rows if r.hidden] == [5]
    assert sheet.hidden_columns == {2}
    assert sheet.row(5).formulas == {3}


def test_a_formula_without_a_result_is_a_fault_and_no_blank(sheet):
    assert sheet.row(5).at(3) == Fault("公式未计算")


def test_the_fast_road_has_the_same_values():
    def offset(made):
        made["C4"], made["E6"], made["G5"] = "x", 0.25, 12345678901234567890

    both = [read_workbook(xlsx(offset), road=road).sheets[0] for road in ("styled", "values")]
    assert [(r.number, r.values) for r in both[0].rows] == [(r.number, r.values) for r in both[1].rows]


def test_hidden_sheets_and_the_1904_calendar():
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = date(2024, 12, 18)
    book.create_sheet("旧表").sheet_state = "veryHidden"
    found = read_workbook(saved(book))
    assert found.sheets[0].row(1).at(0) == Day("2024-12-18")
    assert [s.hidden for s in found.sheets] == [False, True]


def test_rich_text_phonetics_and_colours_of_the_theme():
    strings = """<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><rPr><strike/></rPr>
    <t>已划</t></r><r><rPr><strike/></rPr><t>去</t></r><rPh sb="0" eb="1"><t>yi</t></rPh></si></sst>"""
    cell = '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'
    changed = {"xl/sharedStrings.xml": strings.encode(), "xl/worksheets/sheet1.xml": cell.encode()}
    found = read_workbook(repacked(xlsx(ledger), changed)).sheets[0]
    assert found.row(1).at(0) == "已划去"
    assert found.style(found.row(1), 0).strike

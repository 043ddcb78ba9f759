"""What leaves the house: no formula, no damaged code, no row cut off in silence; and it reads back."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from southgate.domain.errors import Refused
from southgate.kernel.exchange import exports
from southgate.kernel.exchange.cells import Look, read_cell
from southgate.kernel.exchange.exports import INCOMPLETE, Sheet, write_csv, write_export
from southgate.kernel.exchange.safe import guard, needs_guard, unguard
from southgate.kernel.exchange.tests.samples import FIELDS, NAMES, UNIT, VALUES, rows


def sheet(given=None):
    return Sheet("项目台账", FIELDS, rows() if given is None else given, NAMES)


DANGEROUS = (
    "=1+1", "+A1", "-A1", "@x", "\tx", "\rx", "\nx", "\0", "|x", "%x", "＝1", "＋1", "－1", "＠x", "｜x", "％x", " =1",
    "\u3000=1", "-1+2", "+", "911100001000000020", "007", "1E5",
)  # fmt: skip


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_a_spreadsheet_would_run_or_damage_is_guarded(text):
    assert guard(text) == "'" + text
    assert unguard(guard(text)) == text


@pytest.mark.parametrize("text", ["", "-5000", "+3.5", "-12%", "36500", "0", "精密 = 好", "91430000MA4L1P7X2Y", "'好'"])
def test_true_numbers_and_plain_words_pass(text):
    assert guard(text) == text


@given(st.text())
def test_the_guard_comes_off_again(text):
    assert unguard(guard(text)) == text or text.startswith("'")
    assert not needs_guard(guard(text)) or guard(text).startswith("'")


def test_xlsx_holds_text_as_text_and_numbers_as_numbers(tmp_path):
    written = write_export(tmp_path / "a.xlsx", "xlsx", sheet())
    heads, cells = list(openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows())
    by_head = {head.value: cell for head, cell in zip(heads, cells, strict=True)}
    assert written.rows == 1
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert by_head["信用代码"].value == "911100001000000020"
    assert by_head["项目编码"].value == "00123"
    assert by_head["计划投资（万元）"].value == 36500
    assert by_head["承诺投产"].value == "2027-02"
    assert by_head["进展"].value == "@SUM(A1)\n第二行"


def test_a_full_day_is_a_date_cell(tmp_path):
    write_export(tmp_path / "a.xlsx", "xlsx", sheet(rows(promised_grain="d", promised_on=date(2027, 3, 5))))
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx").active["E2"]
    assert cell.value.date() == date(2027, 3, 5)


def test_csv_is_guarded_and_read_back_whole(tmp_path):
    write_export(tmp_path / "a.csv", "csv", sheet())
    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    _heads, cells = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert cells[0] == "'00123"
    read = [read_cell(field, cell, Look(NAMES)).value for field, cell in zip(FIELDS, cells, strict=True)]
    assert read == [VALUES[field.name] for field in FIELDS]


def test_parquet_holds_the_integers(tmp_path):
    write_export(tmp_path / "a.parquet", "parquet", sheet())
    row = pq.read_table(tmp_path / "a.parquet").to_pylist()[0]
    assert (row["invested"], row["invested:currency"]) == (36_500_000_000, "CNY")
    assert (row["promised_on"], row["promised_on:promised_grain"]) == (date(2027, 2, 28), "m")
    assert (row["lead_unit"], row["stage"], row["land"]) == ("招商一局", "签约", 120_500)


def test_rows_that_break_off_leave_a_mark():
    def broken():
        yield from rows(2)
        raise OSError("disk")

    out = io.StringIO()
    with pytest.raises(OSError):
        write_csv(out, sheet(broken()))
    assert len(list(csv.reader(io.StringIO(out.getvalue())))) == 4
    assert out.getvalue().strip().endswith(INCOMPLETE)


def test_more_rows_than_xlsx_holds_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(exports, "XLSX_ROWS", 2)
    with pytest.raises(Refused):
        write_export(tmp_path / "a.xlsx", "xlsx", sheet(rows(3)))


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=50))
def test_no_text_becomes_a_formula(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("x") / "a.xlsx"
    write_export(path, "xlsx", sheet(rows(note=text, name=text)))
    cells = [cell for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert cells[len(FIELDS) + 1].value == text


def test_the_digest_is_of_the_file(tmp_path):
    first = write_export(tmp_path / "a.csv", "csv", sheet())
    second = write_export(tmp_path / "b.csv", "csv", sheet(rows(lead_unit=UNIT)))
    assert first.sha256 == second.sha256 and first.size == (tmp_path / "a.csv").stat().st_size

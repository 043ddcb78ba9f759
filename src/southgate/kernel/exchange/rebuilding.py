"""A workbook written anew with its layout and marks: for xls, csv and large files that cannot be marked in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from southgate.domain.reading.ledger.grid import Day, Fault, Row, Sheet, Style, Value, Workbook
from southgate.kernel.exchange.template import MARK

FORMATS = {"day": "yyyy-mm-dd", "month": 'yyyy"年"m"月"', "year": "yyyy", "month_day": 'm"月"d"日"', "time": "h:mm"}
LONGEST_COMMENT = 1_000
EXACT = 10**15


@dataclass(frozen=True, slots=True)
class Mark:
    """What is wrong with a row, and with which of its cells (by column, counted from 0)."""

    say: str
    cells: Mapping[int, str]


@dataclass(slots=True)
class Marks:
    """Marks by sheet and row; `head` is the title of the column of reasons, `heads` the last header row of a sheet."""

    head: str
    heads: Mapping[str, int]
    rows: dict[str, dict[int, Mark]] = field(default_factory=dict)


def rebuild(workbook: Workbook, path: Path, marks: Marks) -> None:
    """All sheets with their values, looks, merges and what is hidden; refused cells marked, reasons at the right."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        for sheet in workbook.sheets:
            _Writer(book, sheet, marks).write()


class _Writer:
    """Writes one sheet."""

    def __init__(self, book: Any, sheet: Sheet, marks: Marks) -> None:
        self.book, self.sheet = book, sheet
        self.marks = marks.rows.get(sheet.name, {})
        self.head, self.head_row = marks.head, marks.heads.get(sheet.name)
        self.page = book.add_worksheet(sheet.name[:31])
        self.formats: dict[tuple[Style, str, bool], Any] = {}

    def write(self) -> None:
        for column in self.sheet.hidden_columns:
            self.page.set_column(column, column, None, None, {"hidden": True})
        if self.sheet.hidden:
            self.page.hide()
        reasons = self._reason_column()
        for row in self.sheet.rows:
            self._row(row, reasons)
        for merge in self.sheet.merges:
            self._merge(merge)

    def _reason_column(self) -> int:
        head = self.sheet.row(self.head_row) if self.head_row else None
        found = head.values.index(self.head) if head is not None and self.head in head.values else self.sheet.width
        if self.head_row and self.marks:
            self.page.write_string(self.head_row - 1, found, self.head)
            self.page.set_column(found, found, 60)
        return found

    def _row(self, row: Row, reasons: int) -> None:
        mark = self.marks.get(row.number)
        if row.hidden:
            self.page.set_row(row.number - 1, None, None, {"hidden": True})
        for column, value in enumerate(row.values):
            if column != reasons:
                self._cell(row, column, value, bool(mark and column in mark.cells))
        if mark is not None:
            self.page.write_string(row.number - 1, reasons, mark.say)
            for column, text in mark.cells.items():
                self.page.write_comment(row.number - 1, column, text[:LONGEST_COMMENT])

    def _cell(self, row: Row, column: int, value: Value, marked: bool) -> None:
        style = self.sheet.style(row, column)
        at = (row.number - 1, column)
        match value:
            case None:
                if marked or style.fill:
                    self.page.write_blank(*at, None, self._format(style, "", marked))
            case Day(iso=iso, shown=shown) if len(iso) == 10:
                self.page.write_datetime(*at, date.fromisoformat(iso), self._format(style, FORMATS[shown], marked))
            case bool():
                self.page.write_boolean(*at, value, self._format(style, "", marked))
            case int() | float() if abs(value) < EXACT:
                self.page.write_number(*at, value, self._format(style, style.number_format, marked))
            case Fault(code=code):
                self.page.write_string(*at, code, self._format(style, "@", marked))
            case _:
                text = value.iso if isinstance(value, Day) else str(value)
                self.page.write_string(*at, text, self._format(style, "@", marked))

    def _format(self, style: Style, number: str, marked: bool) -> Any:
        key = (style, number, marked)
        if key not in self.formats:
            fill = MARK if marked else f"#{style.fill}" if style.fill else ""
            parts = {"bg_color": fill, "font_color": f"#{style.font}" if style.font else "",
                     "font_strikeout": style.strike, "num_format": "" if number == "General" else number}  # fmt: skip
            self.formats[key] = self.book.add_format({name: value for name, value in parts.items() if value})
        return self.formats[key]

    def _merge(self, merge: Any) -> None:
        """Merged cells keep the value of their corner; one-cell blocks are none."""
        if (merge.top, merge.left) == (merge.bottom, merge.right):
            return
        row = self.sheet.row(merge.top)
        value = row.at(merge.left)
        style = self._format(self.sheet.style(row, merge.left), "", False)
        corners = (merge.top - 1, merge.left, merge.bottom - 1, merge.right)
        self.page.merge_range(*corners, "", style)
        if value is not None:
            marked = merge.left in self.marks[merge.top].cells if merge.top in self.marks else False
            self._cell(row, merge.left, value, marked)

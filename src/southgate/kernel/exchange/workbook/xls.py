"""Any xls (BIFF), sheet by sheet with its looks; 1904 dates are understood. The caller bounds memory and time."""

from __future__ import annotations

import io

import xlrd
from xlrd.biffh import (
    XL_CELL_BOOLEAN,
    XL_CELL_DATE,
    XL_CELL_ERROR,
    XL_CELL_NUMBER,
    XL_CELL_TEXT,
    XLRDError,
    error_text_from_code,
)
from xlrd.book import Book
from xlrd.sheet import Sheet

from southgate.domain.reading.ledger.grid import PLAIN, Fault, Fineness, Style, Value
from southgate.kernel.exchange.workbook.colours import BLACK, WHITE
from southgate.kernel.exchange.workbook.formats import day_of, fineness, telling
from southgate.kernel.exchange.workbook.limits import (
    CELL_TEXT,
    COLUMNS,
    MERGES,
    ROWS,
    SHEETS,
    SPARE_ROWS,
    damaged,
    too_many_columns,
    too_many_rows,
    unreadable,
)
from southgate.kernel.exchange.workbook.stream import Sink

_BIG = 10**15
_SOLID = 1


def read_xls(data: bytes, sink: Sink) -> None:
    """Sends every sheet to the sink. Whatever the parser trips over means: damaged."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, on_demand=True, logfile=io.StringIO())
    except XLRDError as error:
        raise _refused(error) from error
    if book.nsheets > SHEETS:
        raise unreadable("有 %(count)d 张工作表，超过 %(limit)d 张", "请拆成几个文件", count=book.nsheets, limit=SHEETS)
    sink.start("xls")
    looks = _Looks(book)
    for number in range(book.nsheets):
        sheet = book.sheet_by_index(number)
        _read_sheet(sheet, looks, sink, bool(book.datemode))
        book.unload_sheet(number)


def _refused(error: XLRDError) -> Exception:
    text = str(error).lower()
    if "encrypted" in text or "password" in text:
        return unreadable("文件加了密码，打不开", "请取消密码后另存再传")
    return damaged("不是完整的 xls")


class _Looks:
    """The looks of a book by cell format, each different one once."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.styles: list[Style] = [PLAIN]
        self._numbers = {PLAIN: 0}
        self._of: dict[int, tuple[int, Fineness | None]] = {}

    def get(self, index: int) -> tuple[int, Fineness | None]:
        if index not in self._of:
            self._of[index] = self._make(index)
        return self._of[index]

    def _make(self, index: int) -> tuple[int, Fineness | None]:
        book = self.book
        if index >= len(book.xf_list):
            return 0, None
        form = book.xf_list[index]
        font = book.font_list[form.font_index] if form.font_index < len(book.font_list) else None
        found = book.format_map.get(form.format_key)
        code = found.format_str if found is not None else "General"
        ground = form.background
        fill = self._colour(ground.pattern_colour_index) if ground is not None and ground.fill_pattern == _SOLID else ""
        colour = self._colour(font.colour_index) if font is not None else ""
        style = Style(
            "" if fill == WHITE else fill,
            "" if colour == BLACK else colour,
            bool(font is not None and font.struck_out),
            telling(code),
        )
        if style not in self._numbers:
            self._numbers[style] = len(self.styles)
            self.styles.append(style)
        return self._numbers[style], fineness(code)

    def _colour(self, index: int) -> str:
        rgb = self.book.colour_map.get(index)
        return "".join(f"{part:02X}" for part in rgb) if rgb else ""


def _read_sheet(sheet: Sheet, looks: _Looks, sink: Sink, date1904: bool) -> None:
    sink.sheet(sheet.name, sheet.visibility != 0)
    sent = 0
    for index in range(sheet.nrows):
        row, marks = _row(sheet, index, looks, date1904)
        if not any(v is not None and v != "" for v in row):
            continue
        if any(v is not None and v != "" for v in row[COLUMNS:]):
            raise too_many_columns(sheet.name)
        sent += 1
        if sent > ROWS + SPARE_ROWS:
            raise too_many_rows(sheet.name)
        info = sheet.rowinfo_map.get(index)
        hidden = info is not None and (bool(info.hidden) or (info.height == 0 and not info.has_default_height))
        sink.row(index + 1, bool(hidden), row[:COLUMNS], marks, ())
    merges = [(top + 1, left, bottom, right - 1) for top, bottom, left, right in sheet.merged_cells[:MERGES]]
    columns = sorted(c for c, info in sheet.colinfo_map.items() if info.hidden and c < COLUMNS)
    sink.end(merges, columns, looks.styles)


def _row(sheet: Sheet, index: int, looks: _Looks, date1904: bool) -> tuple[list[Value], dict[int, int]]:
    values: list[Value] = []
    marks: dict[int, int] = {}
    for column in range(sheet.row_len(index)):
        cell = sheet.cell(index, column)
        look, shown = looks.get(cell.xf_index or 0)
        values.append(_value(cell.ctype, cell.value, shown, date1904))
        if look and column < COLUMNS:
            marks[column] = look
    while values and values[-1] is None:
        values.pop()
    return values, {c: look for c, look in marks.items() if c < len(values) or looks.styles[look].fill}


def _value(kind: int, value: object, shown: Fineness | None, date1904: bool) -> Value:
    if kind == XL_CELL_TEXT:
        return str(value)[:CELL_TEXT] or None
    if kind == XL_CELL_ERROR:
        return Fault(error_text_from_code.get(int(str(value)), "#ERR!"))
    if kind == XL_CELL_BOOLEAN:
        return bool(value)
    if kind not in (XL_CELL_NUMBER, XL_CELL_DATE) or not isinstance(value, float):
        return None
    if kind == XL_CELL_DATE and (day := day_of(value, shown or "day", date1904)) is not None:
        return day
    if value != value or value in (float("inf"), float("-inf")):
        raise damaged("里面有不成数的数值")
    return int(value) if value.is_integer() and abs(value) < _BIG else value

"""The fast road: values only, for workbooks that follow our own template (no looks, no merges, no hidden rows)."""

from __future__ import annotations

import datetime as dt
import io

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from southgate.domain.reading.ledger.grid import PLAIN, Day, Value
from southgate.kernel.exchange.workbook.archive import Archive
from southgate.kernel.exchange.workbook.limits import (
    CELL_TEXT,
    COLUMNS,
    ROWS,
    SPARE_ROWS,
    damaged,
    too_many_columns,
    too_many_rows,
)
from southgate.kernel.exchange.workbook.stream import Sink

_BIG = 10**15


def read_values(data: bytes, sink: Sink) -> None:
    """Sends the values of every visible sheet to the sink. The archive is checked first: calamine has no limits of
    its own."""
    archive = Archive(data)
    for name in archive.names():
        for _ in archive.chunks(name):
            pass
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, ValueError, OSError) as error:
        raise damaged("不是完整的 xlsx") from error
    sink.start("xlsx")
    for meta in book.sheets_metadata:
        if meta.typ is SheetTypeEnum.WorkSheet:
            _read_sheet(book, meta.name, meta.visible is not SheetVisibleEnum.Visible, sink)


def _read_sheet(book: CalamineWorkbook, name: str, hidden: bool, sink: Sink) -> None:
    try:
        sheet = book.get_sheet_by_name(name)
    except (CalamineError, ValueError, OSError) as error:
        raise damaged("%(part)s 读不出来", part=name) from error
    sink.sheet(name, hidden)
    if sheet.total_width > COLUMNS:
        raise too_many_columns(name)
    left: list[Value] = [None] * (sheet.start[1] if sheet.start else 0)  # calamine leaves out empty columns on the left
    sent = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        values = left + [_value(cell) for cell in cells]
        while values and values[-1] is None:
            values.pop()
        if not values:
            continue
        sent += 1
        if sent > ROWS + SPARE_ROWS:
            raise too_many_rows(name)
        sink.row(number, False, values, {}, ())
    sink.end((), (), (PLAIN,))


def _value(cell: object) -> Value:
    match cell:
        case "" | None:
            return None
        case bool():
            return cell
        case str():
            return cell[:CELL_TEXT]
        case float():
            return int(cell) if cell.is_integer() and abs(cell) < _BIG else cell
        case int():
            return cell
        case dt.datetime() | dt.date():
            return Day(cell.isoformat()[:10])
        case dt.time():
            return Day(cell.isoformat()[:5], "time")
        case _:
            return str(cell)[:CELL_TEXT]

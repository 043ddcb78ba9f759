"""Records out: xlsx, csv, Parquet. Every row or a mark that it broke off; no cell that a spreadsheet runs.

In xlsx text is typed as text and sums as numbers in 万元; csv is UTF-8 with BOM and guarded (`safe`); Parquet
holds the integers themselves (分, thousandths, millionths) with their unit in the schema.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from django.utils.translation import gettext as _

from southgate.domain.errors import Reason, Refused
from southgate.kernel.exchange.cells import show_cell
from southgate.kernel.exchange.fields import Field, Kind
from southgate.kernel.exchange.naming import Names
from southgate.kernel.exchange.registry import Known, Values
from southgate.kernel.exchange.safe import guard

XLSX_ROWS = 1_048_575
XLSX_TEXT = 32_767
GROUP = 5_000
SHORT_NUMBER = Decimal(10) ** 15
INCOMPLETE = "【未完整】导出在此中断，以上不是全部"
OTHER_FORM = "请改用 csv 或 Parquet"
FORMS = ("xlsx", "csv", "parquet")
MADE = datetime(2000, 1, 1)  # noqa: DTZ001  (a workbook says no time of its own: who took it when stands in the book)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: rows, digest and size of the file."""

    rows: int
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is exported: records in order, their fields, the names behind references."""

    title: str
    fields: Sequence[Field]
    rows: Iterable[Known]
    names: Mapping[Kind, Names]


def head_of(what: Field) -> str:
    """The column head, with the unit in brackets: 计划投资（万元）."""
    unit = unit_head(what)
    label = _(what.label)
    return f"{label}（{unit}）" if unit else label


def unit_head(what: Field) -> str:
    """The unit a head names; sums are in 万元."""
    return _("万元") if what.kind is Kind.SUM else _(what.unit) if what.unit else ""


def write_export(path: Path, form: str, sheet: Sheet) -> Written:
    """Write all rows into `path`. Raises Refused when the form cannot hold them; then nothing may be handed out."""
    rows = _WRITERS[form](path, sheet)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Written(rows, digest, path.stat().st_size)


def write_csv(out: IO[str], sheet: Sheet) -> int:
    """Rows as csv into an open text stream. When the rows break off, the stream ends with a mark that says so."""
    writer = csv.writer(out)
    writer.writerow([head_of(field) for field in sheet.fields])
    count = 0
    try:
        for row in sheet.rows:
            writer.writerow([guard(show_cell(field, row.values, sheet.names)) for field in sheet.fields])
            count += 1
    except BaseException:
        writer.writerow([_(INCOMPLETE)])
        raise
    return count


def _to_csv(path: Path, sheet: Sheet) -> int:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        return write_csv(out, sheet)


def _to_xlsx(path: Path, sheet: Sheet) -> int:
    return write_workbook(path, [sheet])


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> int:
    """One workbook with a page a sheet; the same rows give the same bytes. Returns how many rows it holds."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"created": MADE})
        return sum(_fill(book, sheet) for sheet in sheets)


def _fill(book: Any, sheet: Sheet) -> int:
    page = book.add_worksheet(_(sheet.title)[:31])
    head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#E7F1F1", "border": 1})
    for column, field in enumerate(sheet.fields):
        page.set_column(column, column, 28 if field.kind in {Kind.TEXT, Kind.WORDS, Kind.ENTERPRISE} else 14)
        page.write_string(0, column, head_of(field), head)
    page.freeze_panes(1, 1)
    writers = [_cell_writer(page, book, column, field, sheet.names) for column, field in enumerate(sheet.fields)]
    count = 0
    for row in sheet.rows:
        count += 1
        if count > XLSX_ROWS:
            raise Refused([Reason("超过 xlsx 能放的 %(rows)d 行", {"rows": XLSX_ROWS}, mend="请改用 csv 或 Parquet")])
        for write in writers:
            write(count, row.values)
    return count


def _cell_writer(
    page: Any, book: Any, column: int, field: Field, names: Mapping[Kind, Names]
) -> Callable[[int, Values], None]:
    """Writes one column: numbers as numbers and days as days where a spreadsheet holds them exactly, else text."""
    number = book.add_format({"num_format": "#,##0.######"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    text = book.add_format({"num_format": "@"})

    def write(row: int, values: Values) -> None:
        value = values.get(field.name)
        shown = show_cell(field, values, names)
        if value is None or shown == "":
            return
        if field.kind is Kind.DAY and isinstance(value, date) and len(shown) == 10:
            page.write_datetime(row, column, value, day)
        elif field.kind in {Kind.SUM, Kind.COUNT, Kind.AREA} and _is_exact(shown):
            page.write_number(row, column, float(shown), number)
        else:
            page.write_string(row, column, _fitting(shown, field), text)

    return write


def _is_exact(shown: str) -> bool:
    """A number that keeps every digit in a spreadsheet's 15; a sum in another currency carries its name and is text."""
    digits = shown.replace(".", "").lstrip("-")
    return digits.isdigit() and len(digits.lstrip("0")) <= 15


def _fitting(shown: str, field: Field) -> str:
    if len(shown) > XLSX_TEXT:
        raise Refused([Reason("%(label)s有一格超过 xlsx 单元格的 %(most)d 个字",
                              {"label": field.label, "most": XLSX_TEXT}, mend=OTHER_FORM)])  # fmt: skip
    return shown


def _to_parquet(path: Path, sheet: Sheet) -> int:
    columns = [column for field in sheet.fields for column in _parquet_columns(field, sheet.names)]
    schema = pa.schema([column.field for column in columns])
    count = 0
    rows = iter(sheet.rows)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while group := list(islice(rows, GROUP)):
            arrays = [
                pa.array([column.take(row.values) for row in group], type=column.field.type) for column in columns
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            count += len(group)
    return count


@dataclass(frozen=True, slots=True)
class _Column:
    field: pa.Field
    take: Callable[[Values], Any]


_TYPES: Mapping[Kind, pa.DataType] = {
    Kind.SUM: pa.int64(),
    Kind.DAY: pa.date32(),
    Kind.COUNT: pa.int64(),
    Kind.AREA: pa.int64(),
    Kind.SHARE: pa.int64(),
    Kind.FLAG: pa.bool_(),
}
_UNITS = {Kind.SUM: "minor units", Kind.AREA: "thousandths of mu", Kind.SHARE: "millionths"}


def _parquet_columns(what: Field, names: Mapping[Kind, Names]) -> Iterator[_Column]:
    about = {"label": what.label, **({"unit": _UNITS[what.kind]} if what.kind in _UNITS else {})}
    typed = _TYPES.get(what.kind)
    if typed is not None:
        yield _Column(pa.field(what.name, typed, metadata=about), lambda values: values.get(what.name))
    else:
        yield _Column(
            pa.field(what.name, pa.string(), metadata=about),
            lambda values: show_cell(what, values, names) if values.get(what.name) is not None else None,
        )
    beside = what.grain if what.kind is Kind.DAY else what.currency if what.kind is Kind.SUM else ""
    if beside:
        yield _Column(pa.field(f"{what.name}:{beside}", pa.string()), lambda values: values.get(beside))


_WRITERS: Mapping[str, Callable[[Path, Sheet], int]] = {"xlsx": _to_xlsx, "csv": _to_csv, "parquet": _to_parquet}

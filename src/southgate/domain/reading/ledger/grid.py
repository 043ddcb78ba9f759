"""A workbook without its file format: what an officer sees in the cells. Filled by `kernel.exchange.workbook`.

Columns are counted from 0, rows as the spreadsheet numbers them, from 1. Only what carries meaning is kept: values,
dates as fine as they are shown, fault codes, number formats, fill and font colours, strike-through, merges, what is
hidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Fineness = Literal["day", "month", "year", "month_day", "time"]


@dataclass(frozen=True, slots=True)
class Day:
    """A date cell: the ISO day it holds and how fine it is shown (`yyyy"年"m"月"` shows a month)."""

    iso: str
    shown: Fineness = "day"


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell whose formula failed: `#REF!`, `#N/A`, …"""

    code: str


GAP = 1_000  # blank rows in a row; what stands further down is a stray, not a table with an empty middle

Value = str | int | float | bool | Day | Fault | None


@dataclass(frozen=True, slots=True)
class Style:
    """Looks that mean something. Colours are `RRGGBB`; no fill, white and automatic fonts are ``."""

    fill: str = ""
    font: str = ""
    strike: bool = False
    number_format: str = "General"


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged block, corners included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `marks` gives the style number of cells that are not plain, `formulas` the cells that hold a formula."""

    number: int
    values: tuple[Value, ...]
    marks: Mapping[int, int] = field(default_factory=dict)
    formulas: frozenset[int] = frozenset()
    hidden: bool = False

    def at(self, column: int) -> Value:
        return self.values[column] if 0 <= column < len(self.values) else None


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows` holds only rows that have something, in order; `styles` is what `Row.marks` points to."""

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    merges: tuple[Merge, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    styles: tuple[Style, ...] = (PLAIN,)

    @cached_property
    def by_number(self) -> Mapping[int, Row]:
        return {row.number: row for row in self.rows}

    @cached_property
    def width(self) -> int:
        return max((len(row.values) for row in self.rows), default=0)

    @cached_property
    def last(self) -> int:
        """The number of the last row with a value, 0 for a sheet without any."""
        return max((row.number for row in self.rows if has_value(row)), default=0)

    def numbers(self, first: int, last: int) -> list[int]:
        """The row numbers from `first` to `last`, both included, blank rows too; a gap of more than `GAP` is left
        out."""
        found: list[int] = []
        at = first
        for row in self.rows:
            if row.number < at:
                continue
            if row.number > last:
                break
            start = at if row.number - at <= GAP else row.number
            found.extend(range(start, row.number + 1))
            at = row.number + 1
        if last - at < GAP:
            found.extend(range(at, last + 1))
        return found

    def style(self, row: Row, column: int) -> Style:
        return self.styles[row.marks.get(column, 0)]

    def row(self, number: int) -> Row:
        return self.by_number.get(number) or Row(number, ())


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets in their order. `typed` is false for csv, where a number has lost whether it was one."""

    sheets: tuple[Sheet, ...]
    form: Literal["xlsx", "xls", "csv"] = "xlsx"

    @property
    def typed(self) -> bool:
        return self.form != "csv"


def is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def has_value(row: Row) -> bool:
    return any(not is_blank(value) for value in row.values)


def letters(column: int) -> str:
    """The letters of a column: 0 → A, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name

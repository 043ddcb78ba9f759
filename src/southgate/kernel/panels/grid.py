"""The ledger grid: columns, rows, cells, as `parts/grid.html` renders them and `grid.js` reads them.

A page has a thousand cells, so rows are written here in one pass and not by a template per cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal, NamedTuple

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Kind = Literal["name", "text", "long", "money", "number", "day", "choice", "mark"]
FIGURES = frozenset({"money", "number"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. The first of a grid is the name: it stays while the others scroll.

    `unit` stands in the head (万元). `group` is the head above; neighbours with the same group share it.
    `choices` are the words a cell may hold. `sort_url` sorts by this column, `sorted` says how it is sorted now.
    `on_phone`: also shown where a row is a card.
    """

    key: str
    label: str
    kind: Kind = "text"
    unit: str = ""
    group: str = ""
    editable: bool = False
    choices: tuple[str, ...] = ()
    sort_url: str = ""
    sorted: Literal["", "ascending", "descending"] = ""
    on_phone: bool = False

    @property
    def is_figure(self) -> bool:
        return self.kind in FIGURES


class Cell(NamedTuple):
    """`html`: what is read (plain text is escaped here). `raw`: the same as one would type it, where it differs.

    `fixed`: why this one cell cannot be changed although its column can; empty where it can.
    """

    html: str
    raw: str | None = None
    fixed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One subject: its id, the version that was read, a cell for each column key.

    `fixed`: why nothing in this row can be changed by this reader. `number` is its place in the whole list.
    """

    id: str
    version: int
    number: int
    cells: Mapping[str, Cell]
    fixed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One cell of the upper head row: `span` columns under one group; an ungrouped column spans both rows."""

    label: str
    span: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A ledger page's table. `edit_url` empty: nothing can be changed here. `check_url` may be empty.

    `totals` are of what the filter shows, by column key; `totals_label` names them (合计 17 项).
    """

    label: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    edit_url: str = ""
    check_url: str = ""
    totals: Mapping[str, str] = field(default_factory=dict)
    totals_label: str = ""

    @property
    def name(self) -> Column:
        return self.columns[0]

    @property
    def heads(self) -> list[Head]:
        runs = [tuple(run) for _, run in groupby(self.columns[1:], key=lambda column: column.group)]
        return [Head(label=run[0].group, span=len(run), columns=run) for run in runs]

    @property
    def firsts(self) -> frozenset[str]:
        """Keys of the columns that begin a group: a line stands before them."""
        return frozenset(head.columns[0].key for head in self.heads if head.label)

    @property
    def body(self) -> SafeString:
        """All rows as HTML."""
        parts = [_Writer(column, column.key in self.firsts) for column in self.columns]
        return mark_safe("".join(_row(row, parts) for row in self.rows))  # noqa: S308  (every part is escaped)

    @property
    def foot(self) -> list[tuple[Column, str, bool]]:
        """The columns after the name with their totals and whether they begin a group."""
        return [(column, self.totals.get(column.key, ""), column.key in self.firsts) for column in self.columns[1:]]


class _Writer:
    """Writes the cells of one column; what does not change from row to row is put together once."""

    __slots__ = ("close", "fixable", "key", "open")

    def __init__(self, column: Column, begins: bool) -> None:
        self.key, self.fixable = column.key, column.editable
        if column.kind == "name":
            self.open, self.close = '<th scope="row" class="c-name"', "</th>"
            return
        words = [f"t-{column.kind}"]
        words += ["num"] if column.is_figure else []
        words += ["g"] if begins else []
        words += [] if column.on_phone else ["off-phone"]
        label, unit = conditional_escape(column.label), conditional_escape(column.unit)
        on_phone = f' data-label="{label}"' + (f' data-unit="{unit}"' if unit else "") if column.on_phone else ""
        self.open = f'<td class="{" ".join(words)}"{on_phone}'
        self.close = "</td>"

    def write(self, cell: Cell) -> str:
        raw = "" if cell.raw is None else f' data-raw="{conditional_escape(cell.raw)}"'
        fixed = f' data-no="{conditional_escape(cell.fixed)}"' if cell.fixed and self.fixable else ""
        return f"{self.open}{raw}{fixed}>{conditional_escape(cell.html)}{self.close}"


def _row(row: Row, writers: Iterable[_Writer]) -> str:
    fixed = f' data-no="{conditional_escape(row.fixed)}"' if row.fixed else ""
    cells = "".join(writer.write(row.cells[writer.key]) for writer in writers)
    return (
        f'<tr data-id="{conditional_escape(row.id)}" data-version="{row.version:d}"{fixed}>'
        f'<td class="c-no">{row.number:d}</td>{cells}</tr>'
    )

"""Cells that stand for others: vertically merged cells, 同上 and 〃, and blanks that a note declares to repeat the
row above."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from southgate.domain.reading.ledger.columns import Column
from southgate.domain.reading.ledger.grid import Row, Sheet, Value, is_blank
from southgate.domain.reading.ledger.header import plain_title
from southgate.domain.reading.ledger.merges import Merges
from southgate.domain.reading.ledger.rows import Table
from southgate.domain.reading.ledger.tables import Tables
from southgate.domain.reading.ledger.text import fold, shown

How = Literal["own", "merged", "ditto", "blank", "shared"]
ADDED_UP = frozenset({"investment_planned", "money_in_place", "land_mu", "jobs"})  # filled down they would count twice
REPEATABLE = frozenset(
    {"lead_unit", "responsible_post", "liaison_leader_post", "park", "industry", "stage", "enterprise"}
)
_GENERAL = re.compile(
    r"(?:注|备注|说明|注意)?[:：]?(?:本|上|此|该)?(?:表|栏|列|页)?(?:中|内|格)?(?:的)?(?:单元格|各栏|各列|表格)?(?:如|凡|若|有)?(?:为)?"
)
_CLAUSE = re.compile(r"[；;。\n]|(?<=\D)\d{1,2}[.、]")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row's value of a column stands: its own cell, or the cell it is taken from and how."""

    row: Row
    column: int
    how: How

    @property
    def value(self) -> Value:
        return self.row.at(self.column)


class Filler:
    """Goes down the project rows of one table and finds the source of each cell."""

    def __init__(self, table: Table, sheet: Sheet, merges: Merges, words: Tables, notes: Iterable[str]) -> None:
        self.table, self.sheet, self.merges, self.words = table, sheet, merges, words
        self.repeating = repeating_columns(table.columns, notes, words)
        self._above: dict[int, Source | None] = {}
        self._given: dict[int, Source] = {}

    def sources(self, row: Row, columns: Iterable[Column]) -> dict[int, Source]:
        """The sources of one row's cells; rows have to come in their order. A column without a source is not given."""
        found: dict[int, Source] = {}
        for column in columns:
            source = self._source(row, column)
            self._above[column.index] = source
            if source is not None:
                found[column.index] = self._given[column.index] = source
        return found

    def _source(self, row: Row, column: Column) -> Source | None:
        c = column.index
        value = row.at(c)
        if is_blank(value):
            return self._covered(row, column) or self._repeated(c)
        if isinstance(value, str) and fold(value) in self.words.ditto:
            above = self._above.get(c) or self._given.get(c)
            return Source(above.row, above.column, "ditto") if above else None
        return Source(row, c, "own")

    def _covered(self, row: Row, column: Column) -> Source | None:
        merge = self.merges.at(row.number, column.index)
        if (
            merge is None
            or merge.left != column.index
            or merge.top >= row.number
            or merge.top <= self.table.header.last
        ):
            return None
        anchor = self.sheet.row(merge.top)
        if is_blank(anchor.at(column.index)):
            return None
        if isinstance(value := anchor.at(column.index), str) and fold(value) in self.words.ditto:
            above = self._above.get(column.index)
            return Source(above.row, above.column, "ditto") if above else None
        return Source(anchor, column.index, "shared" if column.field in ADDED_UP else "merged")

    def _repeated(self, column: int) -> Source | None:
        given = self._given.get(column) if column in self.repeating else None
        return Source(given.row, given.column, "blank") if given else None


def repeating_columns(columns: Iterable[Column], notes: Iterable[str], words: Tables) -> frozenset[int]:
    """The columns whose blanks repeat the row above because a note says so: those it names, or all that can repeat
    when it speaks of blanks in general. A note that names something unknown fills nothing."""
    listed = list(columns)
    found: set[int] = set()
    for note in notes:
        for clause in _CLAUSE.split(fold(note)):
            said = words.blank_repeats.search(clause)
            if said is None:
                continue
            named = {c.index for c in listed if _names(clause, c, words)}
            general = not named and _GENERAL.fullmatch(clause[: said.start()])
            found |= {c.index for c in listed if c.field in REPEATABLE - {"enterprise"}} if general else named
    return frozenset(found)


def _names(clause: str, column: Column, words: Tables) -> bool:
    """Whether a clause speaks of a column: by its title, its title without brackets, or a word for its field."""
    title = fold(column.path[-1])
    bare = re.sub(r"[(（【].*$", "", title)
    if any(len(name) >= 2 and name in clause for name in (title, plain_title(title), bare)):
        return True
    return bool(column.field in REPEATABLE and any(p.search(clause) for p in words.fields[str(column.field)].find))


def note_text(row: Row) -> str:
    """All texts of a note row as one."""
    return " ".join(shown(v) for v in row.values if not is_blank(v))

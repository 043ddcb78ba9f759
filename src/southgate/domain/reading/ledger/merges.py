"""Merged cells by place: which block covers a cell, and the sheet as an officer sees it, without what merges hide."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from southgate.domain.reading.ledger.grid import Merge, Row, Sheet


class Merges:
    """The blocks of a sheet, found by row and column without laying them out cell by cell."""

    def __init__(self, merges: Sequence[Merge], width: int) -> None:
        columns: dict[int, list[Merge]] = defaultdict(list)
        for merge in merges:
            for column in range(merge.left, min(merge.right, width - 1) + 1):
                columns[column].append(merge)
        self._columns = {column: sorted(found, key=lambda m: m.top) for column, found in columns.items()}
        self._tops = {column: [m.top for m in found] for column, found in self._columns.items()}

    def at(self, row: int, column: int) -> Merge | None:
        tops = self._tops.get(column)
        if not tops:
            return None
        i = bisect_right(tops, row) - 1
        found = self._columns[column][i] if i >= 0 else None
        return found if found is not None and found.bottom >= row else None

    def starting(self, first: int, last: int) -> list[Merge]:
        """The blocks whose upper edge lies in these rows, each once."""
        found = {m for column in self._columns.values() for m in column if first <= m.top <= last}
        return sorted(found, key=lambda m: (m.top, m.left))


def seen(sheet: Sheet, merges: Merges) -> Sheet:
    """The sheet without values under merged cells: only the upper left cell of a block can be seen."""
    if not sheet.merges:
        return sheet
    return replace(sheet, rows=tuple(_seen_row(row, merges) for row in sheet.rows))


def _seen_row(row: Row, merges: Merges) -> Row:
    covered = [
        c
        for c, value in enumerate(row.values)
        if value is not None and (m := merges.at(row.number, c)) is not None and (m.top, m.left) != (row.number, c)
    ]
    if not covered:
        return row
    values = list(row.values)
    for column in covered:
        values[column] = None
    return replace(row, values=tuple(values))

"""Rows of a sheet as readings by field: what the dry run compares. The template's road; ledgers have `ledger`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from southgate.domain.errors import Reason
from southgate.domain.reading.ledger.grid import Value
from southgate.domain.reading.ledger.text import shown
from southgate.kernel.exchange.cells import NOTHING, Look, Reading, as_text, read_cell, tidy_text
from southgate.kernel.exchange.coding import Question
from southgate.kernel.exchange.fields import REFERENCES, Field, Kind
from southgate.kernel.exchange.naming import Names
from southgate.kernel.exchange.spooling import Cells
from southgate.kernel.exchange.template import HeadCheck, HeadColumn

BATCH = 500
MOST_REMEMBERED = 5_000


@dataclass(slots=True)
class Line:
    """One row of a workbook: a reading or a reason by field name, and the cells as the workbook shows them."""

    sheet: str
    number: int
    given: dict[str, Reading] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    notes: list[Reason] = field(default_factory=list)


class ColumnReader:
    """Reads the cells of one column; what was read before is not read again (units, stages and dates repeat).

    `details` are the fields of the same row that tell a reference apart: with them every row is read for itself.
    A column in which little repeats is not remembered.
    """

    def __init__(self, column: HeadColumn, look: Look, details: Sequence[str] = ()) -> None:
        self.index, self.field, self.name, self.details = column.column, column.field, column.field.name, details
        self._look = Look(look.names, column.unit, look.lacking)
        self._known: dict[Any, Reading] = {}
        self._remembers = not details and column.field.kind is not Kind.WORDS
        self._hits = 0

    def read(self, value: Any, given: Mapping[str, Reading]) -> Reading:
        if not self._remembers:
            look = replace(self._look, details=self.described(given)) if self.details else self._look
            return read_cell(self.field, value, look)
        key = value if value.__class__ is str else (value.__class__, value)
        known = self._known.get(key)
        if known is not None:
            self._hits += 1
            return known
        known = self._known[key] = read_cell(self.field, value, self._look)
        if len(self._known) >= MOST_REMEMBERED:
            self._remembers = self._hits > len(self._known)
            self._known.clear()
        return known

    def described(self, given: Mapping[str, Reading]) -> Mapping[str, Any]:
        cells = {name: given.get(name, NOTHING) for name in self.details}
        return {n: c.value for n, c in cells.items() if not isinstance(c, Reason) and c.value is not None}


def readers_of(columns: Sequence[HeadColumn], look: Look) -> list[ColumnReader]:
    """One reader a column; references come last, after what describes them."""
    describing: dict[str, list[str]] = {}
    for column in columns:
        if column.field.describes:
            describing.setdefault(column.field.describes, []).append(column.field.name)
    readers = [ColumnReader(column, look, describing.get(column.field.name, ())) for column in columns]
    return sorted(readers, key=lambda reader: reader.field.kind in REFERENCES)


Answered = Mapping[tuple[str, int, str], str]
"""What a person typed for a cell, by (sheet, row, field); an empty text leaves it blank."""


def template_lines(
    sheet: str, rows: Iterable[Cells], heads: HeadCheck, look: Look, answered: Answered
) -> Iterator[Line]:
    """Each row under the heads that has something, in order; an answer stands before what the cell holds."""
    readers = readers_of(heads.columns, look)
    plain = [reader for reader in readers if reader.field.kind not in REFERENCES]
    naming = [reader for reader in readers if reader.field.kind in REFERENCES]
    below = (_answered(number, values, sheet, readers, answered) for number, values in rows if number > heads.row)
    while batch := list(islice(below, BATCH)):
        lines = [(values, _read(Line(sheet, number), values, plain)) for number, values in batch]
        _prepare(lines, naming, look.names)
        for values, line in lines:
            if _read(line, values, naming).given:
                yield line


def _answered(
    number: int, values: list[Value], sheet: str, readers: Sequence[ColumnReader], answered: Answered
) -> Cells:
    if answered:
        given = {r.index: text for r in readers if (text := answered.get((sheet, number, r.name))) is not None}
        values += [None] * (max(given, default=-1) + 1 - len(values))
        for column, text in given.items():
            values[column] = text
    return number, values


def _read(line: Line, values: list[Value], readers: Sequence[ColumnReader]) -> Line:
    width, given, texts = len(values), line.given, line.shown
    for reader in readers:
        value = values[reader.index] if reader.index < width else None
        if value is None:
            continue
        if value.__class__ is str:
            if not value or value.isspace():  # type: ignore[union-attr]
                continue
            texts[reader.name] = value  # type: ignore[assignment]
        else:
            texts[reader.name] = shown(value)
        given[reader.name] = reader.read(value, given)
    return line


def _prepare(
    lines: Sequence[tuple[list[Value], Line]], naming: Sequence[ColumnReader], names: Mapping[Kind, Names]
) -> None:
    """Let each kind of name look up a whole batch at once."""
    for reader in naming:
        known = names.get(reader.field.kind)
        if known is not None:
            known.prepare(
                (tidy_text(as_text(values[reader.index])), reader.described(line.given))
                for values, line in lines
                if reader.index < len(values) and values[reader.index] is not None
            )


def chunks(lines: Iterable[Line], size: int) -> Iterator[list[Line]]:
    """Lines by the hundred, so that look-ups of known records come by the hundred too."""
    batch: list[Line] = []
    for line in lines:
        batch.append(line)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def reference_names(fields: Iterable[Field], names: Mapping[Kind, Names]) -> Callable[[str, Any], str]:
    """How a reference value (id or new name) is called, by field name."""
    kinds = {f.name: f.kind for f in fields if f.kind in REFERENCES}

    def name_of(field_name: str, value: Any) -> str:
        if value is None:
            return ""
        made = getattr(value, "name", None)
        if made is not None:
            return str(made)
        known = names.get(kinds[field_name])
        return known.label(value) if known is not None else ""

    return name_of

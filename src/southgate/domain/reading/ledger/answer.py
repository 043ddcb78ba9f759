"""What the reading of a whole workbook found, and its JSON form (schema 1 of the ledger exercise: sheets, tables, rows,
skip, questions). Every value keeps its reading, so that a page can show cell and reason side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from southgate.domain.errors import Reason
from southgate.domain.money import Money
from southgate.domain.reading.ledger.columns import Column
from southgate.domain.reading.ledger.reading import Read, Reading
from southgate.domain.reading.ledger.units import ColumnUnit

SCHEMA = 1
SkipReason = Literal["title", "header", "section", "subtotal", "note", "empty", "other_sheet", "hidden_sheet"]


@dataclass(frozen=True, slots=True)
class SheetRole:
    """A sheet and whether it was read: `ledger` or `skip`."""

    sheet: str
    role: Literal["ledger", "skip"]
    hidden: bool


@dataclass(frozen=True, slots=True)
class TableFound:
    """One table: its header rows, its columns, and the unit of each column that has one; `layout` keys a confirmed
    mapping."""

    sheet: str
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    units: Mapping[int, ColumnUnit]
    layout: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One project row. `readings` holds every cell of a mapped column that says something, given or asked about;
    `places` names the cell (`H12`) or section of those that do not stand in the row's own cell; `flags` are
    cancelled and late with
    their reason."""

    sheet: str
    row: int
    readings: Mapping[str, Reading]
    places: Mapping[str, str]
    flags: Mapping[str, Reason] = field(default_factory=dict)
    hidden: bool = False

    def value(self, name: str) -> Read:
        reading = self.readings.get(name)
        return reading.value if reading is not None and reading.doubt is None else None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row (or with `row` None a whole sheet) that was set aside, and its text, so that nobody has to look it up."""

    sheet: str
    row: int | None
    reason: SkipReason
    text: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask before or after the import; `say` is the sentence, `other` the row that a duplicate repeats."""

    kind: str
    sheet: str
    row: int | None
    field: str | None
    raw: str | None
    say: Reason
    options: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()
    other: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class LedgerAnswer:
    """Everything that was read, set aside and is to be asked, in the order of the workbook."""

    sheets: tuple[SheetRole, ...]
    tables: tuple[TableFound, ...]
    rows: tuple[LedgerRow, ...]
    skip: tuple[Skipped, ...]
    questions: tuple[Question, ...]


def as_json(answer: LedgerAnswer) -> dict[str, Any]:
    """The answer in the schema that `southgate import FILE --dry-run --json` prints."""
    return {
        "schema": SCHEMA,
        "sheets": [{"sheet": s.sheet, "role": s.role, "hidden": s.hidden} for s in answer.sheets],
        "tables": [_table(t) for t in answer.tables],
        "rows": [_row(r) for r in answer.rows],
        "skip": [{"sheet": s.sheet, "row": s.row, "reason": s.reason} for s in answer.skip],
        "questions": [_question(q) for q in answer.questions],
    }


def _table(table: TableFound) -> dict[str, Any]:
    columns = []
    for column in table.columns:
        unit = table.units.get(column.index) if column.field else None
        word = (unit.unit.say if unit.unit else unit.land) if unit else None
        columns.append(
            {
                "col": column.letter,
                "header": column.title,
                "field": column.field,
                "unit": "人" if column.field == "jobs" else word,
                "hidden": column.hidden,
                "because": str(column.because),
            }
        )
    return {"sheet": table.sheet, "header_rows": list(table.header_rows), "columns": columns}


def _row(row: LedgerRow) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: plain(reading.value)
        for name, reading in row.readings.items()
        if reading.value is not None and reading.doubt is None
    }
    values |= dict.fromkeys(row.flags, True)
    found: dict[str, Any] = {"sheet": row.sheet, "row": row.row, "values": values}
    approx = sorted(name for name, reading in row.readings.items() if reading.approx and name in values)
    return {**found, "approx": approx} if approx else found


def plain(value: Read) -> Any:
    """A value as JSON knows it: money as whole minor units, decimals as int where they are whole."""
    match value:
        case Money(minor=minor, currency=currency):
            return {"fen": minor, "currency": currency}
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case _:
            return value


def _question(question: Question) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": question.kind,
        "sheet": question.sheet,
        "row": question.row,
        "field": question.field,
        "raw": question.raw,
        "question": str(question.say),
    }
    if question.options:
        found["options"] = list(question.options)
    if question.rows:
        found["rows"] = list(question.rows)
    if question.other:
        found["other"] = {"sheet": question.other[0], "row": question.other[1]}
    return found

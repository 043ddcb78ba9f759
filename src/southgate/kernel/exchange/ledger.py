"""Any office's own ledger on its way to the dry run: readings of `domain.reading.ledger` as cells of our fields.

A doubt stays a question until a person answers it; columns the reader leaves alone are offered to fields whose
label they bear. What a person confirmed or answered comes in as `Answers`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from southgate.domain.errors import Reason
from southgate.domain.money import Money, Unit, unit_of
from southgate.domain.reading.ledger.answer import LedgerAnswer, LedgerRow, TableFound
from southgate.domain.reading.ledger.columns import Column
from southgate.domain.reading.ledger.grid import Workbook, is_blank
from southgate.domain.reading.ledger.reading import AS_WRITTEN, NOT_GIVEN, Reading
from southgate.domain.reading.ledger.text import shown
from southgate.kernel.exchange import cells
from southgate.kernel.exchange.cells import Cell, Look, read_cell
from southgate.kernel.exchange.coding import Question
from southgate.kernel.exchange.fields import REFERENCES, Field, Kind
from southgate.kernel.exchange.lines import BATCH, Line
from southgate.kernel.exchange.sums import is_bare
from southgate.kernel.exchange.template import head_key, path_key, titles

BLANK = ""
ENDED = "ended"
CANCELLED, LATE = "cancelled", "late"
NO_UNIT = Reason("这一列没有写单位，请确认单位。")
UNITS_OF_SUMS = ("万元", "亿元")
_QUIET = (AS_WRITTEN, NOT_GIVEN)


@dataclass(frozen=True, slots=True)
class Answers:
    """What people said about one upload.

    `columns`: layout → title of the column → name of the field, or "" for not imported. `units`: `unit_key` →
    unit (万元). `cells`: (sheet, row, field) → text, "" leaves the cell blank. `rows`: rows not to import.
    `names`: (kind, key) → id of the known name that was meant. `blank_doubts`: leave every doubtful cell blank.
    """

    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[tuple[str, int, str], str] = field(default_factory=dict)
    rows: frozenset[tuple[str, int]] = frozenset()
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    blank_doubts: bool = False


def unit_key(canonical: str, sheet: str) -> str:
    """A column without a unit is asked about once for its sheet."""
    return f"{canonical}|{sheet}"


def confirmed_canonical(answers: Answers, fields: Sequence[Field]) -> dict[str, dict[str, str | None]]:
    """Confirmed columns as the reader takes them: by canonical name; our own fields are none of its."""
    canonical = {f.name: f.canonical for f in fields}
    return {
        layout: {title: canonical.get(name) or None for title, name in columns.items()}
        for layout, columns in answers.columns.items()
    }


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """One column of a table and where it goes: for the panel beside the dry run."""

    sheet: str
    layout: str
    index: int
    letter: str
    title: str
    field: str
    unit: str
    because: Reason
    hidden: bool
    settled: bool


class LedgerLines:
    """The rows of an answer as lines for the dry run, and the plan of its columns."""

    def __init__(
        self, workbook: Workbook, answer: LedgerAnswer, fields: Sequence[Field], look: Look, answers: Answers
    ) -> None:
        self.workbook, self.answer, self.look, self.answers = workbook, answer, look, answers
        self.fields = {f.name: f for f in fields if f.in_import}
        self.by_canonical = {f.canonical: f for f in fields if f.canonical and f.in_import}
        self.by_canonical |= dict(self._people())
        self.canonical = {f.name: canonical for canonical, f in self.by_canonical.items()}
        self.naming = [f for f in self.fields.values() if f.kind in REFERENCES]
        self._describing = {f.name: [d.name for d in fields if d.describes == f.name] for f in self.naming}
        self._sheets = {sheet.name: sheet for sheet in workbook.sheets}
        self.plans: list[ColumnPlan] = []
        self._tables: dict[str, list[tuple[int, list[ColumnPlan]]]] = {}
        for table in answer.tables:
            self._add(table)
        self._notes = self._row_notes()
        read = {name for row in answer.rows for name in row.readings}
        self.used = {plan.field for plan in self.plans} | {f.name for c, f in self.by_canonical.items() if c in read}

    def __iter__(self) -> Iterator[Line]:
        rows = self.answer.rows
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            lines = [self._plain(row) for row in batch]
            self._prepare(batch, lines)
            for row, line in zip(batch, lines, strict=True):
                self._name(row, line)
                if line.given or line.questions:
                    yield line

    def _people(self) -> Iterator[tuple[str, Field]]:
        """Columns of posts that hold nothing but names of people the zone knows: they go to the person's field."""
        names = self.look.names.get(Kind.PERSON)
        settled = {name for columns in self.answers.columns.values() for name in columns.values()}
        for canonical, what in self.by_canonical.items():
            if names is None or what.name in settled or what.person not in self.fields:
                continue
            readings = (row.readings.get(canonical) for row in self.answer.rows)
            texts = {str(reading.value) for reading in readings if reading is not None and reading.value is not None}
            if texts and all(len(names.find(cells.tidy_text(text), {}).ids) == 1 for text in texts):
                yield canonical, self.fields[what.person]

    def _add(self, table: TableFound) -> None:
        """Plan a table's columns; those the reader did not read itself are read row by row here."""
        plans = list(self._plan(table))
        read = {c.index: c.field for c in table.columns}
        extra = [p for p in plans if p.field and (read[p.index] or "-") != self.canonical.get(p.field)]
        self.plans += plans
        self._tables.setdefault(table.sheet, []).append((table.header_rows[-1], extra))

    def _plan(self, table: TableFound) -> Iterator[ColumnPlan]:
        settled = self.answers.columns.get(table.layout, {})
        known = titles(list(self.fields.values()))
        taken = {self.by_canonical[c.field].name for c in table.columns if c.field in self.by_canonical}
        for column in table.columns:
            name, because = self._field_of(column, settled, known, taken)
            taken.add(name)
            unit = table.units.get(column.index) if self._is_measured(name) else None
            word = (unit.unit.say if unit.unit else unit.land or "") if unit is not None else ""
            asked = self.answers.units.get(unit_key(column.field or name, table.sheet), word)
            yield ColumnPlan(
                table.sheet, table.layout, column.index, column.letter, column.title, name, asked,
                unit.because if unit is not None and name else because, column.hidden, column.title in settled,
            )  # fmt: skip

    def _is_measured(self, name: str) -> bool:
        return name in self.fields and self.fields[name].kind in {Kind.SUM, Kind.AREA}

    def _field_of(
        self, column: Column, settled: Mapping[str, str], known: Mapping[str, Field], taken: set[str]
    ) -> tuple[str, Reason]:
        if column.title in settled:
            name = settled[column.title]
            return (name if name in self.fields else "", Reason("这一列由人确认过"))
        if column.field in self.by_canonical:
            return self.by_canonical[column.field].name, self._why(column)
        keys = (path_key(column.path), head_key(column.path[-1])) if column.field is None else ()
        match = next((known[key] for key in keys if key in known), None)
        if match is not None and match.name not in taken:
            return match.name, Reason("表头与“%(label)s”同名", {"label": match.label})
        return "", column.because

    def _why(self, column: Column) -> Reason:
        named = self.by_canonical[column.field or ""].kind is Kind.PERSON
        return Reason("列里全是人员表里的姓名") if named else column.because

    def _row_notes(self) -> dict[tuple[str, int], list[Reason]]:
        """What is asked about a row that is imported all the same: a likely repeat, a hidden row."""
        notes: dict[tuple[str, int], list[Reason]] = {}
        for question in self.answer.questions:
            if question.kind in {"duplicate", "hidden_rows"}:
                for number in question.rows or ((question.row,) if question.row else ()):
                    notes.setdefault((question.sheet, number), []).append(question.say)
        return notes

    def _plain(self, row: LedgerRow) -> Line:
        """Everything of a row but its references."""
        line = Line(row.sheet, row.row, notes=list(self._notes.get((row.sheet, row.row), ())))
        for canonical, reading in row.readings.items():
            what = self.by_canonical.get(canonical)
            if what is not None:
                line.shown[what.name] = reading.raw
                if what.kind not in REFERENCES:
                    self._take(line, what, reading)
        self._extras(row, line)
        self._flags(row, line)
        return line

    def _take(self, line: Line, what: Field, reading: Reading) -> None:
        answered = self.answers.cells.get((line.sheet, line.number, what.name))
        if answered is not None:
            if answered != BLANK:
                line.given[what.name] = read_cell(what, answered, self.look)
        elif reading.doubt is not None:
            self._doubt(line, what, reading)
        elif reading.value is not None:
            line.given[what.name] = self._converted(what, reading)

    def _doubt(self, line: Line, what: Field, reading: Reading) -> None:
        doubt = reading.doubt
        assert doubt is not None
        unit = self.answers.units.get(unit_key(what.canonical, line.sheet))
        if doubt.kind == "column_unit" and unit is not None:
            line.given[what.name] = read_with_unit(what, reading.raw, unit, self.look)
        elif not self.answers.blank_doubts:
            line.questions.append(Question(what.name, doubt.kind, doubt.say, doubt.options))

    def _converted(self, what: Field, reading: Reading) -> cells.Reading:
        cell = from_reading(what, reading.value, self.look)
        if isinstance(cell, Reason) or cell.because is not None or reading.because in _QUIET:
            return cell
        return Cell(cell.value, reading.because, cell.also)

    def _extra(self, row: LedgerRow) -> list[ColumnPlan]:
        return next(plans for last, plans in reversed(self._tables[row.sheet]) if last < row.row)

    def _extras(self, row: LedgerRow, line: Line) -> None:
        """Columns that only our own fields know, read as one reads a template."""
        for plan in self._extra(row):
            what = self.fields[plan.field]
            value = self._sheets[row.sheet].row(row.row).at(plan.index)
            if is_blank(value):
                continue
            line.shown[what.name] = shown(value)
            if self._lacks_unit(plan, value) and (line.sheet, line.number, what.name) not in self.answers.cells:
                if not self.answers.blank_doubts:
                    line.questions.append(Question(what.name, "column_unit", NO_UNIT, UNITS_OF_SUMS))
            elif what.kind not in REFERENCES:
                line.given[what.name] = self._answered(line, what, value, unit_of(plan.unit))

    def _lacks_unit(self, plan: ColumnPlan, value: Any) -> bool:
        """Whether a sum is a bare number whose unit stands nowhere. The reader asks so about the columns it knows."""
        return self.fields[plan.field].kind is Kind.SUM and not plan.unit and is_bare(value)

    def unit_questions(self) -> Iterator[tuple[str, str, list[int]]]:
        """Columns of sums that only our own fields know and that name no unit: sheet, field, rows."""
        asked: dict[tuple[str, str], list[int]] = {}
        for row in self.answer.rows:
            for plan in self._extra(row):
                if self._lacks_unit(plan, self._sheets[row.sheet].row(row.row).at(plan.index)):
                    asked.setdefault((row.sheet, plan.field), []).append(row.row)
        yield from ((sheet, name, rows) for (sheet, name), rows in asked.items())

    def _answered(self, line: Line, what: Field, value: Any, unit: Unit | None = None) -> cells.Reading:
        answered = self.answers.cells.get((line.sheet, line.number, what.name))
        look = Look(self.look.names, unit, self.look.lacking, self.look.details)
        return read_cell(what, value if answered is None else answered, look)

    def _flags(self, row: LedgerRow, line: Line) -> None:
        late, status = self.by_canonical.get(LATE), self.by_canonical.get("status")
        if late is not None and LATE in row.flags:
            line.given[late.name] = Cell(True, row.flags[LATE])
        ends = status is not None and ENDED in {value for value, _label in status.choices}
        if status is not None and ends and CANCELLED in row.flags and status.name not in line.given:
            line.given[status.name] = Cell(ENDED, row.flags[CANCELLED])

    def _prepare(self, rows: Sequence[LedgerRow], lines: Sequence[Line]) -> None:
        for what in self.naming:
            names = self.look.names.get(what.kind)
            if names is not None:
                named = [line for line in lines if what.name in line.shown]
                names.prepare((cells.tidy_text(one.shown[what.name]), self._details(what, one)) for one in named)

    def _details(self, what: Field, line: Line) -> dict[str, Any]:
        cells_of = {name: line.given.get(name) for name in self._describing[what.name]}
        return {n: c.value for n, c in cells_of.items() if isinstance(c, Cell) and c.value is not None}

    def _name(self, row: LedgerRow, line: Line) -> None:
        """References last, together with what describes them in the same row."""
        for what in self.naming:
            if what.name not in line.shown:
                continue
            reading = row.readings.get(self.canonical.get(what.name, ""))
            if reading is not None and reading.doubt is not None:
                self._take(line, what, reading)
                continue
            text = reading.value if reading is not None else line.shown[what.name]
            if text is None:
                continue
            answered = self.answers.cells.get((line.sheet, line.number, what.name), text)
            look = Look(self.look.names, None, self.look.lacking, self._details(what, line))
            line.given[what.name] = read_cell(what, answered, look)


def from_reading(what: Field, value: Any, look: Look) -> cells.Reading:
    """A value of the reader as a cell of our field."""
    if isinstance(value, Money) and what.kind is Kind.SUM:
        if what.currency:
            return Cell(value.minor, None, {what.currency: value.currency})
        if value.currency == "CNY":
            return Cell(value.minor)
        return Reason("这一项只记人民币，写的是 %(currency)s", {"currency": value.currency}, where=what.name,
                      mend="请填折合人民币的数")  # fmt: skip
    if isinstance(value, Decimal) and what.kind is Kind.AREA:
        thousandths = int((value * 1000).to_integral_value(ROUND_HALF_UP))
        because = None if thousandths == value * 1000 else Reason("按亩取三位小数")
        return Cell(thousandths, because)
    if isinstance(value, Decimal) and what.kind is Kind.SHARE:
        return Cell(int((value * 10_000).to_integral_value(ROUND_HALF_UP)))
    return read_cell(what, value, look)


def read_with_unit(what: Field, raw: str, unit: str, look: Look) -> cells.Reading:
    """A bare number once its column's unit was answered (万元, 公顷)."""
    if what.kind is Kind.AREA:
        return read_cell(what, f"{raw}{unit}", look)
    return read_cell(what, raw, Look(look.names, unit_of(unit), look.lacking, look.details))

"""Any office ledger, read: find the tables, map the columns, read the rows, set aside the rest, ask what is
doubtful."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from southgate.domain.reading.ledger.answer import (
    LedgerAnswer,
    LedgerRow,
    Question,
    SheetRole,
    Skipped,
    SkipReason,
    TableFound,
)
from southgate.domain.reading.ledger.columns import layout_key, map_columns
from southgate.domain.reading.ledger.fill import note_text
from southgate.domain.reading.ledger.grid import Sheet, Workbook, has_value
from southgate.domain.reading.ledger.header import Header, find_headers
from southgate.domain.reading.ledger.legend import is_legend
from southgate.domain.reading.ledger.merges import Merges, seen
from southgate.domain.reading.ledger.questions import cell_questions, hidden_rows, hidden_sheet, repeated_rows
from southgate.domain.reading.ledger.rows import Classifier, Kind, Table
from southgate.domain.reading.ledger.sections import heads_section
from southgate.domain.reading.ledger.surroundings import around, column_units, silent_sheets
from southgate.domain.reading.ledger.table import TableReader
from southgate.domain.reading.ledger.tables import IDENTITY, Tables
from southgate.domain.reading.ledger.units import stated

ENOUGH_FIELDS = 3  # mapped columns before a table is a ledger of projects
SUBSTANCE = frozenset(
    {
        "investment_planned",
        "money_in_place",
        "stage",
        "signed_on",
        "start_on",
        "production_promised_on",
        "progress_percent",
        "progress_note",
        "land_mu",
        "lead_unit",
    }
)

Confirmed = Mapping[str, Mapping[str, str | None]]


@dataclass(frozen=True, slots=True)
class _Found:
    """A ledger sheet with its tables; `kinds` of the rows of each table, `loose` tables are none of ours."""

    sheet: Sheet
    merges: Merges
    tables: tuple[Table, ...]
    kinds: tuple[dict[int, Kind], ...]
    ours: tuple[bool, ...]


def read_any_ledger(workbook: Workbook, words: Tables, confirmed: Confirmed | None = None) -> LedgerAnswer:
    """The whole answer for a workbook. `confirmed` gives, by layout key, the columns a person settled (title →
    field)."""
    found = [
        ledger
        for sheet in workbook.sheets
        if not sheet.hidden and (ledger := _find(sheet, words, confirmed)) is not None
    ]
    ledgers = {ledger.sheet.name for ledger in found}
    others = silent_sheets(workbook, ledgers)
    tables: list[TableFound] = []
    rows: list[LedgerRow] = []
    skip: dict[str, list[Skipped]] = {}
    for ledger in found:
        read, listed = _read(ledger, others, words, workbook.typed)
        rows += read
        tables += listed
        skip[ledger.sheet.name] = _skipped(ledger, words)
    questions = _questions(workbook, found, rows)
    return LedgerAnswer(
        tuple(SheetRole(s.name, "ledger" if s.name in ledgers else "skip", s.hidden) for s in workbook.sheets),
        tuple(tables),
        tuple(rows),
        tuple(s for sheet in workbook.sheets for s in skip.get(sheet.name, [_whole(sheet)])),
        tuple(questions),
    )


def _whole(sheet: Sheet) -> Skipped:
    return Skipped(sheet.name, None, "hidden_sheet" if sheet.hidden else "other_sheet", sheet.name)


def _find(raw: Sheet, words: Tables, confirmed: Confirmed | None) -> _Found | None:
    merges = Merges(raw.merges, raw.width)
    sheet = seen(raw, merges)
    headers = find_headers(sheet, merges, words)
    if not headers:
        return None
    ends = [header.first - 1 for header in headers[1:]] + [sheet.last]
    tables = tuple(_table(header, end, sheet, words, confirmed) for header, end in zip(headers, ends, strict=True))
    ours = tuple(_is_ledger(table) for table in tables)
    if not any(ours):
        return None
    kinds = tuple(Classifier(t, sheet, merges, words, more=i + 1 < len(tables)).kinds() for i, t in enumerate(tables))
    if not any(kind == "data" for known, own in zip(kinds, ours, strict=True) if own for kind in known.values()):
        return None
    return _Found(sheet, merges, tables, kinds, ours)


def _table(header: Header, end: int, sheet: Sheet, words: Tables, confirmed: Confirmed | None) -> Table:
    last = max((r.number for r in sheet.rows if header.last < r.number <= end and has_value(r)), default=header.last)
    settled = confirmed.get(layout_key(header)) if confirmed else None
    columns = map_columns(header, sheet, sheet.numbers(header.last + 1, last), words, settled)
    return Table(header, tuple(columns), end if end < sheet.last else last)


def _is_ledger(table: Table) -> bool:
    fields = {c.field for c in table.columns if c.field}
    return len(fields) >= ENOUGH_FIELDS and bool(fields & set(IDENTITY)) and bool(fields & SUBSTANCE)


def _read(
    ledger: _Found, others: Sequence[Sheet], words: Tables, typed: bool
) -> tuple[list[LedgerRow], list[TableFound]]:
    rows: list[LedgerRow] = []
    tables: list[TableFound] = []
    sheet = ledger.sheet
    first_above = [sheet.row(n) for n in sheet.numbers(1, ledger.tables[0].header.first - 1)]
    above = first_above
    for i, (table, kinds, ours) in enumerate(zip(ledger.tables, ledger.kinds, ledger.ours, strict=True)):
        led = _leading(kinds, i + 1 < len(ledger.tables))
        if ours:
            near = around(sheet, [n for n in kinds if n not in led], kinds, above, first_above, others, words)
            units = column_units(table, near)
            tables.append(TableFound(sheet.name, table.header.rows, table.columns, units, layout_key(table.header)))
            reader = TableReader(table, sheet, ledger.merges, near, units, words, typed=typed)
            heading = [text for row in above if heads_section(text := note_text(row), words)]
            rows += reader.read({n: kind for n, kind in kinds.items() if n not in led}, heading)
        above = [sheet.row(n) for n in led]
    return rows, tables


def _leading(kinds: Mapping[int, Kind], more: bool) -> list[int]:
    """The titles at the end of a table that belong to the next one on the same sheet."""
    if not more:
        return []
    last = max((n for n, kind in kinds.items() if kind in ("data", "subtotal")), default=0)
    return [n for n, kind in kinds.items() if n > last and kind in ("title", "section")]


def _skipped(ledger: _Found, words: Tables) -> list[Skipped]:
    """Every row of the sheet that is no project, with the reason; rows after the last value are not listed."""
    sheet = ledger.sheet
    reasons: dict[int, SkipReason] = {}
    for n in sheet.numbers(1, ledger.tables[0].header.first - 1):
        text = note_text(sheet.row(n))
        reasons[n] = _above(text, words)
    for table, kinds, ours in zip(ledger.tables, ledger.kinds, ledger.ours, strict=True):
        reasons |= dict.fromkeys(table.header.rows, "header")
        for n, kind in kinds.items():
            if kind != "data" and kind != "alone":
                reasons[n] = kind
            elif not ours:
                reasons[n] = "note"
    return [Skipped(sheet.name, n, reasons[n], note_text(sheet.row(n))) for n in sorted(reasons) if n <= sheet.last]


def _above(text: str, words: Tables) -> SkipReason:
    """What a row over the first header is."""
    if not text:
        return "empty"
    if is_legend(text, words) and not stated(text):
        return "note"
    return "section" if heads_section(text, words) else "title"


def _questions(workbook: Workbook, found: Sequence[_Found], rows: Sequence[LedgerRow]) -> list[Question]:
    ledgers = {ledger.sheet.name: ledger for ledger in found}
    repeats = repeated_rows(rows)
    questions: list[Question] = []
    for sheet in workbook.sheets:
        if sheet.hidden and sheet.last:
            questions.append(hidden_sheet(sheet))
        if sheet.name in ledgers:
            own = [row for row in rows if row.sheet == sheet.name]
            questions += sorted(
                [*cell_questions(own), *hidden_rows(sheet, own), *(q for q in repeats if q.sheet == sheet.name)],
                key=lambda q: (q.row or 0, q.field or ""),
            )
    return questions

"""What stands around the tables of a sheet: units in titles and notes, legends, notes about blanks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from southgate.domain.reading.ledger.fill import note_text
from southgate.domain.reading.ledger.grid import Row, Sheet, Workbook, has_value
from southgate.domain.reading.ledger.legend import Legend, legends
from southgate.domain.reading.ledger.rows import Kind, Table
from southgate.domain.reading.ledger.tables import MONEYS, Tables
from southgate.domain.reading.ledger.text import shown
from southgate.domain.reading.ledger.units import ColumnUnit, Stated, column_unit, stated

OTHER_ROWS = 200  # rows of another sheet that are looked at for notes


@dataclass(frozen=True, slots=True)
class Around:
    """Lines above and below a table and on sheets that are no ledgers, with what they say."""

    above: tuple[Stated, ...]
    below: tuple[Stated, ...]
    elsewhere: tuple[Stated, ...]
    notes: tuple[str, ...]
    legends: tuple[Legend, ...]


def statements(rows: Iterable[Row]) -> tuple[Stated, ...]:
    """Every unit that the cells of these rows name."""
    return tuple(s for row in rows for v in row.values if isinstance(v, str) and len(v) < 400 for s in stated(shown(v)))


def around(
    sheet: Sheet,
    numbers: Sequence[int],
    kinds: Mapping[int, Kind],
    above: Sequence[Row],
    first_above: Sequence[Row],
    others: Sequence[Sheet],
    words: Tables,
) -> Around:
    """`numbers` are the rows of the table, `above` those between the table before and this one, `first_above` those
    above the first table of the sheet."""
    below = [sheet.row(n) for n in numbers if kinds[n] in ("note", "title")]
    side = [row for other in others for row in other.rows[:OTHER_ROWS]]
    spare = statements(first_above) if not statements(above) else ()
    marks = legends(sheet, [*above, *first_above, *below], words)
    marks += [legend for other in others for legend in legends(other, other.rows[:OTHER_ROWS], words)]
    notes = tuple(note_text(row) for row in [*above, *below, *side] if has_value(row))
    return Around(statements(above), statements(below), (*spare, *statements(side)), notes, tuple(marks_of(marks)))


def marks_of(marks: Sequence[Legend]) -> list[Legend]:
    """Legends in order, each meaning of a colour once."""
    seen: set[tuple[str, str, str, str]] = set()
    kept: list[Legend] = []
    for legend in marks:
        key = (legend.flag, legend.colour, legend.exact, legend.part)
        if key not in seen:
            seen.add(key)
            kept.append(legend)
    return kept


def column_units(table: Table, near: Around) -> dict[int, ColumnUnit]:
    """The units of the money and land columns of a table, and of those left alone: another may know them as sums."""
    return {
        c.index: column_unit(c.field or "", c.path, near.above, near.below, near.elsewhere)
        for c in table.columns
        if c.field is None or c.field in MONEYS or c.field == "land_mu"
    }


def silent_sheets(workbook: Workbook, ledgers: Iterable[str]) -> list[Sheet]:
    """The visible sheets that are no ledgers, such as 填报说明: their notes speak for the whole workbook."""
    names = set(ledgers)
    return [sheet for sheet in workbook.sheets if not sheet.hidden and sheet.name not in names]

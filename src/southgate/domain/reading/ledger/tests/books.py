"""Small workbooks for the tests, as the parser would hand them over. All firms, people and sums are invented (示例)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from southgate.domain.money import Money
from southgate.domain.reading.ledger.answer import LedgerAnswer, plain
from southgate.domain.reading.ledger.grid import PLAIN, Merge, Row, Sheet, Style, Value, Workbook
from southgate.domain.reading.ledger.read import read_any_ledger
from southgate.domain.reading.ledger.tables import tables


def sheet(
    name: str,
    rows: Sequence[Sequence[Value]],
    *,
    merges: Sequence[tuple[int, int, int, int]] = (),
    looks: Mapping[tuple[int, int], Style] | None = None,
    formulas: Sequence[tuple[int, int]] = (),
    hidden_rows: Sequence[int] = (),
    hidden: bool = False,
) -> Sheet:
    """Rows from 1; places in `merges`, `looks` and `formulas` are (row, column from 0)."""
    styles = [PLAIN, *dict.fromkeys((looks or {}).values())]
    marks: dict[int, dict[int, int]] = {}
    for (row, column), style in (looks or {}).items():
        marks.setdefault(row, {})[column] = styles.index(style)
    made = tuple(
        Row(n, tuple(values), marks.get(n, {}), frozenset(c for r, c in formulas if r == n), n in hidden_rows)
        for n, values in enumerate(rows, 1)
        if any(value is not None for value in values)
    )
    return Sheet(name, made, hidden, tuple(Merge(*m) for m in merges), frozenset(), tuple(styles))


def read(*sheets: Sheet, form: Literal["xlsx", "xls", "csv"] = "xlsx") -> LedgerAnswer:
    return read_any_ledger(Workbook(sheets, form), tables())


def values(answer: LedgerAnswer, row: int, sheet_name: str | None = None) -> dict[str, Any]:
    """The values of one row, money in 万元 (or `USD …`), with the flags."""
    found = next(r for r in answer.rows if r.row == row and sheet_name in (None, r.sheet))
    given = {name: _short(reading.value) for name, reading in found.readings.items() if reading.value is not None}
    return given | dict.fromkeys(found.flags, True)


def _short(value: Any) -> Any:
    if isinstance(value, Money):
        wan = value.minor / 1_000_000
        return wan if value.currency == "CNY" else f"{value.currency} {wan:g}"
    return plain(value)


def skipped(answer: LedgerAnswer) -> dict[int | str, str]:
    """What was set aside: row → reason, for a whole sheet its name → reason."""
    return {s.sheet if s.row is None else s.row: s.reason for s in answer.skip}


def asked(answer: LedgerAnswer) -> list[tuple[str, int | None, str | None]]:
    return [(q.kind, q.row, q.field) for q in answer.questions]


def fields(answer: LedgerAnswer) -> dict[str, str]:
    """The mapped columns of the first table: field → column letter."""
    return {c.field: c.letter for c in answer.tables[0].columns if c.field}

"""What each row under a header is: a project, a section, a subtotal, a note, a title, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from southgate.domain.reading.ledger.columns import Column
from southgate.domain.reading.ledger.grid import Fault, Row, Sheet, Value, is_blank
from southgate.domain.reading.ledger.header import Header
from southgate.domain.reading.ledger.legend import is_legend
from southgate.domain.reading.ledger.merges import Merges
from southgate.domain.reading.ledger.sections import LONGEST, heads_section, is_numbered, is_numeral, section_of
from southgate.domain.reading.ledger.tables import IDENTITY, Tables
from southgate.domain.reading.ledger.text import fold, shown
from southgate.domain.reading.ledger.units import stated

Kind = Literal["data", "section", "subtotal", "note", "title", "header", "empty", "alone"]

WIDE = 3  # columns a merged line covers before it cannot be a cell of one project
ENOUGH = 3  # mapped cells that make a row a project although it has no name
_SENTENCE = re.compile(r"[。；]|.{30}")
_FILL_IN = re.compile(r".{1,10}[:：]")  # 审核人：某某
_FIGURE = re.compile(r"[-+约]?[\d,]+(?:\.\d+)?(?:%|个|家|项|亩|人|万元|亿元|元|亿|万)?")
_SUBTOTAL = (
    r"(?:[（(]?[一二三四五六七八九十\d]{{1,3}}[)）、.．]*)?[^，。；,;]{{0,16}}?(?:{label})"
    r"(?:[（(].*[)）])?(?:\d+(?:个|项|家)(?:项目)?)?[:：]?|其中[:：].{{0,20}}|共\d+(?:个|项|家)(?:项目|企业)?"
)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a sheet: its header, its columns, and the rows from under the header to `last`."""

    header: Header
    columns: tuple[Column, ...]
    last: int

    def column(self, field: str) -> Column | None:
        return next((c for c in self.columns if c.field == field), None)

    @property
    def identity(self) -> tuple[int, ...]:
        return tuple(c.index for c in self.columns if c.field in IDENTITY)


class Classifier:
    """Sorts the rows of one table. Rows that stand alone are decided when it is known what follows them."""

    def __init__(self, table: Table, sheet: Sheet, merges: Merges, words: Tables, *, more: bool) -> None:
        self.table, self.sheet, self.merges, self.words = table, sheet, merges, words
        self.more = more  # another table follows on this sheet
        self.index = table.header.index_column()
        self.identity = table.identity
        self.mapped = frozenset(c.index for c in table.columns if c.field)
        self.subtotal = re.compile(_SUBTOTAL.format(label=words.subtotal.pattern))
        self.repeated = frozenset(n for first, last in table.header.repeats for n in range(first, last + 1))

    def kinds(self) -> dict[int, Kind]:
        """The kind of every row from under the header to the last row of the table."""
        numbers = self.sheet.numbers(self.table.header.last + 1, self.table.last)
        kinds: dict[int, Kind] = {n: self._kind(self.sheet.row(n)) for n in numbers}
        later, follows = False, self.more
        for n in reversed(numbers):
            if kinds[n] == "alone":
                kinds[n] = self._alone(self.sheet.row(n), later, follows)
            elif kinds[n] == "section" and not later and not self._is_marked(self.sheet.row(n)):
                kinds[n] = "note"
            later = later or kinds[n] == "data"
            follows = kinds[n] in ("header", "title", "empty") and (follows or kinds[n] == "header")
        return kinds

    def _kind(self, row: Row) -> Kind:
        cells = [(c, v) for c, v in enumerate(row.values) if not is_blank(v)]
        if not cells:
            return "empty"
        if row.number in self.repeated:
            return "header"
        if len(cells) > WIDE and self._is_plain(row):
            return "data"
        texts = [(c, shown(v)) for c, v in cells if c != self.index and self._is_text(v)]
        index = shown(row.at(self.index)) if self.index is not None else ""
        labels = [*([(self.index or 0, index)] if self._is_text(index) else []), *texts]
        if self._is_subtotal(row, labels):
            return "subtotal"
        if self._is_note(row, labels, index):
            return "note"
        if all(c == self.index or self._is_nothing(v) for c, v in cells) and not (
            index and self._is_text(index) and len(cells) == 1
        ):
            return "empty"
        return self._by_texts(row, cells, texts, index)

    def _is_plain(self, row: Row) -> bool:
        """A row with a running number and names in every identity column: no need to look closer."""
        index = row.at(self.index) if self.index is not None else None
        if not (type(index) is int or (isinstance(index, str) and index.strip().isdecimal())):
            return False
        names = [row.at(c) for c in self.identity]
        return all(isinstance(v, str) and self._given(v) for v in names) and not any(
            self.subtotal.fullmatch(fold(str(v))) for v in names
        )

    def _by_texts(
        self, row: Row, cells: Sequence[tuple[int, Value]], texts: Sequence[tuple[int, str]], index: str
    ) -> Kind:
        numeral = is_numeral(index)
        worded = index and not numeral and self._is_text(index)
        labels = [*([(self.index or 0, index)] if worded else []), *texts]
        if len(labels) == 1 or (numeral and not labels):
            column, label = labels[0] if labels else (self.index or 0, index)
            if (numeral or is_numbered(label)) and not self._named_beside(row, column):
                return "section"
            if len(cells) == 1 or (len(cells) == 2 and index and _SENTENCE.search(label)):
                return "alone"
            unnamed = column not in self.identity and not self._has_identity(row)
            unnumbered = self.index not in (None, column) and not index and not self._named_beside(row, column)
            if (unnamed or unnumbered) and section_of(label, self.words).field:
                return "section"
        if not labels and not self._has_identity(row):
            return "subtotal"
        filled = sum(c in self.mapped for c, _ in cells)
        return "data" if self._has_identity(row) or filled >= ENOUGH else "note"

    def _alone(self, row: Row, later: bool, follows: bool) -> Kind:
        """A row with one text and nothing else."""
        cells = [(c, v) for c, v in enumerate(row.values) if not is_blank(v)]
        column, value = cells[-1]
        label = shown(value)
        if follows or (self.more and not later):
            if self.words.note_start.match(fold(label)):
                return "note"
            return "section" if heads_section(label, self.words) else "title"
        if not later:
            return "note"
        if stated(label):
            return "title"
        if len(label) > LONGEST:
            return "note"
        merge = self.merges.at(row.number, column)
        wide = merge is not None and merge.right - merge.left + 1 >= WIDE
        if wide or column not in self.mapped or is_numbered(label) or section_of(label, self.words).field:
            return "section"
        return "data" if column in self.identity else "note"

    def _is_marked(self, row: Row) -> bool:
        return any(is_numbered(shown(v)) or is_numeral(shown(v)) for v in row.values if isinstance(v, str))

    @staticmethod
    def _is_text(value: Value) -> bool:
        return isinstance(value, str) and not _FIGURE.fullmatch(fold(value)) and bool(value.strip())

    def _is_subtotal(self, row: Row, labels: Sequence[tuple[int, str]]) -> bool:
        for position, (column, label) in enumerate(labels[:2]):
            if self.subtotal.fullmatch(fold(label)):
                beside = [c for c, text in labels if c in self.identity and c != column and position == 0]
                return not beside or (all(c in self.identity for c, _ in labels[:1]) and len(labels) <= 2)
        return False

    def _is_note(self, row: Row, labels: Sequence[tuple[int, str]], index: str) -> bool:
        if not labels or (index.isdecimal() and self._has_identity(row)):
            return False
        text = fold(labels[0][1])
        if len(labels) > 1 and all(_FILL_IN.match(fold(label)) for _, label in labels):
            return not self._has_identity_apart(row, labels)
        return bool(self.words.note_start.match(text)) or (len(labels) <= 2 and is_legend(text, self.words))

    def _has_identity_apart(self, row: Row, labels: Sequence[tuple[int, str]]) -> bool:
        """Whether an identity cell is filled with something else than these labels."""
        shown_in = {c for c, _ in labels}
        return any(c not in shown_in and self._given(row.at(c)) for c in self.identity)

    def _is_nothing(self, value: Value) -> bool:
        """Nothing in a cell that a formula was dragged into: 0, a fault, a dash."""
        if isinstance(value, bool):
            return False
        if isinstance(value, int | float):
            return value == 0
        return (
            isinstance(value, Fault)
            or shown(value) in ("0", "0.0", "0.00", "0%", "-", "—")
            or shown(value).startswith("#")
        )

    def _named_beside(self, row: Row, column: int) -> bool:
        """Whether another identity cell than the label's is filled, so that the row is a project after all."""
        return any(c != column and self._given(row.at(c)) for c in self.identity)

    def _given(self, value: Value) -> bool:
        return (
            not is_blank(value) and fold(shown(value)) not in self.words.blank["all"] and not isinstance(value, Fault)
        )

    def _has_identity(self, row: Row) -> bool:
        return any(self._given(row.at(c)) or self._merged_identity(row, c) for c in self.identity)

    def _merged_identity(self, row: Row, column: int) -> bool:
        merge = self.merges.at(row.number, column)
        return (
            merge is not None
            and self.table.header.last < merge.top < row.number
            and merge.left == column
            and self._given(self.sheet.row(merge.top).at(column))
        )

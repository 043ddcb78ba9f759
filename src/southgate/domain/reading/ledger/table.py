"""One table read row by row: values from cells, sections and the sheet name, flags from strike-through, words and
colours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from southgate.domain.caching import cached
from southgate.domain.errors import Reason
from southgate.domain.reading.ledger.answer import LedgerRow
from southgate.domain.reading.ledger.cells import ENDED, read_cell
from southgate.domain.reading.ledger.columns import Column
from southgate.domain.reading.ledger.fill import ADDED_UP, Filler, Source, note_text
from southgate.domain.reading.ledger.grid import Row, Sheet, is_blank
from southgate.domain.reading.ledger.legend import flags
from southgate.domain.reading.ledger.merges import Merges
from southgate.domain.reading.ledger.reading import Reading, asked
from southgate.domain.reading.ledger.rows import Kind, Table
from southgate.domain.reading.ledger.sections import Section, section_of
from southgate.domain.reading.ledger.stages import is_cancelled
from southgate.domain.reading.ledger.surroundings import Around
from southgate.domain.reading.ledger.tables import MONEYS, SECTION_FIELDS, Tables
from southgate.domain.reading.ledger.text import fold, shown
from southgate.domain.reading.ledger.units import ColumnUnit

STRUCK = Reason("项目名称加了删除线")
SHORT = 8  # characters: a remark of this length that begins with 取消 or 终止 speaks of the whole project


class TableReader:
    """Reads the project rows of one table in their order."""

    def __init__(
        self,
        table: Table,
        sheet: Sheet,
        merges: Merges,
        near: Around,
        units: Mapping[int, ColumnUnit],
        words: Tables,
        *,
        typed: bool,
    ) -> None:
        self.table, self.sheet, self.words, self.near, self.units, self.typed = table, sheet, words, near, units, typed
        self.mapped = [c for c in table.columns if c.field]
        self.loose = [c.index for c in table.columns if not c.field]
        self.every = frozenset(c.index for c in table.columns)
        self.merges = merges
        self.beside = range(min(table.identity, default=0)) if sheet.merges else range(0)
        self.letters = {c.index: c.letter for c in table.columns}
        self.filler = Filler(table, sheet, merges, words, near.notes)
        self.named = section_of(sheet.name, words)
        self.stack: list[Section] = []
        self.sections = {self.named.field: self.named} if self.named.field else {}

    def read(self, kinds: Mapping[int, Kind], heading: Iterable[str] = ()) -> Iterator[LedgerRow]:
        """The projects among these rows; `heading` are section labels that stand above the header."""
        for label in heading:
            self._enter(label)
        for number, kind in kinds.items():
            row = self.sheet.row(number)
            if kind == "section":
                self._enter(note_text(row))
            elif kind == "data":
                yield self._row(row)

    def _enter(self, label: str) -> None:
        """A section ends the one it stands beside (same numbering, or same kind when not numbered) and all under
        that."""
        section = section_of(label, self.words)
        beside = (
            i
            for i, held in enumerate(self.stack)
            if (held.style == section.style if section.style else held.field == section.field and not held.style)
        )
        self.stack = [*self.stack[: next(beside, len(self.stack))], section]
        self.sections = {held.field: held for held in (self.named, *self.stack) if held.field}

    def _row(self, row: Row) -> LedgerRow:
        sources = self.filler.sources(row, self.mapped)
        readings: dict[str, Reading] = {}
        places: dict[str, str] = {}
        for column in self.mapped:
            source = sources.get(column.index)
            if source is not None and column.field:
                readings[column.field] = self._cell(row, column, source)
                if source.how != "own":
                    places[column.field] = f"{self.letters[column.index]}{source.row.number}"
        given = self._flags(row, readings)
        sections = self.sections | self._beside(row)
        for name in SECTION_FIELDS:
            if name in sections and self.table.column(name) is None:
                section = sections[name]
                readings[name] = Reading(
                    section.value, section.text, Reason("按“%(label)s”一段", {"label": section.text})
                )
                places[name] = section.text
        if given.get("cancelled") and (stage := readings.get("stage")) is not None and stage.doubt is not None:
            readings["stage"] = Reading(None, stage.raw, ENDED)  # an ended project has no stage to ask about
        if "cancelled" in sections:
            given.setdefault("cancelled", Reason("在“%(label)s”一段", {"label": sections["cancelled"].text}))
        return LedgerRow(self.sheet.name, row.number, readings, places, given, row.hidden)

    def _beside(self, row: Row) -> dict[str, Section]:
        """Sections written down the side: a cell left of the names, merged over the rows it speaks for."""
        found: dict[str, Section] = {}
        for column in self.beside:
            merge = self.merges.at(row.number, column)
            if merge is None or merge.top == merge.bottom or self._mapped(column):
                continue
            section = section_of(shown(self.sheet.row(merge.top).at(merge.left)), self.words)
            if section.field:
                found[section.field] = section
        return found

    def _mapped(self, column: int) -> bool:
        return any(c.index == column for c in self.mapped)

    def _cell(self, row: Row, column: Column, source: Source) -> Reading:
        field = column.field or ""
        if field in MONEYS and source.value == 0 and source.column in source.row.formulas:
            return asked("0", "formula_error", "此格公式的结果是 0，可能没有计算，请补填金额。")
        style = self.sheet.style(source.row, source.column)
        reading = read_cell(field, source.value, style, self.units.get(column.index), self.words, typed=self.typed)
        if source.how == "own" or reading.value is None:
            return reading
        if source.how == "shared" and field in ADDED_UP:
            return asked(
                reading.raw,
                "ambiguous_amount",
                "%(raw)s 写在合并单元格里，与第 %(row)d 行共用，请确认本行是多少。",
                row=source.row.number,
            )
        where = {"row": source.row.number}
        because = {
            "merged": Reason("合并单元格，同第 %(row)d 行", where),
            "ditto": Reason("“同上”，同第 %(row)d 行", where),
            "blank": Reason("空白，按表注同第 %(row)d 行", where),
        }[source.how]
        return Reading(reading.value, reading.raw, because, reading.approx, reading.doubt)

    def _flags(self, row: Row, readings: Mapping[str, Reading]) -> dict[str, Reason]:
        given = flags(self.sheet, row, self.every, self.near.legends)
        if (why := self._ended(row, readings)) is not None:
            given["cancelled"] = why
        return given

    def _ended(self, row: Row, readings: Mapping[str, Reading]) -> Reason | None:
        names = [c for c in self.table.identity if not is_blank(row.at(c))]
        name = self.table.column("project_name")
        first = name.index if name is not None and not is_blank(row.at(name.index)) else names[0] if names else None
        if first is not None and self.sheet.style(row, first).strike:
            return STRUCK
        if first is not None and self.words.cancelled_name.search(shown(row.at(first)).strip()):
            return Reason("项目名称写明已终止")
        for field, reading in readings.items():
            if reading.value is None and reading.doubt is None and is_cancelled(reading.raw, self.words):
                return Reason("写明“%(raw)s”", {"raw": reading.raw})
            if field == "progress_note" and _says_ended(reading.raw, self.words):
                return Reason("写明“%(raw)s”", {"raw": reading.raw})
        for column in self.loose:
            if isinstance(text := row.at(column), str) and _says_ended(text, self.words):
                return Reason("写明“%(raw)s”", {"raw": shown(text)})
        return None


@cached(100_000)
def _says_ended(text: str, words: Tables) -> bool:
    """Whether a remark says that the whole project ended, not that something in it was cancelled."""
    plain = fold(text)
    return is_cancelled(text, words) and (
        len(plain) <= SHORT or plain.startswith(("项目", "该", "本", "已", "企业", "合同", "协议"))
    )

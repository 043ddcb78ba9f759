"""Any xlsx, read as a stream: values, dates as shown, looks, merges, what is hidden. Rows leave as soon as they are
whole,
so memory grows with the shared texts and not with the cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, partial

from southgate.domain.reading.ledger.grid import Day, Fault, Value
from southgate.kernel.exchange.workbook.archive import Archive
from southgate.kernel.exchange.workbook.colours import DEFAULT_THEME, theme_colours
from southgate.kernel.exchange.workbook.formats import day_of
from southgate.kernel.exchange.workbook.limits import (
    CELL_TEXT,
    COLUMNS,
    MERGES,
    ROWS,
    SHEETS,
    SPARE_ROWS,
    damaged,
    too_many_columns,
    too_many_rows,
    unreadable,
)
from southgate.kernel.exchange.workbook.stream import Sink
from southgate.kernel.exchange.workbook.strings import read_strings, unescape
from southgate.kernel.exchange.workbook.styles import StyleTable, read_styles
from southgate.kernel.exchange.workbook.xml import parse, plain

WORKSHEET = "/worksheet"  # end of the relation type; chart and macro sheets have no cells
UNCOUNTED = Fault("公式未计算")  # written by a program that does not calculate; nobody has seen its result
LAST_ROW, LAST_COLUMN = 1_048_576, 20_000
_BIG = 10**15


@dataclass
class _Book:
    archive: Archive
    sheets: list[tuple[str, str, bool]] = field(default_factory=list)  # name, relation, hidden
    targets: dict[str, tuple[str, str]] = field(default_factory=dict)
    date1904: bool = False
    strings: list[str] = field(default_factory=list)
    struck: set[int] = field(default_factory=set)
    styles: StyleTable = field(default_factory=StyleTable)


def read_xlsx(data: bytes, sink: Sink) -> None:
    """Sends every sheet to the sink. Raises `Unreadable` for what is damaged or beyond the limits."""
    book = _Book(Archive(data))
    _read_parts(book)
    sink.start("xlsx")
    sheets = [
        (name, book.targets[relation][0], hidden)
        for name, relation, hidden in book.sheets
        if relation in book.targets and book.targets[relation][1].endswith(WORKSHEET)
    ]
    if not sheets:
        raise damaged("没有工作表")
    if len(sheets) > SHEETS:
        raise unreadable("有 %(count)d 张工作表，超过 %(limit)d 张", "请拆成几个文件", count=len(sheets), limit=SHEETS)
    for name, target, hidden in sheets:
        _Sheet(book, name, hidden, sink).read(target)


def _read_parts(book: _Book) -> None:
    parse(book.archive.chunks("xl/workbook.xml"), partial(_workbook, book))
    if "xl/_rels/workbook.xml.rels" in book.archive:
        parse(book.archive.chunks("xl/_rels/workbook.xml.rels"), partial(_relation, book))
    theme = (
        theme_colours(book.archive.chunks("xl/theme/theme1.xml"))
        if "xl/theme/theme1.xml" in book.archive
        else DEFAULT_THEME
    )
    if "xl/styles.xml" in book.archive:
        book.styles = read_styles(book.archive.chunks("xl/styles.xml"), theme)
    if "xl/sharedStrings.xml" in book.archive:
        book.strings, book.struck = read_strings(book.archive.chunks("xl/sharedStrings.xml"))


def _workbook(book: _Book, name: str, attributes: dict[str, str]) -> None:
    if name == "workbookPr":
        book.date1904 = attributes.get("date1904", "0") in ("1", "true")
    elif name == "sheet":
        hidden = attributes.get("state", "visible") != "visible"
        book.sheets.append((attributes.get("name", ""), plain(attributes, "id"), hidden))


def _relation(book: _Book, name: str, attributes: dict[str, str]) -> None:
    if name == "Relationship" and attributes.get("TargetMode") != "External":
        target = attributes.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        book.targets[attributes.get("Id", "")] = (path, attributes.get("Type", ""))


def column_of(reference: str) -> int:
    """The column of a reference such as `AB12`, from 0; -1 when there are no letters."""
    return _column(reference.rstrip("0123456789"))


@lru_cache(maxsize=20_000)
def _column(letters: str) -> int:
    number = 0
    for ch in letters:
        if not "A" <= ch <= "Z":
            break
        number = number * 26 + ord(ch) - 64
        if number > LAST_COLUMN:
            raise damaged("单元格位置不对")
    return number - 1


class _Sheet:
    """One sheet while it streams through."""

    def __init__(self, book: _Book, name: str, hidden: bool, sink: Sink) -> None:
        self.book, self.name, self.sink = book, name, sink
        self.number, self.hidden_row, self.rows = 0, False, 0
        self.values: list[Value] = []
        self.marks: dict[int, int] = {}
        self.formulas: list[int] = []
        self.column, self.kind, self.formula = -1, "n", False
        self.style: str | None = None
        self.take: list[str] | None = None
        self.buffer: list[str] = []
        self.phonetic = False
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_columns: set[int] = set()
        self.struck_look: dict[int, int] = {}
        sink.sheet(name, hidden)

    def read(self, target: str) -> None:
        handlers: dict[str, Callable[[dict[str, str]], None]] = {
            "c": self._cell,
            "v": self._take,
            "t": self._take_text,
            "f": self._formula,
            "row": self._row,
            "mergeCell": self._merge,
            "col": self._columns,
            "rPh": self._phonetic,
        }
        parse(
            self.book.archive.chunks(target),
            lambda name, a: handlers[name](a) if name in handlers else None,
            self._end,
            self._text,
        )
        self.sink.end(self.merges, sorted(self.hidden_columns), self.book.styles.looks)

    def _row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self.number = int(number) if number.isdecimal() else self.number + 1
        if self.number > LAST_ROW:
            raise damaged("行号不对")
        self.hidden_row = attributes.get("hidden", "0") in ("1", "true") or attributes.get("ht") == "0"
        self.values, self.marks, self.formulas, self.column = [], {}, [], -1

    def _cell(self, attributes: dict[str, str]) -> None:
        self.column = column_of(attributes["r"]) if "r" in attributes else self.column + 1
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s")
        self.formula, self.buffer = False, []

    def _take(self, _: dict[str, str]) -> None:
        self.take = self.buffer

    def _take_text(self, _: dict[str, str]) -> None:
        self.take = None if self.phonetic else self.buffer

    def _phonetic(self, _: dict[str, str]) -> None:
        self.phonetic = True

    def _formula(self, _: dict[str, str]) -> None:
        self.formula = True

    def _text(self, data: str) -> None:
        if self.take is not None:
            self.take.append(data)

    def _end(self, name: str) -> None:
        if name in ("v", "t"):
            self.take = None
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self._end_row()
        elif name == "rPh":
            self.phonetic = False

    def _end_cell(self) -> None:
        look, shown = self.book.styles.get(self.style)
        raw = "".join(self.buffer)
        value = self._value(raw, shown) if raw or self.kind == "inlineStr" else UNCOUNTED if self.formula else None
        if value is None and not (look and self.book.styles.looks[look].fill):
            return
        if self.column >= COLUMNS:
            if value is None or value == "":
                return
            raise too_many_columns(self.name)
        if self.kind == "s" and raw.isdecimal() and int(raw) in self.book.struck:
            look = self._struck(look)
        self.values += [None] * (self.column + 1 - len(self.values))
        self.values[self.column] = value
        if look:
            self.marks[self.column] = look
        if self.formula:
            self.formulas.append(self.column)

    def _struck(self, look: int) -> int:
        from_look = self.struck_look.get(look)
        if from_look is None:
            from_look = self.book.styles.struck(look)
            self.struck_look[look] = from_look
        return from_look

    def _value(self, raw: str, shown: str | None) -> Value:
        if self.kind == "s":
            return self._shared(raw)
        if self.kind in ("str", "inlineStr"):
            return unescape(raw)[:CELL_TEXT]
        if self.kind == "e":
            return Fault(raw[:20])
        if self.kind == "b":
            return raw.strip() in ("1", "true")
        if self.kind == "d":
            return Day(raw[:10], "day")
        return self._number(raw, shown)

    def _shared(self, raw: str) -> Value:
        if not raw.isdecimal() or int(raw) >= len(self.book.strings):
            raise damaged("%(sheet)s 里有找不到的文字", sheet=self.name)
        return self.book.strings[int(raw)]

    def _number(self, raw: str, shown: str | None) -> Value:
        try:
            number = float(raw)
        except ValueError as error:
            raise damaged("%(sheet)s 里有不成数的数值", sheet=self.name) from error
        if number != number or number in (float("inf"), float("-inf")):
            raise damaged("%(sheet)s 里有不成数的数值", sheet=self.name)
        if shown is not None and (day := day_of(number, shown, self.book.date1904)) is not None:  # type: ignore[arg-type]
            return day
        return int(number) if number.is_integer() and abs(number) < _BIG else number

    def _end_row(self) -> None:
        if not any(v is not None and v != "" for v in self.values):
            return
        self.rows += 1
        if self.rows > ROWS + SPARE_ROWS:
            raise too_many_rows(self.name)
        self.sink.row(self.number, self.hidden_row, self.values, self.marks, self.formulas)

    def _merge(self, attributes: dict[str, str]) -> None:
        corner, _, other = attributes.get("ref", "").partition(":")
        if len(self.merges) >= MERGES:
            raise damaged("%(sheet)s 里合并单元格太多", sheet=self.name)
        first, last = _place(corner), _place(other or corner)
        self.merges.append((first[0], first[1], last[0], last[1]))

    def _columns(self, attributes: dict[str, str]) -> None:
        if (
            attributes.get("hidden", "0") in ("1", "true")
            and attributes.get("min", "").isdecimal()
            and attributes.get("max", "").isdecimal()
        ):
            self.hidden_columns.update(range(int(attributes["min"]) - 1, min(int(attributes["max"]), COLUMNS)))


def _place(reference: str) -> tuple[int, int]:
    plain_reference = reference.replace("$", "")
    digits = plain_reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if not digits.isdecimal() or len(digits) > 7:
        raise damaged("合并单元格的位置不对")
    return int(digits), column_of(plain_reference)

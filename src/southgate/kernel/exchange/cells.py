"""One function family from what stands in a cell to what a column holds, and back.

Grid, forms, paste, template and any-ledger import all read through `read_cell`; grid and exports all write
through `show_cell`. A cell is read or refused with what, where and how to mend; nothing is guessed.
Law: `read_cell(field, show_cell(field, value))` gives `value`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, override

from southgate.domain.errors import Reason
from southgate.domain.identifiers import check_credit_code
from southgate.domain.money import Unit
from southgate.domain.reading.ledger.grid import Fault
from southgate.kernel.exchange import numbers, sums
from southgate.kernel.exchange.days import read_day, show_day
from southgate.kernel.exchange.fields import REFERENCES, Field, Kind
from southgate.kernel.exchange.naming import Names, NewName
from southgate.kernel.exchange.safe import GUARD, unguard

NOT_GIVEN = frozenset(
    {"", "-", "--", "—", "——", "–", "/", "\\", "无", "暂无", "待定", "未定", "未填", "空", "n/a", "na"}
)
LONGEST_NOTHING = 8  # with invisible characters between
CLEAR = "清空"
LONGEST_WORDS = 5_000
_CJK = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_BY_CJK = re.compile(rf"(?<={_CJK})\s+|\s+(?={_CJK})")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile(r"[\u200b-\u200d\u2060\ufeff\u00ad]+")
_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ\u0300-\u036f]")  # letters and digits that are not in their plain form
_BRACKETS = str.maketrans({"(": "（", ")": "）"})
_HALF = {code: code - 0xFEE0 for code in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]}
_YES = frozenset({"是", "√", "✓", "✔", "y", "yes", "true", "1", "有", "对"})
_NO = frozenset({"否", "×", "✗", "x", "n", "no", "false", "0", "不是"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A reading: `value` as the column holds it (None: not given), `also` the columns that accompany it.

    `because` says how it was read, where the text does not say it itself. A reference the zone lacks is a `NewName`.
    """

    value: Any
    because: Reason | None = None
    also: Mapping[str, Any] = field(default_factory=dict)
    clear: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What reading needs beside the cell: names of the zone, the unit a bare sum is in, the row's other values.

    `lacking` "refuse": an unknown name is refused (grid, form); "name": it becomes a `NewName` (import).
    """

    names: Mapping[Kind, Names] = field(default_factory=dict)
    unit: Unit | None = None
    lacking: str = "refuse"
    details: Mapping[str, Any] = field(default_factory=dict)


Reading = Cell | Reason
NOTHING = Cell(None)


def read_cell(what: Field, given: Any, look: Look) -> Reading:
    """What `given` (text, number, date, a cell of a workbook) means for this field, or why it means nothing.

    `where` of the reason is the field's name; the caller puts the cell's address in its place.
    """
    if isinstance(given, Fault):
        return Reason("公式出错 %(code)s", {"code": given.code}, where=what.name, mend="请改好公式或直接填写值")
    if given is None:
        return NOTHING
    if isinstance(given, str):
        given = unguard(given) if given[:1] == GUARD else given
        if _is_not_given(given):
            return NOTHING
        if given == CLEAR or given.strip() == CLEAR:
            return Cell(None, clear=True)
        if hidden := _CONTROL.search(given):
            return _bad(what, "含有看不见的控制字符（U+%(code)s）", "请重新键入这一格", code=f"{ord(hidden[0]):04X}")
    read = _READERS[what.kind](what, given, look)
    return replace(read, where=what.name) if isinstance(read, Reason) and not read.where else read


def read_cells(fields: Sequence[Field], given: Mapping[str, Any], look: Look) -> tuple[dict[str, Cell], list[Reason]]:
    """All cells of a form or a grid row at once: readings by field name, and every reason (required ones too)."""
    read: dict[str, Cell] = {}
    reasons: list[Reason] = []
    for what in fields:
        if what.name not in given:
            continue
        cell = read_cell(what, given[what.name], look)
        if isinstance(cell, Reason):
            reasons.append(cell)
        elif what.required and cell.value is None:
            reasons.append(Reason("%(label)s必须填写", {"label": what.label}, where=what.name))
        else:
            read[what.name] = cell
    return read, reasons


def columns_of(fields: Sequence[Field], cells: Mapping[str, Cell]) -> dict[str, Any]:
    """Readings as values by field name, with the columns that accompany them (grain, currency)."""
    values: dict[str, Any] = {}
    for what in fields:
        if what.name in cells:
            values[what.name] = cells[what.name].value
            values.update(cells[what.name].also)
    return values


def _is_not_given(text: str) -> bool:
    plain = text.strip()
    return len(plain) <= LONGEST_NOTHING and _INVISIBLE.sub("", plain).strip().lower() in NOT_GIVEN


def _bad(what: Field, say: str, mend: str = "", **params: Any) -> Reason:
    return Reason(say, params, where=what.name, mend=mend)


def as_text(given: Any) -> str:
    """A cell of any type as a person would type it: 3.0 → 3, never scientific for what fits 15 digits."""
    if isinstance(given, float) and given.is_integer() and abs(given) < 1e15:
        return str(int(given))
    if isinstance(given, bool):
        return "是" if given else "否"
    if isinstance(given, float):
        return format(Decimal(repr(given)), "f")
    return str(getattr(given, "iso", given))


def tidy_text(text: str) -> str:
    """One line: letters and digits half width, brackets full width, no white space beside Chinese characters."""
    if text.isalnum() and not _WIDE.search(text):
        return text
    line = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_HALF).translate(_BRACKETS)
    return re.sub(r"\s+", " ", _BY_CJK.sub("", line)).strip()


def _text(what: Field, given: Any, look: Look) -> Reading:
    if isinstance(given, int | float) and not isinstance(given, bool) and abs(given) >= 1e15:
        return _bad(what, "存成了数值，第 16 位以后的数字已丢失", "请按原件重新填写，单元格设为文本")
    text = tidy_text(as_text(given))
    if len(text) > what.longest:
        return _bad(what, "有 %(length)d 个字，最多 %(longest)d 个", "请缩短", length=len(text), longest=what.longest)
    return Cell(text)


def _words(what: Field, given: Any, look: Look) -> Reading:
    text = _INVISIBLE.sub("", as_text(given)).replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > LONGEST_WORDS:
        return _bad(
            what,
            "有 %(length)d 个字，最多 %(longest)d 个",
            "请缩短，全文可作为附件上传",
            length=len(text),
            longest=LONGEST_WORDS,
        )
    return Cell(text)


def _sum(what: Field, given: Any, look: Look) -> Reading:
    read = sums.read_sum(
        given, look.unit, likely_large=what.canonical == "investment_planned", about=look.lacking == "name"
    )
    if isinstance(read, Reason):
        return read
    money, because = read
    if what.currency:
        return Cell(money.minor, because, {what.currency: money.currency})
    if money.currency != "CNY":
        return _bad(what, "这一项只记人民币，写的是 %(currency)s", "请填折合人民币的数", currency=money.currency)
    return Cell(money.minor, because)


def _day(what: Field, given: Any, look: Look) -> Reading:
    read = read_day(given)
    if isinstance(read, Reason):
        return read
    if what.grain:
        return Cell(read.day, read.because, {what.grain: read.grain})
    if read.grain == "m":
        return _bad(what, "要写到日", "请写成 2026-03-15")
    return Cell(read.day)


def _number(read: Callable[[str], int | Reason]) -> Callable[[Field, Any, Look], Reading]:
    def reader(what: Field, given: Any, look: Look) -> Reading:
        number = read(as_text(given))
        return number if isinstance(number, Reason) else Cell(number)

    return reader


def _choice(what: Field, given: Any, look: Look) -> Reading:
    text = tidy_text(as_text(given))
    for value, label in what.choices:
        if text in {value, label} or text.lower() in {gettext(label).lower(), english(label).lower()}:
            return Cell(value)
    options = "、".join(label for _, label in what.choices)
    return _bad(what, "“%(text)s”不在可选项里", "可选：%(options)s", text=text, options=options)


def english(label: str) -> str:
    """The label in English, whatever language the page is in: a template of the other language reads back too."""
    with override("en"):
        return gettext(label)


def _flag(what: Field, given: Any, look: Look) -> Reading:
    text = unicodedata.normalize("NFKC", as_text(given)).strip().lower()
    if text in _YES or text in _NO:
        return Cell(text in _YES)
    return _bad(what, "“%(text)s”看不出是或否", "请填“是”或“否”", text=as_text(given))


def _code(what: Field, given: Any, look: Look) -> Reading:
    check = check_credit_code(given if isinstance(given, int | float) else str(given))
    return check.wrong if check.wrong is not None else Cell(check.code)


def _reference(what: Field, given: Any, look: Look) -> Reading:
    text = tidy_text(as_text(given))
    names = look.names.get(what.kind)
    if names is None:
        return _bad(what, "这里不能填%(label)s", label=what.label)
    found = names.find(text, look.details)
    if found.clash:
        return _bad(what, found.clash, "请核对名称和信用代码")
    if len(found.ids) > 1:
        return _bad(what, "叫“%(text)s”的有 %(count)d 个", "请写得更全", text=text, count=len(found.ids))
    if found.ids:
        because = None if found.name == text else Reason("“%(text)s”读成“%(name)s”", {"text": text, "name": found.name})
        return Cell(found.ids[0], because)
    if look.lacking == "name":
        return _new_name(what, text, names, look, found.near)
    mend = "相近的有：%(near)s" if found.near else "请先登记，或改成已有的名称"
    near = "、".join(found.near)
    return _bad(what, "没有叫“%(text)s”的%(label)s", mend, text=text, label=what.label, near=near)


def _new_name(what: Field, text: str, names: Names, look: Look, near: tuple[str, ...]) -> Reading:
    if len(text) > what.longest:
        return _bad(what, "有 %(length)d 个字，最多 %(longest)d 个", "请缩短", length=len(text), longest=what.longest)
    because = Reason("像“%(near)s”", {"near": "、".join(near)}) if near else None
    return Cell(NewName(what.kind, names.key(text), text, look.details), because)


_READERS: Mapping[Kind, Callable[[Field, Any, Look], Reading]] = {
    Kind.TEXT: _text,
    Kind.WORDS: _words,
    Kind.SUM: _sum,
    Kind.DAY: _day,
    Kind.COUNT: _number(numbers.read_count),
    Kind.AREA: _number(numbers.read_area),
    Kind.SHARE: _number(numbers.read_share),
    Kind.CHOICE: _choice,
    Kind.FLAG: _flag,
    Kind.CODE: _code,
    **dict.fromkeys(REFERENCES, _reference),
}


def show_cell(what: Field, values: Mapping[str, Any], names: Mapping[Kind, Names]) -> str:
    """A column's value as the text one would type: 36500, 3600万美元, 2026-03, 45.5%, 招商一局; nothing is ``.

    `values` are by field name (with grain and currency under their own names), words as plain text.
    """
    value = values.get(what.name)
    match what.kind:
        case _ if value is None:
            return ""
        case _ if isinstance(value, NewName):
            return value.name
        case Kind.SUM:
            return sums.show_sum(value, values.get(what.currency) or "CNY")
        case Kind.DAY:
            return show_day(value, values.get(what.grain) or "d" if what.grain else "d")
        case Kind.AREA:
            return numbers.point(value, 3)
        case Kind.SHARE:
            return f"{numbers.point(value, 4)}%"
        case Kind.CHOICE:
            return next((gettext(label) for key, label in what.choices if key == value), str(value))
        case Kind.FLAG:
            return gettext("是") if value else gettext("否")
        case Kind.UNIT | Kind.PARK | Kind.PERSON | Kind.ENTERPRISE:
            known = names.get(what.kind)
            return known.label(UUID(str(value))) if known is not None else ""
        case _:
            return str(value)

"""The template: notes on top, then the heads, then empty rows; and the check of a workbook against it.

Heads are the labels of the fields with their units, so the reader of templates is the list of fields itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from rapidfuzz import process

from southgate.domain.errors import Reason
from southgate.domain.money import Unit
from southgate.domain.reading.ledger.grid import Sheet
from southgate.domain.reading.ledger.text import fold
from southgate.domain.reading.ledger.units import header_unit, without_units
from southgate.kernel.exchange.cells import CLEAR, english
from southgate.kernel.exchange.exports import head_of
from southgate.kernel.exchange.fields import Field, Kind
from southgate.kernel.exchange.registry import LedgerKind

EMPTY_ROWS = 1_000
SEARCHED = 30  # the heads stand within the first rows, or this is no template
REJECTED_HEAD = "退回原因"
MARK = "#F9D7D5"
_NEAR = 70

NOTES = (
    "第一行表头以上是填写说明，可以保留；表头文字和单位不要改，列的先后可以变，用不到的列可以删。",
    "带 * 的列必须填。已有的记录按编码、信用代码或名称对上，只改填了的格；空格不清掉原有内容，要清掉就写“%(clear)s”。",
    "金额默认万元，别的单位写在格里，如 1.06亿元。日期写 2026-03-15，只知月份写 2026-03。信用代码列勿改成数值。",
)


@dataclass(frozen=True, slots=True)
class HeadColumn:
    """A column of the workbook that is a field of the template; `unit` where its head names another than 万元."""

    column: int
    field: Field
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class HeadCheck:
    """The heads of a sheet: in which row, which columns, and what does not fit (all at once)."""

    row: int
    columns: tuple[HeadColumn, ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Returned:
    """A refused row on its way back: the cells as they were written, what is wrong with each, and with the row."""

    cells: Mapping[str, str]
    wrong: Mapping[str, str]
    say: str


def write_template(path: Path, kind: LedgerKind, returned: Sequence[Returned] = ()) -> None:
    """An xlsx with notes on top, heads, choices as lists, and a second sheet that explains each column.

    `returned` rows stand under the heads with marks and, in a column of their own, the reasons: ready to upload again.
    """
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet(_(kind.title)[:31])
        note = book.add_format({"text_wrap": True, "font_color": "#444444", "valign": "top"})
        head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#E7F1F1", "border": 1, "valign": "top"})
        for row, text in enumerate(NOTES):
            page.merge_range(row, 0, row, 7, _(text) % {"clear": CLEAR}, note)
            page.set_row(row, 32)
        for column, field in enumerate(kind.imported):
            _write_column(page, book, len(NOTES), column, field, head)
        if returned:
            _write_returned(page, book, kind.imported, returned, head)
        page.freeze_panes(len(NOTES) + 1, 1)
        _write_guide(book.add_worksheet(_("填写说明")), book, kind.imported)


def _write_returned(page: Any, book: Any, fields: Sequence[Field], returned: Sequence[Returned], head: Any) -> None:
    bad = book.add_format({"num_format": "@", "bg_color": MARK})
    plain = book.add_format({"num_format": "@"})
    wrap = book.add_format({"text_wrap": True, "font_color": "#A02622"})
    page.set_column(len(fields), len(fields), 60)
    page.write_string(len(NOTES), len(fields), _(REJECTED_HEAD), head)
    for number, row in enumerate(returned, len(NOTES) + 1):
        for column, what in enumerate(fields):
            text, wrong = row.cells.get(what.name, ""), row.wrong.get(what.name, "")
            if text or wrong:
                page.write_string(number, column, text, bad if wrong else plain)
            if wrong:
                page.write_comment(number, column, wrong)
        page.write_string(number, len(fields), row.say, wrap)


def _write_column(page: Any, book: Any, row: int, column: int, what: Field, head: Any) -> None:
    wide = what.kind in {Kind.TEXT, Kind.WORDS, Kind.ENTERPRISE, Kind.CODE}
    page.set_column(column, column, 26 if wide else 14, book.add_format({"num_format": _number_format(what)}))
    page.write_string(row, column, template_head(what), head)
    if what.kind in {Kind.CHOICE, Kind.FLAG}:
        words = [_(label) for _value, label in what.choices] or [_("是"), _("否")]
        page.data_validation(row + 1, column, row + EMPTY_ROWS, column, {"validate": "list", "source": words})


def _number_format(what: Field) -> str:
    return {Kind.DAY: "yyyy-mm-dd", Kind.SUM: "General", Kind.COUNT: "0", Kind.AREA: "General"}.get(what.kind, "@")


def template_head(what: Field) -> str:
    return ("* " if what.required else "") + head_of(what)


def _write_guide(page: Any, book: Any, fields: Sequence[Field]) -> None:
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "bg_color": "#E7F1F1"})
    for column, (text, width) in enumerate(((_("列"), 24), (_("怎么填"), 60), (_("样例"), 24), (_("为什么问"), 48))):
        page.set_column(column, column, width, wrap)
        page.write_string(0, column, text, bold)
    for row, what in enumerate(fields, 1):
        page.write_string(row, 0, template_head(what))
        page.write_string(row, 1, how_to(what))
        page.write_string(row, 2, what.sample)
        page.write_string(row, 3, _(what.why) if what.why else "")


_HOW = {
    Kind.SUM: "数字，万元；或写明单位",
    Kind.DAY: "2026-03-15，或 2026-03",
    Kind.COUNT: "整数",
    Kind.AREA: "亩数，最多三位小数",
    Kind.SHARE: "百分数，写上百分号，如 45%",
    Kind.FLAG: "是 或 否",
    Kind.CODE: "18 位统一社会信用代码，文本",
    Kind.UNIT: "单位的名称",
    Kind.PARK: "片区的名称",
    Kind.PERSON: "本园区人员的姓名",
    Kind.ENTERPRISE: "企业全称，同营业执照",
    Kind.TEXT: "文字",
    Kind.WORDS: "文字，按原样保存",
}


def how_to(what: Field) -> str:
    """How a column is filled in, in one line."""
    if what.kind is Kind.CHOICE:
        return _("可选：%(options)s") % {"options": "、".join(_(label) for _value, label in what.choices)}
    return _(_HOW[what.kind])


def find_heads(sheet: Sheet, fields: Sequence[Field]) -> HeadCheck | None:
    """The template's heads in a sheet, or None when this is no template (then it may be an office's own ledger).

    It is one when every head is a field's label and all required ones are there; with half of them or more, what
    does not fit is said.
    """
    known = labels(fields)
    for row in sheet.rows:
        if row.number > SEARCHED:
            break
        heads = {i: text for i, text in enumerate(row.values) if isinstance(text, str) and text.strip()}
        fitting = {i: known[key] for i, text in heads.items() if (key := head_key(text)) in known}
        if len(fitting) >= 3 and 2 * len(fitting) > len(heads) and _has_required(fields, fitting.values()):
            return _check(row.number, heads, fitting, fields)
    return None


def _has_required(fields: Sequence[Field], found: Any) -> bool:
    names = {field.name for field in found}
    return all(field.name in names for field in fields if field.required)


def _check(number: int, heads: Mapping[int, str], fitting: Mapping[int, Field], fields: Sequence[Field]) -> HeadCheck:
    reasons = []
    seen: dict[str, int] = {}
    columns = []
    for i, text in heads.items():
        field = fitting.get(i)
        if field is None:
            if head_key(text) not in {fold(REJECTED_HEAD), fold(english(REJECTED_HEAD))}:
                reasons.append(_unknown(i, text, fields))
        elif field.name in seen:
            reasons.append(Reason("“%(head)s”出现了两次", {"head": text.strip()}, where=str(i), mend="请删去一列"))
        else:
            seen[field.name] = i
            columns.append(HeadColumn(i, field, header_unit([text]).money))
    return HeadCheck(number, tuple(columns), tuple(reasons))


def _unknown(column: int, text: str, fields: Sequence[Field]) -> Reason:
    listed = [field.label for field in fields]
    near = process.extractOne(text.strip(), listed, score_cutoff=_NEAR)
    mend = "是不是“%(near)s”？请改成模板里的表头，或删去这一列" if near else "请删去这一列，或改成模板里的表头"
    return Reason("模板里没有“%(head)s”这一列", {"head": text.strip(), "near": near[0] if near else ""},
                  where=str(column), mend=mend)  # fmt: skip


def head_key(text: str) -> str:
    return fold(without_units(text.strip().lstrip("*＊").strip()))


def labels(fields: Sequence[Field]) -> Mapping[str, Field]:
    """Heads by normal form, in Chinese and in English."""
    known: dict[str, Field] = {}
    for field in fields:
        for label in (field.label, english(field.label), field.name):
            known.setdefault(head_key(label), field)
    return known


def path_key(path: Sequence[str]) -> str:
    return "/".join(head_key(part) for part in path)


def titles(fields: Sequence[Field]) -> Mapping[str, Field]:
    """Heads of offices' own ledgers by normal form: the labels, and what else these columns are called."""
    others = {path_key(title.split("/")): field for field in fields for title in field.titles}
    return {**others, **labels(fields)}

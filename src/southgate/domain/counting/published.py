"""A published list of 500 firms as a table: which column holds the name, the rank, the credit code.

The head row is the first that names a firm's column; everything above it is a title. Rows without a name are passed
over only when they are blank: a rank without a name is a fault of the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from southgate.domain.errors import Reason, Refused
from southgate.domain.matching.names import plain
from southgate.domain.reading.ledger.grid import Sheet, Value, Workbook, is_blank, letters

HEADS: Mapping[str, frozenset[str]] = {
    "name": frozenset({"企业名称", "公司名称", "名称", "企业", "公司", "中文名称", "公司中文名称", "企业中文名称"}),
    "rank": frozenset({"排名", "名次", "序号", "位次", "今年排名", "本年排名"}),
    "credit_code": frozenset({"统一社会信用代码", "信用代码", "社会信用代码"}),
}
"""Words of the head, without blanks and brackets."""
MOST = 500


@dataclass(frozen=True, slots=True)
class Firm:
    """One row: `where` is its cell, for a refusal."""

    name: str
    rank: int | None
    credit_code: str
    where: str


def firms_in(workbook: Workbook) -> tuple[Firm, ...]:
    """Firms of the first sheet that has a head. Raises Refused with every fault, each with its cell."""
    for sheet in workbook.sheets:
        head = _head(sheet)
        if head is not None:
            number, columns = head
            return _rows(sheet, number, columns)
    raise Refused([Reason("没有找到写着企业名称的表头", mend="表头里要有“企业名称”，可以有“排名”“统一社会信用代码”")])


def _head(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    for row in sheet.rows:
        found: dict[str, int] = {}
        for column, value in enumerate(row.values):
            key = next((name for name, words in HEADS.items() if plain(str(value or "")) in words), None)
            if key is not None and key not in found:
                found[key] = column
        if "name" in found:
            return row.number, found
    return None


def _rows(sheet: Sheet, head: int, columns: Mapping[str, int]) -> tuple[Firm, ...]:
    found: list[Firm] = []
    reasons: list[Reason] = []
    for row in sheet.rows:
        cells = {key: row.at(column) for key, column in columns.items()}
        if row.number <= head or all(is_blank(value) for value in cells.values()):
            continue
        where = f"{sheet.name}!{letters(columns['name'])}{row.number}"
        firm, wrong = _firm(cells, where)
        found.append(firm)
        reasons += wrong
    if not found:
        reasons.append(Reason("表头下面没有企业", where=sheet.name))
    if len(found) > MOST:
        say = "有 %(many)d 家企业，一张名单最多 %(most)d 家"
        reasons.append(Reason(say, {"many": len(found), "most": MOST}, where=sheet.name, mend="每张名单存成一个文件"))
    if reasons:
        raise Refused(reasons)
    return tuple(found)


def _firm(cells: Mapping[str, Value], where: str) -> tuple[Firm, list[Reason]]:
    name, reasons = str(cells["name"] or "").strip(), []
    if not name:
        reasons.append(Reason("没有企业名称", where=where, mend="补上名称，或删去这一行"))
    rank = _rank(cells.get("rank"))
    if rank is None and not is_blank(cells.get("rank")):
        reasons.append(Reason("“%(text)s”不是名次", {"text": str(cells["rank"])[:20]}, where=where))
    return Firm(name, rank, str(cells.get("credit_code") or "").strip(), where), reasons


def _rank(value: Value) -> int | None:
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value or "").strip()
    return int(text) if text.isdecimal() and 1 <= int(text) <= MOST else None

"""Workbooks that an officer brings: an office's own ledger with three bad rows, and what is mended in them by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

HEADS = (
    "序号", "项目名称", "企业名称", "统一社会信用代码", "片区", "总投资（亿元）", "阶段", "签约日期", "承诺投产日期",
    "责任单位",
)  # fmt: skip
ROWS: Sequence[Sequence[object]] = (
    (1, "示例液压阀组", "示流液压（示例）公司", None, "北片区", 1.2, "签约", "2026-09-17", "2027-11-30", "招商一局"),
    (2, "示例传感器封装", "示感电子（示例）公司", None, "东片区", 2.12, "签约", "2026-10-15", "2027.2.30", "招商二局"),
    (3, "示例气凝胶板", "示凝新材（示例）公司", "91990001MA0AGEK41", "北片区", 1.52, "签约", None, None, "招商三局"),
    (4, "示例墙体板材", "示垒建材（示例）公司", None, "南片区", 10600, "签约", "2026-07-09", "2027-03-12", "南片区办"),
    (5, "示例冷链车厢", "示冷车辆（示例）有限公司", None, "东片区", 0.86, "在谈", None, None, "招商二局"),
)  # fmt: skip


def with_three_bad_rows(path: Path) -> Path:
    """A title, a line with the office, two good rows, and three bad: no such day, a code too short, 万元 under 亿元."""
    book = openpyxl.Workbook()
    sheet: Worksheet = book.active
    sheet.append(["招商项目台账（示例数据，均为虚构）"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADS))
    sheet.append(["填报单位：招商一局（示例）    截至2026年11月"])
    sheet.append(list(HEADS))
    for row in ROWS:
        sheet.append(list(row))
    book.save(path)
    return path


def heads_of(sheet: Worksheet, first: str = "项目名称") -> dict[str, Cell]:
    """Head cells of the sheet by their text, without stars and units in brackets."""
    for row in sheet.iter_rows():
        texts = {str(cell.value).lstrip("*").split("（")[0].strip(): cell for cell in row if cell.value}
        if first in texts:
            return texts
    raise AssertionError(f"no head {first!r}")


def mend(path: Path, changes: Mapping[str, Mapping[str, object]]) -> int:
    """Write the changed cells (by project name and head) into the workbook; returns how many rows it has."""
    book = openpyxl.load_workbook(path)
    sheet: Worksheet = book.active
    heads, count = heads_of(sheet), 0
    for row in sheet.iter_rows(min_row=heads["项目名称"].row + 1):
        name = row[heads["项目名称"].column - 1].value
        count += bool(name)
        for head, value in changes.get(str(name), {}).items():
            row[heads[head].column - 1].value = value
    book.save(path)
    return count


def fill(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    """Write rows (by head) under the heads of a template; what stands there as a sample goes."""
    book = openpyxl.load_workbook(path)
    sheet: Worksheet = book.active
    heads = heads_of(sheet)
    top = heads["项目名称"].row + 1
    for offset, row in enumerate(rows):
        for head, value in row.items():
            sheet.cell(top + offset, heads[head].column, value)
    book.save(path)

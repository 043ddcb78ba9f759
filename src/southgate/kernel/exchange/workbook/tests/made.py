"""Workbooks made for the tests, as bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import openpyxl
from openpyxl.styles import Font, PatternFill


def xlsx(fill: Callable[[Any], None]) -> bytes:
    """An xlsx that openpyxl wrote after `fill` was called with its only sheet."""
    book = openpyxl.Workbook()
    fill(book.active)
    return saved(book)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ledger(sheet: Any) -> None:
    """A small ledger with looks, merges, hidden rows and columns, dates, formulas (示例)."""
    sheet.title = "重点项目"
    for row in (
        ["示例园区重点项目表", None, None, None, "单位：万元"],
        ["序号", "项目名称", "建设单位", "总投资", "开工时间", "责任单位"],
        [1, "甲料项目", "甲料新材料有限公司", 12000, date(2024, 5, 1), "招商局"],
        [2, "乙件项目", "乙件装备有限公司", "0.8亿元", "2024.6", None],
        [3, "丙材项目", "丙材科技有限公司", "=D3+1", date(2024, 7, 8), "商务局"],
    ):
        sheet.append(row)
    sheet["E3"].number_format = 'yyyy"年"m"月"'
    sheet["B4"].font = Font(strike=True)
    sheet["B5"].fill = PatternFill("solid", fgColor="FFFF9999")
    sheet.merge_cells("F3:F4")
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["C"].hidden = True


def repacked(data: bytes, changed: Mapping[str, bytes | None]) -> bytes:
    """The zip with members replaced, added, or (None) left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = changed.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in changed.items():
            if name not in old.namelist() and content is not None:
                new.writestr(name, content)
    return out.getvalue()

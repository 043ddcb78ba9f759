"""Workbooks of firms, made without the house: for who must not start it."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter
from stdnum.cn import uscc

HEADS = ("* 企业名称", "统一社会信用代码", "所属集团", "行业", "来源地")


def code(number: int) -> str:
    base = f"91990001MA{number:07d}"
    return base + uscc.calc_check_digit(base)


def firm(number: int, **changed: str) -> list[str]:
    row = {
        "name": f"示例精密传动{number}有限公司",
        "code": code(number),
        "group": "",
        "industry": "智能装备",
        "from": "广东",
    }
    return list({**row, **changed}.values())


def workbook(rows: Sequence[Sequence[object]], heads: Sequence[str] = HEADS) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet("企业名册")
        page.write_row(0, 0, heads)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if value != "":
                    page.write(number, column, value)
    return out.getvalue()

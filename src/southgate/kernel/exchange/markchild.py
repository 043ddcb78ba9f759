"""The child that marks refused cells in an uploaded xlsx: no Django, limited memory and time, no network.

Formulas are left out for the values they showed: a workbook that goes back holds nothing that runs.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

MEMORY = 768 << 20
SECONDS = 50
LONGEST_COMMENT = 1_000
AUTHOR = "Southgate"
RED = PatternFill("solid", fgColor="F9D7D5")


def main(original: str, path: str) -> int:
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (most, most))
    asked = json.load(sys.stdin)
    book = load_workbook(original, data_only=True, keep_links=False, keep_vba=False)
    for sheet, rows in asked["rows"].items():
        mark_sheet(book[sheet], rows, asked["heads"].get(sheet, 1), asked["head"])
    book.save(path)
    return 0


def mark_sheet(page: Any, rows: dict[str, Any], head_row: int, head: str) -> None:
    """Marks on the cells, and the reasons in a column of their own (the one of last time, if there is one)."""
    titles = [page.cell(head_row, column).value for column in range(1, page.max_column + 1)]
    column = titles.index(head) + 1 if head in titles else page.max_column + 1
    if head in titles:
        for old in range(head_row + 1, page.max_row + 1):
            page.cell(old, column).value = None
    page.cell(head_row, column).value = head
    for number, (say, cells) in rows.items():
        plain(page.cell(int(number), column), say)
        for at, wrong in cells.items():
            cell = page.cell(int(number), int(at) + 1)
            if type(cell).__name__ != "MergedCell":
                cell.fill = RED
                cell.comment = Comment(wrong[:LONGEST_COMMENT], AUTHOR)


def plain(cell: Any, text: str) -> None:
    cell.value = text
    cell.data_type = "s"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

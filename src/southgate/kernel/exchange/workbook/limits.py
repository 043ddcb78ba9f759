"""How much a workbook may be, and what is said when it is more. Checked before unpacking and again while reading."""

from __future__ import annotations

from southgate.domain.errors import Reason, Refused

MEGABYTE = 1024 * 1024
UPLOAD = 20 * MEGABYTE
MEMBERS = 500
UNPACKED = 200 * MEGABYTE
RATIO = 100  # unpacked to packed, of the whole and of each large member
SMALL_MEMBER = MEGABYTE  # a member below this may be packed better than RATIO
ROWS = 50_000
SPARE_ROWS = 200  # titles, headers, notes around the rows of data
COLUMNS = 200
CELL_TEXT = 32_767  # characters, the limit of the spreadsheet programs themselves
SHEETS = 100
MERGES = 100_000
SECONDS = 30
MEMORY = 512 * MEGABYTE
ANSWER = 400 * MEGABYTE  # bytes that the child may send


class Unreadable(Refused):
    """A file that cannot be read as a workbook; carries every reason, each with the way to mend it."""


def unreadable(say: str, mend: str = "", **params: object) -> Unreadable:
    return Unreadable([Reason(say, params, mend=mend)])


def too_many_rows(sheet: str) -> Unreadable:
    return unreadable("“%(sheet)s”超过 %(rows)d 行", "请分成几个文件，每个不超过 5 万行", sheet=sheet, rows=ROWS)


def too_many_columns(sheet: str) -> Unreadable:
    return unreadable("“%(sheet)s”超过 %(columns)d 列", "请删去用不到的列后再传", sheet=sheet, columns=COLUMNS)


def too_large_unpacked() -> Unreadable:
    return unreadable(
        "文件解开后超过 %(megabytes)d MB", "请删去图片和用不到的工作表后再传", megabytes=UNPACKED // MEGABYTE
    )


def damaged(say: str, **params: object) -> Unreadable:
    """A file that is broken, with what exactly is wrong in it."""
    return unreadable(
        "文件已损坏，读不出来（%(detail)s）", "请用 Excel 或 WPS 打开后另存为 xlsx 再传", detail=Reason(say, params)
    )

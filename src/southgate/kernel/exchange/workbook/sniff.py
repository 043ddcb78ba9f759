"""What a file is, by its bytes and not by its name, and a plain reason for everything that is no workbook."""

from __future__ import annotations

from typing import Literal

from southgate.domain.errors import Reason
from southgate.kernel.exchange.workbook.limits import MEGABYTE, UPLOAD, Unreadable, unreadable

Form = Literal["xlsx", "xls", "csv"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ONE_SIDED = 6  # zeros on one side for each on the other; U+4E00 一 has one on the other
SAVE_AS = "请用 Excel 或 WPS 打开后另存为 xlsx 再传"
OURS = "请上传 xlsx、xls 或 csv 文件"
_PICTURE = Reason("这是图片，不是表格", mend=OURS)
_PACKED = Reason("这是压缩包，不是表格", mend="请解开后上传里面的 xlsx、xls 或 csv 文件")
_PROGRAM = Reason("这是程序，不是表格", mend=OURS)
_DATABASE = Reason("这是数据库文件，不是表格", mend=OURS)
WRITTEN = Reason("这是 Word 或 PowerPoint 文档，不是表格", mend=OURS)
_OTHERS = (
    (b"%PDF", Reason("这是 PDF 文件，不是表格", mend=OURS)),
    (b"{\\rtf", WRITTEN),
    *((mark, _PICTURE) for mark in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM")),
    *((mark, _PACKED) for mark in (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")),
    *((mark, _PROGRAM) for mark in (b"MZ", b"\x7fELF")),
    *((mark, _DATABASE) for mark in (b"SQLite format 3", b"PAR1")),
)
_BIFF_OLD = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")


def form_of(data: bytes) -> Form:
    """The form of a workbook; raises `Unreadable` with what the file is instead."""
    if len(data) > UPLOAD:
        raise unreadable(
            "文件有 %(megabytes)d MB，超过 %(limit)d MB",
            "请拆成几个文件",
            megabytes=len(data) // MEGABYTE,
            limit=UPLOAD // MEGABYTE,
        )
    if not data.strip(b"\x00\t\r\n "):
        raise unreadable("文件是空的", "请确认选对了文件")
    if data.startswith(b"PK\x03\x04"):
        return "xlsx"
    if data.startswith(b"PK"):
        raise unreadable("压缩包是空的或不完整", SAVE_AS)
    if data.startswith(OLE) or data.startswith(_BIFF_OLD):
        return _ole(data)
    for mark, reason in _OTHERS:
        if data.startswith(mark):
            raise Unreadable([reason])
    return _text(data)


def _ole(data: bytes) -> Form:
    if _has_stream(data, "EncryptedPackage"):
        raise unreadable("文件加了密码，打不开", "请取消密码后另存再传")
    if _has_stream(data, "WordDocument") or _has_stream(data, "PowerPoint Document"):
        raise Unreadable([WRITTEN])
    if _has_stream(data, "_VBA_PROJECT"):
        raise unreadable("文件里有宏，不能导入", "请另存为不带宏的 xlsx 再传")
    return "xls"


def _has_stream(data: bytes, name: str) -> bool:
    """Whether a compound file has a directory entry of this name (entries are 128 bytes, names UTF-16 at their
    start)."""
    wanted = (name + "\x00").encode("utf-16-le")
    at = data.find(wanted)
    while at != -1:
        if at % 128 == 0:
            return True
        at = data.find(wanted, at + 2)
    return False


def _text(data: bytes) -> Form:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<meta", b"<head", b"<style")) or b"<table" in head[:2048]:
        raise unreadable("这是改了后缀名的网页，不是表格", SAVE_AS)
    if head.startswith(b"<?xml"):
        raise unreadable("这是 XML 文件，不是 xlsx", SAVE_AS)
    if head.startswith((b"{", b"[{")):
        raise unreadable("这是 JSON 文件，不是表格", OURS)
    if _is_binary(data):
        raise unreadable("认不出文件的格式", OURS)
    return "csv"


def wide(sample: bytes) -> str | None:
    """The name of UTF-16 without a mark: commas, digits and line ends leave zeros, nearly all of them on one side."""
    low, high = sample[1::2].count(0), sample[0::2].count(0)
    if max(low, high) <= len(sample) // 40 or max(low, high) < ONE_SIDED * min(low, high):
        return None
    return "utf-16-le" if low > high else "utf-16-be"


def _is_binary(data: bytes) -> bool:
    """Control characters that no text of any encoding has; UTF-16 is told by its zero bytes elsewhere."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or wide(data[:8192]):
        return False
    sample = data[:8192]
    control = sum(sample.count(code) for code in (*range(0, 9), *range(14, 27), *range(28, 32)))
    return control > 0 and control * 200 > len(sample)

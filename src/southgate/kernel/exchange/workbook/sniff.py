"""What a file is, by its bytes and not by its name, and a plain reason for everything that is no workbook."""

from __future__ import annotations

from typing import Literal

from southgate.kernel.exchange.workbook.limits import MEGABYTE, UPLOAD, unreadable

Form = Literal["xlsx", "xls", "csv"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AS = "请用 Excel 或 WPS 打开后另存为 xlsx 再传"
_OTHERS = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"{\\rtf", "RTF 文档"),
    (b"MZ", "程序"),
    (b"\x7fELF", "程序"),
    (b"PAR1", "Parquet 文件"),
    (b"SQLite format 3", "数据库文件"),
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
    for mark, what in _OTHERS:
        if data.startswith(mark):
            raise unreadable("这是%(what)s，不是表格", "请上传 xlsx、xls 或 csv 文件", what=what)
    return _text(data)


def _ole(data: bytes) -> Form:
    if _has_stream(data, "EncryptedPackage"):
        raise unreadable("文件加了密码，打不开", "请取消密码后另存再传")
    if _has_stream(data, "WordDocument") or _has_stream(data, "PowerPoint Document"):
        raise unreadable("这是%(what)s，不是表格", "请上传 xlsx、xls 或 csv 文件", what="Word 或 PowerPoint 文档")
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
        raise unreadable("这是 JSON 文件，不是表格", "请上传 xlsx、xls 或 csv 文件")
    if _is_binary(data):
        raise unreadable("认不出文件的格式", "请上传 xlsx、xls 或 csv 文件")
    return "csv"


def _is_binary(data: bytes) -> bool:
    """Control characters that no text of any encoding has; UTF-16 is told by its zero bytes elsewhere."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    sample = data[:8192]
    if sample.count(0) > len(sample) // 5:
        return sample[0::2].count(0) < len(sample) // 5 and sample[1::2].count(0) < len(sample) // 5
    control = sum(sample.count(code) for code in (*range(0, 9), *range(14, 27), *range(28, 32)))
    return control > 0 and control * 200 > len(sample)

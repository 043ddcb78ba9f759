"""The zip of an xlsx, opened with suspicion: counted from the central directory before unpacking, and again while
reading."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection, Iterator

from southgate.kernel.exchange.workbook.limits import (
    MEMBERS,
    RATIO,
    SMALL_MEMBER,
    UNPACKED,
    Unreadable,
    damaged,
    too_large_unpacked,
    unreadable,
)
from southgate.kernel.exchange.workbook.sniff import WRITTEN

CHUNK = 64 * 1024
MACROS = ("vbaproject.bin", "xl/macrosheets/")


class Archive:
    """Members of a checked zip. `read` and `chunks` stop as soon as more comes out than the limits allow."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as error:
            raise damaged("压缩目录不对") from error
        _check(members)
        self._names = {m.filename.lower().replace("\\", "/").lstrip("/"): m for m in members}
        self._left = UNPACKED
        _check_content(self._names.keys())

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def names(self) -> list[str]:
        return list(self._names)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a member piece by piece; raises `Unreadable` when it is missing, damaged or too large."""
        member = self._names.get(name.lower())
        if member is None:
            raise damaged("缺少 %(part)s", part=name)
        try:
            with self._zip.open(member) as stream:
                while chunk := stream.read(CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise too_large_unpacked()
                    yield chunk
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            raise damaged("%(part)s 解不开", part=name) from error

    def read(self, name: str) -> bytes:
        return b"".join(self.chunks(name))


def _check(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MEMBERS:
        raise unreadable(
            "压缩包里有 %(count)d 个部分，超过 %(limit)d 个",
            "请删去图片和用不到的工作表后再传",
            count=len(members),
            limit=MEMBERS,
        )
    if any(m.flag_bits & 1 for m in members):
        raise unreadable("文件加了密码，打不开", "请取消密码后另存再传")
    if sum(m.file_size for m in members) > UNPACKED:
        raise too_large_unpacked()
    packed = sum(m.compress_size for m in members)
    if any(_bomb(m.file_size, m.compress_size) for m in members) or _bomb(sum(m.file_size for m in members), packed):
        raise unreadable(
            "文件压缩得反常（超过 %(ratio)d 倍），不予打开", "请用 Excel 或 WPS 打开后另存为 xlsx 再传", ratio=RATIO
        )
    if len({m.filename for m in members}) != len(members):
        raise damaged("压缩包里有重名的部分")
    if any(m.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for m in members):
        raise damaged("压缩方式不是表格用的")


def _bomb(unpacked: int, packed: int) -> bool:
    return unpacked > SMALL_MEMBER and unpacked > RATIO * max(packed, 1)


def _check_content(listed: Collection[str]) -> None:
    if any(mark in name for name in listed for mark in MACROS):
        raise unreadable("文件里有宏，不能导入", "请另存为不带宏的 xlsx 再传")
    if "xl/workbook.bin" in listed:
        raise unreadable("这是 xlsb 文件，读不了", "请另存为 xlsx 再传")
    if "word/document.xml" in listed or "ppt/presentation.xml" in listed:
        raise Unreadable([WRITTEN])
    if "content.xml" in listed and "mimetype" in listed:
        raise unreadable("这是 ODS 文件，读不了", "请另存为 xlsx 再传")
    if "xl/workbook.xml" not in listed:
        raise unreadable("这是压缩包，不是表格", "请解开后上传里面的 xlsx、xls 或 csv 文件")

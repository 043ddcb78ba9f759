"""What a file is, by its bytes. What may carry a program into a browser or an office machine is refused or flagged."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import puremagic

from southgate.domain.errors import Reason, Refused

HEAD = 8_192
MEMBERS = 20_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MACRO_MARKS = (b"_\x00V\x00B\x00A\x00_\x00P\x00R\x00O\x00J\x00E\x00C\x00T", b"V\x00B\x00A\x00")
ALLOWED: Mapping[str, tuple[str, ...]] = {
    "application/pdf": ("pdf",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/webp": ("webp",),
    "image/tiff": ("tif", "tiff"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx", "docm"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx", "xlsm"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ("pptx", "pptm"),
    "application/x-ole-storage": ("doc", "xls", "ppt", "wps", "et", "dps"),
    "application/ofd": ("ofd",),
    "application/zip": ("zip",),
    "text/plain": ("txt", "csv"),
}
WHAT_MAY_COME = "PDF、OFD、图片、Word、Excel、PPT、WPS、txt、csv、zip"
_OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script")


@dataclass(frozen=True, slots=True)
class Content:
    """What the bytes are: media type, and whether programs (macros) are in it."""

    media: str
    macros: bool


def look(path: Path, name: str) -> Content:
    """The content of a stored file. Raises Refused for what may not come in, or bears the name of something else."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    content = _of(path, head)
    if content is None:
        raise Refused([Reason("这种文件不收：%(what)s", {"what": _said(head)}, where="file",
                              mend="可以收：" + WHAT_MAY_COME)])  # fmt: skip
    ending = PurePosixPath(name).suffix.lower().lstrip(".")
    if ending not in ALLOWED[content.media]:
        raise Refused([
            Reason("扩展名是 %(ending)s，内容却是 %(media)s", {"ending": ending or "（无）", "media": content.media},
                   where="file", mend="请用原来的程序另存，不要改扩展名")
        ])  # fmt: skip
    return content


def _of(path: Path, head: bytes) -> Content | None:
    if head.startswith(b"%PDF-"):
        return Content("application/pdf", False)
    if head.startswith(b"PK\x03\x04"):
        return _zip(path)
    if head.startswith(OLE):
        return Content("application/x-ole-storage", _has_marks(path))
    guess = _guess(head)
    if guess in ALLOWED and guess.startswith("image/"):
        return Content(guess, False)
    return Content("text/plain", False) if _is_text(head) else None


def _zip(path: Path) -> Content | None:
    """A zip by the names in its central directory; nothing is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [member.filename.lower() for member in archive.infolist()[:MEMBERS]]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
        return None
    macros = any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names)
    if "[content_types].xml" in names:
        media = next((media for part, media in _OFFICE.items() if any(n.startswith(part) for n in names)), None)
        return Content(media, macros) if media else None
    if "ofd.xml" in names:
        return Content("application/ofd", False)
    return Content("application/zip", False)


def _has_marks(path: Path) -> bool:
    data = path.read_bytes()
    return any(mark in data for mark in MACRO_MARKS)


def _guess(head: bytes) -> str:
    try:
        return str(puremagic.from_string(head, mime=True))
    except (puremagic.PureError, ValueError):
        return ""


def _is_text(head: bytes) -> bool:
    """Plain text in an encoding that offices write; markup is none, for a browser would run it."""
    if b"\0" in head or head.lstrip().lower().startswith(_MARKUP):
        return False
    for code in ("utf-8", "gb18030"):
        try:
            head[: len(head) - 4 or None].decode(code)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _said(head: bytes) -> str:
    if head.lstrip().lower().startswith(_MARKUP):
        return "网页、SVG 或 XML"
    if head.startswith((b"MZ", b"\x7fELF", b"#!")):
        return "程序"
    return _guess(head) or "看不出是什么"

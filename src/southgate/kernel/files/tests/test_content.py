"""Files are what their bytes are; programs and markup do not come in."""

from __future__ import annotations

import io
import zipfile

import pytest

from southgate.domain.errors import Refused
from southgate.kernel.files.content import OLE, look

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + b"\x00" * 40


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def seen(tmp_path, name: str, data: bytes):
    (tmp_path / "f").write_bytes(data)
    return look(tmp_path / "f", name)


@pytest.mark.parametrize(
    ("name", "data", "media", "macros"),
    [
        ("合同.pdf", b"%PDF-1.7\n...", "application/pdf", False),
        ("现场.png", PNG, "image/png", False),
        ("函.docx", zipped("[Content_Types].xml", "word/document.xml"), WORD, False),
        ("函.docm", zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), WORD, True),
        ("表.xls", OLE + b"\0" * 600, "application/x-ole-storage", False),
        ("表.xls", OLE + "_VBA_PROJECT".encode("utf-16-le"), "application/x-ole-storage", True),
        ("文.ofd", zipped("OFD.xml"), "application/ofd", False),
        ("附.zip", zipped("a.txt"), "application/zip", False),
        ("说明.txt", "园区说明".encode("gb18030"), "text/plain", False),
    ],
)
def test_it_knows_what_may_come(tmp_path, name, data, media, macros):
    found = seen(tmp_path, name, data)
    assert (found.media, found.macros) == (media, macros)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a.txt", b"  <!DOCTYPE html><script>alert(1)</script>"),
        ("a.pdf", b"MZ\x90\x00"),
        ("a.exe", b"MZ\x90\x00"),
        ("a.txt", b"\x00\x01\x02"),
        ("合同.pdf", PNG),
        ("合同.docx", b"%PDF-1.7"),
        ("a.docx", b"PK\x03\x04broken"),
        ("无扩展名", b"%PDF-1.7"),
    ],
)
def test_what_may_not_come_is_refused(tmp_path, name, data):
    with pytest.raises(Refused) as refusal:
        seen(tmp_path, name, data)
    assert refusal.value.reasons[0].mend

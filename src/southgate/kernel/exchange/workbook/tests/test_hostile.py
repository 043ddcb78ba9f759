"""Files that are no workbook, or more than one may be: a plain reason, quickly, and nothing else."""

from __future__ import annotations

import io
import os
import random
import time
import zipfile

import pytest

from southgate.domain.reading.ledger.read import read_any_ledger
from southgate.domain.reading.ledger.tables import tables
from southgate.kernel.exchange.workbook.limits import Unreadable
from southgate.kernel.exchange.workbook.open import read_workbook
from southgate.kernel.exchange.workbook.sniff import OLE
from southgate.kernel.exchange.workbook.tests.made import ledger, repacked, xlsx

GOOD = xlsx(ledger)
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
SHEET = "xl/worksheets/sheet1.xml"
SECONDS = 5  # TRUST S2b: each file is answered within this


def ole(stream: str) -> bytes:
    return OLE + b"\x00" * 120 + (stream + "\x00").encode("utf-16-le").ljust(128, b"\x00") + b"\x00" * 512


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", b"<workbook/>")
        made.writestr(SHEET, b"0" * (30 << 20))
    return out.getvalue()


def wide(columns: int) -> bytes:
    return xlsx(lambda made: made.cell(1, columns, "x"))


def many() -> bytes:
    return repacked(GOOD, {f"xl/media/{n}.bin": b"x" for n in range(600)})


CASES = [
    (b"", "空的"),
    (b"   \r\n", "空的"),
    (b"%PDF-1.7 x", "PDF"),
    (b"\x89PNG\r\n", "图片"),
    (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
    (b"<?xml version='1.0'?><Workbook/>", "XML"),
    (b'{"a": 1}', "JSON"),
    (bytes(range(256)) * 40, "认不出"),
    (ole("EncryptedPackage"), "加了密码"),
    (ole("WordDocument"), "Word"),
    (ole("_VBA_PROJECT"), "宏"),
    (ole("Workbook"), "已损坏"),
    (OLE + b"\x00" * 4000, "已损坏"),
    (GOOD[: len(GOOD) // 2], "已损坏"),
    (b"PK\x03\x04" + b"\x00" * 400, "已损坏"),
    (b"PK\x05\x06" + b"\x00" * 18, "不完整"),
    (bomb(), "反常"),
    (many(), "超过 500 个"),
    (wide(201), "超过 200 列"),
    (repacked(GOOD, {"xl/vbaProject.bin": b"x"}), "宏"),
    (repacked(GOOD, {"xl/workbook.xml": None, "word/document.xml": b"x"}), "Word"),
    (repacked(GOOD, {"xl/workbook.xml": None}), "压缩包"),
    (repacked(GOOD, {"xl/workbook.xml": None, "xl/workbook.bin": b"x"}), "xlsb"),
    (repacked(GOOD, {SHEET: LAUGHS}), "实体"),
    (repacked(GOOD, {SHEET: b"<worksheet><sheetData>"}), "已损坏"),
    (repacked(GOOD, {SHEET: None}), "已损坏"),
    (repacked(GOOD, {SHEET: b'<a><row r="1"><c r="A1" t="s"><v>99</v></c></row></a>'}), "找不到的文字"),
    (repacked(GOOD, {SHEET: b'<a><row r="1"><c r="A1"><v>1e999</v></c></row></a>'}), "不成数"),
    (repacked(GOOD, {SHEET: b'<a><row r="1"><c r="ZZZZZZ1"><v>1</v></c></row></a>'}), "位置不对"),
]


@pytest.mark.parametrize(("data", "why"), CASES, ids=[why + str(i) for i, (_, why) in enumerate(CASES)])
def test_a_plain_reason(data, why):
    started = time.perf_counter()
    with pytest.raises(Unreadable) as refusal:
        read_workbook(data)
    assert why in str(refusal.value)
    assert time.perf_counter() - started < SECONDS


def test_too_large_is_said_before_anything_is_read():
    with pytest.raises(Unreadable, match="超过 20 MB"):
        read_workbook(b"x" * (21 << 20))


def test_too_slow_is_stopped():
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{n}</t></is></c></row>' for n in range(1, 40_000))
    data = repacked(GOOD, {SHEET: f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()})
    with pytest.raises(Unreadable, match="还没读完"):
        read_workbook(data, seconds=0.05)


def mutated(data: bytes, draw: random.Random) -> bytes:
    spoiled = bytearray(data)
    for _ in range(draw.randint(1, 12)):
        if len(spoiled) < 9:
            break
        at = draw.randrange(len(spoiled))
        kind = draw.randrange(4)
        if kind == 0:
            spoiled[at] ^= 1 << draw.randrange(8)
        elif kind == 1:
            del spoiled[at : at + draw.randint(1, 40)]
        elif kind == 2:
            spoiled[at:at] = draw.randbytes(draw.randint(1, 20))
        else:
            del spoiled[max(at, 8) :]
    return bytes(spoiled) or b"x"


MUTANTS = 2_000 if os.environ.get("SOUTHGATE_TRUST") == "1" else 24


@pytest.mark.trust
@pytest.mark.parametrize("seed", range(MUTANTS))
def test_mutants_are_read_or_refused(seed):
    draw = random.Random(seed)
    base = GOOD if seed % 3 else "序号,项目名称,投资方,总投资（万元）\n1,甲料项目,甲料公司,5000\n".encode("gbk")
    started = time.perf_counter()
    try:
        read_any_ledger(read_workbook(mutated(base, draw)), tables())
    except Unreadable as refusal:
        assert str(refusal)
    assert time.perf_counter() - started < SECONDS

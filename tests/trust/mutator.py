"""Workbooks as no honest program writes them: bits flipped, cut short, members edited, bombs, odd dates, wrong names.

`mutants(seed, count)` gives (what was done, file name, bytes); the same seed gives the same files.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import xlsxwriter

from tests.trust.sheets import firm, workbook

SHARED = Path(__file__).resolve().parents[3] / "shared" / "ledgers"
XML = "xl/worksheets/sheet1.xml"
BILLION = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&c;</t></is></c>'
    "</row></sheetData></worksheet>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'


def bases() -> list[tuple[str, bytes]]:
    """Honest files: our template, an office's ledger, csv in three encodings, and xls where the shared one is there."""
    rows = [firm(number) for number in range(40)]
    text = "企业名称,统一社会信用代码,行业\n" + "\n".join(f"{r[0]},{r[1]},{r[3]}" for r in rows)
    found = [("template.xlsx", workbook(rows)), ("ledger.xlsx", office_ledger())]
    found += [(f"{code}.csv", text.encode(code)) for code in ("gb18030", "utf-8-sig", "utf-16")]
    old = SHARED / "a3-under-construction.xls"
    return [*found, ("old.xls", old.read_bytes())] if old.exists() else found


def office_ledger() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("重点项目")
        page.merge_range(0, 0, 0, 4, "示例园区重点项目台账")
        page.write(1, 0, "单位：万元")
        page.write_row(2, 0, ["序号", "项目名称", "企业名称", "总投资", "投产时间"])
        for n in range(30):
            page.write_row(3 + n, 0, [n + 1, f"示例项目{n}号", f"示例企业{n}有限公司", 5000 + n, "2027年3月"])
        book.add_worksheet("说明").hide()
    return out.getvalue()


def flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 40)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.randbytes(chance.randint(1, 4000)) + data[at:]


def shuffle(data: bytes, chance: random.Random) -> bytes:
    a, b = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[:a] + data[b:] + data[a:b]


def repack(change: Callable[[dict[str, bytes], random.Random], None]) -> Callable[[bytes, random.Random], bytes]:
    """A mutation of the members of an xlsx; other files are only flipped."""

    def mutate(data: bytes, chance: random.Random) -> bytes:
        if not data.startswith(b"PK"):
            return flip(data, chance)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        change(members, chance)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return out.getvalue()

    mutate.__name__ = change.__name__
    return mutate


def drop_member(members: dict[str, bytes], chance: random.Random) -> None:
    del members[chance.choice(sorted(members))]


def flip_member(members: dict[str, bytes], chance: random.Random) -> None:
    name = chance.choice(sorted(members))
    members[name] = flip(members[name], chance) if members[name] else b"x"


def swap_members(members: dict[str, bytes], chance: random.Random) -> None:
    a, b = chance.sample(sorted(members), 2)
    members[a], members[b] = members[b], members[a]


def entities(members: dict[str, bytes], chance: random.Random) -> None:
    members[XML] = chance.choice([BILLION, OUTSIDE]).encode()


def bomb(members: dict[str, bytes], chance: random.Random) -> None:
    members[chance.choice([XML, "xl/media/x.bin", "xl/sharedStrings.xml"])] = b"0" * chance.choice([3, 60, 250]) * 10**6


def many_members(members: dict[str, bytes], chance: random.Random) -> None:
    members |= {f"xl/extra{n}.xml": b"<x/>" for n in range(chance.choice([100, 2000]))}


def macros(members: dict[str, bytes], chance: random.Random) -> None:
    members["xl/vbaProject.bin"] = chance.randbytes(500)


def dates_1904(members: dict[str, bytes], chance: random.Random) -> None:
    members["xl/workbook.xml"] = members["xl/workbook.xml"].replace(b"<workbookPr", b'<workbookPr date1904="1"')


def edit_sheet(old: bytes, *new: bytes) -> Callable[[dict[str, bytes], random.Random], None]:
    def sheet(members: dict[str, bytes], chance: random.Random) -> None:
        members[XML] = members.get(XML, b"").replace(old, chance.choice(new))

    return sheet


huge_rows = edit_sheet(b'<row r="2"', b'<row r="1048576"', b'<row r="99999999999"', b'<row r="-4"', b'<row r="x"')
huge_columns = edit_sheet(b'r="B2"', b'r="XFD2"', b'r="ZZZZZZZZ2"', b'r="2B"', b'r=""')
strange_values = edit_sheet(b"<v>1</v>", b"<v>1e400</v>", b"<v>NaN</v>", b"<v>99999999</v>", b"<v></v>", b"<v>-1</v>")
merges = edit_sheet(
    b"</sheetData>",
    b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    b'</sheetData><mergeCells><mergeCell ref="B9:A1"/><mergeCell ref="?"/></mergeCells>',
)


def links(members: dict[str, bytes], chance: random.Random) -> None:
    name = "xl/_rels/workbook.xml.rels"
    target = chance.choice(["http://127.0.0.1:9/x", "file:///etc/passwd", "../../../../etc/passwd"])
    link = f'<Relationship Id="rId99" Type="x/externalLink" Target="{target}" TargetMode="External"/></Relationships>'
    members[name] = members[name].replace(b"</Relationships>", link.encode())


def encoded(data: bytes, chance: random.Random) -> bytes:
    """Text in an encoding that its first bytes deny, or with bytes that belong to none."""
    text = data.decode("gb18030", "replace")
    code = chance.choice(["utf-16-le", "utf-16-be", "big5", "utf-32", "utf-8", "latin-1"])
    return chance.choice([b"", b"\xff\xfe", b"\xef\xbb\xbf", b"\x00\x00"]) + text.encode(code, "replace")


def quoted(data: bytes, chance: random.Random) -> bytes:
    pieces = [b'"', b'""', b",", b"\r", b"\n", b"\x00", b"\t", b"=cmd|' /C calc'!A1", b"x" * 200_000]
    for _ in range(chance.randint(1, 30)):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice(pieces) + data[at:]
    return data


def lie_about_sizes(data: bytes, chance: random.Random) -> bytes:
    """Sizes in the central directory that the members do not keep."""
    changed, at = bytearray(data), 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        struct.pack_into("<I", changed, at + chance.choice([20, 24]), chance.choice([0, 10, 2**31, 2**32 - 1]))
        at += 4
    return bytes(changed)


PLAIN = (flip, cut, insert, shuffle, encoded, quoted, lie_about_sizes)
MEMBERS = tuple(
    repack(change)
    for change in (drop_member, flip_member, swap_members, entities, bomb, many_members, macros, dates_1904,
                   huge_rows, huge_columns, strange_values, merges, links)
)  # fmt: skip
NAMES = ("a.xlsx", "a.xls", "a.csv", "a.txt", "a.pdf", "../../a.xlsx", "a\x00.xlsx", "很长" * 200 + ".xlsx", "")


def mutants(seed: int, count: int) -> Iterator[tuple[str, str, bytes]]:
    chance = random.Random(seed)
    known = bases()
    for number in range(count):
        base, data = known[number % len(known)]
        change = chance.choice(PLAIN + MEMBERS if base.endswith("xlsx") else PLAIN)
        yield f"{number} {base} {change.__name__}", chance.choice(NAMES), change(data, chance)

"""Repeats inside one workbook: rows that are the same project of the same firm, written the same or another way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from southgate.domain.errors import Reason
from southgate.domain.matching.names import ProjectForms, firm_core, firm_key, firm_stem, places_in, project_forms

MIN_PROJECT = 6  # shorter project names are not compared by single characters
ENOUGH_FACTS = 2  # facts (sum, date, area …) that must agree before a firm one character apart is asked about
TELLING = frozenset("0123456789一二三四五六七八九十甲乙丙丁东西南北中上下新老左右前后")


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says about its identity; `facts` are comparable values such as the sum and the dates."""

    firm: str
    project: str
    code: str = ""
    facts: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Repeat:
    """Row `later` may repeat row `earlier` (positions in the list that was given)."""

    earlier: int
    later: int
    because: Reason


@dataclass(frozen=True, slots=True)
class _Known:
    row: Row
    key: str
    core: str
    stem: str
    project: ProjectForms


def repeats(rows: Sequence[Row]) -> list[Repeat]:
    """One repeat for each later row that names an earlier one; the earliest fitting row counts.

    Rows meet in blocks of equal project form or equal firm, so the work grows with the rows, not with their square.
    """
    places = places_in(row.firm for row in rows if row.firm)
    known = [_known(row, places) for row in rows]
    blocks: dict[str, list[int]] = defaultdict(list)
    found: list[Repeat] = []
    for later, item in enumerate(known):
        names = list(_blocks(item))
        near = sorted({i for name in names for i in blocks[name][:200]})
        because = next(((i, why) for i in near if (why := same(known[i], item)) is not None), None)
        if because is not None:
            found.append(Repeat(because[0], later, because[1]))
        for name in names:
            blocks[name].append(later)
    return found


def _known(row: Row, places: frozenset[str]) -> _Known:
    firm = row.firm
    return _Known(
        row, firm_key(firm), firm_core(firm), firm_stem(firm, places), project_forms(row.project, firm, places)
    )


def _blocks(item: _Known) -> Iterator[str]:
    if item.project.key:
        yield "p" + item.project.key
    if item.project.core and item.stem:
        yield "c" + item.project.core + "|" + item.stem
    if item.stem and len(item.project.core) >= MIN_PROJECT:
        yield "f" + item.stem


def same(a: _Known, b: _Known) -> Reason | None:
    """Why two rows may be one project, or None when they are not."""
    if not a.project.key or not b.project.key:
        return None
    firm = _same_firm(a, b)
    project = _same_project(a, b)
    if firm is None or project is None:
        return None
    return Reason("%(firm)s，%(project)s", {"firm": firm, "project": project})


def _same_firm(a: _Known, b: _Known) -> Reason | None:
    if not a.key or not b.key:
        return Reason("企业名称未写全") if a.project.key == b.project.key else None
    if a.key == b.key:
        return Reason("企业名称相同") if a.row.firm == b.row.firm else Reason("企业名称仅括号、空格或全半角写法不同")
    if a.core == b.core:
        return Reason("企业名称只差“有限公司”等字样")
    if a.stem == b.stem:
        return Reason("企业名称只差地名的写法或位置")
    if a.row.code and a.row.code == b.row.code:
        return Reason("信用代码相同")
    agree = sum(x == y for x, y in zip(a.row.facts, b.row.facts, strict=False) if x is not None)
    if agree >= ENOUGH_FACTS and Levenshtein.distance(a.stem, b.stem) <= 1:
        return Reason("企业名称只差一个字，且金额、日期等相同")
    return None


def _same_project(a: _Known, b: _Known) -> Reason | None:
    if a.project.key == b.project.key:
        return (
            Reason("项目名称相同") if a.row.project == b.row.project else Reason("项目名称仅括号、空格或全半角写法不同")
        )
    if a.project.marks != b.project.marks or not a.key:
        return None
    if a.project.core == b.project.core:
        return Reason("项目名称只差企业简称、地名或“项目”等字样")
    if min(len(a.project.core), len(b.project.core)) >= MIN_PROJECT and _one_plain_character(
        a.project.core, b.project.core
    ):
        return Reason("项目名称只差一个字")
    return None


def _one_plain_character(a: str, b: str) -> bool:
    """One edit apart, and the character is none that tells two projects apart (figures, 东西, 甲乙, letters)."""
    edits = list(Levenshtein.editops(a, b))
    if len(edits) != 1:
        return False
    edit = edits[0]
    touched = a[edit.src_pos : edit.src_pos + 1] if edit.tag != "insert" else ""
    touched += b[edit.dest_pos : edit.dest_pos + 1] if edit.tag != "delete" else ""
    return not any(ch in TELLING or ch.isascii() for ch in touched)

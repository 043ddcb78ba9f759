"""The published facts: only what the five reports state, each with its place in them, and nobody's name."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.samples.lists import SAMPLES, SHARED, rows, table

PROJECTS = rows("published/projects.csv")
ENTERPRISES = rows("published/enterprises.csv")
ZONES = table("published/zones.toml")["zone"]
BESIDE_GOLD = {"大健康（科创）产业园项目"}  # report R2 paragraph 23 calls it a project by name
BODY_STARTS = {"R1": 8, "R2": 5, "R3": 18, "R4": 11, "R5": 4}  # line of the first paragraph in our copy of the text
TITLES = "经理|主任|局长|厂长|记者|作者|编辑|責編"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared: the reports and the facts read by hand")


def report(key: str) -> str:
    return sorted((SHARED / "reports").glob("*.txt"))[int(key[1]) - 1].read_text(encoding="utf-8")


def gold() -> list[dict[str, object]]:
    lines = (SHARED / "gold" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["kind"] == "project"]


def wide(name: object) -> str:
    return str(name).replace("(", "（").replace(")", "）")


def paragraph(text: str, at: int, key: str) -> int:
    """The number of the paragraph at character `at`: lines that are not empty, from the body's first."""
    first, line = BODY_STARTS[key] - 1, text.count("\n", 0, at)
    return sum(1 for words in text.split("\n")[first : line + 1] if words.strip())


def test_every_project_stands_once_with_its_source_and_place() -> None:
    names = [row["project_name"] for row in PROJECTS]
    sources = {row["key"] for row in rows("published/sources.csv")}
    places = {zone["name"] for zone in ZONES}
    assert len(names) == len(set(names)) == 41
    assert all(row["report"] in sources and row["paragraphs"] for row in [*PROJECTS, *ENTERPRISES])
    assert {row["place"] for row in PROJECTS} <= places
    assert {row["place"] for row in ENTERPRISES} <= places | {""}


def test_every_enterprise_of_a_project_is_listed() -> None:
    listed = {row["name"] for row in ENTERPRISES}
    named = {row[key] for row in PROJECTS for key in ("enterprise", "group")} - {""}
    assert named <= listed
    assert len(listed) == len(ENTERPRISES)


def test_the_places_form_a_tree() -> None:
    order = ["province", "city", "zone", "park"]
    levels = {zone["code"]: order.index(zone["level"]) for zone in ZONES}
    assert len(levels) == len(ZONES)
    for zone in ZONES:
        parent = zone.get("parent")
        assert levels[zone["code"]] == (levels[parent] + 1 if parent else 0), zone["code"]


def test_no_column_is_about_a_person() -> None:
    heads = {head for row in [*PROJECTS[:1], *ENTERPRISES[:1]] for head in row}
    assert not heads & {"liaison_leader", "responsible_person", "person", "contact", "phone"}


@needs_shared
@pytest.mark.shared
def test_no_person_of_the_reports_is_named() -> None:
    ours = "".join(path.read_text(encoding="utf-8") for path in sorted((SAMPLES / "published").glob("*.[ct][so][vm]*")))
    said = [name for key in BODY_STARTS for name in re.findall(rf"(?:{TITLES})[:： ]*([一-龥]{{2,3}})", report(key))]
    assert len(said) > 8
    assert not [name for name in said if name in ours]


@needs_shared
@pytest.mark.shared
def test_no_sentence_of_the_reports_is_copied() -> None:
    texts = [report(key) for key in BODY_STARTS]
    cells = [row[key] for row in PROJECTS for key in ("content", "remark")]
    pieces = {cell[at : at + 14] for cell in cells for at in range(max(0, len(cell) - 13))}
    assert not [piece for piece in pieces if any(piece in text for text in texts)]


@needs_shared
@pytest.mark.shared
def test_the_projects_are_those_read_by_hand() -> None:
    read = {wide(row["name"]) for row in gold()}
    assert {row["project_name"] for row in PROJECTS} == read | BESIDE_GOLD


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize("ours", PROJECTS, ids=lambda row: row["project_name"])
def test_the_facts_agree(ours: dict[str, str]) -> None:
    if ours["project_name"] in BESIDE_GOLD:
        assert "大健康(科创)产业园项目" in report(ours["report"])
        return
    theirs = next(row for row in gold() if wide(row["name"]) == ours["project_name"])
    text = report(ours["report"])
    assert str(paragraph(text, int(str(theirs["start"])), ours["report"])) in ours["paragraphs"].split("、")
    assert ours["stage"] == (theirs["stage"] or "")
    assert ours["industry"] == (theirs["industry"] or "")
    assert float(ours["investment_yi"] or 0) * 100_000_000 == (theirs["investment"] or 0)
    assert dates(ours) == sorted(str(value) for value in dict(theirs["dates"]).values())  # type: ignore[call-overload]
    investors = set(str(theirs["investor"] or "").split("、")) - {""}
    assert investors <= {ours["enterprise"], ours["group"], ours["partner"]}


def dates(row: dict[str, str]) -> list[str]:
    kept = ("signed_on", "landed_on", "start_on", "produced_on")
    return sorted(row[key] for key in kept if row[key])


def test_the_lists_lie_where_the_tool_reads_them() -> None:
    assert all(Path(SAMPLES / "published" / name).is_file() for name in ("projects.csv", "sources.csv", "ledger.xlsx"))

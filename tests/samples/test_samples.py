"""The sample workbooks, and the invented zone: coherent dates and sums, right check digits, a person for each name."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from stdnum.cn import uscc

from southgate.kernel.identity.roles import EXCLUSIVE, Role
from tests.samples.lists import ROOT, SAMPLES, rows, table

PROJECTS = rows("shili/projects.csv")
PEOPLE = table("shili/people.toml")
TODAY = "2026-11-24"
STAGES = ("在谈", "签约", "落地", "开工", "在建", "投产", "达产")
DATES = ("talk_on", "signed_on", "landed_on", "start_on", "produced_on")
BOOKS = ("published", "shili")


def cells(path: Path) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(path, data_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def made(folder: Path) -> Path:
    command = [sys.executable, str(ROOT / "tools" / "make_samples.py"), "--to", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def test_the_same_lists_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    for name in BOOKS:
        assert (made(first) / f"{name}.xlsx").read_bytes() == (made(second) / f"{name}.xlsx").read_bytes()


def test_the_kept_workbooks_say_what_the_lists_say(tmp_path: Path) -> None:
    made(tmp_path)
    for name in BOOKS:
        assert cells(SAMPLES / name / "ledger.xlsx") == cells(tmp_path / f"{name}.xlsx")


@pytest.mark.parametrize(("book", "sheet", "count"), [("published", "项目", 41), ("shili", "项目台账", 62)])
def test_a_ledger_has_title_unit_two_head_rows_and_one_row_a_project(book: str, sheet: str, count: int) -> None:
    lines = cells(SAMPLES / book / "ledger.xlsx")[sheet]
    assert "台账" in str(lines[0][0]) and "单位：" in str(lines[1][0])
    assert lines[2][1] == "项目名称"
    assert [line[0] for line in lines[4 : 4 + count]] == list(range(1, count + 1))


def test_the_closing_row_sums_the_column() -> None:
    lines = cells(SAMPLES / "shili" / "ledger.xlsx")["项目台账"]
    closing = next(line for line in lines if line[0] == "合计")
    at = lines[3].index("总投资")
    assert closing[at] == sum(int(row["investment_planned"]) for row in PROJECTS)


@pytest.mark.parametrize("row", PROJECTS, ids=lambda row: row["project_name"])
def test_investment_is_the_sum_of_its_three_parts(row: dict[str, str]) -> None:
    parts = [int(row[f"investment_{part}"]) for part in ("fixed", "working", "land")]
    assert sum(parts) == int(row["investment_planned"]) > 0
    assert int(row["money_in_place"] or 0) <= int(row["investment_planned"])


@pytest.mark.parametrize("row", PROJECTS, ids=lambda row: row["project_name"])
def test_dates_run_forward_and_reach_as_far_as_the_stage(row: dict[str, str]) -> None:
    given = [row[key] for key in DATES if row[key]]
    reached = STAGES.index(row["stage"])
    assert given == sorted(given) and all(day <= TODAY for day in given)
    assert all(date.fromisoformat(day).weekday() < 5 for day in [*given, row["production_promised_on"]] if day)
    assert bool(row["start_on"]) == (reached >= 3)
    assert bool(row["produced_on"]) == (reached >= 5)
    assert bool(row["signed_on"]) == (reached >= 1 and bool(row["enterprise"]))
    assert bool(row["production_promised_on"]) == (reached >= 1)


def test_talks_kept_secret_and_public_works() -> None:
    secret = [row for row in PROJECTS if row["confidential"]]
    works = [row for row in PROJECTS if row["fund_source"]]
    assert [row["stage"] for row in secret] == ["在谈", "在谈"]
    assert len(works) == 4
    assert all(not row["enterprise"] and not row["credit_code"] for row in works)
    assert all(row["enterprise"] and row["credit_code"] for row in PROJECTS if row not in works)


def test_the_counts_of_the_saved_views() -> None:
    assert Counter(row["stage"] for row in PROJECTS).keys() == set(STAGES)
    pushed = [row for row in PROJECTS if row["park"] != "南片区" and row["stage"] in ("开工", "在建")]
    large = [row for row in pushed if int(row["investment_planned"]) >= 10_000]
    assert len(large) == 17
    assert sum(int(row["investment_planned"]) for row in large) == 568_800
    assert sum(int(row["investment_fixed"]) for row in large) == 448_200
    assert sum(row["production_promised_on"].startswith("2026") for row in PROJECTS) == 14
    assert sum(row["responsible_person"] == "陈示宁" for row in PROJECTS) == 5


def test_codes_are_of_no_real_place_and_rightly_checked() -> None:
    codes = [row["credit_code"] for row in PROJECTS if row["credit_code"]]
    assert len(codes) == len(set(codes)) == 58
    assert all(uscc.is_valid(code) and code[2:8] == "990001" for code in codes)


def test_everything_invented_says_so() -> None:
    assert all("（示例）" in row["enterprise"] for row in PROJECTS if row["enterprise"])
    assert all("示" in person["name"] for person in PEOPLE["person"])
    assert all("示例" in zone["name"] for zone in table("shili/zones.toml")["zone"] if zone["level"] != "park")
    assert PEOPLE["invented"] and table("shili/zones.toml")["invented"]


def test_every_role_is_held_and_the_three_administrators_hold_nothing_else() -> None:
    roles = {post["code"]: post["role"] for post in PEOPLE["post"]}
    held: dict[str, set[str]] = {}
    for turn in PEOPLE["appointment"]:
        held.setdefault(turn["person"], set()).add(roles[turn["post"]])
    assert set.union(*held.values()) == set(Role)
    assert all(len(mine) == 1 for mine in held.values() if mine & EXCLUSIVE)


def test_people_posts_and_units_hang_together() -> None:
    units = {unit["name"]: unit["from_day"] for unit in PEOPLE["unit"]}
    posts = {post["code"]: post for post in PEOPLE["post"]}
    logins = [person["login"] for person in PEOPLE["person"]]
    assert len(set(logins)) == len(logins) and len(posts) == len(PEOPLE["post"])
    assert {post["unit"] for post in posts.values() if "unit" in post} <= set(units)
    assert {turn["person"] for turn in PEOPLE["appointment"]} == set(logins)
    for turn in PEOPLE["appointment"]:
        unit = posts[turn["post"]].get("unit")
        assert unit is None or turn["from_day"] >= units[unit], turn


@pytest.mark.parametrize("row", PROJECTS, ids=lambda row: row["project_name"])
def test_the_three_names_are_people_in_office(row: dict[str, str]) -> None:
    names = {person["login"]: person["name"] for person in PEOPLE["person"]}
    posts = {post["code"]: post for post in PEOPLE["post"]}
    now = [(names[turn["person"]], posts[turn["post"]]) for turn in PEOPLE["appointment"] if "to_day" not in turn]
    leaders = {name for name, post in now if post["role"] == "zone_leader"}
    assert row["liaison_leader"] in leaders
    wanted = (row["responsible_person"], row["lead_unit"], "responsible_person")
    assert wanted in {(name, post.get("unit"), post["role"]) for name, post in now}

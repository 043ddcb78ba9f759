"""Portfolios: repeatable, without repeated names or codes, and with sums and dates that hold together."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from stdnum.cn import uscc

from southgate.cli.generate.amounts import FEN, LEAST_WAN, MOST_WAN
from southgate.cli.generate.made import STAGE_DATES, STAGES, Made, Stage, Status
from southgate.cli.generate.numbering import MOST
from southgate.cli.generate.portfolio import portfolio
from southgate.cli.generate.tests.ground import GROUND, TODAY, made
from southgate.domain.errors import Refused

SIZE = 5_000


@pytest.fixture(scope="module")
def many() -> list[Made]:
    return made(SIZE)


def test_the_same_seed_gives_the_same_portfolio() -> None:
    assert made(300, entries=10) == made(300, entries=10)
    assert made(300) != made(300, seed=2)


def test_a_shorter_run_is_the_beginning_of_a_longer_one(many: list[Made]) -> None:
    assert made(150) == many[:150]


def test_no_name_and_no_code_comes_twice(many: list[Made]) -> None:
    everything = [*many, *made(SIZE, start=SIZE)]
    firms = [one.enterprise for one in everything if one.enterprise]
    assert len({one.project.name for one in everything}) == 2 * SIZE
    assert len({firm.name for firm in firms}) == len({firm.credit_code for firm in firms}) == len(firms)


def test_every_name_of_a_firm_says_it_is_invented(many: list[Made]) -> None:
    assert all("（示例）" in one.enterprise.name for one in many if one.enterprise)


def test_codes_are_right_and_of_no_real_place(many: list[Made]) -> None:
    codes = [one.project.credit_code for one in many if not one.project.public_works]
    assert all(uscc.is_valid(code) and code[2:8] == "990010" for code in codes)


def test_an_enterprise_comes_before_its_projects(many: list[Made]) -> None:
    known: dict[int, str] = {}
    for one in many:
        if one.enterprise:
            known[one.enterprise.number] = one.enterprise.name
        if one.project.enterprise is not None:
            assert known[one.project.enterprise] == one.project.enterprise_name
    assert 0.80 < len(known) / SIZE < 0.92


def test_three_of_each_hundred_are_confidential_talks(many: list[Made]) -> None:
    secret = [one.project for one in many if one.project.confidential]
    assert {project.stage for project in secret} == {Stage.TALKS}
    assert set(Counter(project.number // 100 for project in secret).values()) == {3}
    assert len(secret) == SIZE * 3 // 100


def test_public_works_have_a_fund_source_and_no_investor(many: list[Made]) -> None:
    works = [one.project for one in many if one.project.public_works]
    assert 0.02 < len(works) / SIZE < 0.04
    assert all(work.fund_source and work.enterprise is None and work.lead_unit == "建设局" for work in works)
    assert all(not one.project.fund_source for one in many if not one.project.public_works)


def test_money_is_whole_and_the_parts_make_the_sum(many: list[Made]) -> None:
    for project in (one.project for one in many):
        parts = (project.investment_fixed, project.investment_working, project.investment_land)
        assert sum(parts) == project.investment_planned and min(parts) >= 0
        assert all(type(part) is int for part in parts)
        assert LEAST_WAN * FEN <= project.investment_planned <= MOST_WAN * FEN


def test_investment_spreads_as_in_a_real_ledger(many: list[Made]) -> None:
    sums = sorted(one.project.investment_planned // FEN for one in many)
    assert 10_000 < sums[SIZE // 2] < 15_000
    assert sums[SIZE * 95 // 100] > 60_000 > sums[SIZE * 85 // 100]


def test_dates_run_forward_and_reach_as_far_as_the_stage(many: list[Made]) -> None:
    for project in (one.project for one in many):
        days = [getattr(project, field) for field in STAGE_DATES]
        given = [day for day in days if day is not None]
        assert given == sorted(given) and given[-1] < TODAY
        assert days[STAGES.index(project.stage)] == given[-1]
        assert all(day.weekday() < 5 for day in given)
        assert project.production_promised_on is not None or project.stage is Stage.TALKS


def test_every_stage_and_status_is_there(many: list[Made]) -> None:
    assert {one.project.stage for one in many} == set(Stage)
    assert {one.project.status for one in many} == set(Status)


def test_the_responsible_person_sits_in_the_lead_unit(many: list[Made]) -> None:
    people = {desk.unit: desk.people for desk in (*GROUND.desks, *GROUND.works_desks)}
    assert all(one.project.responsible_person in people[one.project.lead_unit] for one in many)


def test_a_ground_without_anything_is_refused_with_all_reasons() -> None:
    bare = replace(GROUND, parks=(), desks=(), leaders=(), series=100)
    with pytest.raises(Refused) as refused:
        portfolio(MOST + 1, seed=1, today=TODAY, ground=bare)
    assert [reason.where for reason in refused.value.reasons] == ["parks", "desks", "leaders", "series", "size"]

"""Reads of the board: columns, cards, figures without secrets, past days; as many queries for 3 rows as for 300."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from southgate.apps.enterprise.tests.firms import make_firm
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.selectors.board.columns import CARDS, Figures, asked_of, board, column, stage_asked
from southgate.apps.pipeline.services.projects.commands import RegisterProject
from southgate.apps.pipeline.services.projects.recording import register_projects
from southgate.apps.pipeline.tests.projects.projects import WAN, cast, edit, join, make_project, with_teams
from southgate.domain.errors import Refused
from southgate.domain.projects import STAGES, Stage
from southgate.kernel.book.models import Head
from southgate.kernel.identity.roles import Role
from southgate.kernel.testing import TODAY, actor_with

pytestmark = pytest.mark.django_db


def asked(play, by=None, **query):
    given = {key: value if isinstance(value, list) else [value] for key, value in query.items()}
    return asked_of(given, by or play.officer, play.zone)


def of(play, stage, by=None, position=None, **query):
    by = by or play.officer
    found = board(by, play.zone, asked(play, by, **query), today=TODAY, position=position)
    return next(one for one in found.columns if one.stage is stage)


def names(play, stage, by=None, position=None, **query):
    return [card.name for card in of(play, stage, by, position, **query).cards]


def three(play):
    make_project(play, "甲", park=play.place.north, stage="building", investment_planned=300 * WAN)
    make_project(play, "乙", park=play.place.east, stage="building", investment_planned=500 * WAN)
    make_project(play, "丙", stage="building")


def test_seven_columns_in_order_with_counts_and_sums_the_largest_card_first():
    play = cast()
    three(play)
    found = board(play.officer, play.zone, asked(play), today=TODAY)
    assert [one.stage for one in found.columns] == list(STAGES)
    assert of(play, Stage.BUILDING).figures == Figures(count=3, amount=800 * WAN)
    assert names(play, Stage.BUILDING) == ["乙", "甲", "丙"]
    assert found.together == Figures(count=3, amount=800 * WAN)


def test_the_same_conditions_as_the_ledger():
    play = cast()
    three(play)
    make_project(play, "丁", stage="building", responsible_person=play.li.person, key_project=True)
    assert names(play, Stage.BUILDING, park=str(play.place.north)) == ["甲"]
    assert names(play, Stage.BUILDING, play.li, responsible_person="me") == ["丁"]
    assert names(play, Stage.BUILDING, key_project="1", status="normal") == ["丁"]
    with pytest.raises(Refused):
        asked(play, colour="red")
    with pytest.raises(Refused):
        stage_asked("flying")


def test_talks_of_others_are_nowhere_and_ones_own_are_a_line_apart():
    play = cast()
    make_project(play, "明", investment_planned=10 * WAN)
    make_project(play, "密", confidential=True, investment_planned=1000 * WAN)
    mine, other = of(play, Stage.TALKS, with_teams(play.officer)), of(play, Stage.TALKS, play.zhao)
    assert mine.figures == Figures(1, 10 * WAN, 0, 1, 1000 * WAN)
    assert other.figures == Figures(1, 10 * WAN)
    assert [(card.name, card.confidential) for card in mine.cards] == [("密", True), ("明", False)]
    assert [card.name for card in other.cards] == ["明"]


def test_a_card_says_how_long_and_how_late():
    play = cast()
    make_project(play, "迟", stage="started", start_on=date(2026, 11, 9), production_promised_on=date(2026, 11, 12))
    make_project(play, "成", stage="production", produced_on=date(2026, 11, 20),
                 production_promised_on=date(2026, 11, 12))  # fmt: skip
    late, made = of(play, Stage.STARTED).cards[0], of(play, Stage.PRODUCTION).cards[0]
    assert (late.days, late.overdue, late.movable) == (15, 12, True)
    assert (made.days, made.overdue) == (4, 0)
    assert not of(play, Stage.STARTED, play.zhao).cards[0].movable


def test_the_enterprise_is_not_told_what_is_internal():
    play = cast()
    firm = make_firm(play.place, "澄沅精传有限公司")
    make_project(play, "甲", enterprise=firm, responsible_person=play.li.person, key_project=True,
                 investment_planned=WAN)  # fmt: skip
    make_project(play, "乙")
    by = actor_with([Role.ENTERPRISE_PRINCIPAL], play.place, enterprise=firm)
    shown, inside = of(play, Stage.TALKS, by), of(play, Stage.TALKS).cards[0]
    assert [(card.name, card.responsible, card.key_project, card.movable) for card in shown.cards] == [
        ("甲", "", False, False)
    ]
    assert (inside.responsible, inside.key_project) == ("李经理", True)
    with pytest.raises(Refused):
        asked(play, by, responsible_person="me")


def test_who_sees_nothing_finds_empty_columns():
    play = cast()
    make_project(play)
    found = board(play.stranger, play.zone, asked(play), today=TODAY)
    assert found.together == Figures() and not any(one.cards for one in found.columns)


def many(play, count):
    cmds = [
        RegisterProject(zone=play.zone, values={
            "name": f"示例项目{n:03}", "stage": list(STAGES)[n % 2].value, "investment_planned": n * WAN,
            "responsible_person": play.li.person, "park": play.place.north if n % 3 else None,
        })
        for n in range(count)
    ]  # fmt: skip
    register_projects(cmds, by=play.officer, today=TODAY, command_id=UUID(int=count))


@pytest.mark.parametrize("count", [3, 300])
def test_the_board_costs_the_same_queries_however_many_rows(count, django_assert_num_queries):
    play = cast()
    many(play, count)
    wanted, position = asked(play), Head.objects.get().position
    with django_assert_num_queries(11):
        found = board(play.officer, play.zone, wanted, today=TODAY)
    with django_assert_num_queries(11):
        board(play.officer, play.zone, wanted, today=TODAY, position=position)
    assert found.together.count == count and len(found.columns[0].cards) == min(CARDS, (count + 1) // 2)


def test_more_cards_follow_without_a_gap():
    play = cast()
    many(play, 90)
    pages = [
        column(play.officer, play.zone, asked(play, page=str(number)), Stage.TALKS, today=TODAY) for number in (1, 2, 3)
    ]
    assert [one.rest for one in pages] == [25, 5, 0]
    shown = [card.name for one in pages for card in one.cards]
    assert shown == [f"示例项目{n:03}" for n in range(88, -1, -2)]


def test_what_just_came_stands_first():
    play = cast()
    many(play, 90)
    last = Project.objects.get(name="示例项目002").pk
    found = column(play.officer, play.zone, asked(play), Stage.TALKS, today=TODAY, moved=last)
    assert (found.cards[0].name, len(found.cards)) == ("示例项目002", CARDS + 1)
    other = Project.objects.get(name="示例项目003").pk
    assert column(play.officer, play.zone, asked(play), Stage.TALKS, today=TODAY, moved=other).cards[0].id != other


def test_a_past_day_shows_the_columns_as_they_stood_and_nothing_can_be_moved():
    play = cast()
    three(play)
    secret = make_project(play, "密", confidential=True)
    then = Head.objects.get().position
    edit(play, Project.objects.get(name="甲").pk, 1, investment_planned=900 * WAN)
    make_project(play, "丁", stage="building")
    found = of(play, Stage.BUILDING, position=then)
    assert found.figures == Figures(count=3, amount=800 * WAN)
    assert [(card.name, card.movable) for card in found.cards] == [("乙", False), ("甲", False), ("丙", False)]
    join(play, secret, play.zhao, by=with_teams(play.officer))
    assert names(play, Stage.TALKS, with_teams(play.zhao), position=then) == ["密"]
    assert names(play, Stage.TALKS, play.wang, position=then) == []

"""The funnel's figures against a reading of every project by hand; by period, park and unit; never with a secret."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.selectors.board.columns import asked_of
from southgate.apps.pipeline.selectors.board.funnel import funnel_of, group_asked
from southgate.apps.pipeline.services.projects.commands import RegisterProject
from southgate.apps.pipeline.services.projects.recording import register_projects
from southgate.apps.pipeline.tests.projects.projects import WAN, cast, make_project, with_teams
from southgate.domain.errors import Refused
from southgate.domain.projects import STAGE_DATES, STAGES, Stage
from southgate.kernel.book.models import Head
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db
DATES = [STAGE_DATES[stage] for stage in STAGES]


def fill(play, count, seed=7):
    """Projects of every stage; some days are not known, some fall on one day."""
    draw = Random(seed)
    cmds = [RegisterProject(zone=play.zone, values=_values(play, n, draw)) for n in range(count)]
    register_projects(cmds, by=play.officer, today=TODAY, command_id=play.zone)


def _values(play, number, draw):
    at, day, days = draw.randrange(7), date(2024, 1, 1) + timedelta(days=draw.randrange(300)), {}
    for name in DATES[: at + 1]:
        if draw.random() < 0.8:
            days[name] = day
        day += timedelta(days=draw.randrange(0, 90))
    return {
        "name": f"示例项目{number}", "stage": STAGES[at].value, "investment_planned": draw.randrange(10**6) * WAN,
        "park": draw.choice([play.place.north, play.place.east, None]), "lead_unit": play.place.first_unit, **days,
    }  # fmt: skip


def read(play, by=None, position=None, group="", **query):
    by = by or play.officer
    asked = asked_of({key: [value] for key, value in query.items()}, by, play.zone)
    return funnel_of(by, play.zone, asked, today=TODAY, position=position, group=group)


def naive(rows):
    """(reached, here, sum, stays in order, stays not known) of each stage, one project at a time."""
    found = []
    for number, name in enumerate(DATES):
        reached = [row for row in rows if STAGES.index(Stage(row.stage)) >= number]
        on = [row for row in reached if STAGES.index(Stage(row.stage)) > number]
        ends = [(getattr(row, name), getattr(row, DATES[number + 1])) for row in on]
        stays = sorted((b - a).days for a, b in ends if a and b and b >= a)
        found.append((len(reached), len(reached) - len(on), sum(r.investment_cny for r in reached), stays,
                      len(on) - len(stays)))  # fmt: skip
    return found


def of(steps):
    return [(s.reached, s.here, s.amount, s.known, s.unknown, s.median) for s in steps]


def expected(rows):
    return [
        (reached, here, amount, len(stays), unknown, stays[(len(stays) - 1) // 2] if stays else None)
        for reached, here, amount, stays, unknown in naive(rows)
    ]


def test_every_figure_equals_a_reading_by_hand():
    play = cast()
    fill(play, 120)
    rows = list(Project.objects.all())
    assert of(read(play).steps) == expected(rows)
    assert of(read(play, position=Head.objects.get().position).steps) == expected(rows)
    north = [row for row in rows if row.park_id == play.place.north]
    assert of(read(play, park=str(play.place.north)).steps) == expected(north)


def test_a_period_says_how_many_have_no_day():
    play = cast()
    fill(play, 80)
    rows = list(Project.objects.all())
    found = read(play, signed_on_from="2024-03-01", signed_on_to="2024-08-31")
    inside = [row for row in rows if row.signed_on and date(2024, 3, 1) <= row.signed_on <= date(2024, 8, 31)]
    assert of(found.steps) == expected(inside)
    assert found.undated == sum(row.signed_on is None and row.stage != "talks" for row in rows) > 0
    assert read(play, talk_on_from="2024-01-01").undated == sum(row.talk_on is None for row in rows)
    assert read(play).undated == 0


def test_by_park_and_unit_the_parts_are_the_whole():
    play = cast()
    fill(play, 60)
    found = read(play, group="park")
    assert [one.name for one in found.groups][-1] == "" and len(found.groups) == 3
    for number, step in enumerate(found.steps):
        assert sum(one.steps[number].reached for one in found.groups) == step.reached
        assert sum(one.steps[number].amount for one in found.groups) == step.amount
    assert [one.name for one in read(play, group="lead_unit").groups] == ["招商一局"]
    with pytest.raises(Refused):
        group_asked("colour")


def test_a_confidential_talk_is_never_in_it_whoever_reads():
    play = cast()
    make_project(play, "明")
    make_project(play, "密", confidential=True, investment_planned=1000 * WAN)
    for by in (with_teams(play.officer), play.zhao):
        first = read(play, by, group="park").steps[0]
        assert (first.reached, first.amount) == (1, 0)


def test_who_sees_nothing_finds_nothing():
    play = cast()
    make_project(play)
    assert {step.reached for step in read(play, play.stranger, group="park").steps} == {0}


def test_days_of_stages_not_yet_reached_are_no_stay():
    play = cast()
    make_project(play, stage="signed", talk_on=date(2026, 1, 1), signed_on=date(2026, 1, 11))
    Project.objects.update(landed_on=date(2026, 2, 1))
    assert [(step.known, step.median) for step in read(play).steps[:3]] == [(1, 10), (0, None), (0, None)]


@pytest.mark.parametrize("count", [3, 300])
def test_it_costs_the_same_queries_however_many_rows(count, django_assert_num_queries):
    play = cast()
    fill(play, count)
    with django_assert_num_queries(7):
        assert read(play).steps[0].reached == count
    with django_assert_num_queries(10):
        read(play, group="park", signed_on_from="2024-01-01")

"""Figures through the services: what counts, for whom, of which day; and what stands behind them."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.selectors.figures.figure import Figure, ask, figure, figures
from southgate.apps.pipeline.selectors.figures.overview import overview
from southgate.apps.pipeline.selectors.figures.rows import opened
from southgate.apps.pipeline.selectors.signings.reading import tasks
from southgate.apps.pipeline.services.signings.commands import ChangeTask
from southgate.apps.pipeline.services.signings.tasks import change_tasks
from southgate.apps.pipeline.tests.projects.projects import Cast, cast, edit, make_project, with_teams
from southgate.apps.pipeline.tests.signings.signings import YI, confirmed, set_task, sign, signed_project, withdraw
from southgate.domain.errors import NotFound
from southgate.domain.periods import Period, cumulative
from southgate.kernel.book.models import Head
from southgate.kernel.identity.actor import Actor, Grant
from southgate.kernel.identity.roles import Role
from southgate.kernel.orgs.models import Zone
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db
NOW = cumulative(2026, 11)


@pytest.fixture
def people() -> Cast:
    return cast()


def value(people: Cast, key: str = "signed", period: Period = NOW, by: Actor | None = None, **more: Any) -> int | None:
    return figure(by or people.wang, key, people.zone, period, **more).value


def test_a_confirmed_signing_counts(people: Cast) -> None:
    confirmed(people, signed_project(people))
    assert (value(people), value(people, "signed_sum"), value(people, "large")) == (1, 5 * YI, 1)


def test_a_figure_says_what_it_is(people: Cast) -> None:
    found = figure(people.wang, "signed", people.zone, NOW)
    assert found.caliber == "管理口径" and "不含保密在谈" in found.says
    assert any("sanming.signings/1" in paper for paper in found.papers)
    assert found.position == Head.objects.get().position
    assert found.opens_to.startswith("/figures/rows/signed/?") and "period=2026-1-11" in found.opens_to


def test_it_is_the_same_for_every_reader_and_for_strangers_not_at_all(people: Cast) -> None:
    secret = make_project(people, "保密项目", confidential=True, by=people.officer)
    row = sign(people, secret, by=with_teams(people.officer))
    assert value(people, by=with_teams(people.officer)) == value(people) == 0
    assert opened(people.wang, ask(people.wang, people.zone, NOW), "signed").groups[1:] == ()
    mine = opened(with_teams(people.officer), ask(people.officer, people.zone, NOW), "signed")
    assert [group.key for group in mine.groups if group.count] == ["unconfirmed"]
    assert row.state == "reported"
    with pytest.raises(NotFound):
        figure(people.stranger, "signed", people.zone, NOW)


def test_a_park_is_counted_by_its_own_signings(people: Cast) -> None:
    confirmed(people, signed_project(people, "北片区项目", park=people.place.north))
    confirmed(people, signed_project(people, "东片区项目", park=people.place.east))
    north = figure(people.wang, "signed", people.place.north, NOW)
    assert (north.value, value(people)) == (1, 2)


def test_a_city_counts_all_its_zones_and_only_for_its_own_staff(people: Cast) -> None:
    confirmed(people, signed_project(people))
    city = uuid4()
    Zone.objects.create(id=city, version=1, position=1, code="CT", name="示例市", level="city", path=city.hex)
    Zone.objects.filter(pk=people.zone).update(parent=city, path=f"{city.hex}/{people.zone.hex}")
    above = replace(people.wang, grants=(Grant(Role.STATISTICIAN, frozenset({city, people.zone})),))
    assert figure(above, "signed", city, NOW).value == 1
    with pytest.raises(NotFound):
        figure(people.wang, "signed", city, NOW)


def test_a_past_day_knows_what_was_known_then(people: Cast) -> None:
    row = confirmed(people, signed_project(people))
    then = Head.objects.get().position
    withdraw(people, row)
    assert (value(people), value(people, position=then)) == (0, 1)
    assert opened(people.wang, ask(people.wang, people.zone, NOW), "signed", position=then).total == 1


def test_a_past_day_knows_the_project_as_it_was(people: Cast) -> None:
    project = signed_project(people)
    confirmed(people, project)
    then = Head.objects.get().position
    edit(people, project, Project.objects.get(pk=project).version, nature="fiscal")
    assert (value(people), value(people, position=then)) == (0, 1)


def test_rates_declare_what_they_divide_by(people: Cast) -> None:
    confirmed(people, signed_project(people, "甲"))
    confirmed(people, signed_project(people, "乙", stage="started", start_on=date(2026, 6, 1)))
    rate = figure(people.wang, "started", people.zone, NOW)
    assert (rate.part, rate.over, rate.shown, rate.over_title) == (1, 2, "50.0", "签约项目")
    assert figure(people.wang, "started", people.zone, cumulative(2024, 1)).shown is None


def test_the_rows_behind_a_figure_are_told_apart_by_reason(people: Cast) -> None:
    project = signed_project(people)
    confirmed(people, project)
    confirmed(people, project, date(2026, 9, 8))
    confirmed(people, signed_project(people, "财政项目", nature="fiscal"))
    confirmed(people, signed_project(people, "去年的项目", signed_on=date(2025, 3, 5)), date(2025, 3, 5))
    sign(people, signed_project(people, "没有甄别的项目"))
    found = opened(people.wang, ask(people.wang, people.zone, NOW), "signed", group="nature.fiscal")
    assert {group.key: group.count for group in found.groups} == {
        "counted": 1, "repeat": 1, "nature.fiscal": 1, "last_year": 1, "unconfirmed": 1,
    }  # fmt: skip
    assert [line.project_name for line in found.lines] == ["财政项目"]


def test_all_figures_take_a_fixed_number_of_queries(people: Cast, django_assert_num_queries: Any) -> None:
    what = ask(people.wang, people.zone, NOW)
    for number in range(3):
        confirmed(people, signed_project(people, f"项目{number}"), amount=(number + 1) * YI)
    with django_assert_num_queries(2):
        found = figures(what)
    assert {one.key for one in found} >= {"signed", "listed_firms.global", "arrived"}
    by_key: dict[str, Figure] = {one.key: one for one in found}
    assert by_key["signed_sum"].value == 6 * YI


def test_a_task_of_a_past_day_is_what_it_was_then(people: Cast) -> None:
    task = set_task(people)
    then = Head.objects.get().position
    cmd = ChangeTask(id=task, seen=1, target=15, reason="示例：调整")
    change_tasks([cmd], by=people.zhao, today=TODAY, command_id=uuid4())
    what = ask(people.wang, people.zone, NOW)
    found = {position: {one.figure.key: one.task for one in overview(people.wang, what, position=position)}["signed"]
             for position in (None, then, then - 1)}  # fmt: skip
    assert found == {None: 15, then: 12, then - 1: None}
    assert [row.target for row in tasks(people.wang, people.zone, 2026, then)] == [12]

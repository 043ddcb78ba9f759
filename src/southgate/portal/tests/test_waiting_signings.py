"""Signings that wait for a second person, and rejected ones for who reported them."""

from __future__ import annotations

import pytest

from southgate.apps.pipeline.tests.projects.projects import Cast, cast, make_project, with_teams
from southgate.apps.pipeline.tests.signings.signings import screen, sign, signed_project
from southgate.kernel.testing import TODAY
from southgate.portal.waiting.signings import signings_rejected, signings_to_screen

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def test_a_signing_waits_for_somebody_else(people: Cast) -> None:
    row = sign(people, signed_project(people))
    assert not list(signings_to_screen(by=people.officer, today=TODAY))
    [item] = signings_to_screen(by=people.wang, today=TODAY)
    assert "精密减速器智能工厂" in item.title and str(row.pk) in item.url
    assert not list(signings_to_screen(by=people.stranger, today=TODAY))


def test_a_rejected_one_comes_back_to_who_reported_it(people: Cast) -> None:
    screen(people, sign(people, signed_project(people)), confirm=False, reason="金额不实")
    [item] = signings_rejected(by=people.officer, today=TODAY)
    assert "被退回" in item.title
    assert not list(signings_rejected(by=people.wang, today=TODAY))


def test_nothing_of_a_secret_talk_waits_for_others(people: Cast) -> None:
    project = make_project(people, "保密项目", confidential=True, by=people.officer)
    sign(people, project, by=with_teams(people.officer))
    assert not list(signings_to_screen(by=people.wang, today=TODAY))

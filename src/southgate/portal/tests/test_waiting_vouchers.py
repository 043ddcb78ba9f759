"""Vouchers that wait: for a second person, or for who entered them to put them right."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from southgate.apps.pipeline.tests.projects.projects import Cast, cast, make_project
from southgate.apps.pipeline.tests.vouchers.slips import enter, reject
from southgate.kernel.testing import TODAY
from southgate.portal.waiting.vouchers import vouchers_to_accept, vouchers_to_mend

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def project(people):
    return make_project(people, responsible_person=people.li.person)


def test_what_waits_for_whom(people, project):
    mine = enter(people.officer, project)
    bare = enter(people.li, project, "B-2", paper=None)
    assert [item.url for item in vouchers_to_accept(by=people.wang, today=TODAY)] == [f"/vouchers/{mine}/"]
    assert list(vouchers_to_accept(by=people.officer, today=TODAY)) == [], (
        "his own is not his to accept, a bare one nobody's"
    )
    assert [item.url for item in vouchers_to_mend(by=people.li, today=TODAY)] == [f"/vouchers/{bare}/"]


def test_of_many_one_line_says_how_many(people, project):
    for number in range(22):
        enter(people.li, project, f"N-{number}")
    [item] = vouchers_to_accept(by=people.wang, today=TODAY)
    assert "22" in item.title


def test_a_rejected_one_goes_back_to_who_entered_it(people, project):
    id = enter(people.li, project)
    reject(people.wang, id)
    assert [item.url for item in vouchers_to_mend(by=people.li, today=TODAY)] == [f"/vouchers/{id}/"]
    assert list(vouchers_to_accept(by=people.wang, today=TODAY)) == []


def test_as_many_queries_for_twenty_as_for_three(people, project):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            list(vouchers_to_accept(by=people.wang, today=TODAY))
            list(vouchers_to_mend(by=people.li, today=TODAY))
        return len(queries)

    for number in range(3):
        enter(people.li, project, f"N-{number}")
    few = asked()
    for number in range(3, 20):
        enter(people.li, project, f"N-{number}")
    assert asked() == few <= 2

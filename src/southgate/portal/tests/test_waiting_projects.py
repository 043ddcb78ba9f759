"""What the facts of projects make wait, and for whom. A budget: as many queries for 30 projects as for 3."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from southgate.apps.pipeline.tests.projects.projects import WAN, Cast, cast, make_project, with_teams
from southgate.kernel import clock
from southgate.kernel.testing import TODAY
from southgate.portal.waiting.projects import project_work, secret_talks

pytestmark = pytest.mark.django_db
NAMES = ("精密减速器智能工厂", "高纯石英砂提纯", "伺服电机扩能", "冷链装备基地")


@pytest.fixture
def zone() -> Cast:
    return cast()


def signed(cast: Cast, name: str = NAMES[0], **more) -> None:
    """A signed project of 李经理 with all that its stage asks for."""
    values = {
        "public_works": True,
        "fund_source": "专项债",
        "park": cast.place.north,
        "lead_unit": cast.place.first_unit,
        "responsible_person": cast.li.person,
        "liaison_leader": cast.zhao.person,
        "stage": "signed",
        "signed_on": date(2026, 3, 2),
        "signed_grain": "d",
        "investment_planned": 100 * WAN,
        "investment_fixed": 100 * WAN,
        "production_promised_on": date(2027, 9, 30),
        "production_promised_grain": "d",
    }
    make_project(cast, name, **{**values, **more})


def work(by):
    return [(item.title, item.why, item.due) for item in project_work(by=by, today=TODAY)]


def test_nothing_waits_when_all_is_said_and_far(zone):
    signed(zone)
    assert work(zone.li) == []


def test_a_promise_that_passed(zone):
    signed(zone, production_promised_on=date(2026, 10, 31), production_promised_grain="m")
    assert work(zone.li) == [
        (
            "承诺投产日已过：精密减速器智能工厂",
            "北片区，签约。承诺 2026-10 投产，还没有投产的记录",
            date(2026, 10, 31),
        )
    ]


def test_a_promise_within_twenty_working_days(zone):
    signed(zone, production_promised_on=date(2026, 12, 22))
    signed(zone, NAMES[1], production_promised_on=date(2026, 12, 23))
    assert [title for title, *_ in work(zone.li)] == ["快到承诺投产日：精密减速器智能工厂"]


def test_what_is_missing_is_named(zone):
    signed(zone, production_promised_on=None, liaison_leader=None, investment_fixed=None)
    assert [(title, why) for title, why, _ in work(zone.li)] == [
        ("补 3 项：精密减速器智能工厂", "北片区，签约。未填：联系领导、固定资产、承诺投产")
    ]


def test_it_waits_for_my_unit_too_but_for_nobody_else(zone):
    signed(zone, responsible_person=None)
    assert [title for title, *_ in work(zone.li)] == ["补 1 项：精密减速器智能工厂"]
    assert work(zone.zhao) == work(zone.wang) == work(zone.stranger) == []


def test_what_ended_or_produces_waits_for_nobody(zone):
    signed(zone, status="ended", liaison_leader=None)
    signed(zone, NAMES[1], stage="production", produced_on=date(2026, 11, 2), produced_grain="d", liaison_leader=None)
    assert work(zone.li) == []


def secret_since(day: date) -> Cast:
    """A confidential talk of 李经理 of which nothing was written after `day`."""
    with clock.simulated(clock.end_of(day) - 1):
        zone = cast()
        make_project(zone, "保密洽谈甲", confidential=True, responsible_person=zone.li.person)
    return zone


def test_a_secret_talk_is_looked_at_once_a_quarter():
    zone = secret_since(date(2026, 8, 20))
    (item,) = secret_talks(by=with_teams(zone.li), today=TODAY)
    assert (item.title, item.due) == ("看一下保密洽谈：保密洽谈甲", date(2026, 11, 18))
    assert list(secret_talks(by=zone.officer, today=TODAY)) == []


def test_a_fresh_secret_talk_waits_for_nobody():
    zone = secret_since(TODAY)
    assert list(secret_talks(by=with_teams(zone.li), today=TODAY)) == []


def test_thirty_projects_cost_the_same_queries_as_three(zone):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert len(work(zone.li)) > 0
            list(secret_talks(by=with_teams(zone.li), today=TODAY))
        return len(seen)

    for number in range(3):
        signed(zone, f"示例项目{number}号", liaison_leader=None)
    before = queries()
    for number in range(3, 30):
        signed(zone, f"示例项目{number}号", liaison_leader=None)
    assert queries() == before

"""My work in the browser, the shell around it, and the page of the ground."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from southgate.apps.pipeline.api.projects import RegisterProject, register_projects
from southgate.kernel import clock
from southgate.kernel.identity.models import Account
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import signed_in
from southgate.kernel.testing import TODAY, actor_with
from southgate.portal.shell import quick_days
from southgate.portal.sources import WorkItem, forget_source, work_source

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def waits():
    """Two things for everybody."""

    def source(*, by, today):
        yield WorkItem(title="答复宿舍", why="示例精传提出", url="/b/", action="去答复")
        yield WorkItem(title="催到货日", why="示例工厂没有回", url="/a/", action="打电话", due=date(2026, 11, 20))

    work_source("sample")(source)
    yield
    forget_source("sample")


def test_one_thing_first_with_its_button(waits):
    client, *_ = signed_in()
    html = client.get("/").content.decode()
    assert "2 件在等你，先办这 1 件" in html and "11月24日 周二" in html
    assert 'href="/a/">打电话</a>' in html and "逾期 2 个工作日" in html and "没有期限" in html
    assert html.count("btn-primary") == 1


def test_thirty_projects_cost_the_page_the_same_queries_as_three():
    client, account, place = signed_in(Role.RESPONSIBLE_PERSON)

    def queries(count: int) -> int:
        add_projects(place, account.person, count)
        client.get("/")
        with CaptureQueriesContext(connection) as seen:
            assert "补 4 项：示例项目" in client.get("/").content.decode()
        return len(seen)

    assert queries(3) == queries(27)


def add_projects(place, person, count: int) -> None:
    """Talks without leader, unit, park and sum, for which the person is responsible."""
    values = [{"name": f"示例项目{uuid4().hex}", "public_works": True, "fund_source": "专项债"} for _ in range(count)]
    commands = [RegisterProject(zone=place.zone, values={**one, "responsible_person": person}) for one in values]
    officer = actor_with([Role.INVESTMENT_OFFICER], place)
    register_projects(commands, by=officer, today=TODAY, command_id=uuid4())


def test_as_a_part(waits):
    html = signed_in()[0].get("/", headers=FRAGMENT).content.decode()
    assert "催到货日" in html and "<html" not in html


def test_an_empty_list_teaches():
    html = signed_in()[0].get("/").content.decode()
    assert "现在没有事在等你" in html and "都从台账里的事实算出来" in html


def test_on_a_past_day_there_is_no_work(waits):
    html = signed_in()[0].get("/?day=2026-11-20").content.decode()
    assert "回看某一天时没有待办" in html and "催到货日" not in html
    assert "这是 2026年11月20日 周五 日终的样子" in html


def test_who_is_not_signed_in_is_led_to_the_door(client):
    assert client.get("/")["Location"].startswith("/accounts/login/")


def test_the_shell_says_zone_day_and_me():
    html = signed_in()[0].get("/").content.decode()
    assert "示例园区SL" in html and "北片区" in html and "李经理 · 招商专员" in html
    assert "上周五" in html and "数据，均为虚构" in html


def test_places_follow_roles():
    officer = signed_in()[0].get("/").content.decode()
    assert "/calendar/" in officer and "安全与备份" not in officer


def test_the_ground_is_for_the_administrator():
    client, *_ = signed_in(Role.SYSTEM_ADMINISTRATOR)
    assert "还没有备份" in client.get("/ground/").content.decode()
    assert "<html" not in client.get("/ground/", headers=FRAGMENT).content.decode()
    assert client.get("/ground/?day=2026-11-20")["Location"] == "/ground/"
    assert "安全与备份" in client.get("/").content.decode()


def test_the_ground_is_for_nobody_else():
    assert signed_in()[0].get("/ground/").status_code == 403


def test_another_park_and_back_to_the_page():
    client, _account, place = signed_in()
    answer = client.post("/me/zone/", {"zone": place.north.hex, "next": "/calendar/2026/"})
    assert answer["Location"] == "/calendar/2026/"
    html = client.get("/calendar/2026/").content.decode()
    assert '<span class="ink-3">/</span> 北片区' in html


def test_the_language_is_kept_with_the_account(waits):
    client, account, _place = signed_in()
    client.post("/accounts/language/", {"language": "en", "next": "/"})
    assert "2 things wait for you" in client.get("/").content.decode()
    assert Account.objects.get(pk=account.pk).language == "en"


def test_days_that_people_look_back_to():
    assert [day for _label, day in quick_days(TODAY)] == [date(2026, 11, 20), date(2026, 10, 31), date(2025, 12, 31)]
    assert len(quick_days(date(2026, 1, 5))) == 2

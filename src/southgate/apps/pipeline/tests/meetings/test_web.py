"""Pages of visits, follow-ups, events and introducers, as people use them: plain GET and POST."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from django.test import Client

from southgate.apps.pipeline.models.meetings import Event, EventProject, FollowUp, Introduction, Visit
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.services.projects.commands import RegisterProject
from southgate.apps.pipeline.services.projects.recording import register_projects
from southgate.kernel import clock
from southgate.kernel.identity.actors import actor_for
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import make_account
from southgate.kernel.testing import make_place

pytestmark = pytest.mark.django_db


class Desk:
    """An officer of a zone with one project of his own, at his browser."""

    def __init__(self):
        self.place = make_place("SL")
        self.account = make_account(self.place, "officer", role=Role.INVESTMENT_OFFICER)
        self.client = Client()
        self.client.force_login(self.account)
        self.actor = actor_for(self.account, clock.today())
        self.project = self.register("精密减速器智能工厂", responsible_person=self.account.person)

    def register(self, name, **values):
        cmd = RegisterProject(zone=self.place.zone, values={"name": name, **values})
        answer = register_projects([cmd], by=self.actor, today=clock.today(), command_id=uuid4())
        return UUID(answer.data["ids"][0])

    def get(self, path, status=200):
        answer = self.client.get(path)
        assert answer.status_code == status, answer.content.decode()[:2000]
        return answer.content.decode()

    def post(self, path, status=302, **values):
        page = self.get(path)
        found = re.search(r'name="seen" value="(\d+)"', page)
        given = {"command_id": str(uuid4()), **({"seen": found[1]} if found else {}), **values}
        answer = self.client.post(path, given)
        assert answer.status_code == status, answer.content.decode()[:3000]
        return answer


@pytest.fixture
def desk():
    return Desk()


def visit_form(desk, **values):
    usual = {"kind": "went", "note": "看了地", "on": clock.today().isoformat(), "event": ""}
    return {**usual, **values}


def test_ones_own_project_is_one_tap_away_and_any_other_is_found(desk):
    page = desk.get("/meetings/visits/new/")
    assert f"/meetings/visits/new/project/{desk.project}/" in page
    desk.register("储能变流器一期")
    assert "储能变流器一期" in desk.get("/meetings/visits/new/?q=储能")
    assert "没有找到" in desk.get("/meetings/visits/new/?q=没有这个")


def test_a_visit_is_written_by_one_form(desk):
    due = re.search(r'name="follow_due_0".*?<option value="([\d-]+)"', desk.get(address(desk)), re.S)[1]
    answer = desk.post(
        address(desk),
        **visit_form(desk, has_interest="on", finding_need="要 2 万千伏安", follow_text_0="发用地红线图",
                     follow_owner_0=str(desk.account.person), follow_due_0=due),
    )  # fmt: skip
    visit = Visit.objects.get()
    assert answer.headers["Location"] == f"/meetings/visits/{visit.pk}/"
    page = desk.get(f"/meetings/visits/{visit.pk}/")
    assert all(word in page for word in ("看了地", "意向", "要 2 万千伏安", "发用地红线图", "精密减速器智能工厂"))
    assert "看了地" in desk.get("/meetings/visits/") and "发用地红线图" in desk.get("/meetings/follow-ups/?mine=1")
    assert "看了地" in desk.get(f"/projects/{desk.project}/")


def address(desk):
    return f"/meetings/visits/new/project/{desk.project}/"


def test_what_was_typed_is_kept_when_it_is_refused(desk):
    answer = desk.post(address(desk), 422, **visit_form(desk, note="谈了地价", finding_risk="资金链", has_term="on"))
    page = answer.content.decode()
    assert "谈了地价" in page and "资金链" in page and "谈定的条件、拿到的材料要写明是什么" in page
    assert Visit.objects.count() == 0


def test_a_follow_up_waits_for_its_owner_and_is_closed_with_its_result(desk):
    today = clock.today().isoformat()
    desk.post(address(desk), **visit_form(desk, follow_text_0="发红线图", follow_owner_0=str(desk.account.person),
                                          follow_day_0=today))  # fmt: skip
    follow = FollowUp.objects.get()
    assert "发红线图" in desk.get("/")
    desk.post(f"/meetings/follow-ups/{follow.pk}/close/", 422, state="done", result="", on=today)
    desk.post(f"/meetings/follow-ups/{follow.pk}/close/", state="done", result="已发", on=today)
    assert "已发" in desk.get("/meetings/follow-ups/?closed=1") and "发红线图" not in desk.get("/")


def test_an_event_from_a_pasted_programme(desk):
    desk.register("储能变流器一期")
    desk.post("/meetings/events/new/", kind="signing", name="集中签约", held_on=clock.today().isoformat())
    event = Event.objects.get()
    path = f"/meetings/events/{event.pk}/projects/"
    answer = desk.post(path, 422, part="presented", names="1. 精密减速器智能工厂 1.06亿元\n没有这个项目")
    assert "第 2 行「没有这个项目」在台账里没有" in answer.content.decode()
    assert EventProject.objects.count() == 0
    desk.post(path, part="presented", names="1. 精密减速器智能工厂 1.06亿元\n2、储能变流器一期\t5000")
    sums = EventProject.objects.order_by("-announced_cny").values_list("announced_cny", flat=True)
    assert list(sums) == [10_600_000_000, 5_000_000_000]
    page = desk.get(f"/meetings/events/{event.pk}/")
    assert "1.56 亿元" in page and "还没有登记签约" in page
    assert "这个数下面没有项目" in desk.get(f"/meetings/events/{event.pk}/?only=counted")
    assert "集中签约" in desk.get("/meetings/events/") and "集中签约" in desk.get(f"/projects/{desk.project}/")


def test_an_introducer_is_registered_and_names_its_project_before_the_signing(desk):
    desk.post("/meetings/introducers/new/", kind="organisation", name="示例商会")
    path = f"/meetings/introductions/new/project/{desk.project}/"
    page = desk.get(path)
    introducer = re.search(r'<option value="([0-9a-f-]{36})"', page)[1]
    desk.post(path, introducer=introducer, on=clock.today().isoformat())
    assert Introduction.objects.get().project_id == Project.objects.get().pk
    assert "没有选用引荐人奖励的规则包" in desk.get(f"/meetings/introducers/{introducer}/")
    assert "示例商会" in desk.get(f"/projects/{desk.project}/")
    again = desk.post(path, 422, introducer=introducer, on=clock.today().isoformat())
    assert "已有首个引荐人" in again.content.decode()


@pytest.mark.parametrize("path", ["visits/", "visits/?mine=1", "follow-ups/", "follow-ups/?closed=1", "events/",
                                  "introducers/", "visits/new/"])  # fmt: skip
def test_empty_pages_teach(desk, path):
    assert desk.get(f"/meetings/{path}")

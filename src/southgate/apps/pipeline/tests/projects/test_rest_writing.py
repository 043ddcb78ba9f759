"""Changes over HTTP: the same service as the pages; ids of commands, versions, refusals."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.tests.gates.ready import make_ready
from southgate.domain.projects import Stage
from southgate.kernel.book.models import Entry
from southgate.kernel.clock import today
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import make_account
from southgate.kernel.panels.tests.api import Api
from southgate.kernel.testing import make_place

pytestmark = pytest.mark.django_db
NAME = "精密减速器智能工厂"


@pytest.fixture
def place():
    return make_place()


@pytest.fixture
def api(place):
    return Api(make_account(place))


@pytest.fixture
def id(api):
    return api.post("/projects", {"values": {"name": NAME}}).json()["id"]


def test_register_and_change(api, place):
    values = {"name": NAME, "investment_planned": "5.8亿元", "park": "北片区", "signed_on": "2026-03"}
    made = api.post("/projects", {"values": values})
    assert made.status_code == 201 and made["ETag"] == '"1"', made.content
    row = Project.objects.get(pk=made.json()["id"])
    assert (row.investment_planned, row.park_id, row.signed_grain) == (58_000_000_000, place.north, "m")
    done = api.patch(f"/projects/{row.pk}", {"values": {"investment_planned": 100, "park": None}}, seen=1)
    assert done.status_code == 200 and done.json()["version"] == 2
    row.refresh_from_db()
    assert (row.investment_planned, row.park_id) == (100, None)


def test_what_goes_out_comes_back_in_without_a_change(api, id):
    whole = api.get(f"/projects/{id}").json()
    names = set(whole["editable"]) | {"signed_grain", "currency"}
    values = {name: value for name, value in whole["values"].items() if name in names}
    before = Entry.objects.count()
    assert api.patch(f"/projects/{id}", {"values": values}, seen=1).status_code == 200
    assert Entry.objects.count() == before


def test_a_repeat_gives_the_same_answer_and_another_body_is_refused(api):
    command = uuid4()
    first = api.post("/projects", {"values": {"name": NAME}}, command=command).json()
    again = api.post("/projects", {"values": {"name": NAME}}, command=command).json()
    assert again == {**first, "repeated": True} and Project.objects.count() == 1
    other = api.post("/projects", {"values": {"name": "另一个"}}, command=command)
    assert other.status_code == 422 and other.json()["reasons"][0]["where"] == "command_id"


def test_without_command_id_or_version_it_is_428(api, id):
    assert api.post("/projects", {"values": {"name": "乙"}}, command="").json()["error"] == "command_missing"
    missing = api.patch(f"/projects/{id}", {"values": {"name": "乙"}})
    assert (missing.status_code, missing.json()["error"]) == (428, "version_missing")
    assert api.post("/projects", {"values": {"name": "乙"}}, command="7").status_code == 422


def test_stale_says_what_changed_meanwhile(api, id):
    api.patch(f"/projects/{id}", {"values": {"industry": "机械"}}, seen=1)
    stale = api.patch(f"/projects/{id}", {"values": {"industry": "电子"}}, seen=1)
    assert stale.status_code == 409
    (one,) = stale.json()["stale"]
    assert (one["version"], one["changes"][0]["fields"]) == (2, {"industry": "机械"})


def test_every_wrong_value_is_told_at_once(api):
    values = {"name": None, "investment_planned": 1.5, "stage": "nowhere", "signed_on": "去年", "withdrawn": True}
    refused = api.post("/projects", {"values": values})
    assert refused.status_code == 422
    assert {reason["where"] for reason in refused.json()["reasons"]} == set(values)


def test_two_currencies_are_refused(api):
    values = {"name": NAME, "investment_planned": "3600万美元", "investment_fixed": "100万元"}
    assert api.post("/projects", {"values": values}).json()["reasons"][0]["where"] == "investment_fixed"


@pytest.mark.parametrize("value", ["", "-", "无", "清空", None])
def test_flags_and_choices_are_never_emptied(api, id, value):
    for name in ("stage", "status", "confidential", "key_project"):
        assert api.patch(f"/projects/{id}", {"values": {name: value}}, seen=1).status_code == 422


def test_steps(api, id, place):
    seen = make_ready(UUID(id), Stage.SIGNED, today=today())
    moved = api.post(f"/projects/{id}/stage", {"to": "signed", "occurred_on": "2026-03-02"}, seen=seen)
    assert moved.json()["version"] == seen + 1, moved.content
    paused = api.post(f"/projects/{id}/status", {"to": "paused", "reason": "等土地"}, seen=seen + 1)
    assert paused.json()["version"] == seen + 2, paused.content
    assert api.post(f"/projects/{id}/notes", {"text": "和李经理谈了用地"}).status_code == 201
    sentences = [one["sentence"] for one in api.get(f"/projects/{id}").json()["entries"]]
    assert sentences[0] == "和李经理谈了用地" and "等土地" in sentences[1] and len(sentences) == seen + 3


def test_the_team(api, id, place):
    person = make_account(place, "wang", Role.STATISTICIAN).person
    assert api.post(f"/projects/{id}/team", {"person": str(person)}).status_code == 201
    (member,) = api.get(f"/projects/{id}").json()["team"]
    assert member["person"] == str(person)
    assert api.post(f"/projects/{id}/team/leave", {"person": str(person)}).status_code == 200
    assert api.post(f"/projects/{id}/team/leave", {"person": str(person)}).status_code == 422


def test_a_confidential_talk_is_opened_by_its_team(api, place):
    id = api.post("/projects", {"values": {"name": NAME, "confidential": True}}).json()["id"]
    other = Api(make_account(place, "zhao", Role.ZONE_LEADER))
    assert other.get(f"/projects/{id}").status_code == 404
    assert other.post(f"/projects/{id}/open", {"reason": "已公开"}, seen=9).status_code == 404
    version = api.get(f"/projects/{id}").json()["version"]
    assert api.post(f"/projects/{id}/open", {"reason": "已公开"}, seen=version).status_code == 200
    assert other.get(f"/projects/{id}").status_code == 200


def test_rights_come_before_versions(id, place):
    other = make_account(make_place("OT"), "other")
    assert Api(other).patch(f"/projects/{id}", {"values": {"name": "乙"}}, seen=9).status_code == 404
    clerk = make_account(place, "clerk", Role.WINDOW_CLERK)
    assert Api(clerk).patch(f"/projects/{id}", {"values": {"name": "乙"}}, seen=9).status_code == 403


def test_a_token_without_its_scope_reads_only(id, api, place):
    reader = Api(make_account(place, "reader"), "read")
    assert reader.get(f"/projects/{id}").status_code == 200
    assert reader.patch(f"/projects/{id}", {"values": {"industry": "机械"}}, seen=1).status_code == 403

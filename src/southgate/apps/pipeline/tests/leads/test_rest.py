"""Leads and the talks library over HTTP: the same services as the pages, the same rights."""

from __future__ import annotations

import pytest

from southgate.apps.pipeline.models.leads import Lead
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.tests.leads.leads import NAME, load_rules
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import make_account
from southgate.kernel.panels.tests.api import Api
from southgate.kernel.testing import make_place

pytestmark = pytest.mark.django_db
SCOPES = ("read", *(f"write:{kind}" for kind in ("lead", "transfer", "talk", "removal", "project")))


@pytest.fixture
def place():
    load_rules()
    return make_place()


@pytest.fixture
def account(place):
    return make_account(place)


@pytest.fixture
def api(account):
    return Api(account, *SCOPES)


@pytest.fixture
def id(api):
    values = {"name": NAME, "investment_planned": "2.5亿元", "lead_unit": "招商一局", "contact": "王总"}
    return api.post("/leads", {"values": values}).json()["id"]


def test_register_read_and_change(api, id):
    page = api.get("/leads").json()
    assert (page["total"], page["rows"][0]["name"], page["rows"][0]["clock"]["key"]) == (1, NAME, "named")
    one = api.get(f"/leads/{id}")
    assert one["ETag"] == '"1"' and one.json()["values"]["investment_planned"] == 25_000_000_000
    assert {clock["key"] for clock in one.json()["clocks"]} == {"named", "judged"}
    done = api.patch(f"/leads/{id}", {"values": {"industry": "储能"}}, seen=1)
    assert done.status_code == 200 and done.json()["version"] == 2
    assert "行业由（空）改为储能" in api.get(f"/leads/{id}/entries").json()["entries"][0]["sentence"]


def test_what_goes_out_comes_back_in_without_a_change(api, id):
    values = api.get(f"/leads/{id}").json()["values"]
    del values["contact"]
    assert api.patch(f"/leads/{id}", {"values": values}, seen=1).status_code == 200
    assert Lead.objects.get().version == 1


def test_from_the_first_step_to_the_project(api, account, id):
    person = {"person": str(account.person)}
    for seen, (step, body) in enumerate([
        ("person", person), ("judgement", {"to": "follow", "reason": "相符"}), ("answer", {"text": "已答复"}),
        ("reports", {"what": "visit", "text": "见面"}),
    ], 1):  # fmt: skip
        done = api.post(f"/leads/{id}/{step}", body, seen=seen)
        assert done.status_code == 200, done.content
    made = api.post(f"/leads/{id}/project", {"values": {"product": "结构件"}}, seen=5)
    assert made.status_code == 201 and Project.objects.get().pk.hex == made.json()["id"].replace("-", "")
    assert api.get(f"/leads/{id}").json()["state"] == "project"


def test_refusals_stale_and_unknown_words(api, id):
    refused = api.post(f"/leads/{id}/reports", {"what": "visit", "text": "见面"}, seen=1)
    assert (refused.status_code, refused.json()["reasons"][0]["say"]) == (422, "研判为跟进的线索才有进展报告")
    assert api.post(f"/leads/{id}/judgement", {"to": "maybe", "reason": "x"}, seen=1).status_code == 422
    assert api.post(f"/leads/{id}/drop", {"reason": "x"}, seen=7).status_code == 409
    assert api.post(f"/leads/{id}/drop", {"reason": "x"}).status_code == 428
    again = api.post("/leads", {"values": {"name": NAME}})
    assert again.status_code == 422 and "XS-SL-2026-0001" in again.json()["reasons"][0]["say"]
    assert api.get("/talks", colour="blue").status_code == 422


def test_handed_over_within_the_zone(api, place, id):
    offer = {"to_zone": str(place.zone), "to_unit": str(place.second_unit), "share_millionths": 300_000, "reason": "x"}
    made = api.post(f"/leads/{id}/transfers", offer, seen=1)
    assert made.status_code == 201
    leader = Api(make_account(place, "zhao", role=Role.ZONE_LEADER), *SCOPES)
    accepted = leader.post(f"/transfers/{made.json()['id']}/accept", {}, seen=1)
    assert accepted.status_code == 200, accepted.content
    credit = leader.get(f"/leads/{id}").json()["credit"]
    assert [(one["name"], one["millionths"]) for one in credit] == [("招商一局", 300_000), ("北片区办", 700_000)]


def test_the_library(api, place):
    made = api.post("/projects", {"values": {"name": "久不动的", "talk_on": "2026-01-31"}}).json()["id"]
    row = api.get("/talks").json()["rows"][0]
    assert (row["name"], row["colour"], row["last"]) == ("久不动的", "remove", "2026-01-31")
    asked = api.post(f"/talks/{made}/removal", {"reason": "联系不上"}, seen=1)
    assert asked.status_code == 201
    decide = f"/removals/{asked.json()['id']}/decide"
    assert api.post(decide, {"agree": True}, seen=1).status_code == 422
    leader = Api(make_account(place, "zhao", role=Role.ZONE_LEADER), *SCOPES)
    assert leader.get("/removals").json()[0]["can_decide"] is True
    assert leader.post(decide, {"agree": True}, seen=1).status_code == 200
    assert api.get("/talks", colour="removed").json()["total"] == 1
    assert api.post(f"/talks/{made}/restore", {"reason": "又来谈"}, seen=2).status_code == 200
    assert api.post(f"/talks/{made}/progress", {"what": "visit", "text": "来考察"}).status_code == 201
    assert api.post(f"/talks/{made}/grade", {"to": "B"}, seen=4).status_code == 200


def test_others_see_no_confidential_one(api, place):
    hidden = api.post("/leads", {"values": {"name": "保密的", "confidential": True}}).json()["id"]
    other = Api(make_account(place, "zhao", role=Role.ZONE_LEADER), *SCOPES)
    assert other.get(f"/leads/{hidden}").status_code == 404
    assert other.get("/leads", view="all").json()["total"] == 0
    assert api.get("/leads", view="all").json()["total"] == 1


def test_a_token_for_projects_alone_changes_no_lead(api, account, id):
    narrow = Api(account, "read", "write:project")
    assert narrow.get(f"/leads/{id}").status_code == 200
    assert narrow.post(f"/leads/{id}/drop", {"reason": "x"}, seen=1).status_code == 403
    assert narrow.post("/leads", {"values": {"name": "乙"}}).status_code == 403

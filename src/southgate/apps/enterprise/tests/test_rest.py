"""Enterprises over HTTP."""

from __future__ import annotations

import pytest

from southgate.apps.enterprise.tests.firms import CODE
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import give_post, make_account
from southgate.kernel.panels.tests.api import Api
from southgate.kernel.testing import make_place

pytestmark = pytest.mark.django_db
NAME = "示例精密传动有限公司"


@pytest.fixture
def place():
    return make_place()


@pytest.fixture
def api(place):
    return Api(make_account(place))


def register(api, name, **values):
    return api.post("/enterprises", {"values": {"name": name, **values}})


def test_register_list_change(api):
    made = register(api, NAME, credit_code=CODE, contact="张三 13800001234")
    assert made.status_code == 201, made.content
    id = made.json()["id"]
    found = api.get("/enterprises", q="精密").json()
    assert found["total"] == 1 and found["rows"][0]["credit_code"] == CODE
    changed = api.patch(f"/enterprises/{id}", {"values": {"industry": "机械"}}, seen=1)
    assert changed["ETag"] == '"2"'
    body = api.get(f"/enterprises/{id}").json()
    assert body["values"]["contact"] == "张三 13800001234" and len(body["entries"]) == 2


def test_one_that_may_be_the_same_is_shown_first(api):
    id = register(api, NAME).json()["id"]
    refused = register(api, NAME)
    assert refused.status_code == 422 and refused.json()["reasons"][0]["where"] == "name"
    assert [one["id"] for one in api.get("/enterprises/near", name=NAME).json()] == [id]
    again = {"values": {"name": NAME}, "not_the_same": [id]}
    assert api.post("/enterprises", again).status_code == 201


def test_wrong_codes_and_strange_fields(api):
    refused = register(api, NAME, credit_code="91430000MA4L1P7X2", merged_into="x", zone_id="y")
    wheres = {reason["where"] for reason in refused.json()["reasons"]}
    assert refused.status_code == 422 and wheres == {"credit_code", "merged_into", "zone_id"}


def test_merge_and_back(api):
    keep, away = register(api, NAME).json()["id"], register(api, "示例电池材料有限公司").json()["id"]
    body = {"keep": keep, "seen_keep": 1, "reason": "执照相同"}
    assert api.post(f"/enterprises/{away}/merge", body).status_code == 428
    merged = api.post(f"/enterprises/{away}/merge", body, seen=1)
    assert merged.status_code == 200 and merged.json()["id"] == keep, merged.content
    assert api.get(f"/enterprises/{away}").json()["merged_into"] == keep
    assert [one["id"] for one in api.get(f"/enterprises/{keep}").json()["came_from"]] == [away]
    back = api.post(f"/enterprises/{away}/unmerge", {"reason": "认错了"}, seen=2)
    assert back.status_code == 200 and api.get(f"/enterprises/{away}").json()["merged_into"] is None


def test_the_firm_itself_sees_itself_alone(api, place):
    id, other = register(api, NAME).json()["id"], register(api, "示例电池材料有限公司").json()["id"]
    account = make_account(place, "firm", role=None)
    give_post(place, account.person, Role.ENTERPRISE_HANDLER, enterprise=id)
    own = Api(account)
    assert own.get("/enterprises").json()["total"] == 1
    assert own.get(f"/enterprises/{id}").json()["entries"] == []
    assert own.get(f"/enterprises/{other}").status_code == 404

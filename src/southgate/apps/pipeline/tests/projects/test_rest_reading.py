"""The ledger, one project and its book over HTTP: same filter, same rights, exact totals, nothing passed over."""

from __future__ import annotations

import pytest

from southgate.apps.pipeline.fields.projects import INTERNAL
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import give_post, make_account
from southgate.kernel.panels.tests.api import Api
from southgate.kernel.testing import make_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_place()


@pytest.fixture
def api(place):
    return Api(make_account(place))


def register(api, name, **values):
    return api.post("/projects", {"values": {"name": name, **values}}).json()["id"]


def names(answer):
    assert answer.status_code == 200, answer.content
    return [row["name"] for row in answer.json()["rows"]]


def test_the_list_filters_sorts_and_counts(api):
    for name, sum, park in (("甲", "1亿元", "北片区"), ("乙", "3亿元", "北片区"), ("丙", "2亿元", "东片区")):
        register(api, name, investment_planned=sum, park=park)
    park = api.get("/projects", q="甲", columns="park").json()["rows"][0]["park"]
    found = api.get("/projects", park=park, sort="-investment_planned", size=1)
    assert names(found) == ["乙"] and found.json()["total"] == 2
    assert names(api.get("/projects", park=park, size=1, page=2)) == ["甲"]
    assert names(api.get("/projects", investment_planned_min="15000")) == ["乙", "丙"]
    totals = api.get("/projects/totals", park=park).json()
    assert totals["count"] == 2 and totals["sums"]["investment_planned"] == 40_000_000_000


def test_facets_count_with_names(api):
    register(api, "甲", park="北片区")
    (park,) = [one for one in api.get("/projects/facets").json() if one["field"] == "park"]
    assert [(value["label"], value["count"]) for value in park["values"]] == [("北片区", 1)] and park["complete"]
    assert api.get("/projects/facets", field="name").status_code == 422


@pytest.mark.parametrize(
    "query",
    [{"user": "x"}, {"size": "201"}, {"size": "0"}, {"page": "0"}, {"q": "a\x00"}, {"sort": "position"},
     {"investment_cny_min": "1"}, {"zone_id": "x"}, {"page": ["1", "2"]}, {"day": "2999-01-01"}, {"view": "all"}],
)  # fmt: skip
def test_what_it_does_not_know_is_refused(api, query):
    for path in ("/projects", "/projects/totals"):
        refused = api.get(path, **query)
        assert refused.status_code == 422 and refused.json()["reasons"], (path, refused.content)


def test_one_project_with_etag_and_its_entries(api):
    id = register(api, "甲", industry="机械")
    api.patch(f"/projects/{id}", {"values": {"industry": "电子"}}, seen=1)
    answer = api.get(f"/projects/{id}")
    body = answer.json()
    assert answer["ETag"] == '"2"' and body["version"] == 2 and body["values"]["industry"] == "电子"
    assert [entry["version"] for entry in body["entries"]] == [2, 1] and body["can"]["edit"]
    older = api.get(f"/projects/{id}/entries", limit=1).json()["older"]
    assert [one["version"] for one in api.get(f"/projects/{id}/entries", before=older).json()["entries"]] == [1]


def test_a_past_day_shows_what_was_known(api):
    id = register(api, "甲")
    assert api.get(f"/projects/{id}", day="2020-01-01").status_code == 404
    assert api.get("/projects", day="2020-01-01").json()["total"] == 0
    assert api.client.post("/api/v1/projects?day=2020-01-01", headers=api.headers).status_code == 422


def test_the_firm_itself_sees_no_internal_field(api, place):
    firm = api.post("/enterprises", {"values": {"name": "示例精密传动有限公司"}}).json()["id"]
    id = register(api, "甲", enterprise=firm, progress_note="内部情况", liaison_leader_post="副主任")
    register(api, "乙")
    account = make_account(place, "firm", role=None)
    give_post(place, account.person, Role.ENTERPRISE_PRINCIPAL, enterprise=firm)
    own = Api(account)
    body = own.get(f"/projects/{id}").json()
    assert names(own.get("/projects")) == ["甲"] and not INTERNAL & set(body["values"])
    assert not INTERNAL & set(own.get("/projects").json()["rows"][0])
    for query in ({"sort": "source"}, {"confidential": "0"}, {"columns": "late_marked"}):
        assert own.get("/projects", **query).status_code == 422
    assert own.patch(f"/projects/{id}", {"values": {"industry": "电子"}}, seen=1).status_code == 403


def test_another_zone_is_nowhere(api):
    elsewhere = Api(make_account(make_place("OT"), "other"))
    register(elsewhere, "别处")
    zone = elsewhere.get("/me").json()["zone"]
    assert names(api.get("/projects")) == [] and api.get("/projects", zone=zone).status_code == 404


def test_the_number_of_queries_does_not_grow(api, django_assert_num_queries):
    for number in range(3):
        register(api, f"项目{number}", park="北片区", lead_unit="招商一局")
    with django_assert_num_queries(11):
        api.get("/projects")
    for number in range(3, 12):
        register(api, f"项目{number}", park="北片区", lead_unit="招商一局")
    with django_assert_num_queries(11):
        api.get("/projects")

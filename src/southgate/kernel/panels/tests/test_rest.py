"""The edge of the HTTP API: documents, signing in, errors in one shape and in the language asked for; small rooms."""

from __future__ import annotations

import pytest
from django.test import Client

from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import make_account
from southgate.kernel.panels.tests.api import Api
from southgate.kernel.testing import make_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_place()


@pytest.fixture
def api(place):
    return Api(make_account(place))


def session(account, **more):
    client = Client(**more)
    client.force_login(account)
    return client


def test_documents_are_for_those_who_are_known(place, api):
    assert Client().get("/api/v1/docs").status_code == 302
    assert Client().get("/api/v1/openapi.json", headers={"Accept": "application/json"}).status_code == 401
    page = session(make_account(place, "wang")).get("/api/v1/docs")
    assert page.status_code == 200 and b"cdn" not in page.content
    document = api.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1") and "/api/v1/projects/{id}" in document["paths"]


def test_summaries_speak_the_language_asked_for(api):
    def summary(language):
        answer = api.client.get("/api/v1/openapi.json", headers={**api.headers, "Accept-Language": language})
        return answer.json()["paths"]["/api/v1/projects"]["get"]["summary"]

    assert (summary("zh"), summary("en")) == ("项目台账", "Project ledger")


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer x", "Basic x", "bearer sg_"])
def test_without_a_good_token_it_is_401(token):
    answer = Client().get("/api/v1/projects", headers={"Authorization": token} if token else {})
    assert (
        answer.status_code == 401 and answer.json()["error"] == "signed_out" and "Bearer" in answer["WWW-Authenticate"]
    )


def test_a_session_changes_with_its_csrf_token_alone(place):
    account = make_account(place)
    body = {"values": {"name": "甲"}}
    bare = session(account, enforce_csrf_checks=True)
    assert bare.get("/api/v1/projects").status_code == 200
    refused = bare.post("/api/v1/projects", body, content_type="application/json")
    assert (refused.status_code, refused.json()["error"]) == (403, "forbidden")


LONE = b'{"values": {"name": "\\ud800"}}'


@pytest.mark.parametrize(("body", "status"), [(b"{", 400), (b"\xff", 400), (b"[]", 422), (b"{}", 422), (LONE, 400)])
def test_bodies_that_mean_nothing(api, body, status):
    answer = api.post("/projects", body)
    assert answer.status_code == status and set(answer.json()) == {"error", "say", "reasons"}


def test_a_body_over_the_limit_is_413(api):
    assert api.post("/projects", b" " * 3_000_000).json()["error"] == "too_large"


def test_addresses_and_methods_that_are_none(api):
    assert api.get("/nothing").json()["error"] == "not_found"
    answer = api.client.put("/api/v1/projects", headers=api.headers)
    assert (answer.status_code, answer.json()["error"]) == (405, "no_method") and "POST" in answer["Allow"]


def test_errors_speak_english_too(api):
    answer = api.client.get("/api/v1/projects?user=x", headers={**api.headers, "Accept-Language": "en"})
    assert answer.json()["reasons"][0]["say"] == "There is no parameter “user”"


def test_who_one_is_and_the_zones(api, place):
    me = api.get("/me").json()
    assert me["name"] == "李经理" and me["posts"][0]["role"] == "investment_officer" and "read" in me["scopes"]
    assert [one["level"] for one in api.get("/zones").json()] == ["zone", "park", "park"]
    assert {one["name"] for one in api.get("/units").json()} == {"招商一局", "北片区办"}


def test_working_days(api):
    found = api.get("/calendar/days", first="2026-02-14", last="2026-02-24").json()
    kinds = {one["day"]: one["kind"] for one in found["days"]}
    assert kinds["2026-02-14"] == "weekend" and kinds["2026-02-16"] == "weekday" and len(kinds) == 11
    assert found["open_days"] == 7 and found["days"][0]["provisional"]  # no notice is loaded here
    for wrong in ({"first": "2026-02-02", "last": "2026-02-01"}, {"first": "1990-01-01", "last": "2026-01-01"}):
        assert api.get("/calendar/days", **wrong).status_code == 422


def test_search_finds_what_is_visible(api):
    api.post("/projects", {"values": {"name": "精密减速器智能工厂"}})
    (hit,) = api.get("/search", q="jmjsq").json()["hits"]
    assert hit["title"] == "精密减速器智能工厂" and api.get("/search", q="精密", kind="nothing").status_code == 422


def test_the_book_is_the_auditors(api, place):
    assert api.get("/book/head").status_code == 403
    auditor = Api(make_account(place, "audit", Role.AUDITOR))
    head = auditor.get("/book/head").json()
    assert head["unsealed"] == head["position"] > 0 and head["seal"] is None
    lines = auditor.get("/book/entries", kind="account.").json()["lines"]
    assert lines and all(line["kind"].startswith("account.") for line in lines)

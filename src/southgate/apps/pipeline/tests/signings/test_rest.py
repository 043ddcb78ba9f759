"""Figures, signings, tasks and lists over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from southgate.apps.pipeline.models.signings import Signing
from southgate.apps.pipeline.services.projects.commands import RegisterProject
from southgate.apps.pipeline.services.projects.recording import register_projects
from southgate.apps.pipeline.tests.signings.signings import YI, list_firm
from southgate.kernel.clock import today
from southgate.kernel.identity.actor import system_actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import make_account
from southgate.kernel.panels.tests.api import Api
from southgate.kernel.testing import Place, make_place

pytestmark = pytest.mark.django_db
SCOPES = ("read", "write:signing", "write:project", "write:task", "write:listed_firm")


@pytest.fixture
def place() -> Place:
    return make_place()


@pytest.fixture
def api(place: Place) -> Api:
    return Api(make_account(place), *SCOPES)


@pytest.fixture
def second(place: Place) -> Api:
    return Api(make_account(place, "zhao", Role.ZONE_LEADER), *SCOPES)


@pytest.fixture
def project(place: Place) -> UUID:
    values = {"name": "精密减速器智能工厂", "stage": "signed", "signed_on": date(2026, 3, 5)}
    cmd = RegisterProject(zone=place.zone, values=values)
    return UUID(register_projects([cmd], by=system_actor(), today=today(), command_id=uuid4()).data["ids"][0])


def register(api: Api, project: UUID, **said: Any) -> Any:
    return api.post("/signings", {"project": str(project), "signed_on": "2026-03-05", "amount": 5 * YI, **said})


def test_register_screen_count(api: Api, second: Api, project: UUID) -> None:
    made = register(api, project, contract_number="HT-1")
    assert made.status_code == 201 and made["ETag"] == '"1"', made.content
    id = made.json()["id"]
    assert second.post(f"/signings/{id}/screen", {"confirm": True}, seen=1).status_code == 200
    found = api.get("/figures?period=2026-1-11").json()
    by_key = {one["key"]: one for one in found["figures"]}
    assert (by_key["signed"]["value"], by_key["signed_sum"]["value"]) == (1, 5 * YI)
    assert by_key["started"]["shown"] == "0.0" and by_key["started"]["over"] == 1
    rows = api.get("/figures/signed/rows?period=2026-1-11").json()
    assert [row["id"] for row in rows["rows"]] == [id]


def test_one_signing_with_its_book(api: Api, project: UUID) -> None:
    id = register(api, project).json()["id"]
    found = api.get(f"/signings/{id}")
    assert found["ETag"] == '"1"' and found.json()["kind"] == "first"
    assert len(found.json()["entries"]) == 1
    assert api.get("/signings?state=reported").json()["total"] == 1


def test_who_reported_does_not_screen(api: Api, project: UUID) -> None:
    id = register(api, project).json()["id"]
    answer = api.post(f"/signings/{id}/screen", {"confirm": True}, seen=1)
    assert answer.status_code == 422 and "登记的人" in answer.json()["reasons"][0]["say"]


def test_a_correction_sends_only_what_changes(api: Api, project: UUID) -> None:
    id = register(api, project).json()["id"]
    answer = api.patch(f"/signings/{id}", {"amount": 3 * YI, "reason": "录错"}, seen=1)
    assert answer.status_code == 200, answer.content
    row = Signing.objects.get()
    assert (row.amount, row.signed_on) == (3 * YI, date(2026, 3, 5))
    assert api.patch(f"/signings/{id}", {"amount": YI, "reason": "录错"}, seen=1).status_code == 409
    assert api.post(f"/signings/{id}/withdraw", {"reason": "重复"}, seen=2).status_code == 200


def test_tasks(api: Api, second: Api) -> None:
    task = {"definition": "signed", "year": 2026, "target": 12, "source": "示例任务书"}
    assert api.post("/tasks", task).status_code == 403
    id = second.post("/tasks", task).json()["id"]
    assert second.patch(f"/tasks/{id}", {"target": 15, "reason": "调整"}, seen=1).status_code == 200
    assert [one["target"] for one in api.get("/tasks?year=2026").json()] == [15]
    assert second.post(f"/tasks/{id}/withdraw", {"reason": "撤销"}, seen=2).status_code == 200


def test_lists(api: Api) -> None:
    list_firm(rank=3)
    assert api.get("/lists").json() == [{"list": "china", "year": 2026, "count": 1, "whole": False}]
    assert [one["rank"] for one in api.get("/lists/firms?list=china&year=2026").json()] == [3]
    firm = {"list": "china", "year": 2026, "name": "示例乙集团", "source": "示例名单"}
    assert api.post("/lists/firms", {"firms": [firm]}).status_code == 403


def test_unknown_words_are_refused(api: Api, project: UUID) -> None:
    assert register(api, project, colour="red").status_code == 422
    assert api.get("/figures?period=26").status_code == 422
    assert api.get("/figures/unheard/rows").status_code == 404

"""S1d: no request sets what it may not: every column of every table by name, keys of another zone, marks of power."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps

from southgate.apps.enterprise.models import Enterprise
from southgate.apps.enterprise.tests.firms import make_firm
from southgate.apps.pipeline.fields.projects import FIELDS
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.policies import projects as policies
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import make_account
from southgate.kernel.panels.tests.api import Api
from southgate.kernel.testing import make_person, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.trust]
EVERY_COLUMN = sorted(
    {field.attname for model in apps.get_models() for field in model._meta.concrete_fields}
    | {field.name for model in apps.get_models() for field in model._meta.concrete_fields}
    | {"pk", "permissions", "groups", "__class__", "zone__name", "roles", "teams", "scopes"}
)
VALUES: tuple[Any, ...] = (1, "x", True, None, "00000000-0000-0000-0000-000000000001")


@pytest.fixture
def place():
    return make_place()


@pytest.fixture
def api(place):
    return Api(make_account(place))


def register(api, kind, name):
    return api.post(f"/{kind}", {"values": {"name": name}}).json()["id"]


def own_names(what):
    """Names that a request may use: fields, and what accompanies them."""
    return {name for field in what for name in (field.name, field.grain, field.currency)} - {"code"}


@pytest.mark.parametrize("kind", ["projects", "enterprises"])
def test_no_column_is_set_by_its_name(api, kind):
    model, allowed = (Project, own_names(FIELDS)) if kind == "projects" else (Enterprise, FIRM)
    id = register(api, kind, "示例项目")
    before = model.objects.values().get(pk=id)
    for name in [one for one in EVERY_COLUMN if one not in allowed]:
        values = {name: VALUES[len(name) % len(VALUES)]}
        for body in ({"values": values}, {"values": {}, **values}):
            answer = api.patch(f"/{kind}/{id}", body, seen=1)
            assert answer.status_code == 422 or name in {"reason", "occurred_on"}, (name, body, answer.content)
    assert model.objects.values().get(pk=id) == before


FIRM = {"name", "credit_code", "group_name", "industry", "source_region", "contact"}


def test_nothing_is_moved_under_what_the_writer_does_not_see(api):
    other = make_place("OT")
    id = register(api, "projects", "示例项目")
    strange = {
        "park": other.north, "lead_unit": other.first_unit, "responsible_person": make_person(other, "王科"),
        "liaison_leader": make_person(other, "赵处"), "enterprise": make_firm(other, "别处的企业"),
    }  # fmt: skip
    for name, key in strange.items():
        refused = api.patch(f"/projects/{id}", {"values": {name: str(key)}}, seen=1)
        nowhere = api.patch(f"/projects/{id}", {"values": {name: str(uuid4())}}, seen=1)
        assert refused.status_code == 422 and refused.json() == nowhere.json(), name
    assert Project.objects.get(pk=id).version == 1


LIMITED = {Role.ZONE_LEADER: policies.PROMISES, Role.INVESTMENT_OFFICER: policies.ALL}


@pytest.mark.parametrize("role", LIMITED)
def test_each_field_by_whom_the_policy_names(role, place):
    id = register(Api(make_account(place, "first")), "projects", "示例项目")
    api = Api(make_account(place, "second", role))
    editable = set(api.get(f"/projects/{id}").json()["editable"])
    assert editable == LIMITED[role] - {"code"}
    for field in FIELDS:
        if field.describes or field.name in editable:
            continue
        value = {"sum": 1, "day": "2026-03-01", "flag": True, "count": 1, "area": 1, "share": 1}.get(field.kind, "x")
        answer = api.patch(f"/projects/{id}", {"values": {field.name: value}}, seen=1)
        assert answer.status_code == 422, (field.name, answer.content)
    assert Project.objects.get(pk=id).version == 1

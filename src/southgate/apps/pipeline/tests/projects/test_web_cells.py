"""What the grid refuses: an emptied choice, two currencies in one record."""

from __future__ import annotations

from uuid import uuid4

import pytest

from southgate.apps.pipeline.models.projects import Project
from southgate.kernel.identity.tests.people import signed_in
from southgate.kernel.panels.tests.api import Api

pytestmark = pytest.mark.django_db


@pytest.fixture
def grid():
    client, account, _place = signed_in()
    id = Api(account).post("/projects", {"values": {"name": "甲", "investment_planned": 100}}).json()["id"]

    def send(**typed):
        edits = [{"id": id, "seen": 1, "field": name, "value": value} for name, value in typed.items()]
        body = {"command_id": str(uuid4()), "edits": edits}
        return client.post("/projects/cells/", body, content_type="application/json")

    return send


@pytest.mark.parametrize("name", ["stage", "status", "confidential", "key_project"])
@pytest.mark.parametrize("value", ["", "清空"])
def test_a_choice_is_never_emptied(grid, name, value):
    refused = grid(**{name: value})
    assert refused.status_code == 422 and refused.json()["reasons"][0]["field"] == name


def test_two_currencies_are_refused(grid):
    refused = grid(investment_planned="100万美元", investment_fixed="50万元")
    assert refused.status_code == 422 and "CNY" in refused.json()["reasons"][0]["say"]
    assert Project.objects.get().investment_planned == 100

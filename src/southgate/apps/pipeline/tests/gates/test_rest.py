"""Gates over HTTP: how a project stands, a document with its file, a review, leave to pass; never alone."""

from __future__ import annotations

import io
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from southgate.apps.pipeline.models.gates import Document, Opinion, Override
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.tests.gates.ready import convene
from southgate.kernel.clock import today
from southgate.kernel.identity.models import Account
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import give_post, make_account
from southgate.kernel.panels.tests.api import Api, make_token
from southgate.kernel.testing import make_place

pytestmark = pytest.mark.django_db
SCOPES = ("read", "write:project", "write:document", "write:review", "write:opinion", "write:override")


@pytest.fixture
def place():
    return make_place()


@pytest.fixture
def account(place):
    return make_account(place)


@pytest.fixture
def api(account):
    return Api(account, *SCOPES)


@pytest.fixture
def id(api):
    return api.post("/projects", {"values": {"name": "精密减速器智能工厂"}}).json()["id"]


def bring(account, id, **fields):
    """Form data with a file."""
    file = io.BytesIO(f"示例合同 {uuid4()}".encode())
    file.name = "合同.txt"
    headers = {"Authorization": f"Bearer {make_token(account, *SCOPES)}", "Command-Id": str(uuid4())}
    return Client().post(f"/api/v1/projects/{id}/documents", {"file": file, **fields}, headers=headers)


def test_how_it_stands(api, id):
    found = api.get(f"/projects/{id}/gates/signed").json()
    assert (found["open"], found["overridable"], found["label"]) == (False, True, "签约")
    assert [need["key"] for need in found["needs"]] == ["contract", "investor", "split", "admission"]
    assert api.get(f"/projects/{id}/gates/nowhere").status_code == 422


def test_a_refused_move_names_every_need(api, id):
    refused = api.post(f"/projects/{id}/stage", {"to": "signed"}, seen=1)
    assert refused.status_code == 422
    assert [one["where"] for one in refused.json()["reasons"]] == ["contract", "investor", "split", "admission"]
    assert all(one["say"] and one["mend"] for one in refused.json()["reasons"])


def test_a_document_with_its_file(api, account, id):
    assert bring(account, id, kind="contract").status_code == 422
    made = bring(account, id, kind="contract", issued_on="2026-11-09")
    assert made.status_code == 201, made.content
    (document,) = api.get(f"/projects/{id}/evidence").json()["documents"]
    assert (document["label"], document["sha256"]) == ("投资合同", Document.objects.get().sha256)
    away = api.post(f"/documents/{document['id']}/withdraw", {"reason": "传错了"}, seen=1)
    assert (away.status_code, away.json()["version"]) == (200, 2)


def test_a_document_without_a_file_or_of_no_kind_is_told_so(api, id):
    refused = api.post(f"/projects/{id}/documents", {})
    assert refused.status_code == 422 and refused.json()["reasons"][0]["where"] == "kind"


def test_a_review(api, account, place, id):
    assert api.post(f"/projects/{id}/reviews", {"people": []}).status_code == 422
    review = convene(UUID(id), today=today())
    one = Opinion.objects.filter(review=review).first()
    assert api.post(f"/opinions/{one.pk}", {"verdict": "agree"}, seen=1).status_code == 403, "not his to give"
    early = api.post(f"/reviews/{review}/decide", {"passed": True}, seen=1)
    assert early.status_code == 422 and {one["where"] for one in early.json()["reasons"]} == {"opinions"}
    back = api.post(f"/reviews/{review}/decide", {"passed": False, "text": "补能评"}, seen=1)
    assert back.status_code == 200
    (seen,) = api.get(f"/projects/{id}/evidence").json()["reviews"]
    assert (seen["state"], seen["text"], len(seen["opinions"])) == ("returned", "补能评", 3)


def test_nobody_lets_himself_pass_by_another_token_and_nobody_has_two_accounts(api, account, place, id):
    give_post(place, account.person, Role.ZONE_LEADER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create_user("second", password=None, person=account.person, zone=place.zone)
    asked = api.post(f"/projects/{id}/overrides", {"to": "signed", "reason": "合同在走印"})
    assert asked.status_code == 201, asked.content
    row = Override.objects.get()
    for own in (api, Api(account, *SCOPES)):
        alone = own.post(f"/overrides/{row.pk}/decide", {"granted": True}, seen=1)
        assert alone.status_code == 422, alone.content
        assert "自己申请的放行，自己不能决定" in alone.json()["reasons"][0]["say"]
    leader = Api(make_account(place, "zhao", Role.ZONE_LEADER), *SCOPES)
    assert leader.post(f"/overrides/{row.pk}/decide", {"granted": True}, seen=1).status_code == 200
    moved = api.post(f"/projects/{id}/stage", {"to": "signed"}, seen=Project.objects.get(pk=id).version)
    assert moved.status_code == 200
    row.refresh_from_db()
    assert row.state == "used"


def test_a_scope_that_was_not_given_reaches_nothing(account, id):
    narrow = Api(account, "read", "write:project")
    assert narrow.get(f"/projects/{id}/evidence").status_code == 200
    assert narrow.post(f"/projects/{id}/overrides", {"to": "signed", "reason": "合同在走印"}).status_code == 403

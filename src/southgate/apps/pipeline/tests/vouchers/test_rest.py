"""Vouchers over HTTP: entered, given their slip, accepted by somebody else, rejected, taken back, read."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.tests.vouchers.slips import WAN
from southgate.kernel.clock import today
from southgate.kernel.identity.models import Account
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import make_account
from southgate.kernel.panels.tests.api import Api
from southgate.kernel.testing import make_place

pytestmark = pytest.mark.django_db
SCOPES = ("read", "write:project", "write:voucher")


@pytest.fixture
def house():
    place = make_place()
    api, second = Api(make_account(place), *SCOPES), Api(make_account(place, "wang", Role.FINANCE), *SCOPES)
    return api, second, api.post("/projects", {"values": {"name": "精密减速器智能工厂"}}).json()["id"]


def post(api, project, number="B-2026-0001", **changed):
    return api.post(f"/vouchers/projects/{project}", given(number, **changed))


def given(number="B-2026-0001", **changed):
    return {
        "kind": "bank_slip", "use": "fixed", "origin": "domestic", "number": number,
        "issuer": "示例银行云澜支行", "payer": "示例集团", "amount": 500 * WAN,
        "paid_on": (today() - timedelta(days=3)).isoformat(), **changed,
    }  # fmt: skip


def put_slip(api, id, seen):
    return api.client.post(
        f"/api/v1/vouchers/{id}/slip",
        {"file": SimpleUploadedFile("回单.pdf", b"%PDF-1.7\n" + uuid4().hex.encode()), "reason": "补影像"},
        headers={**api.headers, "Command-Id": str(uuid4()), "If-Match": f'"{seen}"'},
    )


def entered(api, project, **changed):
    made = post(api, project, **changed)
    assert made.status_code == 201, made.content
    id = made.json()["id"]
    assert put_slip(api, id, 1).json()["version"] == 2
    return id


def test_entered_accepted_read_and_taken_back(house):
    api, second, project = house
    id = entered(api, project)
    assert second.get(f"/vouchers/{id}").json()["can"]["decide"] is True
    done = second.post(f"/vouchers/{id}/accept", {}, seen=2)
    assert done.status_code == 200 and done.json()["version"] == 3
    assert Project.objects.get().arrived_fixed == 500 * WAN
    found = api.get(f"/vouchers/projects/{project}").json()
    assert (found["arrived"], found["total"]) == ({"fixed": 500 * WAN, "working": 0, "land": 0}, 500 * WAN)
    assert second.post(f"/vouchers/{id}/return", {"reason": "已退款"}, seen=3).status_code == 200
    assert Project.objects.get().arrived_fixed == 0


def test_nobody_accepts_his_own_and_every_reason_is_told(house):
    api, _, project = house
    id = post(api, project, kind="customs").json()["id"]
    answer = api.post(f"/vouchers/{id}/accept", {}, seen=1)
    assert answer.status_code == 422 and len(answer.json()["reasons"]) == 3


def test_a_token_without_the_scope_writes_nothing(house):
    api, _, project = house
    reader = Api(Account.objects.get(username="li"), "read")
    assert post(reader, project).status_code == 403
    assert reader.get(f"/vouchers/{entered(api, project)}").status_code == 200


def test_versions_ids_and_strangers(house):
    api, second, project = house
    id = entered(api, project)
    assert second.post(f"/vouchers/{id}/accept", {}, seen=1).status_code == 409
    assert second.post(f"/vouchers/{id}/accept", {}).status_code == 428
    assert second.post(f"/vouchers/{uuid4()}/accept", {}, seen=1).status_code == 404
    assert post(api, project, colour="red").status_code == 422
    stranger = Api(make_account(make_place("OT"), "far"), *SCOPES)
    assert stranger.get(f"/vouchers/{id}").status_code == 404
    assert post(stranger, project).status_code == 404


def test_corrected_rejected_and_listed(house):
    api, second, project = house
    id = entered(api, project)
    done = api.patch(f"/vouchers/{id}", {"amount": 450 * WAN, "reason": "抄错"}, seen=2)
    assert done.status_code == 200, done.content
    assert second.post(f"/vouchers/{id}/reject", {"reason": "不是投资企业付的"}, seen=3).status_code == 200
    again = post(api, project, corrects=id)
    assert again.status_code == 201, again.content
    found = second.get("/vouchers?state=all").json()
    assert (found["total"], found["counts"]) == (2, {"entered": 1, "accepted": 0, "rejected": 1})
    assert second.get("/vouchers?state=entered&use=fixed").json()["sums"]["fixed"] == 500 * WAN
    assert second.get(f"/vouchers/{id}").json()["corrected_by"] == again.json()["id"]

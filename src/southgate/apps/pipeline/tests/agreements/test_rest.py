"""Agreements over HTTP: the same services as the pages, versions as ETags, refusals with all their reasons."""

from __future__ import annotations

import io
import json
import zipfile
from uuid import uuid4

import pytest

from southgate.apps.pipeline.tests.agreements.agreements import FLAGGED
from southgate.apps.pipeline.tests.agreements.test_web import two_officers

pytestmark = pytest.mark.django_db
API = "/api/v1/agreements"


def call(client, method, path, body=None, version=None):
    headers = {"Accept": "application/json", "Command-Id": str(uuid4())}
    if version is not None:
        headers["If-Match"] = f'"{version}"'
    return getattr(client, method)(
        f"{API}{path}", json.dumps(body or {}), content_type="application/json", headers=headers
    )


def drafted(client, project, text=FLAGGED):
    body = {"project": str(project), "title": "示例协议", "form": "agreement", "text": text}
    answer = call(client, "post", "", body)
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_from_a_draft_to_an_approval():
    writer, decider, project = two_officers()
    made = drafted(writer, project)
    id, version = made["id"], made["version"]
    assert call(writer, "post", f"/{id}/submit").status_code == 428
    version = call(writer, "post", f"/{id}/submit", version=version).json()["version"]
    refused = call(decider, "post", f"/{id}/approve", version=version)
    assert refused.status_code == 422 and [one["where"] for one in refused.json()["reasons"]] == ["fair_review"]
    file = writer.post(f"{API}/{id}/files", {"file": _pdf()}, headers={"Command-Id": str(uuid4())}).json()["id"]
    review = {"text_number": 1, "number": "示7号", "office": "示例局", "reviewed_on": "2026-11-20",
              "conclusion": "passed", "file": file}  # fmt: skip
    assert call(writer, "post", f"/{id}/reviews", review).status_code == 201
    assert call(decider, "post", f"/{id}/approve", version=version).status_code == 200
    assert call(decider, "post", f"/{id}/approve", version=version).status_code == 409


def _pdf():
    file = io.BytesIO(b"%PDF-1.4 shili")
    file.name = "审查意见.pdf"
    return file


def test_one_record_tells_all_of_it():
    writer, _, project = two_officers()
    id = drafted(writer, project)["id"]
    promise = {
        "side": "enterprise",
        "measure": "fixed_per_mu",
        "text": "示例",
        "due_on": "2026-12-31",
        "quantity": 40_000,
    }
    made = call(writer, "post", f"/{id}/commitments", promise)
    assert (made.status_code, made.json()["version"]) == (201, 1)
    seen = writer.get(f"{API}/{id}").json()
    assert seen["text"] == FLAGGED and [one["flag"] for one in seen["passages"]] == ["tax_linked", "market_limiting"]
    assert FLAGGED[seen["passages"][0]["first"] : seen["passages"][0]["last"]] == seen["passages"][0]["quote"]
    assert seen["commitments"][0]["quantity"] == 40_000 and seen["entries"]
    assert writer.get(f"{API}/{id}/versions/1").json()["pieces"][0]["change"] == "same"
    assert {writer.get(f"{API}/{id}/versions/{number}").status_code for number in (0, -1, 2, 10**40)} == {404}
    assert [one["id"] for one in writer.get(API).json()] == [id]
    assert writer.get(f"{API}/commitments").json()["total"] == 0, "it is not signed"


def test_what_is_not_known_is_refused():
    writer, _, project = two_officers()
    made = drafted(writer, project)
    wrong = call(writer, "patch", f"/{made['id']}", {"state": "signed"}, version=made["version"])
    assert wrong.status_code == 422
    assert call(writer, "post", "", {"project": str(project), "title": "示例", "form": "promise"}).status_code == 422


def test_the_pack_comes_as_a_zip():
    _, decider, project = two_officers()
    answer = call(decider, "post", f"/of/{project}/audit")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert {"evidence.xlsx", "manifest.json"} <= set(archive.namelist())
    assert answer["Content-Type"] == "application/zip" and "no-store" in answer["Cache-Control"]

"""Import and export over HTTP: bring, look, answer, publish, undo; files handed out."""

from __future__ import annotations

import io
from uuid import uuid4

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import make_account
from southgate.kernel.panels.tests.api import Api
from southgate.kernel.testing import make_place

pytestmark = pytest.mark.django_db
HEADS = ["项目名称", "统一社会信用代码", "企业", "计划投资（万元）"]
ROWS = [["甲项目", "", "示例甲有限公司", 100], ["乙项目", "91430000MA4L1P7X2", "示例乙有限公司", 200]]


@pytest.fixture(autouse=True)
def _at_once(settings):
    settings.EXCHANGE_THREADS = False


@pytest.fixture
def place():
    return make_place()


@pytest.fixture
def api(place):
    return Api(make_account(place))


def workbook(rows):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("台账")
        for number, row in enumerate([HEADS, *rows]):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def bring(api, data, name="台账.xlsx", kind="projects"):
    body = {"file": SimpleUploadedFile(name, data), "kind": kind}
    return api.client.post("/api/v1/imports", body, headers=api.headers)


def test_the_whole_way(api):
    brought = bring(api, workbook(ROWS))
    assert brought.status_code == 201, brought.content
    upload = brought.json()
    assert upload["state"] == "checked" and upload["counts"]["rejected"] == 1
    path = f"/imports/{upload['id']}"
    (row,) = api.get(f"{path}/rows", outcome="rejected").json()["rows"]
    assert "17 位" in row["reasons"][0]["say"]
    key = row["cells"]["credit_code"]["key"]
    mended = api.post(f"{path}/answers", {"cells": {key: ""}}).json()
    assert mended["counts"]["new"] == 2, mended
    assert api.post(f"{path}/publish", {}).json()["state"] == "published"
    assert api.get("/projects").json()["total"] == 2
    assert api.post(f"{path}/undo", {}).json()["state"] == "undone"
    assert api.get("/projects").json()["total"] == 0
    assert [one["id"] for one in api.get("/imports").json()["rows"]] == [upload["id"]]


@pytest.mark.parametrize(
    "answers",
    [{"cells": {"9|name|台账": "x"}}, {"rows": ["2|别的"]}, {"units": {"x": "万元"}}, {"names": {"unit|x": ""}},
     {"columns": {"x": {"y": "name"}}}, {"strange": 1}],
)  # fmt: skip
def test_answers_to_nothing_are_refused(api, answers):
    path = f"/imports/{bring(api, workbook(ROWS)).json()['id']}"
    refused = api.post(f"{path}/answers", answers)
    assert refused.status_code == 422 and refused.json()["reasons"][0]["where"]


def test_no_workbook_and_too_large_a_one(api):
    refused = bring(api, b"%PDF-1.4").json()
    assert refused["state"] == "refused" and refused["reasons"][0]["say"]
    assert bring(api, b"0" * (21 << 20)).status_code == 413
    assert bring(api, b"x", kind="nothing").status_code == 404


def test_another_officer_does_not_see_it(api, place):
    path = f"/imports/{bring(api, workbook(ROWS)).json()['id']}"
    other = Api(make_account(place, "wang"))
    for end in ("", "/rows", "/rejected"):
        assert other.get(path + end).status_code == 404
    for end in ("/publish", "/undo", "/drop", "/read"):
        assert other.post(path + end, {}).status_code == 404


def test_files_are_handed_out(api, place):
    path = f"/imports/{bring(api, workbook(ROWS)).json()['id']}"
    for answer in (api.get(f"{path}/rejected"), api.get("/imports/template", kind="projects")):
        assert (
            answer["Content-Disposition"].startswith("attachment") and b"".join(answer.streaming_content)[:2] == b"PK"
        )
    api.post(f"{path}/publish", {})
    taken = api.post("/exports", {"kind": "projects", "form": "csv", "filters": {"stage": ["talks", "signed"]}})
    assert "甲项目" in b"".join(taken.streaming_content).decode("utf-8-sig")
    assert api.post("/exports", {"kind": "projects", "form": "csv", "filters": {"x": "1"}}).status_code == 422
    assert api.post("/exports", {"kind": "projects", "form": "csv"}, command="").status_code == 428
    clerk = Api(make_account(place, "clerk", Role.WINDOW_CLERK))
    assert clerk.post("/exports", {"kind": "projects", "form": "csv"}, command=uuid4()).status_code == 403

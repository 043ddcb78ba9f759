"""The pages of an import: drop a file, look, mend, write, take back, take out."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from southgate.apps.enterprise.models import Enterprise
from southgate.kernel.book.models import Entry
from southgate.kernel.exchange import registry
from southgate.kernel.exchange.models import State, Upload
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import make_account, sign_in, signed_in
from tests.trust.sheets import firm, workbook

pytestmark = pytest.mark.django_db
KIND = "enterprises"


@pytest.fixture(autouse=True)
def _quick(settings):
    settings.EXCHANGE_THREADS = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    known = registry.ledger_kind(KIND)
    registry.register(replace(known, page=lambda id: "/"))  # the room's own pages are tested in the room
    yield
    registry.register(known)


def drop(client, data, name="企业名册.xlsx", kind=KIND):
    return client.post(reverse("exchange:start"), {"file": SimpleUploadedFile(name, data), "kind": kind})


def brought(client, data, **more):
    answer = drop(client, data, **more)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return Upload.objects.get(pk=re.search(r"/import/([0-9a-f-]{36})/", answer.url)[1])


def url(name, upload):
    return reverse(f"exchange:{name}", args=[upload.pk])


def test_the_whole_way():
    client, _account, _place = signed_in()
    assert client.get(reverse("exchange:start")).status_code == 200
    upload = brought(client, workbook([firm(1), firm(2), firm(3, code="91430000MA4L1P7X2")]))
    text = client.get(url("check", upload)).content.decode()
    assert "写入之前先看：3 行里 2 行会写入，1 行退回" in text
    assert "信用代码只有 17 位，少 1 位" in text and "（原表 B4）" in text
    assert "写入：新增 2 行" in text
    assert client.post(url("publish", upload)).status_code == 302
    assert "已写入：新增 2 行，修改 0 行" in client.get(url("check", upload)).content.decode()
    assert "撤销这 2 行" in client.get(url("undo", upload)).content.decode()
    client.post(url("undo", upload), {"command_id": "x"})
    assert Enterprise.objects.filter(withdrawn=False).count() == 0


def test_refused_rows_come_back_ready_to_mend():
    client, _account, _place = signed_in()
    upload = brought(client, workbook([firm(1), firm(2, code="91430000MA4L1P7X2"), firm(3, name="")]))
    answer = client.get(url("rejected", upload))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = list(book.active.iter_rows(min_row=5, values_only=True))
    assert [row[1] for row in rows if any(row)] == ["91430000MA4L1P7X2", firm(3)[1]]
    assert "信用代码只有 17 位，少 1 位" in rows[0][5]
    book.active["B5"], book.active["A6"] = firm(2)[1], firm(3)[0]
    out = io.BytesIO()
    book.save(out)
    assert brought(client, out.getvalue()).counts["new"] == 2


def test_a_cell_is_mended_on_the_page():
    client, _account, _place = signed_in()
    upload = brought(client, workbook([firm(1, code="91430000MA4L1P7X2"), firm(2)]))
    key = "2|credit_code|企业名册"
    client.post(url("answer", upload), {"cell": key, "value": firm(1)[1]})
    upload.refresh_from_db()
    assert (upload.counts["new"], upload.counts["rejected"]) == (2, 0)
    client.post(url("answer", upload), {"leave": "3|企业名册"})
    upload.refresh_from_db()
    assert (upload.counts["new"], upload.counts["left"]) == (1, 1)


@pytest.mark.parametrize("name", ["check", "progress", "rejected", "undo", "publish", "answer", "drop", "again"])
def test_a_stranger_gets_404(name, client):
    mine, _account, place = signed_in()
    upload = brought(mine, workbook([firm(1)]))
    make_account(place, "wang")
    sign_in(client, "wang")
    ask = client.get if name in {"check", "progress", "rejected", "undo"} else client.post
    assert ask(url(name, upload)).status_code == 404


def test_a_role_that_imports_nothing_is_told_so():
    client, _account, _place = signed_in(Role.SUPERVISOR)
    assert client.get(reverse("exchange:start")).status_code == 403
    assert drop(client, workbook([firm(1)])).status_code == 403


@pytest.mark.parametrize(
    ("data", "say"), [(b"", "文件是空的"), (b"%PDF-1.4 x", "PDF"), (b"PK\x03\x04junk", "损坏"), (b"a,b\n1,2\n", "表头")]
)
def test_no_workbook_gets_a_plain_answer(data, say):
    client, _account, _place = signed_in()
    upload = brought(client, data) if data else None
    if upload is not None:
        assert upload.state == State.REFUSED
        assert say in client.get(url("check", upload)).content.decode()


def test_an_export_is_in_the_book():
    client, _account, _place = signed_in()
    upload = brought(client, workbook([firm(1), firm(2)]))
    client.post(url("publish", upload))
    page = reverse("exchange:export", args=[KIND])
    assert "导出企业名册" in client.get(page).content.decode()
    answer = client.post(page, {"form": "csv", "command_id": "0a6b5a52-7a0e-4f0e-9a41-d0b2e7c1f001"})
    assert answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).decode("utf-8-sig").count("示例精密传动") == 2
    assert Entry.objects.filter(kind="export.taken").count() == 1


def test_the_template_is_handed_out_and_reads_back():
    client, _account, _place = signed_in()
    answer = client.get(reverse("exchange:template", args=[KIND]))
    data = b"".join(answer.streaming_content)
    assert "filename*=utf-8''" in answer["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.active.append(firm(7))
    out = io.BytesIO()
    book.save(out)
    assert brought(client, out.getvalue()).counts["new"] == 1

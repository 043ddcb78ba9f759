"""Evidence on a record: added by who may edit it, taken by who may see it, deleted in two steps."""

from __future__ import annotations

import sys
from datetime import timedelta
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from southgate.apps.enterprise.models import Enterprise
from southgate.kernel.book.models import Entry
from southgate.kernel.exchange import services as exchange
from southgate.kernel.files import jobs, storing
from southgate.kernel.files.models import StoredFile
from southgate.kernel.identity.actors import actor_for
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import make_account, sign_in, signed_in
from southgate.kernel.panels.registry import Seen, panels_of
from southgate.kernel.testing import TODAY, make_place
from tests.trust.batches import upload
from tests.trust.sheets import firm, workbook

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"x" * 500


@pytest.fixture
def firm_page(settings):
    settings.EXCHANGE_THREADS = False
    client, account, place = signed_in()
    by = actor_for(account, TODAY)
    exchange.publish(upload(workbook([firm(1)]), place, by), by=by, today=TODAY)
    return client, by, Enterprise.objects.get()


def add(client, record, data=PDF, name="投资协议 终稿.pdf"):
    file = SimpleUploadedFile(name, data)
    url = reverse("files:add", args=["enterprise", record.pk])
    return client.post(url, {"file": file, "command_id": str(uuid4())})


def test_a_file_is_added_and_taken(firm_page):
    client, by, record = firm_page
    assert client.get(reverse("files:add", args=["enterprise", record.pk])).status_code == 200
    assert add(client, record).status_code == 302
    row = StoredFile.objects.get()
    answer = client.get(reverse("files:take", args=[row.pk]))
    assert b"".join(answer.streaming_content) == PDF
    assert "attachment" in answer["Content-Disposition"]
    assert "投资协议 终稿.pdf" in unquote(answer["Content-Disposition"])
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["Content-Security-Policy"].startswith("sandbox")
    assert list(Entry.objects.filter(subject=row.pk).values_list("kind", flat=True)) == ["file.added", "file.taken"]
    assert panels_of("enterprise", Seen(by, record.pk, TODAY))[-1].context["files"][0].digest == row.sha256


def test_deletion_has_two_steps_and_can_be_taken_back(firm_page):
    client, _by, record = firm_page
    add(client, record)
    row = StoredFile.objects.get()
    mark, restore = (reverse(f"files:{name}", args=[row.pk]) for name in ("mark", "restore"))
    form = {"version": row.version, "reason": "传错了", "command_id": str(uuid4())}
    assert client.get(mark).status_code == 200
    assert client.post(mark, {**form, "reason": " "}).status_code == 422
    assert client.post(mark, form).status_code == 302
    assert client.get(reverse("files:take", args=[row.pk])).status_code == 404
    row.refresh_from_db()
    assert client.post(restore, {"version": row.version, "command_id": str(uuid4())}).status_code == 302
    assert client.get(reverse("files:take", args=[row.pk])).status_code == 200


def test_the_bytes_go_after_some_days(firm_page):
    client, _by, record = firm_page
    add(client, record)
    row = StoredFile.objects.get()
    form = {"version": row.version, "reason": "传错了", "command_id": str(uuid4())}
    client.post(reverse("files:mark", args=[row.pk]), form)
    marked = StoredFile.objects.get().marked_on
    jobs.purge(today=marked + timedelta(days=29))
    assert storing.path_of(row.pk).exists()
    jobs.purge(today=marked + timedelta(days=30))
    assert not storing.path_of(row.pk).exists() and StoredFile.objects.get().purged


def test_who_may_only_look_adds_nothing(firm_page, client):
    mine, _by, record = firm_page
    add(mine, record)
    make_account(make_place("XX"), "far")
    sign_in(client, "far")
    row = StoredFile.objects.get()
    assert client.get(reverse("files:take", args=[row.pk])).status_code == 404
    assert add(client, record).status_code == 404
    assert StoredFile.objects.count() == 1


def test_a_supervisor_sees_and_cannot_change(firm_page, client):
    mine, _by, record = firm_page
    add(mine, record)
    place = type("P", (), {"zone": record.zone_id, "north": None, "east": None})()
    make_account(place, "sup", role=Role.SUPERVISOR)
    sign_in(client, "sup")
    row = StoredFile.objects.get()
    assert client.get(reverse("files:take", args=[row.pk])).status_code == 200
    assert client.get(reverse("files:mark", args=[row.pk])).status_code == 403
    assert add(client, record).status_code == 403


@pytest.mark.parametrize(("code", "status"), [("0", 302), ("1", 422), ("7", 422)])
def test_the_scanner_decides(firm_page, settings, code, status):
    client, _by, record = firm_page
    settings.FILE_SCANNER = f"{sys.executable} -c 'import sys; sys.exit({code})'"
    assert add(client, record).status_code == status
    assert StoredFile.objects.count() == int(status == 302)
    assert len(list((storing.path_of(uuid4()).parents[1]).glob("*/*"))) == StoredFile.objects.count()


def test_a_program_under_a_paper_name_is_refused(firm_page):
    client, _by, record = firm_page
    answer = add(client, record, b"MZ\x90\x00", "投资协议.pdf")
    assert answer.status_code == 422 and "这种文件不收" in answer.content.decode()
    assert not StoredFile.objects.exists()

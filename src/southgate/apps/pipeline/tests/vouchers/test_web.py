"""The pages of vouchers, without scripts: list, choosing, form with a photo, one voucher, the second person's steps."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.vouchers import Voucher
from southgate.apps.pipeline.services.projects.commands import RegisterProject
from southgate.apps.pipeline.services.projects.recording import register_projects
from southgate.apps.pipeline.tests.vouchers.slips import WAN
from southgate.kernel.clock import today
from southgate.kernel.identity.actors import actor_for
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import make_account, signed_in

pytestmark = pytest.mark.django_db
GIVEN = {
    "kind": "bank_slip", "use": "fixed", "origin": "domestic", "number": "B-2026-0001", "issuer": "示例银行云澜支行",
    "payer": "示例精密传动有限公司", "amount": "5,000,000.00", "currency": "CNY",
}  # fmt: skip


@pytest.fixture
def house():
    """An officer's browser, a project, and the browser of a statistician."""
    client, account, place = signed_in()
    values = {"name": "精密减速器智能工厂", "investment_planned": 5_000 * WAN, "investment_fixed": 4_000 * WAN}
    cmd = RegisterProject(zone=place.zone, values=values)
    made = register_projects([cmd], by=actor_for(account, today()), today=today(), command_id=uuid4())
    second = Client()
    second.force_login(make_account(place, "wang", Role.STATISTICIAN))
    return client, UUID(made.data["ids"][0]), second


def send(client, url, **data):
    return client.post(url, {"command_id": str(uuid4()), **data})


def paper(name="IMG_0001.jpg"):
    return SimpleUploadedFile(name, b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + uuid4().bytes * 40)


def enter(client, project, **changed):
    given = {**GIVEN, "paid_on": (today() - timedelta(days=3)).isoformat(), "slip": paper(), **changed}
    return send(client, f"/vouchers/projects/{project}/new/", **{k: v for k, v in given.items() if v is not None})


def test_a_photo_from_a_phone_becomes_a_voucher_that_waits(house):
    client, project, _ = house
    form = client.get(f"/vouchers/projects/{project}/new/").content.decode()
    assert 'accept="image/*,.pdf,.ofd"' in form and 'enctype="multipart/form-data"' in form
    answer = enter(client, project)
    row = Voucher.objects.get()
    assert answer.url == f"/vouchers/{row.pk}/" and row.amount == 500 * WAN and row.file is not None
    html = client.get(answer.url).content.decode()
    for words in ("银行回单 B-2026-0001", "IMG_0001.jpg", "要由另一个人认定", "5,000,000.00 元", "待认定"):
        assert words in html
    assert "与凭证一致，认定" not in html


def test_the_second_person_accepts_and_the_project_says_so(house):
    client, project, second = house
    url = enter(client, project).url
    assert "与凭证一致，认定" in second.get(url).content.decode()
    assert "5,000,000.00" in second.get(url).content.decode()
    assert send(second, f"{url}accept/", seen="1").url == url
    assert Project.objects.get().money_in_place == 500 * WAN
    html = client.get(f"/projects/{project}/").content.decode()
    for words in ("按 1 张已认定的凭证，到位 500 万元", "500 / 4,000", "12.5 %"):
        assert words in html


def test_the_edit_form_shows_why_money_in_place_is_not_typed(house):
    client, project, second = house
    edit = f"/projects/{project}/edit/"
    assert 'name="money_in_place"' in client.get(edit).content.decode()
    send(second, f"{enter(client, project).url}accept/", seen="1")
    html = client.get(edit).content.decode()
    assert 'name="money_in_place"' not in html and "已按凭证累计，不能手填" in html


def test_what_was_typed_is_kept_and_everything_wrong_is_said(house):
    client, project, _ = house
    answer = enter(client, project, number="", amount="五百", kind="", paid_on="2026.1.1")
    html = answer.content.decode()
    assert answer.status_code == 422 and Voucher.objects.count() == 0
    for words in ("没有填", "不是金额", "没有选", "日期写成 2026-11-24", "示例银行云澜支行"):
        assert words in html


def test_a_used_slip_is_refused_and_a_namesake_of_it_is_asked_about(house):
    client, project, _ = house
    first = enter(client, project)
    again = enter(client, project, number="b2026 0001")
    assert again.status_code == 422 and "这张凭证已用于「精密减速器智能工厂」" in again.content.decode()
    alike = enter(client, project, issuer="工行云澜")
    assert alike.status_code == 422 and "不是同一张" in alike.content.decode()
    id = Voucher.objects.get().pk
    assert first.url.strip("/").endswith(str(id))
    assert enter(client, project, issuer="工行云澜", not_the_same=id.hex).status_code == 302


def test_a_file_that_may_not_come_in_is_refused_and_nothing_is_written(house):
    client, project, _ = house
    answer = enter(client, project, slip=SimpleUploadedFile("x.jpg", b"<html>"))
    assert answer.status_code == 422 and "这种文件不收" in answer.content.decode()
    assert Voucher.objects.count() == 0


def test_without_a_slip_it_says_why_it_cannot_be_accepted_and_a_correction_brings_it(house):
    client, project, second = house
    url = enter(client, project, slip=None).url
    assert "没有凭证影像" in second.get(url).content.decode()
    given = {**GIVEN, "paid_on": (today() - timedelta(days=3)).isoformat(), "seen": "1"}
    assert "更正或补影像" in client.get(url).content.decode()
    assert send(client, f"{url}correct/", **given, slip=paper(), reason="").status_code == 422
    assert send(client, f"{url}correct/", **given, slip=paper(), reason="补影像").url == url
    assert "与凭证一致，认定" in second.get(url).content.decode()


def test_rejected_with_a_reason_and_entered_anew(house):
    client, project, second = house
    url = enter(client, project).url
    assert send(second, f"{url}reject/", seen="1", reason="").status_code == 422
    assert send(second, f"{url}reject/", seen="1", reason="付款方不是投资企业").url == url
    html = client.get(url).content.decode()
    assert "付款方不是投资企业" in html and f"{url}again/" in html
    assert "B-2026-0001" in client.get(f"{url}again/").content.decode()
    given = {**GIVEN, "paid_on": today().isoformat(), "slip": paper(), "payer": "示例集团"}
    new = send(client, f"{url}again/", **given)
    assert new.status_code == 302 and "它更正的是被退回的这一张" in client.get(new.url).content.decode()


def test_an_acceptance_is_taken_back(house):
    client, project, second = house
    url = enter(client, project).url
    send(second, f"{url}accept/", seen="1")
    assert send(second, f"{url}return/", seen="2", reason="银行说已退款").url == url
    assert Project.objects.get().money_in_place is None
    assert "撤回认定的原因" in client.get(url).content.decode()


def test_a_stale_page_is_told_so_and_nothing_is_accepted(house):
    client, project, second = house
    url = enter(client, project).url
    answer = send(second, f"{url}accept/", seen="7")
    assert answer.status_code == 409 and Voucher.objects.get().state == "entered"


def test_the_list_has_what_waits_first_and_sums_by_use(house):
    client, project, second = house
    accepted, waiting = (
        enter(client, project).url,
        enter(client, project, number="B-2", use="working", amount="30万元").url,
    )
    send(second, f"{accepted}accept/", seen="1")
    html = second.get("/vouchers/").content.decode()
    assert waiting in html and accepted not in html and "1 张等着认定" in html
    html = second.get("/vouchers/?state=accepted").content.decode()
    assert accepted in html and "500 万元" in html
    assert waiting in second.get("/vouchers/?state=all&use=working&kind=bank_slip").content.decode()
    assert second.get(f"/vouchers/?project={project}").status_code == 200
    for wrong in ("state=x", "colour=red", "page=0", "project=x"):
        assert second.get(f"/vouchers/?{wrong}").status_code == 422


def test_a_project_is_chosen_by_a_part_of_its_name(house):
    client, project, second = house
    assert f"/vouchers/projects/{project}/new/" in client.get("/vouchers/new/?q=减速器").content.decode()
    assert f"/vouchers/projects/{project}/new/" in client.get("/vouchers/new/?q=jmjsq").content.decode()
    assert second.get("/vouchers/new/").status_code == 404
    assert second.get(f"/vouchers/projects/{project}/new/").status_code == 403


def test_a_past_day_shows_what_was_known_and_changes_nothing(house):
    client, project, second = house
    url = enter(client, project).url
    yesterday = (today() - timedelta(days=1)).isoformat()
    assert client.get(f"{url}?day={yesterday}").status_code == 404
    assert "没有等着认定的凭证" in client.get(f"/vouchers/?day={yesterday}").content.decode()
    assert second.get(f"/vouchers/?day={today().isoformat()}").status_code == 200

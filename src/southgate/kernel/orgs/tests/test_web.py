"""Pages of administration as their users walk through them."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from southgate.kernel.identity.models import Account
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import make_account
from southgate.kernel.orgs.models import Appointment, Person, Post, Unit, Zone
from southgate.kernel.orgs.naming import person_names
from southgate.kernel.testing import make_person, make_place

pytestmark = pytest.mark.django_db
SECURITY, MACHINE = Role.SECURITY_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR


def _client(place, role, name="sun"):
    client = Client()
    client.force_login(make_account(place, name, role=role))
    return client


def _send(client, url, **data):
    return client.post(url, {"command_id": uuid4(), **data})


def test_a_person_from_registration_to_a_first_sign_in():
    place = make_place()
    client = _client(place, SECURITY)
    answer = _send(client, "/orgs/people/new/", zone=place.zone, name="王科", phone="13800001234")
    assert answer.headers["Location"] == "/orgs/people/"
    page = client.get("/orgs/people/?q=王").content.decode()
    assert "王科" in page and "138****1234" in page and "13800001234" not in page
    person = Person.objects.latest("position")
    page = _send(client, f"/orgs/people/{person.pk}/account/open/", username="WangKe").content.decode()
    password = page.split('<code class="break">')[1].split("</code>")[0]
    fresh = Client()
    fresh.post("/accounts/login/", {"login": "wangke", "password": password})
    assert fresh.get("/me/").headers["Location"] == "/accounts/password/change/"


def test_a_post_from_founding_to_its_end():
    place = make_place()
    client, person = _client(place, SECURITY), make_person(place, "王科")
    data = {"zone": place.zone, "unit": place.first_unit, "title": "招商一局局长", "role": "lead_unit"}
    assert _send(client, "/orgs/posts/new/", **data).status_code == 302
    post = Post.objects.get(title="招商一局局长")
    assert _send(client, f"/orgs/posts/{post.pk}/appoint/", person=person, from_day="2026-01-01").status_code == 302
    row = Appointment.objects.get(post=post)
    page = client.get(f"/orgs/posts/{post.pk}/").content.decode()
    assert "王科" in page and "2026-01-01 起" in page
    end = {"seen": 1, "to_day": "2026-03-01", "reason": "调离"}
    assert _send(client, f"/orgs/appointments/{row.pk}/end/", **end).status_code == 302
    assert _send(client, f"/orgs/posts/{post.pk}/close/", seen=1, on="2026-03-02").status_code == 302
    row.refresh_from_db()
    assert row.to_day == date(2026, 3, 1)


def test_a_union_of_administrators_is_refused_on_the_page_and_what_was_typed_stays():
    place = make_place()
    client = _client(place, SECURITY)
    sun = Account.objects.get(username="sun").person
    _send(client, "/orgs/posts/new/", zone=place.zone, title="审计岗", role="auditor")
    post = Post.objects.get(title="审计岗")
    answer = _send(client, f"/orgs/posts/{post.pk}/appoint/", person=sun, from_day="2026-01-01")
    page = answer.content.decode()
    assert answer.status_code == 422 and "三员分立" in page and 'value="2026-01-01"' in page


def test_a_stale_page_is_told_and_sends_again():
    place = make_place()
    client = _client(place, MACHINE)
    unit = Unit.objects.get(pk=place.first_unit)
    url, data = f"/orgs/units/{unit.pk}/change/", {"from_day": "2020-01-01"}
    _send(client, url, seen=1, name="招商二局", **data)
    answer = _send(client, url, seen=1, name="招商三局", **data)
    page = answer.content.decode()
    assert answer.status_code == 409 and "招商三局" in page and 'name="seen" value="2"' in page
    assert _send(client, url, seen=2, name="招商三局", **data).status_code == 302


def test_zones_and_units_by_the_system_administrator():
    place = make_place()
    client = _client(place, MACHINE)
    data = {"parent": place.zone, "level": "park", "name": "西片区", "code": "SL-W"}
    assert _send(client, "/orgs/zones/new/", **data).status_code == 302
    park = Zone.objects.get(code="SL-W")
    assert _send(client, f"/orgs/zones/{park.pk}/change/", seen=1, name="西园").status_code == 302
    assert "西园" in client.get("/orgs/zones/").content.decode()
    unit = {"zone": park.pk, "name": "西园办", "from_day": "2026-01-01"}
    assert _send(client, "/orgs/units/new/", **unit).status_code == 302
    assert "西园办" in client.get("/orgs/units/").content.decode()


def test_a_number_is_shown_after_a_reason():
    place = make_place()
    client = _client(place, SECURITY)
    _send(client, "/orgs/people/new/", zone=place.zone, name="王科", phone="13800001234")
    person = Person.objects.latest("position")
    url = f"/orgs/people/{person.pk}/phone/"
    assert "13800001234" not in client.get(url).content.decode()
    assert _send(client, url, reason="").status_code == 422
    answer = _send(client, url, reason="通知开会")
    assert "13800001234" in answer.content.decode() and "no-store" in answer.headers["Cache-Control"]
    assert "查看电话原文" in client.get(f"/orgs/people/{person.pk}/").content.decode()


def test_changing_a_person_keeps_the_number_that_is_not_retyped():
    place = make_place()
    client = _client(place, SECURITY)
    _send(client, "/orgs/people/new/", zone=place.zone, name="王科", phone="13800001234")
    person = Person.objects.latest("position")
    _send(client, f"/orgs/people/{person.pk}/change/", seen=1, name="王处", phone="")
    after = Person.objects.get(pk=person.pk)
    assert (person_names([after.pk])[after.pk], after.phone_said) == ("王处", person.phone_said)


def test_an_account_is_switched_off_and_on():
    place = make_place()
    client = _client(place, SECURITY)
    other = make_account(place, "wang")
    url = f"/orgs/people/{other.person}/account/switch/"
    _send(client, url, reason="离岗")
    assert not Account.objects.get(pk=other.pk).is_active
    _send(client, url, reason="回岗")
    assert Account.objects.get(pk=other.pk).is_active


@pytest.mark.parametrize("name", ["people", "posts", "units", "zones"])
def test_lists_open_for_staff_without_what_they_may_not(name):
    place = make_place()
    page = _client(place, Role.INVESTMENT_OFFICER).get(f"/orgs/{name}/")
    assert page.status_code == 200 and f"/orgs/{name}/new/" not in page.content.decode()


def test_lists_are_not_for_enterprises():
    place = make_place()
    account = make_account(place, "liu", role=None)
    client = Client()
    client.force_login(account)
    assert client.get("/orgs/people/").status_code == 404


def test_the_list_costs_the_same_for_three_and_thirty(django_assert_max_num_queries):
    place = make_place()
    client = _client(place, SECURITY)
    client.get("/orgs/people/")
    for number in range(30):
        make_person(place, f"人员{number}")
    with django_assert_max_num_queries(22):
        client.get("/orgs/people/")


def test_the_auditor_reads_the_book_and_nobody_else():
    place = make_place()
    make_account(place, "wang")
    Client().post("/accounts/login/", {"login": "wang", "password": "wrong"})
    auditor = _client(place, Role.AUDITOR)
    page = auditor.get("/orgs/book/?kind=account.").content.decode()
    assert "登录被拒绝：账号或口令不对" in page and "开立账号" in page
    assert auditor.get("/orgs/book/?before=3").status_code == 200
    assert _client(place, SECURITY, "li").get("/orgs/book/").status_code == 403


def test_what_was_seen_stays_in_no_cache():
    place = make_place()
    client = _client(place, SECURITY)
    assert client.get("/orgs/people/").headers["Cache-Control"] == "private, no-store"
    assert "cache" in client.post("/accounts/logout/").headers["Clear-Site-Data"]

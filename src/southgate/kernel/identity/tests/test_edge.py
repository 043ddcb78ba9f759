"""What a request carries, and how errors are answered: page, fragment, JSON."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from django.test import Client, RequestFactory

from southgate.domain.errors import Change, Forbidden, NotFound, Reason, Refused, Stale
from southgate.kernel import clock
from southgate.kernel.identity import sources
from southgate.kernel.identity.actor import Grant
from southgate.kernel.identity.actors import actor_for, separated
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import give_post, make_account, signed_in
from southgate.kernel.identity.web import errors, middleware
from southgate.kernel.orgs.models import Appointment
from southgate.kernel.testing import make_place

TODAY = clock.today()
REFUSED = Refused([Reason("少了 %(what)s", {"what": "合同"}, "file", "补 %(what)s"), Reason("晚了", item=3)])
STALE = Stale("s", 1, 3, [Change(9, "project.changed", "p", 5, {"name": "x"})])


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (NotFound("x"), 404, "not_found"),
        (Http404(), 404, "not_found"),
        (Forbidden("edit"), 403, "forbidden"),
        (PermissionDenied(), 403, "forbidden"),
        (STALE, 409, "stale"),
        (RequestDataTooBig(), 413, "too_large"),
        (REFUSED, 422, "refused"),
        (errors.VersionMissing(), 428, "version_missing"),
        (errors.TooMany(60), 429, "too_many"),
    ],
)
def test_every_error_as_page_fragment_and_json(error, status, code):
    page = errors.answer(RequestFactory().get("/projects/"), error)
    assert page.status_code == status and b"<html" in page.content
    json = errors.answer(RequestFactory().get("/api/v1/x"), error)
    assert json.status_code == status and f'"error": "{code}"'.encode() in json.content
    request = RequestFactory().get("/projects/")
    request.htmx = type("Htmx", (), {"boosted": False})()
    part = errors.answer(request, error)
    assert part.status_code == status and b"<html" not in part.content


def test_a_refusal_says_everything():
    body = errors.problem(REFUSED)[1]
    assert [r["say"] for r in body["reasons"]] == ["少了 合同", "晚了"]
    assert body["reasons"][0]["mend"] == "补 合同" and body["reasons"][1]["item"] == 3
    assert errors.problem(STALE)[1]["stale"][0]["version"] == 3


def test_an_error_that_is_not_ours_stays_one():
    assert errors.status_of(KeyError("x")) is None
    with pytest.raises(LookupError):
        errors.problem(KeyError("x"))


@pytest.mark.parametrize(("header", "seen"), [('"7"', 7), ('W/"7"', 7), ("7", 7)])
def test_if_match(header, seen):
    assert errors.seen_version(RequestFactory().patch("/x", headers={"If-Match": header})) == seen


def test_a_change_without_a_version_is_428_and_a_wrong_one_422():
    with pytest.raises(errors.VersionMissing):
        errors.seen_version(RequestFactory().patch("/x"))
    with pytest.raises(Refused):
        errors.seen_version(RequestFactory().patch("/x", headers={"If-Match": "abc"}))


def _day(method, day):
    return middleware.past_day(getattr(RequestFactory(), method)(f"/x?day={day}"), TODAY)


def test_a_past_day_is_for_reading():
    friday = TODAY - timedelta(days=4)
    assert _day("get", friday) == friday
    assert _day("get", TODAY) is None and _day("post", TODAY) is None and _day("get", "") is None
    for method, day in (("post", friday), ("get", "soon"), ("get", TODAY + timedelta(days=1))):
        with pytest.raises(Refused):
            _day(method, day)


@pytest.mark.django_db
def test_a_change_on_a_past_day_is_refused_on_every_address():
    client, *_ = signed_in()
    answer = client.post("/me/sessions/end/?day=2026-01-02", headers={"Accept": "application/json"})
    assert answer.status_code == 422 and answer.json()["reasons"][0]["where"] == "day"


@pytest.mark.django_db
def test_rights_taken_back_count_at_the_next_request():
    client, *_ = signed_in()
    request = client.get("/me/").wsgi_request
    assert request.actor.roles == {Role.INVESTMENT_OFFICER}
    Appointment.objects.update(ended_at_once=True)
    assert client.get("/me/").wsgi_request.actor.grants == ()


@pytest.mark.django_db
def test_the_working_zone_is_chosen_among_ones_own():
    client, _, place = signed_in()
    other = make_place("OT")
    assert client.get("/me/").wsgi_request.zone.pk == place.zone
    client.post("/me/zone/", {"zone": place.north})
    assert client.get("/me/").wsgi_request.zone.pk == place.north
    client.post("/me/zone/", {"zone": other.zone})
    assert client.get("/me/").wsgi_request.zone.pk == place.zone


@pytest.mark.django_db
def test_the_language_is_kept_with_the_account():
    client, account, _ = signed_in()
    client.post("/accounts/language/", {"language": "en", "next": "/me/"})
    account.refresh_from_db()
    assert account.language == "en" and client.get("/me/").headers["Content-Language"] == "en"


@pytest.mark.django_db
def test_anonymous_is_sent_to_sign_in_or_told_so():
    assert Client().get("/me/").headers["Location"] == "/accounts/login/?next=/me/"
    assert Client().get("/me/", headers={"Accept": "application/json"}).status_code == 401
    htmx = Client().get("/me/", headers={"HX-Request": "true"})
    assert htmx.status_code == 401 and htmx.headers["HX-Redirect"] == "/accounts/login/"


def test_a_forbidden_union_of_roles_gives_nothing():
    zones = frozenset()
    auditor, machine, officer = (
        Grant(role, zones) for role in (Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR, Role.SECRETARY)
    )
    assert separated((auditor, machine)) == separated((auditor, officer)) == ()
    assert separated((auditor, auditor)) and separated((officer,))


@pytest.mark.django_db
def test_an_actor_costs_few_queries(django_assert_num_queries):
    place = make_place()
    account = make_account(place)
    for _ in range(3):
        give_post(place, account.person, Role.SECRETARY)
    with django_assert_num_queries(2 + len(sources._TEAMS)):
        assert len(actor_for(account, TODAY).grants) == 4


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/projects/?q=%00", "/enterprises/?industry=a%00", "/search/?q=%00"])
def test_an_address_with_a_nul_is_refused(path):
    client, _account, _place = signed_in()
    assert client.get(path).status_code == 422

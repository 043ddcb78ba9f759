"""Limits of sessions by kind of account, and what must be done before anything else."""

from __future__ import annotations

import pytest
from django.test import Client

from southgate.kernel.identity.models import Account
from southgate.kernel.identity.profile import Kind, kind_of
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import PASSWORD, make_account, sign_in, signed_in
from southgate.kernel.identity.web import sessions
from southgate.kernel.testing import make_place

pytestmark = pytest.mark.django_db
MINUTE = sessions.MINUTE


def _move(client, **minutes):
    """As if marks of the session were so many minutes older."""
    session = client.session
    for name, ago in minutes.items():
        session[name] -= ago * MINUTE
    session.save()


@pytest.mark.parametrize(
    ("role", "idle"), [(Role.AUDITOR, 15), (Role.INVESTMENT_OFFICER, 30), (Role.ENTERPRISE_HANDLER, 60)]
)
def test_idle_limit_by_kind(role, idle):
    state = {"idle": {k: m * MINUTE for k, m in (("administrator", 15), ("staff", 30), ("enterprise", 60))}}
    state |= {"kind": kind_of([role]).value, "active": 0, "until": 10**18}
    assert not sessions.is_over(state, idle * MINUTE - 1)
    assert sessions.is_over(state, idle * MINUTE)


def test_kinds_of_accounts():
    kinds = {role: kind_of([role]) for role in Role}
    assert kinds[Role.SYSTEM_ADMINISTRATOR] == Kind.ADMINISTRATOR
    assert kinds[Role.ENTERPRISE_PRINCIPAL] == Kind.ENTERPRISE
    assert kind_of([]) == kind_of([Role.SECRETARY, Role.ENTERPRISE_HANDLER]) == Kind.STAFF


def test_an_idle_session_is_gone():
    client, *_ = signed_in()
    assert client.get("/me/").status_code == 200
    _move(client, active=30)
    assert client.get("/me/").status_code == 302


def test_a_session_lives_twelve_hours_at_most():
    client, *_ = signed_in()
    _move(client, until=12 * 60)
    assert client.get("/me/").status_code == 302


def test_use_is_marked_once_a_minute():
    client, *_ = signed_in()
    marked = client.session["active"]
    client.get("/me/")
    assert client.session["active"] == marked
    _move(client, active=2)
    client.get("/me/")
    assert client.session["active"] > marked - 2 * MINUTE


def _must_change():
    make_account(make_place(), must_change=True)
    client = Client()
    sign_in(client)
    return client


def test_a_first_password_must_be_changed_before_anything_else():
    client = _must_change()
    assert client.get("/me/").headers["Location"] == "/accounts/password/change/"
    assert client.post("/me/sessions/end/").status_code == 403
    answer = client.get("/me/", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (403, "must_change_password")
    assert client.get("/accounts/password/change/").status_code == 200


def test_after_the_change_everything_opens():
    client = _must_change()
    new = "Qianshan-42-hong"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/accounts/password/change/", data).status_code == 302
    assert client.get("/me/").status_code == 200
    assert not Account.objects.get().must_change_password


def test_a_changed_password_ends_the_other_sessions():
    client, *_ = signed_in()
    other = Client()
    sign_in(other)
    new = "Qianshan-42-hong"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert (client.get("/me/").status_code, other.get("/me/").status_code) == (200, 302)


def test_an_old_password_must_be_changed_at_sign_in():
    account = make_account(make_place())
    Account.objects.filter(pk=account.pk).update(password_set_at=account.password_set_at - 90 * 24 * 60 * MINUTE)
    client = Client()
    sign_in(client)
    assert client.get("/me/").headers["Location"] == "/accounts/password/change/"


def test_one_ends_a_session_of_ones_own():
    client, account, _ = signed_in()
    other = Client()
    sign_in(other)
    client.post("/me/sessions/end/", {"command_id": "11111111-1111-4111-8111-111111111111"})
    assert (client.get("/me/").status_code, other.get("/me/").status_code) == (200, 302)
    assert account.open_sessions.count() == 1

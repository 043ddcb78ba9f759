"""TOTP: set, asked for, not taken twice, in the book; secrets encrypted; compulsory where the rules say so."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from cryptography.exceptions import InvalidTag
from django.test import Client

from southgate.kernel.book.models import Entry
from southgate.kernel.identity.sealing import seal, unseal
from southgate.kernel.identity.tests.people import PASSWORD, sign_in, signed_in
from southgate.kernel.identity.web import sessions

pytestmark = pytest.mark.django_db


def _code(secret):
    return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))


def _with_totp(client, django_capture_on_commit_callbacks):
    client.get("/accounts/2fa/totp/activate/")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.get("/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/accounts/2fa/totp/activate/", {"code": _code(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret


def test_it_is_asked_for_and_in_the_book(django_capture_on_commit_callbacks):
    client, account, _ = signed_in()
    secret = _with_totp(client, django_capture_on_commit_callbacks)
    assert secret not in str(Authenticator.objects.get(type="totp").data)
    fresh = Client()
    assert sign_in(fresh).headers["Location"] == "/accounts/2fa/authenticate/"
    assert fresh.get("/me/").status_code == 302
    assert fresh.post("/accounts/2fa/authenticate/", {"code": _code(secret)}).status_code == 302
    assert fresh.get("/me/").status_code == 200
    kinds = list(Entry.objects.filter(subject=account.pk).values_list("kind", flat=True))
    assert "account.second_factor_set" in kinds and kinds[-1] == "account.signed_in"


def test_a_code_is_not_taken_twice(django_capture_on_commit_callbacks):
    client, account, _ = signed_in()
    secret = _with_totp(client, django_capture_on_commit_callbacks)
    first, second = Client(), Client()
    for browser, status in ((first, 302), (second, 200)):
        sign_in(browser)
        assert browser.post("/accounts/2fa/authenticate/", {"code": _code(secret)}).status_code == status
    assert '"cause":"second_factor"' in Entry.objects.filter(subject=account.pk).last().payload


def test_whoever_must_have_one_gets_no_further_without():
    client, *_ = signed_in()
    session = client.session
    session[sessions.SECOND] = ["staff"]
    session.save()
    assert client.get("/me/").headers["Location"] == "/accounts/2fa/"
    assert client.get("/me/", headers={"Accept": "application/json"}).json()["error"] == "needs_second_factor"
    assert client.get("/accounts/2fa/").status_code == 200


def test_secrets_are_sealed():
    assert unseal(seal("JBSWY3DP")) == "JBSWY3DP" and seal("x") != seal("x")
    with pytest.raises(InvalidTag):
        unseal(seal("x")[:-2] + "00")


def test_pages_of_passkeys_open():
    client, *_ = signed_in()
    client.get("/accounts/2fa/webauthn/add/")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.get("/accounts/2fa/webauthn/add/").status_code == 200
    assert "passkey_login" in Client().get("/accounts/login/").content.decode()

"""Sign-in: the right password opens, a wrong one is in the book, too many lock that account from that address."""

from __future__ import annotations

import pytest
from django.test import Client

from southgate.kernel import clock
from southgate.kernel.book.models import Entry
from southgate.kernel.identity import entries, signins
from southgate.kernel.identity.models import OpenSession, SignInTry
from southgate.kernel.identity.profile import LockRules
from southgate.kernel.identity.tests.people import PASSWORD, make_account, sign_in, signed_in
from southgate.kernel.testing import make_place

pytestmark = pytest.mark.django_db
MINUTE = signins.MINUTE
RULES = LockRules(failures=5, minutes=15, lasts=30, per_address=50, address_minutes=60)


def _kinds(subject):
    return list(Entry.objects.filter(subject=subject).order_by("position").values_list("kind", flat=True))


def test_it_works():
    client, account, _ = signed_in()
    assert client.session["_auth_user_id"] == str(account.pk)
    assert _kinds(account.pk) == ["account.created", "account.signed_in"]
    assert OpenSession.objects.get(account=account).session_key == client.session.session_key


@pytest.mark.parametrize("typed", ["LI", "ｌｉ", " li "])
def test_a_user_name_is_one_in_any_width_and_case(typed):
    make_account(make_place())
    assert sign_in(Client(), typed).status_code == 302


def test_the_session_key_changes_at_sign_in():
    make_account(make_place())
    client = Client()
    client.get("/accounts/login/")
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    sign_in(client)
    assert client.session.session_key != before


def test_a_wrong_password_is_refused_and_in_the_book():
    account = make_account(make_place())
    answer = sign_in(Client(), password="wrong")
    assert answer.status_code == 200 and "_auth_user_id" not in Client().session
    entry = Entry.objects.filter(subject=account.pk).last()
    assert entry.kind == "account.sign_in_refused" and '"cause":"password"' in entry.payload
    assert "127.0.0.1" not in entry.payload


def test_an_unknown_name_is_in_the_book_as_a_digest_only():
    make_place()
    sign_in(Client(), "王科长", "secret-1")
    entry = Entry.objects.get(kind="account.sign_in_refused")
    assert entry.subject == entries.unknown_account("王科长")
    assert "王科长" not in entry.payload and "hmac-sha256:" in entry.payload


def test_five_failures_lock_that_address_and_no_other():
    account = make_account(make_place())
    client = Client()
    for _ in range(5):
        sign_in(client, password="wrong")
    assert "_auth_user_id" not in client.session
    sign_in(client)
    assert "_auth_user_id" not in client.session
    assert '"cause":"locked"' in Entry.objects.filter(subject=account.pk).last().payload
    elsewhere = Client(REMOTE_ADDR="10.0.0.9")
    assert sign_in(elsewhere).status_code == 302


def test_fifty_failures_from_one_address_are_answered_429():
    make_account(make_place())
    tries = [SignInTry(tried="x", address=signins.keyed_digest("127.0.0.1"), at=clock.now_micros()) for _ in range(50)]
    SignInTry.objects.bulk_create(tries)
    answer = sign_in(Client())
    assert answer.status_code == 429 and answer["Retry-After"] == "3600"


@pytest.mark.parametrize(
    ("minutes", "now", "locked"),
    [
        ([0, 1, 2, 3, 4], 5, True),
        ([0, 1, 2, 3], 5, False),
        ([0, 1, 2, 3, 4], 33, True),
        ([0, 1, 2, 3, 4], 34, False),
        ([0, 5, 10, 15, 20], 21, False),
        ([0, 10, 11, 12, 13, 14], 15, True),
    ],
)
def test_when_a_lock_holds(minutes, now, locked):
    assert signins.is_locked([m * MINUTE for m in minutes], RULES, now * MINUTE) is locked


def test_a_disabled_account_does_not_open_and_an_open_session_ends():
    client, account, _ = signed_in()
    account.is_active = False
    account.save()
    assert client.get("/me/").status_code == 302
    assert sign_in(Client()).headers["Location"] == "/accounts/inactive/"
    assert '"cause":"inactive"' in Entry.objects.filter(subject=account.pk).last().payload


def test_signing_out_is_in_the_book_and_ends_the_session():
    client, account, _ = signed_in()
    assert client.get("/accounts/logout/").status_code == 200
    client.post("/accounts/logout/")
    assert _kinds(account.pk)[-1] == "account.signed_out"
    assert not OpenSession.objects.exists() and client.get("/me/").status_code == 302


def test_more_sessions_than_allowed_end_the_oldest():
    client, account, _ = signed_in()
    for _ in range(3):
        sign_in(Client())
    assert OpenSession.objects.filter(account=account).count() == 3
    assert client.get("/me/").status_code == 302


def test_nobody_signs_up():
    assert Client().get("/accounts/signup/").status_code == 404
    assert Client().get("/accounts/password/reset/").status_code == 404


def test_another_person_cannot_be_named_by_a_parameter():
    client, account, _ = signed_in()
    page = client.get("/me/?user=admin")
    assert account.username in page.content.decode() and PASSWORD not in page.content.decode()

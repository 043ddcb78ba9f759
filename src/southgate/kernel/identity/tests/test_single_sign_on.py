"""Single sign-on opens existing accounts alone, and keeps nothing of what the provider tells."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from southgate.kernel.book.models import Entry
from southgate.kernel.identity.tests.people import make_account
from southgate.kernel.identity.web.adapters import SocialAdapter
from southgate.kernel.testing import make_place

pytestmark = pytest.mark.django_db


def _login(name, existing=False):
    account = SimpleNamespace(uid="u-1", pk=None, extra_data={"userinfo": {"preferred_username": name, "name": "李"}})
    linked = []
    login = SimpleNamespace(account=account, is_existing=existing, email_addresses=["x"], linked=linked)
    login.connect = lambda request, user: linked.append(user)
    return login


def _enter(login):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with context.request_context(request):
        SocialAdapter(request).pre_social_login(request, login)
    return login


def test_a_trusted_claim_names_the_account(settings):
    settings.OIDC_ACCOUNT_CLAIM = "preferred_username"
    account = make_account(make_place())
    login = _enter(_login("ＬＩ"))
    assert login.linked == [account]
    assert (login.account.extra_data, login.email_addresses) == ({}, [])


@pytest.mark.parametrize("claim", ["", "preferred_username"])
def test_nobody_else_gets_in_and_it_is_in_the_book(claim, settings):
    settings.OIDC_ACCOUNT_CLAIM = claim
    make_account(make_place())
    with pytest.raises(ImmediateHttpResponse) as stopped:
        _enter(_login("somebody"))
    assert stopped.value.response.status_code == 403
    assert '"cause":"no_account"' in Entry.objects.latest("position").payload


def test_a_linked_account_needs_no_claim(settings):
    settings.OIDC_ACCOUNT_CLAIM = ""
    assert _enter(_login("x", existing=True)).linked == []


def test_nobody_signs_up_by_it():
    assert SocialAdapter().is_open_for_signup(RequestFactory().get("/"), None) is False

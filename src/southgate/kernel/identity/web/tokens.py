"""API tokens at the edge: made, shown once, and turned into an actor with no more than its scopes.

from southgate.kernel.identity.web.tokens import ApiAuth, SessionAuth
api = NinjaAPI(auth=[ApiAuth(), SessionAuth()])      # in a view: request.actor, request.today, request.auth
"""

from __future__ import annotations

import secrets
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from southgate.kernel import clock
from southgate.kernel.book.prepared import Prepared
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.actors import actor_for
from southgate.kernel.identity.models import Account, ApiToken
from southgate.kernel.identity.profile import profile_for
from southgate.kernel.identity.services import TOKEN_PREFIX, token_digest
from southgate.kernel.identity.signins import lock_on
from southgate.kernel.identity.sources import zone_of
from southgate.kernel.identity.web.adapters import AccountAdapter, note_refusal
from southgate.kernel.identity.web.errors import MustChangePassword, TooMany
from southgate.kernel.identity.web.middleware import Acting, past_day

SECRET_BYTES = 32


LIVING = Prepared(
    lambda digest: ApiToken.objects.filter(digest=digest, revoked_at=None, account__is_active=True).values_list(
        "expires_at", "scopes", "account__id", "account__person", "account__must_change_password"
    ),
    str,
)
"""A token that was not taken back, of an account that is not closed."""


def new_secret() -> str:
    """256 bits, with a prefix by which a leaked one is found."""
    return TOKEN_PREFIX + secrets.token_urlsafe(SECRET_BYTES)


def token_actor(request: HttpRequest) -> Actor | None:
    """The actor of `Authorization: Bearer …`, narrowed to the token's scopes; None without a good token."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return actor_of(request, secret.strip()) if scheme.casefold() == "bearer" else None


def actor_of(request: HttpRequest, secret: str) -> Actor | None:
    """Also sets `request.actor`, `request.zone` and `request.as_of`. Raises TooMany for an address that guessed too
    often, Refused for a past day that is none."""
    digest = token_digest(secret)
    rows = LIVING.rows(digest)
    if not rows or rows[0][0] <= clock.now_micros():
        _refuse(request, ApiToken.objects.filter(digest=digest).select_related("account").first())
        return None
    _, scopes, id, person, must_change = rows[0]
    if must_change:
        raise MustChangePassword()
    acting = cast(Acting, request)
    actor = actor_for(Account(id=id, person=person), clock.today(), scopes=scopes)
    acting.actor, acting.zone = actor, zone_of(actor, None)
    acting.as_of = past_day(request, clock.today())
    return actor


def _refuse(request: HttpRequest, row: ApiToken | None) -> None:
    rules = profile_for(None, clock.today()).lock
    if lock_on("", AccountAdapter(request).get_client_ip(request), rules, clock.now_micros()) == "address":
        raise TooMany(rules.address_minutes * 60)
    note_refusal(request, "token", typed="token", account=row.account if row is not None else None)


class ApiAuth(HttpBearer):
    """For django-ninja: a bearer token."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        return actor_of(request, token)


class SessionAuth(APIKeyCookie):
    """For django-ninja: the signed-in person's own session, with the CSRF token on changes."""

    param_name = settings.SESSION_COOKIE_NAME

    def _get_key(self, request: HttpRequest) -> str | None:
        return super()._get_key(request) if request.user.is_authenticated else None

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        return cast(Acting, request).actor if request.user.is_authenticated else None

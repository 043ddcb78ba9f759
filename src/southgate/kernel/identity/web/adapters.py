"""How allauth works in this house: no sign-up, our locks, our rules of passwords, everything into the book.

allauth tells what happened through adapter methods; those are used here, never signals.
"""

from __future__ import annotations

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.kernel import clock
from southgate.kernel.identity import entries, services, signins
from southgate.kernel.identity.actor import SYSTEM_ID, Actor
from southgate.kernel.identity.actors import actor_for
from southgate.kernel.identity.models import Account
from southgate.kernel.identity.profile import Kind, Profile, kind_of, profile_for
from southgate.kernel.identity.sealing import seal, unseal
from southgate.kernel.identity.web import sessions
from southgate.kernel.identity.web.errors import TooMany, answer

DAY = 24 * 60 * signins.MINUTE
_TOLD = {
    "account/email/password_changed": entries.PasswordChanged(),
    "mfa/email/totp_activated": entries.SecondFactorSet("totp"),
    "mfa/email/totp_deactivated": entries.SecondFactorRemoved("totp"),
    "mfa/email/webauthn_added": entries.SecondFactorSet("webauthn"),
    "mfa/email/webauthn_removed": entries.SecondFactorRemoved("webauthn"),
    "mfa/email/recovery_codes_generated": entries.SecondFactorSet("recovery_codes"),
}


def house() -> Actor:
    """Who writes about a sign-in that nobody has made yet."""
    return Actor(id=SYSTEM_ID, person=None)


def note_refusal(request: HttpRequest, cause: str, *, typed: str = "", account: Account | None = None) -> None:
    """Into the book, and counted for the locks."""
    known = account or Account.objects.filter(username=typed).first()
    refusal = signins.Refusal(
        cause=cause, address=AccountAdapter(request).get_client_ip(request), account=known.pk if known else None,
        typed=typed or (known.username if known else ""),
    )  # fmt: skip
    signins.refuse(refusal, by=house(), today=clock.today())


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by user name and password, with the locks of the zone's rules."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        typed = Account.normalize_username(credentials.get("username", ""))
        account = Account.objects.filter(username=typed).first()
        rules = profile_for(account.zone if account else None, clock.today()).lock
        lock = signins.lock_on(typed, self.get_client_ip(request), rules, clock.now_micros())
        if lock == "address":
            raise ImmediateHttpResponse(answer(request, TooMany(rules.address_minutes * 60)))
        if lock:
            note_refusal(request, "locked", typed=typed)
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        note_refusal(request, "password", typed=Account.normalize_username(credentials.get("username", "")))

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        note_refusal(request, "inactive", account=cast(Account, user))
        return redirect("account_inactive")

    def login(self, request: HttpRequest, user: Any) -> None:
        """The session gets a new key; from here it lives by the rules of the account's zone."""
        account, today = cast(Account, user), clock.today()
        methods = tuple(str(record["method"]) for record in get_authentication_records(request, user))
        super().login(request, user)
        actor, profile = actor_for(account, today), profile_for(account.zone, today)
        kind = kind_of(actor.roles)
        sessions.begin(request.session, profile, actor.roles, clock.now_micros())
        request.session.save()
        arrival = signins.Arrival(
            account=account.pk, methods=methods, address=self.get_client_ip(request),
            session_key=request.session.session_key or "", agent=self.get_http_user_agent(request),
            at_once=profile.session.at_once.of(kind),
        )  # fmt: skip
        signins.arrive(arrival, by=actor, today=today)
        _age_of_password(request, account, profile, kind)

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            account = request.user
            event = signins.Event(account=account.pk, payload=entries.SignedOut())
            signins.tell(event, by=actor_for(account, clock.today()), today=clock.today())
        sessions.forget(request.session)
        super().logout(request)

    def set_password(self, user: Any, password: str) -> None:
        services.set_password(cast(Account, user), password, must_change=False)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("identity:account")

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        """allauth asks for a mail whenever a way of signing in changes; the book is told instead."""
        payload = _TOLD.get(template_prefix)
        if payload is not None:
            account, today = cast(Account, user), clock.today()
            signins.tell(signins.Event(account=account.pk, payload=payload), by=actor_for(account, today), today=today)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """A sign-in says nothing: the page that opens says it. allauth's other messages stay."""
        quiet = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}
        if not any(one in quiet for one in (*args, *kwargs.values()) if isinstance(one, str)):
            super().add_message(*args, **kwargs)


def _age_of_password(request: HttpRequest, account: Account, profile: Profile, kind: Kind) -> None:
    """Past its days it must be changed now; before that a warning counts them down."""
    days = profile.password.days.of(kind)
    if not days or account.password_set_at is None or not account.has_usable_password():
        return
    left = days - (clock.now_micros() - account.password_set_at) // DAY
    if left <= 0:
        account.must_change_password = True
        account.save(update_fields=["must_change_password"])
    elif left <= profile.password.warn_days:
        messages.warning(request, _("口令还有 %(days)s 天到期，请及时更改") % {"days": left})


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on opens existing accounts alone: linked by their owner, or named by a claim that is trusted."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        account = self._named(sociallogin)
        _forget_what_was_told(sociallogin)
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        if account is None:
            note_refusal(request, "no_account", typed=f"oidc:{sociallogin.account.uid}")
            page = render(request, "socialaccount/authentication_error.html", status=403)
            raise ImmediateHttpResponse(page)
        sociallogin.connect(request, account)

    def _named(self, sociallogin: Any) -> Account | None:
        claim = settings.OIDC_ACCOUNT_CLAIM
        data = sociallogin.account.extra_data
        said = data.get("userinfo") or data.get("id_token") or data
        name = said.get(claim) if claim else None
        if not isinstance(name, str) or not name:
            return None
        return Account.objects.filter(username=Account.normalize_username(name), is_active=True).first()


def _forget_what_was_told(sociallogin: Any) -> None:
    """Name and mail of the identity provider are not ours to keep: the subject alone links the accounts."""
    sociallogin.account.extra_data = {}
    sociallogin.email_addresses = []
    if sociallogin.account.pk:
        sociallogin.account.save(update_fields=["extra_data"])


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors are encrypted; the house is named by its own name."""

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        return "Southgate"

    def _get_site_name(self) -> str:
        return "Southgate"

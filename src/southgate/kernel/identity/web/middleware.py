"""What every request of a signed-in person carries: `actor`, `today`, `zone`, `as_of`; and what stops it before a view.

Order in settings: `Sessions`, `Acting`, `SignInRequired`, then `errors.Errors`. Nothing about rights is kept between
requests, so a right that was taken back, a closed account or an ended session counts at the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import resolve_url
from django.utils import translation

from southgate.domain.errors import Reason, Refused, SouthgateError
from southgate.kernel import clock
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.actors import actor_for
from southgate.kernel.identity.models import Account
from southgate.kernel.identity.profile import profile_for
from southgate.kernel.identity.sources import zone_of
from southgate.kernel.identity.web import sessions
from southgate.kernel.identity.web.errors import API, MustChangePassword, NeedsSecondFactor, answer, said, wants_json

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
ZONE_KEY = "zone"
ALWAYS_OPEN = frozenset({"account_logout", "account_reauthenticate", "set_language"})
FOR_PASSWORD = ALWAYS_OPEN | {"account_change_password"}
FOR_SECOND_FACTOR = FOR_PASSWORD | {
    "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}  # fmt: skip
View = Callable[..., HttpResponseBase]
Next = Callable[[HttpRequest], HttpResponseBase]


class Acting(HttpRequest):
    """The request as it leaves here. `actor` is None for an anonymous one; `as_of` is a past day or None."""

    actor: Actor | None
    today: date
    zone: Any
    as_of: date | None


class Sessions:
    """Ends a session that was idle too long or has lived its hours; both limits come from the zone's rules."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated and sessions.is_over(request.session, clock.now_micros()):
            sessions.forget(request.session)
            logout(request)
        return self.get_response(request)


class ActingMiddleware:
    """Who acts, on which day, in which zone, in which language; and what must be done before anything else."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        acting = cast(Acting, request)
        acting.today = clock.today()
        acting.actor, acting.zone, acting.as_of = None, None, None
        if request.user.is_authenticated:
            account = request.user
            try:
                refuse_hidden(request)
                acting.as_of = past_day(request, acting.today)
            except Refused as refused:
                return answer(request, refused)
            acting.actor = actor_for(account, acting.today)
            acting.zone = zone_of(acting.actor, _wanted_zone(request))
            _keep_alive(request, account, acting.actor, acting.today)
            _speak(request, account)
        response = self.get_response(request)
        return _kept_nowhere(request, response) if acting.actor is not None else response

    def process_view(
        self, request: HttpRequest, view: View, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        error = _first_things(request, request.user)
        return answer(request, error) if error is not None else None


class SignInRequired(LoginRequiredMiddleware):
    """Every view asks for a signed-in person unless it says otherwise; the API asks for itself (token or session)."""

    def process_view(
        self, request: HttpRequest, view_func: View, view_args: Sequence[Any], view_kwargs: Mapping[str, Any]
    ) -> HttpResponseBase | None:
        if request.path.startswith(API):
            return None
        found: HttpResponseBase | None = super().process_view(request, view_func, view_args, view_kwargs)  # type: ignore[func-returns-value,arg-type]
        return found

    def handle_no_permission(self, request: HttpRequest, view_func: View) -> HttpResponseBase:  # type: ignore[override]
        if wants_json(request):
            return JsonResponse(said("signed_out"), status=401)
        if getattr(request, "htmx", None):
            return HttpResponse(status=401, headers={"HX-Redirect": resolve_url(self.get_login_url(view_func))})
        return super().handle_no_permission(request, view_func)  # type: ignore[arg-type]


def refuse_hidden(request: HttpRequest) -> None:
    """Raises Refused for a NUL in the address: no name holds one, and PostgreSQL would not even look for it."""
    if "%00" in request.META.get("QUERY_STRING", ""):
        raise Refused([Reason("地址里有看不见的字符", mend="重新键入")])


def past_day(request: HttpRequest, today: date) -> date | None:
    """The past day in `?day=`, None for today. Raises Refused for no day, a day to come, or a change on a past day."""
    given = request.GET.get("day", "")
    if not given:
        return None
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise Refused([Reason("“%(day)s”不是日期", {"day": given[:20]}, "day", "写成 2026-11-20 的样子")]) from None
    if day > today:
        raise Refused([Reason("%(day)s 还没有到", {"day": day.isoformat()}, "day", "选今天或过去的一天")])
    if day == today:
        return None
    if request.method not in SAFE:
        raise Refused([Reason("正在看 %(day)s 日终的样子，不能改", {"day": day.isoformat()}, "day", "先回到今天")])
    return day


def _wanted_zone(request: HttpRequest) -> UUID | None:
    given = request.session.get(ZONE_KEY)
    return UUID(given) if given else None


def _keep_alive(request: HttpRequest, account: Account, actor: Actor, today: date) -> None:
    if not sessions.has_begun(request.session):
        sessions.begin(request.session, profile_for(account.zone, today), actor.roles, clock.now_micros())
    sessions.touch(request.session, actor.roles, clock.now_micros())


def _kept_nowhere(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """What a signed-in person saw stays in no cache; signing out empties what the browser kept."""
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = "private, no-store"
    match = request.resolver_match
    if match is not None and match.view_name == "account_logout" and request.method == "POST":
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _speak(request: HttpRequest, account: Account) -> None:
    translation.activate(account.language)
    request.LANGUAGE_CODE = translation.get_language() or account.language


def _first_things(request: HttpRequest, account: Account) -> SouthgateError | None:
    """What stands before everything else, on every address, page or not."""
    match = request.resolver_match
    name = match.view_name if match is not None else ""
    if account.must_change_password and name not in FOR_PASSWORD:
        return MustChangePassword()
    if sessions.lacks_second_factor(request.session, account) and name not in FOR_SECOND_FACTOR:
        return NeedsSecondFactor()
    return None

"""One's own account: language, sessions, tokens. Password and second factor are allauth's pages."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.i18n import set_language as django_set_language

from southgate.domain.errors import NotFound
from southgate.kernel.book.writing import Answer
from southgate.kernel.identity import services
from southgate.kernel.identity.models import Account
from southgate.kernel.identity.web.acting import form_page, send
from southgate.kernel.identity.web.forms import LanguageForm, TokenForm
from southgate.kernel.identity.web.middleware import ZONE_KEY
from southgate.kernel.identity.web.showing import account_page
from southgate.kernel.identity.web.tokens import new_secret
from southgate.kernel.panels.answers import AuthedRequest, page


@require_GET
def account(request: AuthedRequest) -> HttpResponse:
    mine = cast(Account, request.user)
    return page(request, "identity/account.html", account_page(mine, request.session.session_key or ""))


@never_cache
@sensitive_variables("secret")
@require_http_methods(["GET", "POST"])
def new_token(request: AuthedRequest) -> HttpResponse:
    """The secret is shown in the answer to the POST and never again."""
    secret = new_secret()
    form = TokenForm(request.POST or None, scopes=services.allowed_scopes(), today=request.today)
    back = reverse("identity:account")
    context = {"title": _("开立接口令牌"), "submit": _("开立令牌"), "back_url": back}
    mine = cast(Account, request.user).pk

    def shown_once(answer: Answer) -> HttpResponse:
        once = {"title": _("令牌只显示这一次"), "secret": secret, "label": form.cleaned_data["label"]}
        return page(request, "identity/token.html", once)

    return form_page(request, form, context, lambda: form.command(mine, secret), services.create_tokens, shown_once)


@require_POST
def revoke_token(request: AuthedRequest, pk: UUID) -> HttpResponse:
    send(request, services.revoke_tokens, services.RevokeToken(token=pk))
    messages.success(request, _("令牌已吊销，下一次请求起无效"))
    return redirect("identity:account")


@require_POST
def end_sessions(request: AuthedRequest) -> HttpResponse:
    """One session, or all others."""
    given = request.POST.get("session", "")
    mine, this = cast(Account, request.user).pk, request.session.session_key or ""
    chosen = (_uuid(given),) if given else ()
    send(request, services.end_sessions, services.EndSessions(account=mine, sessions=chosen, keep=this))
    messages.success(request, _("登录状态已结束"))
    return redirect("identity:account")


@require_POST
def choose_zone(request: AuthedRequest) -> HttpResponse:
    """The zone one works in from now on; one without a post there stays where he is. Back to the page one came from."""
    request.session[ZONE_KEY] = _uuid(request.POST.get("zone", "")).hex
    there = request.POST.get("next", "")
    return redirect(there if url_has_allowed_host_and_scheme(there, {request.get_host()}) else "/")


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Django's own, and kept with the account."""
    form = LanguageForm(request.POST)
    if form.is_valid() and request.user.is_authenticated:
        Account.objects.filter(pk=request.user.pk).update(language=form.cleaned_data["language"])
    return django_set_language(request)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(text[:40]) from None

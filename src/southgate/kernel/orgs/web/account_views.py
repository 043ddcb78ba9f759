"""Accounts of persons, by the security administrator: opened, reset, disabled; lost second factors removed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from southgate.domain.errors import NotFound
from southgate.kernel.book.writing import Answer
from southgate.kernel.identity import services
from southgate.kernel.identity.accounts import accounts_of
from southgate.kernel.identity.passwords import one_time_password
from southgate.kernel.identity.selectors import account_for
from southgate.kernel.identity.web.acting import Done, done_at, form_page
from southgate.kernel.orgs import selectors
from southgate.kernel.orgs.models import Person
from southgate.kernel.orgs.web import forms
from southgate.kernel.panels.answers import AuthedRequest, page

READ_WRITE = ["GET", "POST"]
FIRST_PASSWORD = 14  # longer than any shipped rule asks for


@never_cache
@sensitive_variables("password")
@require_http_methods(READ_WRITE)
def open_account(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """The first password is shown once, to be told to the person."""
    row = selectors.person_for(request.actor, pk, "edit")
    password = one_time_password(FIRST_PASSWORD)
    form = forms.AccountForm(request.POST or None)
    context = _context(row, request, _("为 %(name)s 开立账号"), _("开立账号"))
    once = _told_once(request, context, password)
    return form_page(request, form, context, lambda: form.command(row, password), services.create_accounts, once)


@never_cache
@sensitive_variables("password")
@require_http_methods(READ_WRITE)
def reset_password(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row, account = _account(request, pk)
    password = one_time_password(FIRST_PASSWORD)
    form = forms.ResetForm(request.POST if request.method == "POST" else None)
    context = _context(row, request, _("重置 %(name)s 的口令"), _("重置口令"))
    once = _told_once(request, context, password)
    return form_page(request, form, context, lambda: form.command(account, password), services.reset_passwords, once)


@require_http_methods(READ_WRITE)
def switch_account(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row, account = _account(request, pk)
    is_active = accounts_of([pk])[pk].is_active
    form = forms.ReasonForm(request.POST or None)
    said = (_("停用 %(name)s 的账号"), _("停用账号")) if is_active else (_("恢复 %(name)s 的账号"), _("恢复账号"))
    context = _context(row, request, *said)
    done = done_at(request, context["back_url"], _("账号已停用") if is_active else _("账号已恢复"))
    return form_page(
        request, form, context, lambda: form.switch(account, not is_active), services.switch_accounts, done
    )


@require_http_methods(READ_WRITE)
def remove_second_factor(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row, account = _account(request, pk)
    form = forms.ResetForm(request.POST if request.method == "POST" else None)
    context = _context(row, request, _("清除 %(name)s 的第二因素"), _("清除第二因素"))
    done = done_at(request, context["back_url"], _("第二因素已清除，下次凭口令登录"))
    command = services.RemoveSecondFactor(account=account)
    return form_page(request, form, context, lambda: command, services.remove_second_factors, done)


def _account(request: AuthedRequest, pk: UUID) -> tuple[Person, UUID]:
    """The person and his account. Raises NotFound or Forbidden."""
    row = selectors.person_for(request.actor, pk)
    found = accounts_of([pk]).get(pk)
    if found is None:
        raise NotFound(str(pk))
    return row, account_for(request.actor, found.id, "manage").pk


def _context(row: Person, request: AuthedRequest, title: str, submit: str) -> dict[str, Any]:
    name = selectors.person_row(request.actor, row, request.today).name
    return {"title": title % {"name": name}, "submit": submit, "back_url": reverse("orgs:person", args=[row.pk])}


def _told_once(request: AuthedRequest, context: dict[str, Any], password: str) -> Done:
    def done(answer: Answer) -> HttpResponse:
        return page(request, "orgs/first_password.html", {**context, "password": password})

    return done

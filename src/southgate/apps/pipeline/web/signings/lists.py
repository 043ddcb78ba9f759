"""The 500 lists by year: which are known, how whole they are, the firms of one; taking a firm off again."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.policies import signings as policies
from southgate.apps.pipeline.selectors.signings import reading
from southgate.apps.pipeline.services.signings.commands import UnlistFirm
from southgate.apps.pipeline.services.signings.lists import unlist_firms
from southgate.apps.pipeline.web.here import here
from southgate.apps.pipeline.web.signings import showing
from southgate.apps.pipeline.web.signings.forms import ReasonForm
from southgate.apps.pipeline.web.signings.tabs import tabs
from southgate.domain.counting.words import ListedClass
from southgate.domain.errors import NotFound
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.panels.answers import AuthedRequest, page

MOST = 500


def lists_page(request: AuthedRequest) -> HttpResponse:
    here(request)
    policies.require_lists(request.actor)
    rows = [_list(one) for one in reading.lists(request.actor)]
    context = {"title": _("500强名单"), "views": tabs("lists"), "rows": rows}
    return page(request, "pipeline/signings/lists.html", context)


def _list(one: reading.List) -> dict[str, Any]:
    return {
        "title": showing.class_name(one.list.value),
        "year": one.year,
        "count": one.count,
        "whole": one.whole,
        "url": reverse("figures:list", args=[one.list.value, one.year]),
    }


def list_page(request: AuthedRequest, one: str, year: int) -> HttpResponse:
    policies.require_lists(request.actor)
    if one not in set(ListedClass):
        raise NotFound(one[:20])
    text = request.GET.get("q", "")[:60]
    firms = list(reading.firms(request.actor, ListedClass(one), year, text)[: MOST + 1])
    context = {
        "title": _("%(year)d 年%(list)s名单") % {"year": year, "list": showing.class_name(one)},
        "crumbs": [(_("500强名单"), reverse("figures:lists"))],
        "q": text,
        "rows": firms[:MOST],
        "source": firms[0].source if firms else "",
        "may_list": request.as_of is None and policies.LISTS.can(request.actor, "list", None),
    }
    return page(request, "pipeline/signings/list.html", context)


def withdraw_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = reading.listed_for(request.actor, pk, "list")
    url = reverse("figures:list", args=[row.list, row.year])
    form = ReasonForm(request.POST or None, initial={"seen": row.version})
    context = {
        "title": _("从名单上撤下"),
        "lead": _("%(name)s。按它计数的签约要先更正。") % {"name": row.name},
        "submit": _("撤下这家企业"),
        "back_url": url,
        "crumbs": [(_("500强名单"), reverse("figures:lists"))],
    }
    done = done_at(request, url, _("已撤下"))
    return form_page(request, form, context, partial(_withdrawal, form, pk), unlist_firms, done)


def _withdrawal(form: ReasonForm, pk: UUID) -> UnlistFirm:
    return UnlistFirm(id=pk, seen=form.cleaned_data["seen"], reason=form.cleaned_data["reason"])

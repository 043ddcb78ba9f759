"""Persons: list, register, change, look at a number with a reason, erase."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from southgate.kernel.book.writing import Answer
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.orgs import erasing, policies, selectors
from southgate.kernel.orgs.services import people as services
from southgate.kernel.orgs.web import forms, showing
from southgate.kernel.orgs.web.here import may, zone_choices, zone_here
from southgate.kernel.orgs.web.parts import person_page
from southgate.kernel.panels.answers import AuthedRequest, day_of, page

READ_WRITE = ["GET", "POST"]


@require_GET
def people(request: AuthedRequest) -> HttpResponse:
    zone, q = zone_here(request), request.GET.get("q", "").strip()
    rows, pager = showing.cut(request, selectors.people(request.actor, zone, day_of(request), q))
    context = {
        "title": _("人员"),
        "lead": zone.name,
        "chips": [{"field": _("姓名"), "say": q, "remove_url": reverse("orgs:people")}] if q else [],
        "add_form": forms.FindForm(),
        "may_audit": bool(request.actor.zones_with(policies.AUDIT)),
        "grid": showing.people_grid(rows, pager["first"]),
        "page": pager,
        "may_add": may(request, "add_person"),
        "add_url": reverse("orgs:new-person"),
    }
    return page(request, "orgs/people.html", context)


@require_http_methods(READ_WRITE)
def new_person(request: AuthedRequest) -> HttpResponse:
    zone_here(request, "add_person")
    form = forms.PersonForm(request.POST or None, choices={"zone": zone_choices(request, "add_person")})
    back = reverse("orgs:people")
    context = {"title": _("登记人员"), "submit": _("登记这个人"), "back_url": back}
    return form_page(
        request, form, context, form.command, services.register_people, done_at(request, back, _("已登记"))
    )


@require_GET
def person(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = selectors.person_for(request.actor, pk)
    return page(request, "orgs/person.html", person_page(request, row))


@require_http_methods(READ_WRITE)
def change_person(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = selectors.person_for(request.actor, pk, "edit")
    known = selectors.person_row(request.actor, row, request.today)
    form = forms.PersonChangeForm(request.POST or None, initial={"seen": row.version, "name": known.name})
    back = reverse("orgs:person", args=[pk])
    context = {"title": _("更改 %(name)s 的资料") % {"name": known.name}, "submit": _("写入更改"), "back_url": back}
    done = done_at(request, back, _("已更改"))
    return form_page(request, form, context, lambda: form.command(row), services.change_people, done)


@never_cache
@require_http_methods(READ_WRITE)
def phone(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """The reason goes into the book before the number is read; the number stands in this answer alone."""
    row = selectors.person_for(request.actor, pk, "show_phone")
    name = selectors.person_row(request.actor, row, request.today).name
    form = forms.ReasonForm(request.POST or None)
    context = {
        "title": _("看 %(name)s 的电话") % {"name": name},
        "submit": _("记下理由，看电话"),
        "back_url": reverse("orgs:person", args=[pk]),
    }

    def shown(answer: Answer) -> HttpResponse:
        return page(request, "orgs/phone.html", {**context, "phone": selectors.phone_of(request.actor, pk)})

    return form_page(request, form, context, lambda: form.show_phone(row), services.show_phones, shown)


@require_http_methods(READ_WRITE)
def erase_person(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = selectors.person_for(request.actor, pk, "erase")
    name = selectors.person_row(request.actor, row, request.today).name
    form = forms.EraseForm(request.POST or None, initial={"seen": row.version, "basis": _("个人信息保护法第四十七条")})
    back = reverse("orgs:person", args=[pk])
    context = {
        "title": _("依法删除 %(name)s 的个人信息") % {"name": name},
        "submit": _("删除，不能恢复"),
        "back_url": back,
    }

    def gone(answer: Answer) -> HttpResponse:
        return redirect("orgs:people")

    return form_page(
        request, form, context, lambda: form.command(row), erasing.erase_persons, gone, template="orgs/erase.html"
    )

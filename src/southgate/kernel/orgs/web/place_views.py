"""Zones as a tree, and units: list, register, change."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.orgs import selectors
from southgate.kernel.orgs.services import places as services
from southgate.kernel.orgs.web import forms, showing
from southgate.kernel.orgs.web.here import may, zone_choices, zone_here
from southgate.kernel.panels.answers import AuthedRequest, day_of, page

READ_WRITE = ["GET", "POST"]


@require_GET
def zones(request: AuthedRequest) -> HttpResponse:
    zone_here(request)
    nodes = selectors.zone_tree(request.actor)
    context = {
        "title": _("园区与片区"),
        "grid": showing.zones_grid(nodes),
        "page": {"first": 1, "last": len(nodes), "total": len(nodes), "prev_url": "", "next_url": ""},
        "may_add": may(request, "divide"),
        "add_url": reverse("orgs:new-zone"),
    }
    return page(request, "orgs/zones.html", context)


@require_http_methods(READ_WRITE)
def new_zone(request: AuthedRequest) -> HttpResponse:
    zone_here(request, "divide")
    choices = {"parent": zone_choices(request, "divide"), "level": forms.level_choices()}
    form = forms.ZoneForm(request.POST or None, choices=choices, initial={"level": "park"})
    back = reverse("orgs:zones")
    context = {"title": _("登记园区、片区"), "submit": _("登记"), "back_url": back}
    return form_page(request, form, context, form.command, services.register_zones, done_at(request, back, _("已登记")))


@require_http_methods(READ_WRITE)
def change_zone(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = selectors.zone_for(request.actor, pk, "edit")
    form = forms.ZoneNameForm(request.POST or None, initial={"seen": row.version, "name": row.name})
    back = reverse("orgs:zones")
    context = {"title": _("更改 %(name)s") % {"name": row.name}, "submit": _("写入更改"), "back_url": back}
    done = done_at(request, back, _("已更改"))
    return form_page(request, form, context, lambda: form.command(row), services.change_zones, done)


@require_GET
def units(request: AuthedRequest) -> HttpResponse:
    zone = zone_here(request)
    rows, pager = showing.cut(request, list(selectors.units(request.actor, zone, day_of(request))))
    context = {
        "title": _("单位"),
        "lead": zone.name,
        "grid": showing.units_grid(rows, pager["first"]),
        "page": pager,
        "may_add": may(request, "add_unit"),
        "add_url": reverse("orgs:new-unit"),
    }
    return page(request, "orgs/units.html", context)


@require_http_methods(READ_WRITE)
def new_unit(request: AuthedRequest) -> HttpResponse:
    zone_here(request, "add_unit")
    choices = {"zone": zone_choices(request, "add_unit")}
    form = forms.UnitForm(request.POST or None, choices=choices, initial={"from_day": request.today})
    back = reverse("orgs:units")
    context = {"title": _("登记单位"), "submit": _("登记单位"), "back_url": back}
    return form_page(request, form, context, form.command, services.register_units, done_at(request, back, _("已登记")))


@require_http_methods(READ_WRITE)
def change_unit(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = selectors.unit_for(request.actor, pk, "edit")
    known = {"seen": row.version, "name": row.name, "from_day": row.from_day, "to_day": row.to_day}
    form = forms.UnitChangeForm(request.POST or None, initial=known)
    back = reverse("orgs:units")
    context = {"title": _("更改 %(name)s") % {"name": row.name}, "submit": _("写入更改"), "back_url": back}
    done = done_at(request, back, _("已更改"))
    return form_page(request, form, context, lambda: form.command(row), services.change_units, done)

"""Pages where a zone decides about packs: use one, put another value into one, take either back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from southgate.domain.errors import NotFound
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.packs import listing, policies, services
from southgate.kernel.packs.models import PackChoice, PackOverride
from southgate.kernel.packs.overriding import at, parse_path
from southgate.kernel.packs.web import content, forms, shaping
from southgate.kernel.panels.answers import AuthedRequest

READ_WRITE = ["GET", "POST"]


@require_http_methods(READ_WRITE)
def choose(request: AuthedRequest) -> HttpResponse:
    zone, home = _zone_for(request, "choose", PackChoice), reverse("packs:list")
    packs = listing.choosable(request.actor, zone, request.today)
    keys = [(row.key, shaping.choice_words(row)) for row in packs]
    start = {"from_day": request.today, "key": request.GET.get("key", "")}
    form = forms.ChooseForm(request.POST or None, keys=keys, initial=start)
    context = {
        "title": _("选用规则包"),
        "submit": _("选用这个规则包"),
        "back_url": home,
        "crumbs": [(_("规则包"), home)],
    }
    done = done_at(request, home, _("已记下这个决定"))
    return form_page(request, form, context, lambda: form.command(zone), services.choose_packs, done)


@require_http_methods(READ_WRITE)
def override(request: AuthedRequest, pk: UUID) -> HttpResponse:
    zone = _zone_for(request, "override", PackOverride)
    seen = listing.pack_seen(request.actor, pk, zone, request.today)
    places = content.places(seen.now.tables, seen.schema.labels if seen.schema else {})
    start = {"from_day": request.today, "path": request.GET.get("path", "")}
    form = forms.OverrideForm(request.POST or None, places=places, initial=start)

    def command() -> services.OverrideValue:
        present = at(seen.now.tables, parse_path(form.cleaned_data["path"]))
        return form.command(zone, seen.row.key, present)

    done = done_at(request, reverse("packs:detail", args=[pk]), _("已记下这个决定"))
    return form_page(request, form, shaping.override_page(seen), command, services.override_values, done)


@require_http_methods(READ_WRITE)
def withdraw_choice(request: AuthedRequest, pk: UUID) -> HttpResponse:
    return _withdraw(request, pk, PackChoice, "choose", services.withdraw_choices)


@require_http_methods(READ_WRITE)
def withdraw_override(request: AuthedRequest, pk: UUID) -> HttpResponse:
    return _withdraw(request, pk, PackOverride, "override", services.withdraw_overrides)


def _withdraw(request: AuthedRequest, pk: UUID, model: Any, verb: str, service: Any) -> HttpResponse:
    row = listing.decision(request.actor, model, pk, verb)
    form = forms.WithdrawForm(request.POST or None, initial={"seen": row.version})
    home = reverse("packs:list")
    context = {"back_url": home, "crumbs": [(_("规则包"), home)], **shaping.withdrawal(row)}
    done = done_at(request, home, _("已记下这个决定"))
    return form_page(request, form, context, lambda: form.command(pk), service, done)


def _zone_for(request: AuthedRequest, verb: str, model: Any) -> UUID:
    """The zone that decides. Raises NotFound without a zone, Forbidden for someone who may not decide for it."""
    if request.zone is None:
        raise NotFound("zone")
    policies.CHOICE.require(request.actor, verb, model(zone_id=request.zone.pk))
    return request.zone.pk

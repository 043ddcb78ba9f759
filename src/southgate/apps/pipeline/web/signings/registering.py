"""Registering and correcting a signing: the form, what must be looked up by name, the command."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.enterprise import api as enterprise
from southgate.apps.pipeline.fields.projects import BY_NAME
from southgate.apps.pipeline.selectors.meetings.events import event_rows
from southgate.apps.pipeline.selectors.signings import choosing, reading
from southgate.apps.pipeline.services.signings.amending import values_of
from southgate.apps.pipeline.services.signings.commands import CorrectSigning, RegisterSigning
from southgate.apps.pipeline.services.signings.recording import register_signings
from southgate.apps.pipeline.services.signings.screening import correct_signings
from southgate.apps.pipeline.web.signings import showing
from southgate.apps.pipeline.web.signings.forms import CorrectForm, SigningForm
from southgate.domain.counting.words import KIND_NAMES, Form, SigningKind
from southgate.domain.errors import Reason, Refused
from southgate.domain.money import MINOR_DIGITS
from southgate.kernel.book.writing import Answer
from southgate.kernel.exchange.cells import Look, read_cell
from southgate.kernel.exchange.fields import Kind
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.orgs.selectors import units, zone_for
from southgate.kernel.panels.answers import AuthedRequest
from southgate.kernel.panels.words import decimal

Lookup = Callable[[], Any]


def register_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = reading.project_to_sign(request.actor, pk)
    initial = {"signed_on": _start(row), "form": "contract", "amount": _planned(row)}
    form = SigningForm(request.POST or None, initial=initial, **_choices(request, row.zone_id))
    known = reading.of_project(request.actor, pk)
    context = {
        "title": _("登记签约"),
        "lead": _("「%(name)s」。登记以后由另一个人甄别，确认了才计数。") % {"name": row.name} + _already(known),
        "submit": _("登记签约"),
        "back_url": showing.project_url(pk),
        "crumbs": [(_("签约登记"), reverse("figures:signings")), (row.name, showing.project_url(pk))],
    }
    command = partial(_registration, request, form, pk, row.zone_id)
    return form_page(request, form, context, command, register_signings, partial(_registered, request))


def _start(row: Any) -> str:
    """The day that the ledger states, for the first signing of a project that is signed already."""
    if row.signed_on is None or row.stage == "talks":
        return ""
    return str(row.signed_on)[: 7 if row.signed_grain == "m" else 10]


def _planned(row: Any) -> str:
    return _typed(row.investment_planned, row.currency)


def _typed(minor: int | None, currency: str) -> str:
    """A sum as one would type it: 50,000 for 万元 of CNY, 3600万USD for another currency."""
    if minor is None:
        return ""
    text = decimal(minor, MINOR_DIGITS[currency] + 4)
    return text if currency == "CNY" else f"{text}万{currency}"


def _already(known: list[reading.Line]) -> str:
    standing = [one for one in known if not one.withdrawn and one.state_key != "rejected"]
    if not standing:
        return ""
    said = [f"{showing.day_words(one)} {_(one.kind)}" for one in standing]
    return _("以前登记过：%(known)s。") % {"known": _("、").join(said)}


def _choices(request: AuthedRequest, zone: UUID) -> dict[str, Any]:
    by, where = request.actor, zone_for(request.actor, zone)
    events = [(str(one.id), f"{one.held_on} {one.name}") for one in event_rows(by, zone) if one.state != "cancelled"]
    return {"units": [(str(unit.pk), unit.name) for unit in units(by, where, request.today)], "events": events}


def _registration(request: AuthedRequest, form: SigningForm, project: UUID, zone: UUID) -> RegisterSigning:
    """Raises Refused for names that lead to nothing, all of them at once."""
    values = {**form.values(), **_looked_up(request, form, zone)}
    kind = SigningKind(form.cleaned_data["kind"]) if form.cleaned_data["kind"] else None
    return RegisterSigning(
        project=project, signed_on=values.pop("signed_on"), form=Form(values.pop("form")), kind=kind,
        added=form.cleaned_data["added"], values=values,
    )  # fmt: skip


def _looked_up(request: AuthedRequest, form: SigningForm, zone: UUID) -> dict[str, Any]:
    by, given = request.actor, form.cleaned_data
    reasons: list[Reason] = []
    found: dict[str, Any] = {"listed_firm": None, "carved_from": None}
    wanted: dict[str, Lookup] = {}
    if given["listed_name"].strip():
        wanted["listed_firm"] = partial(choosing.listed_named, by, given["listed_name"], given["signed_on"][0])
    if given["carved_code"].strip():
        wanted["carved_from"] = partial(choosing.project_coded, by, zone, given["carved_code"])
    if given.get("enterprise", "").strip():
        wanted["enterprise"] = partial(_enterprise, request, zone, given["enterprise"])
    for name, look in wanted.items():
        try:
            found[name] = look()
        except Refused as refused:
            reasons += refused.reasons
    if reasons:
        raise Refused(reasons)
    return found


def _enterprise(request: AuthedRequest, zone: UUID, text: str) -> UUID:
    """The firm of the register that is so named; near names are shown, never taken."""
    look = Look(names={Kind.ENTERPRISE: enterprise.EnterpriseNames(request.actor, zone)})
    cell = read_cell(BY_NAME["enterprise"], text, look)
    if isinstance(cell, Reason):
        raise Refused([cell])
    if not isinstance(cell.value, UUID):
        raise Refused(
            [Reason("企业名册里没有『%(name)s』", {"name": text[:60]}, where="enterprise", mend="先登记企业")]
        )
    return cell.value


def _registered(request: AuthedRequest, answer: Answer) -> HttpResponse:
    kind = _(KIND_NAMES[SigningKind(answer.data["kinds"][0])])
    if answer.data["moved"]:
        messages.success(request, _("已登记为%(kind)s，项目转入『签约』，等另一个人甄别") % {"kind": kind})
    elif answer.data["waiting"]:
        messages.warning(
            request, _("已登记为%(kind)s；签约这个关口还缺要件，项目留在『在谈』，补齐以前不计数") % {"kind": kind}
        )
    else:
        messages.success(request, _("已登记为%(kind)s，等另一个人甄别") % {"kind": kind})
    return redirect("figures:signing", UUID(answer.data["ids"][0]))


def correct_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = reading.signing_for(request.actor, pk, "correct")
    form = CorrectForm(request.POST or None, initial=_standing(request, row), **_choices(request, row.zone_id))
    url = reverse("figures:signing", args=[pk])
    context = {
        "title": _("更正签约登记"),
        "lead": _("原来的值留在这本账里。已经甄别过的，更正后要重新甄别。"),
        "submit": _("写入更正"),
        "back_url": url,
        "crumbs": [(_("签约登记"), reverse("figures:signings")), (row.project.name, url)],
    }
    command = partial(_correction, request, form, row)
    return form_page(request, form, context, command, correct_signings, done_at(request, url, _("已写入更正")))


def _standing(request: AuthedRequest, row: Any) -> dict[str, Any]:
    """What stands now, as one would type it."""
    values, by = values_of(row), request.actor
    share, rate = values["listed_share_millionths"], values["rate_millionths"]
    return {
        **values, "seen": row.version, "kind": row.kind, "event": str(values["event"] or ""),
        "lead_unit": str(values["lead_unit"] or ""),
        "signed_on": str(row.signed_on)[: 7 if row.signed_grain == "m" else 10],
        "amount": _typed(row.amount, row.currency), "rate": decimal(rate, 6) if rate else "",
        "share": decimal(share, 4) if share else "", "listed_name": choosing.listed_name(row.listed_firm_id),
        "carved_code": choosing.code_of(by, row.carved_from_id),
    }  # fmt: skip


def _correction(request: AuthedRequest, form: CorrectForm, row: Any) -> CorrectSigning:
    """Only what differs from what stands, so that nothing untouched is called corrected."""
    typed = {**form.values(), **_looked_up(request, form, row.zone_id)}
    before = values_of(row)
    changed = {name: value for name, value in typed.items() if value != before.get(name) and (value or before[name])}
    if typed["listed_firm"] is not None and "listed_name" not in form.changed_data:
        changed.pop("listed_firm", None)
    kind = form.cleaned_data["kind"]
    return CorrectSigning(
        id=row.pk, seen=form.cleaned_data["seen"], values=changed, reason=form.cleaned_data["reason"],
        kind=SigningKind(kind) if kind and kind != row.kind else None,
    )  # fmt: skip

"""Forms of handing a lead over: the offer, and its three answers."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.fields.leads import BY_NAME
from southgate.apps.pipeline.selectors.leads import wording as words
from southgate.apps.pipeline.selectors.leads.reading import lead_for, transfer_for
from southgate.apps.pipeline.selectors.leads.receivers import receivers
from southgate.apps.pipeline.services.leads import transfers
from southgate.apps.pipeline.services.leads.commands import (
    AcceptTransfer,
    DeclineTransfer,
    OfferLead,
    WithdrawTransfer,
)
from southgate.apps.pipeline.web.leads import forms
from southgate.apps.pipeline.web.leads.steps import PERSON, answered, around
from southgate.apps.pipeline.web.projects.forms import Choosers
from southgate.kernel.book.writing import Answer
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.panels.answers import AuthedRequest


def offer_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = lead_for(request.actor, pk, "hand_over")
    zones = [(str(id), name) for id, name in receivers(row.zone_id)]
    units = Choosers(request.actor, row.zone_id, request.today).of(BY_NAME["lead_unit"])
    initial = {"seen": row.version, "to_zone": str(row.zone_id)}
    form = forms.OfferForm(
        request.POST or None, zones=zones, units=units, confidential=row.confidential, initial=initial
    )
    lead = _("对方接收以后才算转出。收到日期、时限、首谈和全部记录都跟着走；你这边以后仍看得到。")
    about = around(request, row, _("转给别的单位或园区"), _("提出转出"), lead)
    return answered(
        request, row, form, about, partial(_offer, form, pk), transfers.offer_leads, _("已提出，等对方答复")
    )


def _offer(form: forms.OfferForm, pk: UUID) -> OfferLead:
    to = form.id_of("to_zone")
    if to is None:
        raise ValueError("the field is required")
    return OfferLead(
        id=pk, seen=form.of("seen"), to_zone=to, to_unit=form.id_of("to_unit"), to_person=form.of("to_person"),
        share_millionths=form.of("share"), reason=form.of("reason"),
    )  # fmt: skip


def accept_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = transfer_for(request.actor, pk, "answer")
    chosen = Choosers(request.actor, row.to_zone_id, request.today)
    person, unit = row.to_person_id or request.actor.person, row.to_unit_id or request.actor.unit
    initial = {"seen": row.version, "person": str(person or ""), "unit": str(unit or "")}
    people, units = chosen.of(PERSON), chosen.of(BY_NAME["lead_unit"])
    form = forms.AcceptForm(request.POST or None, people=people, units=units, initial=initial)
    share = {"share": words.percent(row.share_millionths)}
    lead = _("接收以后由你这边跟进，时限接着算；对方保留首谈功劳 %(share)s。不合适就退回，写明原因。") % share
    about = {**around(request, row.lead, _("接收线索"), _("接收线索"), lead), "decline_url": _decline_url(pk)}
    done = done_at(request, reverse("leads:lead", args=[row.lead_id]), _("已接收"))
    command = partial(_accept, form, pk)
    return form_page(
        request, form, about, command, transfers.accept_transfers, done, template="pipeline/leads/accept.html"
    )


def _decline_url(pk: UUID) -> str:
    return reverse("leads:decline", args=[pk])


def _accept(form: forms.AcceptForm, pk: UUID) -> AcceptTransfer:
    return AcceptTransfer(id=pk, seen=form.of("seen"), unit=form.id_of("unit"), person=form.id_of("person"))


def decline_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = transfer_for(request.actor, pk, "answer")
    about = around(request, row.lead, _("退回线索"), _("退回线索"), _("退回以后仍由原来的单位跟进。"))
    form = forms.ReasonStep(request.POST or None, label=_("为什么退回"), initial={"seen": row.version})
    command = partial(_closing, DeclineTransfer, form, pk)
    done = partial(_to_the_inbox, request, _("已退回"))
    return form_page(request, form, about, command, transfers.decline_transfers, done)


def _to_the_inbox(request: AuthedRequest, say: str, answer: Answer) -> HttpResponse:
    """Whoever declined a lead of another zone sees it no more."""
    return done_at(request, reverse("leads:list"), say)(answer)


def _closing(command: Any, form: forms.ReasonStep, pk: UUID) -> Any:
    return command(id=pk, seen=form.of("seen"), reason=form.of("reason"))


def withdraw_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = transfer_for(request.actor, pk, "withdraw")
    form = forms.ReasonStep(request.POST or None, label=_("为什么收回"), initial={"seen": row.version})
    about = around(request, row.lead, _("收回转出"), _("收回转出"))
    command = partial(_closing, WithdrawTransfer, form, pk)
    return answered(request, row.lead, form, about, command, transfers.withdraw_transfers, _("已收回"))

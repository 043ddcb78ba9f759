"""Forms of deciding: approve, return, sign, end."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.selectors.agreements.choices import signings_of
from southgate.apps.pipeline.selectors.agreements.reading import agreement_for
from southgate.apps.pipeline.services.agreements import deciding
from southgate.apps.pipeline.services.agreements.commands import (
    ApproveAgreement,
    EndAgreement,
    ReturnAgreement,
    SignAgreement,
)
from southgate.apps.pipeline.web.agreements import forms
from southgate.apps.pipeline.web.agreements.around import around, page_of
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.panels.answers import AuthedRequest


def approve_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = agreement_for(request.actor, pk, "approve")
    form = forms.SubmitForm(request.POST or None, initial={"seen": row.version})
    context = {
        **around(row, _("批准")),
        "lead": _("批准第 %(number)s 版。有待审查的条款，要先挂上这一版的公平竞争审查记录。")
        % {"number": row.text_number},
        "submit": _("批准第 %(number)s 版") % {"number": row.text_number},
    }
    done = done_at(request, page_of(pk), _("已批准"))
    return form_page(request, form, context, partial(_approve, form, pk), deciding.approve_agreements, done)


def _approve(form: forms.SubmitForm, pk: UUID) -> ApproveAgreement:
    return ApproveAgreement(id=pk, seen=form.cleaned_data["seen"])


def return_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = agreement_for(request.actor, pk, "approve")
    form = forms.ReasonForm(request.POST or None, initial={"seen": row.version})
    context = {
        **around(row, _("退回起草人")),
        "lead": _("写明要改什么，起草人照着改。"),
        "submit": _("退回第 %(number)s 版") % {"number": row.text_number},
    }
    done = done_at(request, page_of(pk), _("已退回"))
    return form_page(request, form, context, partial(_return, form, pk), deciding.return_agreements, done)


def _return(form: forms.ReasonForm, pk: UUID) -> ReturnAgreement:
    said = form.cleaned_data
    return ReturnAgreement(id=pk, seen=said["seen"], reason=said["reason"])


def sign_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = agreement_for(request.actor, pk, "edit")
    signings = [(str(id), f"{day} {_(kind)}") for id, day, kind in signings_of(row)]
    initial = {"seen": row.version, "contract_number": row.contract_number, "signed_on": request.today}
    form = forms.SignForm(request.POST or None, signings=signings, initial=initial)
    context = {
        **around(row, _("记签订")),
        "lead": _("签订以后文本和承诺不再改，双方的承诺从这天起要履行。"),
        "submit": _("记为已签订"),
    }
    done = done_at(request, page_of(pk), _("已记签订"))
    return form_page(request, form, context, partial(_sign, form, pk), deciding.sign_agreements, done)


def _sign(form: forms.SignForm, pk: UUID) -> SignAgreement:
    said = form.cleaned_data
    return SignAgreement(
        id=pk, seen=said["seen"], signed_on=said["signed_on"], contract_number=said["contract_number"],
        signing=forms.chosen(said["signing"]),
    )  # fmt: skip


def end_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = agreement_for(request.actor, pk, "end")
    form = forms.EndForm(request.POST or None, initial={"seen": row.version, "occurred_on": request.today})
    context = {
        **around(row, _("终止协议")),
        "lead": _("终止以后不能恢复；文本、审查和履行的记录都留着。"),
        "submit": _("终止这份协议"),
    }
    done = done_at(request, page_of(pk), _("已终止"))
    return form_page(request, form, context, partial(_end, form, pk), deciding.end_agreements, done)


def _end(form: forms.EndForm, pk: UUID) -> EndAgreement:
    said = form.cleaned_data
    return EndAgreement(id=pk, seen=said["seen"], reason=said["reason"], occurred_on=said["occurred_on"])

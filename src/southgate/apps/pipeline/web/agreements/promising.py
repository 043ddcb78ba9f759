"""Forms of commitments: new, edit, drop, report how one ended, decide about it."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from southgate.apps.pipeline.selectors.agreements.choices import needable
from southgate.apps.pipeline.selectors.agreements.reading import agreement_for, commitment_for
from southgate.apps.pipeline.selectors.agreements.record import Promised, agreement_record
from southgate.apps.pipeline.selectors.agreements.rules import measures
from southgate.apps.pipeline.services.agreements import commitments
from southgate.apps.pipeline.services.agreements.commands import (
    AddCommitment,
    ClaimCommitment,
    DecideCommitment,
    DropCommitment,
    EditCommitment,
    ReturnClaim,
)
from southgate.apps.pipeline.web.agreements import forms
from southgate.apps.pipeline.web.agreements.around import around, kept, page_of, paper
from southgate.apps.pipeline.web.agreements.shaping import quantity_words
from southgate.domain.agreements.words import STANDING_NAMES, Side, Standing
from southgate.domain.errors import NotFound
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.panels.answers import AuthedRequest
from southgate.kernel.panels.words import decimal

NO_TARGETS = gettext_noop(
    "只写双方协议里的承诺。不能给企业另外派增长任务：统计指标不分解到具体企业，这里的数也不进任何任务、排名和目标。"
)


def _form(request: AuthedRequest, agreement: Any, initial: dict[str, Any], seen: int | None = None) -> Any:
    needs = [(str(id), text) for id, text in needable(agreement.id)]
    known = measures(agreement.zone_id, request.today).measure
    return forms.PromiseForm(request.POST or None, measures=known, needs=needs, initial=initial, seen=seen)


def _values(form: forms.PromiseForm) -> dict[str, Any]:
    said = form.cleaned_data
    return {
        "side": Side(said["side"]), "measure": said["measure"], "text": said["text"], "quantity": said["quantity"],
        "due_on": said["due_on"], "needs": forms.chosen(said["needs"]),
    }  # fmt: skip


def new_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = agreement_for(request.actor, pk, "edit")
    form = _form(request, row, {"side": Side.ENTERPRISE.value})
    context = {**around(row, _("写一条承诺")), "lead": _(NO_TARGETS), "submit": _("写入这条承诺")}
    done = done_at(request, page_of(pk), _("已写入"))
    return form_page(request, form, context, partial(_new, form, pk), commitments.add_commitments, done)


def _new(form: forms.PromiseForm, pk: UUID) -> AddCommitment:
    return AddCommitment(agreement=pk, **_values(form))


def _known(request: AuthedRequest, agreement: UUID, pk: UUID) -> Promised:
    """Raises NotFound for one that was dropped."""
    found = agreement_record(request.actor, agreement, today=request.today).commitments
    one = next((one for one in found if one.id == pk), None)
    if one is None:
        raise NotFound(str(pk))
    return one


def edit_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = commitment_for(request.actor, pk, "edit")
    known = _known(request, row.agreement_id, pk)
    initial = {"side": known.side, "measure": known.measure, "due_on": known.due_on, "text": known.text}
    initial["quantity"] = decimal(known.quantity, known.places) if known.quantity is not None else ""
    initial["needs"] = str(known.needs or "")
    form = _form(request, row.agreement, initial, row.version)
    context = {**around(row.agreement, _("改这条承诺")), "lead": _(NO_TARGETS), "submit": _("写入改动")}
    done = done_at(request, page_of(row.agreement_id), _("已写入"))
    return form_page(request, form, context, partial(_edit, form, pk), commitments.edit_commitments, done)


def _edit(form: forms.PromiseForm, pk: UUID) -> EditCommitment:
    return EditCommitment(id=pk, seen=form.cleaned_data["seen"], **_values(form))


def _about(known: Promised) -> str:
    parts = [known.title, quantity_words(known.quantity, known.places, known.unit), known.text]
    return _("，").join(filter(None, parts))


def drop_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = commitment_for(request.actor, pk, "edit")
    form = forms.SubmitForm(request.POST or None, initial={"seen": row.version})
    known = _known(request, row.agreement_id, pk)
    context = {
        **around(row.agreement, _("去掉这条承诺")),
        "lead": _about(known),
        "submit": _("从草案里去掉"),
    }
    done = done_at(request, page_of(row.agreement_id), _("已去掉"))
    return form_page(request, form, context, partial(_drop, form, pk), commitments.drop_commitments, done)


def _drop(form: forms.SubmitForm, pk: UUID) -> DropCommitment:
    return DropCommitment(id=pk, seen=form.cleaned_data["seen"])


def claim_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = commitment_for(request.actor, pk, "claim")
    files = {"files": request.FILES} if request.method == "POST" else {}
    initial = {"seen": row.version, "to": Standing.MET.value, "occurred_on": request.today}
    form = forms.ClaimForm(request.POST or None, kept=kept(request.actor, row.agreement_id), initial=initial, **files)
    context = {
        **around(row.agreement, _("报告履行情况")),
        "lead": _about(_known(request, row.agreement_id, pk)),
        "submit": _("报告，请另一人认定"),
        "multipart": True,
    }
    done = done_at(request, page_of(row.agreement_id), _("已报告，等另一人认定"))
    command = partial(_claim, request, form, pk, row.agreement_id)
    return form_page(request, form, context, command, commitments.claim_commitments, done)


def _claim(request: AuthedRequest, form: forms.ClaimForm, pk: UUID, agreement: UUID) -> ClaimCommitment:
    said = form.cleaned_data
    return ClaimCommitment(
        id=pk, seen=said["seen"], to=Standing(said["to"]), occurred_on=said["occurred_on"],
        evidence_number=said["evidence_number"], evidence_file=paper(request, form, agreement), reason=said["reason"],
    )  # fmt: skip


def decide_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = commitment_for(request.actor, pk, "decide")
    known = _known(request, row.agreement_id, pk)
    form = forms.SubmitForm(request.POST or None, initial={"seen": row.version})
    to = _(STANDING_NAMES[Standing(known.claimed)]) if known.claimed else ""
    said = {"by": known.claimed_by, "to": to, "paper": known.evidence_number or known.reason or _("所附文件")}
    context = {
        **around(row.agreement, _("认定履行情况")),
        "lead": _about(known) + _("。") + _("%(by)s 报告『%(to)s』，凭：%(paper)s") % said,
        "submit": _("认定『%(to)s』") % {"to": to},
    }
    done = done_at(request, page_of(row.agreement_id), _("已认定"))
    return form_page(request, form, context, partial(_decide, form, pk), commitments.decide_commitments, done)


def _decide(form: forms.SubmitForm, pk: UUID) -> DecideCommitment:
    return DecideCommitment(id=pk, seen=form.cleaned_data["seen"])


def unclaim_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = commitment_for(request.actor, pk, "decide")
    form = forms.ReasonForm(request.POST or None, initial={"seen": row.version})
    context = {
        **around(row.agreement, _("不予认定")),
        "lead": _about(_known(request, row.agreement_id, pk)),
        "submit": _("退回报告"),
    }
    done = done_at(request, page_of(row.agreement_id), _("已退回报告"))
    return form_page(request, form, context, partial(_unclaim, form, pk), commitments.return_claims, done)


def _unclaim(form: forms.ReasonForm, pk: UUID) -> ReturnClaim:
    return ReturnClaim(id=pk, seen=form.cleaned_data["seen"], reason=form.cleaned_data["reason"])

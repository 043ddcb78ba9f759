"""Forms of drafting: new, edit, the next version of the text, submit."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.selectors.agreements.choices import signed_of
from southgate.apps.pipeline.selectors.agreements.reading import agreement_for
from southgate.apps.pipeline.selectors.agreements.record import agreement_record
from southgate.apps.pipeline.selectors.projects.reading import project_for
from southgate.apps.pipeline.services.agreements import drafting
from southgate.apps.pipeline.services.agreements.commands import (
    DraftAgreement,
    EditAgreement,
    SubmitAgreement,
    WriteText,
)
from southgate.apps.pipeline.web.agreements import forms
from southgate.apps.pipeline.web.agreements.around import around, kept, page_of
from southgate.domain.agreements.words import AgreementForm
from southgate.kernel.book.writing import Answer
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.panels.answers import AuthedRequest


def _signed(request: AuthedRequest, project: UUID) -> forms.Choices:
    return [(str(id), title) for id, title in signed_of(request.actor, project)]


def new_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    project = project_for(request.actor, pk, "draft_agreement")
    initial = {"title": _("%(name)s投资协议") % {"name": project.name}, "form": AgreementForm.AGREEMENT.value}
    form = forms.NewForm(request.POST or None, signed=_signed(request, pk), initial=initial)
    url = reverse("pipeline:project", args=[pk])
    context = {
        "title": _("起草协议"),
        "lead": _("名称必须填。文本写进来以后，规则会把要公平竞争审查的条款标出来；审批由另一人办。"),
        "submit": _("存为草案"),
        "back_url": url,
        "crumbs": [(_("项目台账"), reverse("pipeline:ledger")), (project.name, url)],
    }
    return form_page(request, form, context, partial(_new, form, pk), drafting.draft_agreements, _to_the_new)


def _new(form: forms.NewForm, project: UUID) -> DraftAgreement:
    said = form.cleaned_data
    return DraftAgreement(
        project=project,
        title=said["title"],
        form=AgreementForm(said["form"]),
        supplements=form.supplemented,
        text=said["text"],
    )


def _to_the_new(answer: Answer) -> HttpResponse:
    return redirect("agreements:agreement", UUID(answer.data["ids"][0]))


def edit_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = agreement_for(request.actor, pk, "edit")
    initial = {"title": row.title, "form": row.form, "contract_number": row.contract_number}
    initial["supplements"] = str(row.supplements_id or "")
    signed = [one for one in _signed(request, row.project_id) if one[0] != str(pk)]
    form = forms.EditForm(request.POST or None, signed=signed, seen=row.version, initial=initial)
    context = {**around(row, _("改基本资料")), "submit": _("写入改动")}
    done = done_at(request, page_of(pk), _("已写入"))
    return form_page(request, form, context, partial(_edit, form, pk), drafting.edit_agreements, done)


def _edit(form: forms.EditForm, pk: UUID) -> EditAgreement:
    said = form.cleaned_data
    values: dict[str, Any] = {"title": said["title"].strip(), "form": said["form"]}
    values |= {"contract_number": said["contract_number"].strip(), "supplements": form.supplemented}
    return EditAgreement(id=pk, seen=said["seen"], values=values)


def text_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = agreement_for(request.actor, pk, "edit")
    known = agreement_record(request.actor, pk, today=request.today)
    initial = {"seen": row.version, "text": known.text}
    form = forms.TextForm(request.POST or None, kept=kept(request.actor, pk), initial=initial)
    context = {
        **around(row, _("写入新的一版")),
        "lead": _("现在是第 %(number)s 版。新的一版要重新审批；公平竞争审查也要对着新的一版重新做。")
        % {"number": row.text_number},
        "submit": _("写入第 %(number)s 版") % {"number": row.text_number + 1},
    }
    done = done_at(request, page_of(pk), _("新的一版已写入"))
    return form_page(request, form, context, partial(_text, form, pk), drafting.write_texts, done)


def _text(form: forms.TextForm, pk: UUID) -> WriteText:
    said = form.cleaned_data
    return WriteText(id=pk, seen=said["seen"], text=said["text"], file=forms.chosen(said["kept"]))


def submit_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = agreement_for(request.actor, pk, "edit")
    form = forms.SubmitForm(request.POST or None, initial={"seen": row.version})
    context = {
        **around(row, _("提交审批")),
        "lead": _("提交第 %(number)s 版，请另一位有权审批的人办理。提交以后，文本和双方的承诺不再改；要改，等退回。")
        % {"number": row.text_number},
        "submit": _("提交第 %(number)s 版") % {"number": row.text_number},
    }
    done = done_at(request, page_of(pk), _("已提交"))
    return form_page(request, form, context, partial(_submit, form, pk), drafting.submit_agreements, done)


def _submit(form: forms.SubmitForm, pk: UUID) -> SubmitAgreement:
    return SubmitAgreement(id=pk, seen=form.cleaned_data["seen"])

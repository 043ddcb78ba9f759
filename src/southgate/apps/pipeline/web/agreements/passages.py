"""Forms about flagged passages: flag one, judge one, attach the review of a version."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.selectors.agreements.reading import agreement_for, clause_for
from southgate.apps.pipeline.selectors.agreements.record import agreement_record
from southgate.apps.pipeline.services.agreements import deciding, passages
from southgate.apps.pipeline.services.agreements.commands import AddFlag, ClearFlag, RecordReview
from southgate.apps.pipeline.web.agreements import forms
from southgate.apps.pipeline.web.agreements.around import around, kept, page_of, paper
from southgate.domain.agreements.words import FLAG_NAMES, Conclusion, Flag
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.panels.answers import AuthedRequest


def flag_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = agreement_for(request.actor, pk, "flag")
    form = forms.FlagForm(request.POST or None)
    context = {
        **around(row, _("标一处条款")),
        "lead": _("规则没有标出来、你认为要公平竞争审查的，标在这里。标了以后由另一人判断，或者送审查。"),
        "submit": _("标出这一处"),
    }
    done = done_at(request, page_of(pk), _("已标出"))
    return form_page(request, form, context, partial(_flag, form, pk), passages.add_flags, done)


def _flag(form: forms.FlagForm, pk: UUID) -> AddFlag:
    return AddFlag(agreement=pk, quote=form.cleaned_data["quote"], flag=Flag(form.cleaned_data["flag"]))


def clear_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = clause_for(request.actor, pk, "judge")
    known = agreement_record(request.actor, row.agreement_id, today=request.today)
    passage = next((one for one in known.passages if one.id == pk), None)
    form = forms.ReasonForm(request.POST or None, initial={"seen": row.version})
    form.fields["reason"].help_text = _("为什么不涉及：依据哪份公开的政策、人人都一样等")
    quote = passage.quote if passage is not None else ""
    context = {
        **around(row.agreement, _("判断不涉及公平竞争审查")),
        "lead": _("%(flag)s：“%(quote)s”") % {"flag": _(FLAG_NAMES[Flag(row.flag)]), "quote": quote},
        "submit": _("判断这一处不涉及"),
    }
    done = done_at(request, page_of(row.agreement_id), _("已写入判断"))
    return form_page(request, form, context, partial(_clear, form, pk), passages.clear_flags, done)


def _clear(form: forms.ReasonForm, pk: UUID) -> ClearFlag:
    return ClearFlag(id=pk, seen=form.cleaned_data["seen"], reason=form.cleaned_data["reason"])


def review_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = agreement_for(request.actor, pk, "review")
    files = {"files": request.FILES} if request.method == "POST" else {}
    form = forms.ReviewForm(request.POST or None, kept=kept(request.actor, pk), **files)
    context = {
        **around(row, _("挂公平竞争审查记录")),
        "lead": _("对着第 %(number)s 版。文本再改，这份记录就不算数了。") % {"number": row.text_number},
        "submit": _("挂上审查记录"),
        "multipart": True,
    }
    done = done_at(request, page_of(pk), _("已挂上审查记录"))
    command = partial(_review, request, form, pk, row.text_number)
    return form_page(request, form, context, command, deciding.record_reviews, done)


def _review(request: AuthedRequest, form: forms.ReviewForm, pk: UUID, number: int) -> RecordReview:
    said = form.cleaned_data
    file = paper(request, form, pk)
    assert file is not None
    return RecordReview(
        agreement=pk, text_number=number, number=said["number"], office=said["office"],
        reviewed_on=said["reviewed_on"], conclusion=Conclusion(said["conclusion"]), file=file,
    )  # fmt: skip

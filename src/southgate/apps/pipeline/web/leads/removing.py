"""Forms of the talks library: the class of a project, its progress, its removal by two persons, and the way back."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.selectors.leads import wording as words
from southgate.apps.pipeline.selectors.leads.library import Talk, talk
from southgate.apps.pipeline.selectors.leads.reading import removal_for, talk_for
from southgate.apps.pipeline.selectors.leads.rules import library_rules
from southgate.apps.pipeline.services.leads import talks
from southgate.apps.pipeline.services.leads.talks import (
    AskRemoval,
    DecideRemoval,
    GradeTalk,
    RecordProgress,
    RestoreTalk,
)
from southgate.apps.pipeline.web.leads import forms
from southgate.apps.pipeline.web.leads.library import GRADE_CHOICES
from southgate.domain.colours.talks import PROGRESS_NAMES, Grade, Progress
from southgate.domain.errors import Forbidden
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.panels.answers import AuthedRequest


def _about(request: AuthedRequest, row: Any, title: str, submit: str, lead: str = "") -> dict[str, Any]:
    """Raises Forbidden on a past day."""
    if request.as_of is not None:
        raise Forbidden("edit")
    url = reverse("pipeline:project", args=[row.pk])
    crumbs = [(_("在谈项目库"), reverse("leads:talks")), (row.name, url)]
    return {"title": title, "submit": submit, "lead": lead, "crumbs": crumbs, "back_url": url}


def _answer(
    request: AuthedRequest, pk: UUID, form: Any, about: dict[str, Any], command: Any, service: Any, say: str
) -> HttpResponse:
    done = done_at(request, reverse("pipeline:project", args=[pk]), say)
    return form_page(request, form, about, command, service, done)


def _standing(found: Talk | None) -> str:
    """Why the project has its colour, in a sentence."""
    state = found.row.state if found is not None else None
    return words.because(state.because) if state is not None else ""


def grade_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = talk_for(request.actor, pk, "grade")
    choices = [(key, _(name)) for key, name in GRADE_CHOICES if key != row.talk_grade]
    form = forms.GradeForm(request.POST or None, choices=choices, initial={"seen": row.version})
    lead = _("按产业类别、投资规模、建设内容归类。")
    about = _about(request, row, _("归类"), _("写入类别"), lead)
    return _answer(request, pk, form, about, partial(_grade, form, pk), talks.grade_talks, _("类别已写入"))


def _grade(form: forms.GradeForm, pk: UUID) -> GradeTalk:
    return GradeTalk(id=pk, seen=form.of("seen"), to=Grade(form.of("to")), reason=form.of("reason"))


def progress_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = talk_for(request.actor, pk, "progress")
    rules = library_rules(row.zone_id, request.today)
    kinds = [one for one in talks.BY_HAND if rules is None or one in rules.kinds]
    choices = [(one.value, _(PROGRESS_NAMES[one])) for one in kinds]
    labels = (_("哪一类进展"), _("和谁、谈定哪一条、文件名称或文号"))
    initial = {"seen": row.version, "occurred_on": request.today}
    form = forms.ChoiceStep(request.POST or None, choices=choices, labels=labels, initial=initial)
    lead = _("写入以后重新计时。走访、签约、到账有自己的记录，会自动算进展，不用在这里再写一遍。")
    about = _about(request, row, _("记进展"), _("写入进展"), lead)
    return _answer(request, pk, form, about, partial(_progress, form, pk), talks.record_progress, _("进展已写入"))


def _progress(form: forms.ChoiceStep, pk: UUID) -> RecordProgress:
    what = Progress(form.of("what"))
    return RecordProgress(id=pk, what=what, text=form.of("text"), occurred_on=form.of("occurred_on"))


def remove_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = talk_for(request.actor, pk, "ask_removal")
    form = forms.ReasonStep(request.POST or None, label=_("为什么移出"), initial={"seen": row.version})
    why = _standing(talk(request.actor, pk, day=request.today))
    lead = _("%(why)s 另一个人核准以后才移出，什么都不删，以后可以放回。") % {"why": why}
    about = _about(request, row, _("提出移出在谈项目库"), _("提出移出"), lead.strip())
    return _answer(request, pk, form, about, partial(_ask, form, pk), talks.ask_removals, _("已提出，等另一个人核准"))


def _ask(form: forms.ReasonStep, pk: UUID) -> AskRemoval:
    return AskRemoval(id=pk, seen=form.of("seen"), reason=form.of("reason"))


def decide_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = removal_for(request.actor, pk, "decide")
    form = forms.DecideForm(request.POST or None, initial={"seen": row.version})
    why = _standing(talk(request.actor, row.project_id, day=request.today))
    about = _about(request, row.project, _("核准移出"), _("写入结论"), why)
    command = partial(_decide, form, pk)
    return _answer(request, row.project_id, form, about, command, talks.decide_removals, _("结论已写入"))


def _decide(form: forms.DecideForm, pk: UUID) -> DecideRemoval:
    agree = form.of("agree") == "yes"
    return DecideRemoval(id=pk, seen=form.of("seen"), agree=agree, reason=form.of("reason"))


def restore_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = talk_for(request.actor, pk, "restore")
    form = forms.ReasonStep(request.POST or None, label=_("为什么放回"), initial={"seen": row.version})
    lead = _("放回以后颜色照原来的进展日期算；有了新进展再变。")
    about = _about(request, row, _("放回在谈项目库"), _("放回在谈项目库"), lead)
    command = partial(_restore, form, pk)
    return _answer(request, pk, form, about, command, talks.restore_talks, _("已放回"))


def _restore(form: forms.ReasonStep, pk: UUID) -> RestoreTalk:
    return RestoreTalk(id=pk, seen=form.of("seen"), reason=form.of("reason"))

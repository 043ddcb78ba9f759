"""Forms of the steps of one lead, each sending one command."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.fields.leads import BY_NAME
from southgate.apps.pipeline.selectors.leads.reading import lead_for
from southgate.apps.pipeline.services.leads import steps
from southgate.apps.pipeline.services.leads.commands import (
    AnswerLead,
    DropLead,
    JoinBureau,
    JudgeLead,
    NamePerson,
    OpenLead,
    ReportLead,
    RestoreLead,
)
from southgate.apps.pipeline.web.leads import forms
from southgate.apps.pipeline.web.projects.forms import Choosers
from southgate.domain.errors import Forbidden
from southgate.domain.leads import JUDGEMENT_NAMES, REPORT_NAMES, Judgement, ReportKind
from southgate.kernel.exchange.fields import Field, Kind
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.panels.answers import AuthedRequest

PERSON = Field("responsible_person", "责任人", Kind.PERSON)


def around(request: AuthedRequest, row: Any, title: str, submit: str, lead: str = "") -> dict[str, Any]:
    """What every form about a lead shows around itself. Raises Forbidden on a past day."""
    if request.as_of is not None:
        raise Forbidden("edit")
    url = reverse("leads:lead", args=[row.pk])
    crumbs = [(_("招商线索"), reverse("leads:list")), (row.name, url)]
    return {"title": title, "submit": submit, "lead": lead, "crumbs": crumbs, "back_url": url}


def answered(
    request: AuthedRequest, row: Any, form: Any, around_it: dict[str, Any], command: Callable[[], Any], service: Any,
    say: str,
) -> HttpResponse:  # fmt: skip
    done = done_at(request, reverse("leads:lead", args=[row.pk]), say)
    return form_page(request, form, around_it, command, service, done)


def _initial(row: Any, request: AuthedRequest, **more: Any) -> dict[str, Any]:
    return {"seen": row.version, "occurred_on": request.today, **more}


def person_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = lead_for(request.actor, pk, "name_person")
    chosen = Choosers(request.actor, row.zone_id, request.today)
    people, units = chosen.of(PERSON), chosen.of(BY_NAME["lead_unit"])
    initial = _initial(row, request, person=str(row.responsible_person_id or request.actor.person or ""))
    form = forms.PersonForm(request.POST or None, people=people, units=units, initial=initial)
    about = around(request, row, _("明确责任人"), _("写入责任人"), _("由他联系投资方，负责研判、答复和报告。"))
    return answered(request, row, form, about, partial(_person, form, pk), steps.name_persons, _("责任人已写入"))


def _person(form: forms.PersonForm, pk: UUID) -> NamePerson:
    person = form.id_of("person")
    if person is None:
        raise ValueError("the field is required")
    return NamePerson(
        id=pk, seen=form.of("seen"), person=person, unit=form.id_of("unit"), occurred_on=form.of("occurred_on")
    )


def judge_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = lead_for(request.actor, pk, "judge")
    open_to = [one for one in Judgement if one != row.judgement and not (one is Judgement.EXPERT and row.judged_on)]
    choices = [(one.value, _(JUDGEMENT_NAMES[one])) for one in open_to]
    labels = (_("研判结论"), _("依据和下一步"))
    form = forms.ChoiceStep(request.POST or None, choices=choices, labels=labels, initial=_initial(row, request))
    lead = _("看产业方向、市场、技术、环保、能耗、效益。不跟进的也要写明原因，好答复对方。")
    about = around(request, row, _("作研判"), _("写入研判"), lead)
    return answered(request, row, form, about, partial(_judgement, form, pk), steps.judge_leads, _("研判已写入"))


def _judgement(form: forms.ChoiceStep, pk: UUID) -> JudgeLead:
    to = Judgement(form.of("what"))
    return JudgeLead(id=pk, seen=form.of("seen"), to=to, reason=form.of("text"), occurred_on=form.of("occurred_on"))


def answer_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = lead_for(request.actor, pk, "tell")
    label = _("怎样答复的")
    form = forms.TextStep(request.POST or None, label=label, initial=_initial(row, request))
    about = around(request, row, _("答复推荐方"), _("写入答复"), _("告诉推荐人或投资方：跟进还是不跟进，为什么。"))
    return answered(request, row, form, about, partial(_answer, form, pk), steps.answer_leads, _("答复已写入"))


def _answer(form: forms.TextStep, pk: UUID) -> AnswerLead:
    return AnswerLead(id=pk, seen=form.of("seen"), text=form.of("text"), occurred_on=form.of("occurred_on"))


def report_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = lead_for(request.actor, pk, "tell")
    choices = [(one.value, _(name)) for one, name in REPORT_NAMES.items()]
    labels = (_("哪一类进展"), _("进展和下一步"))
    form = forms.ChoiceStep(request.POST or None, choices=choices, labels=labels, initial=_initial(row, request))
    about = around(request, row, _("写进展报告"), _("写入报告"), _("写入以后，下一次报告重新计时。没有进展也如实选。"))
    return answered(request, row, form, about, partial(_report, form, pk), steps.report_leads, _("报告已写入"))


def _report(form: forms.ChoiceStep, pk: UUID) -> ReportLead:
    what = ReportKind(form.of("what"))
    return ReportLead(id=pk, seen=form.of("seen"), what=what, text=form.of("text"), occurred_on=form.of("occurred_on"))


def bureau_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = lead_for(request.actor, pk, "tell")
    form = forms.TextStep(
        request.POST or None, label=_("谁来的、怎样参与"), required=False, initial=_initial(row, request)
    )
    about = around(request, row, _("记市级部门介入"), _("写入这件事"))
    return answered(request, row, form, about, partial(_bureau, form, pk), steps.join_bureau, _("已写入"))


def _bureau(form: forms.TextStep, pk: UUID) -> JoinBureau:
    return JoinBureau(id=pk, seen=form.of("seen"), text=form.of("text"), occurred_on=form.of("occurred_on"))


def open_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = lead_for(request.actor, pk, "end_confidentiality")
    form = forms.ReasonStep(request.POST or None, initial=_initial(row, request))
    lead = _("解除以后，园区工作人员都看得到。不能再改回保密前的样子。")
    about = around(request, row, _("解除保密"), _("解除保密"), lead)
    command = partial(_with_reason, OpenLead, form, pk)
    return answered(request, row, form, about, command, steps.open_leads, _("已解除保密"))


def _with_reason(command: Any, form: forms.ReasonStep, pk: UUID) -> Any:
    return command(id=pk, seen=form.of("seen"), reason=form.of("reason"))


def drop_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = lead_for(request.actor, pk, "drop")
    form = forms.TextStep(request.POST or None, label=_("原因"), initial=_initial(row, request))
    lead = _("放下以后不再计时，什么都不删；以后又来谈，可以恢复跟进。")
    about = around(request, row, _("放下这条线索"), _("放下这条线索"), lead)
    return answered(request, row, form, about, partial(_drop, form, pk), steps.drop_leads, _("已放下"))


def _drop(form: forms.TextStep, pk: UUID) -> DropLead:
    return DropLead(id=pk, seen=form.of("seen"), reason=form.of("text"), occurred_on=form.of("occurred_on"))


def restore_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = lead_for(request.actor, pk, "drop")
    form = forms.ReasonStep(request.POST or None, initial=_initial(row, request))
    lead = _("没有办完的时限接着从收到那天算；进展报告从今天起算。")
    about = around(request, row, _("恢复跟进"), _("恢复跟进"), lead)
    command = partial(_with_reason, RestoreLead, form, pk)
    return answered(request, row, form, about, command, steps.restore_leads, _("已恢复跟进"))

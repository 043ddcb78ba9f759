"""Forms about one project, each sending one command: new, edit, stage, status, open, note, team."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import CharField
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.fields.projects import BY_NAME
from southgate.apps.pipeline.policies import projects as policies
from southgate.apps.pipeline.selectors.gates.gate import gate_of, label_of
from southgate.apps.pipeline.selectors.gates.rules import gates_for
from southgate.apps.pipeline.selectors.projects.reading import project_for
from southgate.apps.pipeline.selectors.projects.record import Record, record
from southgate.apps.pipeline.services.projects import moving, recording, team
from southgate.apps.pipeline.services.projects.commands import (
    EditProject,
    EndConfidentiality,
    JoinTeam,
    LeaveTeam,
    MoveStage,
    NoteProject,
    RegisterProject,
    SetStatus,
)
from southgate.apps.pipeline.web.gates.around import with_mends
from southgate.apps.pipeline.web.here import here
from southgate.apps.pipeline.web.projects import cells, forms
from southgate.domain.errors import Forbidden, Reason, Stale
from southgate.domain.projects import STAGE_NAMES, STAGES, STATUS_NAMES, Stage, Status
from southgate.kernel.book.writing import Answer
from southgate.kernel.exchange.fields import REFERENCES, Kind
from southgate.kernel.identity.web.acting import done_at, form_page, send
from southgate.kernel.orgs.web import meanwhile
from southgate.kernel.panels.answers import AuthedRequest, page
from southgate.kernel.panels.words import decimal


def new_page(request: AuthedRequest) -> HttpResponse:
    where = here(request)
    policies.require_in(request.actor, "register", where.zone)
    form = forms.ProjectForm(
        request.POST or None,
        names=forms.NEW,
        choosers=forms.Choosers(request.actor, where.zone, request.today),
        initial={"park": str(where.park or ""), "stage": Stage.TALKS.value, "name": request.GET.get("name", "")},
    )
    same = tuple(one for given in request.POST.getlist("not_the_same") if (one := _uuid(given)))
    context = {
        "title": _("新增项目"),
        "lead": _("只有名称必须填；别的知道多少填多少，以后补。"),
        "submit": _("新增项目"),
        "back_url": reverse("pipeline:ledger"),
        "crumbs": [(_("项目台账"), reverse("pipeline:ledger"))],
        "another": _("不是同一个"),
        "same": same,
    }
    command = partial(_registration, form, where.zone, same)
    return form_page(
        request, form, context, command, recording.register_projects, _to_the_new, "pipeline/projects/form.html"
    )


def _registration(form: forms.ProjectForm, zone: UUID, same: tuple[UUID, ...]) -> RegisterProject:
    return RegisterProject(zone=zone, values=form.values(), not_the_same=same)


def _to_the_new(answer: Answer) -> HttpResponse:
    return redirect("pipeline:project", UUID(answer.data["ids"][0]))


def edit_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    project_for(request.actor, pk, "edit")
    known = record(request.actor, pk, today=request.today)
    names = [name for name in forms.EDIT if name in known.editable]
    form = forms.ProjectForm(
        request.POST or None,
        names=names,
        choosers=forms.Choosers(request.actor, known.zone, request.today),
        initial=_initial(known),
        currency=known.values["currency"],
        seen=known.version,
    )
    form.fields["change_reason"] = _reason_field()
    if known.values["voucher_count"]:
        forms.fix(form, "money_in_place", _("已按凭证累计，不能手填：登记新凭证，或撤回有误的凭证"))
    context = {
        **_around(known, _("改资料")),
        "submit": _("写入改动"),
        "lead": _("只写入改过的项；原来的值留在这本账里。"),
    }
    command = partial(_edit, form, pk)
    return form_page(
        request,
        form,
        context,
        command,
        recording.edit_projects,
        done_at(request, reverse("pipeline:project", args=[pk]), _("已写入")),
        meanwhile=partial(_meanwhile, request, form),
    )


def _meanwhile(request: AuthedRequest, form: forms.ProjectForm, stale: Stale) -> dict[str, Any]:
    """The values that the form was opened with stand in the book, before the first change since."""
    before = stale.changes[0].position - 1 if stale.changes else None
    opened = record(request.actor, stale.subject, today=request.today, position=before)
    back = reverse("pipeline:project", args=[stale.subject])
    return meanwhile.panel(stale, form, _initial(opened), action=request.path, back_url=back)


def _reason_field() -> Any:
    return CharField(label=_("为什么改"), required=False, max_length=500, help_text=_("更正要写明依据"))


def _edit(form: forms.ProjectForm, pk: UUID) -> EditProject:
    reason = form.cleaned_data.get("change_reason", "")
    return EditProject(id=pk, seen=form.seen, values=form.values(only_changed=True), reason=reason)


def _initial(known: Record) -> dict[str, Any]:
    """What stands now, as one would type or choose it."""
    found: dict[str, Any] = {}
    for field in known.fields:
        value = known.values.get(field.column)
        if field.kind in REFERENCES and field.kind is not Kind.ENTERPRISE:
            found[field.name] = str(value) if value else ""
            found[f"{field.name}_name"] = known.values.get(f"{field.name}_name", "")
        elif field.kind in {Kind.FLAG, Kind.CHOICE} or field.name == "rate_on":
            found[field.name] = value
        elif field.name == "rate_millionths":
            found[field.name] = decimal(value, 6) if value else ""
        else:
            found[field.name] = cells.typed(field, known.values)
    return found


def stage_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    project_for(request.actor, pk, "move_stage")
    known = record(request.actor, pk, today=request.today)
    table = gates_for(known.zone, request.today)
    choices = [(one.value, _(label_of(table, one))) for one in STAGES if one is not known.stage and table.has(one)]
    first = table.after(known.stage) or known.stage
    initial = {"seen": known.version, "to": first.value, "occurred_on": request.today}
    form = forms.StageForm(request.POST or None, choices=choices, initial=initial)
    context = {
        **_around(known, _("改阶段")),
        "project": pk,
        "submit": _("写入阶段"),
        "lead": _("现在『%(stage)s』。写实际发生的那一天，不是填表的这一天。") % {"stage": _(STAGE_NAMES[known.stage])},
    }
    command = partial(_stage, form, pk)
    return form_page(
        request,
        form,
        context,
        command,
        moving.move_stage,
        done_at(request, reverse("pipeline:project", args=[pk]), _("阶段已写入")),
        "pipeline/gates/stage.html",
        told=partial(_told, request, pk, form),
    )


def _told(request: AuthedRequest, pk: UUID, form: forms.StageForm, reasons: Sequence[Reason]) -> list[dict[str, Any]]:
    """Each unmet need with the page that mends it."""
    gate = gate_of(request.actor, pk, Stage(form.cleaned_data["to"]), today=request.today)
    return with_mends(reasons, gate)


def _stage(form: forms.StageForm, pk: UUID) -> MoveStage:
    said = form.cleaned_data
    return MoveStage(
        id=pk, seen=said["seen"], to=Stage(said["to"]), occurred_on=said["occurred_on"], reason=said["reason"]
    )


def status_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    project_for(request.actor, pk, "set_status")
    known = record(request.actor, pk, today=request.today)
    now = Status(known.values["status"])
    choices = [(status.value, _(name)) for status, name in STATUS_NAMES.items() if status is not now]
    initial = {"seen": known.version, "occurred_on": request.today}
    form = forms.StatusForm(request.POST or None, choices=choices, initial=initial)
    lead = _("现在%(status)s。") % {"status": _(STATUS_NAMES[now])}
    context = {**_around(known, _("改状态")), "submit": _("写入状态"), "lead": lead}
    command = partial(_status, form, pk)
    return form_page(
        request,
        form,
        context,
        command,
        moving.set_status,
        done_at(request, reverse("pipeline:project", args=[pk]), _("状态已写入")),
    )


def _status(form: forms.StatusForm, pk: UUID) -> SetStatus:
    said = form.cleaned_data
    return SetStatus(
        id=pk, seen=said["seen"], to=Status(said["to"]), occurred_on=said["occurred_on"], reason=said["reason"]
    )


def open_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    project_for(request.actor, pk, "end_confidentiality")
    known = record(request.actor, pk, today=request.today)
    form = forms.OpenForm(request.POST or None, initial={"seen": known.version, "occurred_on": request.today})
    lead = _("解除以后，园区工作人员都看得到，也计入合计。不能再改回保密前的样子。")
    context = {**_around(known, _("解除保密")), "submit": _("解除保密"), "lead": lead}
    command = partial(_open, form, pk)
    return form_page(
        request,
        form,
        context,
        command,
        moving.end_confidentiality,
        done_at(request, reverse("pipeline:project", args=[pk]), _("已解除保密")),
    )


def _open(form: forms.OpenForm, pk: UUID) -> EndConfidentiality:
    said = form.cleaned_data
    return EndConfidentiality(id=pk, seen=said["seen"], reason=said["reason"], occurred_on=said["occurred_on"])


def note_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    project_for(request.actor, pk, "note")
    known = record(request.actor, pk, today=request.today)
    form = forms.NoteForm(request.POST or None, initial={"occurred_on": request.today})
    lead = _("记进这本账，写了不能删；写错了再记一条说明。")
    context = {**_around(known, _("记一件事")), "submit": _("记下这件事"), "lead": lead}
    command = partial(_note, form, pk)
    return form_page(
        request,
        form,
        context,
        command,
        moving.note_projects,
        done_at(request, reverse("pipeline:project", args=[pk]), _("已记下")),
    )


def _note(form: forms.NoteForm, pk: UUID) -> NoteProject:
    said = form.cleaned_data
    return NoteProject(id=pk, text=said["text"], occurred_on=said["occurred_on"])


def join_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    project_for(request.actor, pk, "steer_team")
    known = record(request.actor, pk, today=request.today)
    people = forms.Choosers(request.actor, known.zone, request.today).of(BY_NAME["responsible_person"])
    form = forms.JoinForm(request.POST or None, choices=people, initial={"from_day": request.today})
    context = {**_around(known, _("加人进项目组")), "submit": _("加进项目组")}
    command = partial(_join, form, pk)
    return form_page(
        request,
        form,
        context,
        command,
        team.join_team,
        done_at(request, reverse("pipeline:project", args=[pk]), _("已加进项目组")),
    )


def _join(form: forms.JoinForm, pk: UUID) -> JoinTeam:
    said = form.cleaned_data
    return JoinTeam(id=pk, person=UUID(said["person"]), from_day=said["from_day"])


def leave_page(request: AuthedRequest, pk: UUID, person: UUID) -> HttpResponse:
    row = project_for(request.actor, pk, "steer_team")
    if request.method == "POST":
        send(request, team.leave_team, LeaveTeam(id=pk, person=person))
        messages.success(request, _("已离开项目组"))
        return redirect("pipeline:project", pk)
    title = _("让这个人离开『%(name)s』项目组") % {"name": row.name}
    confirm = {
        "title": title,
        "say": [_("从今天起不再算项目组的人；保密在谈的项目他就看不到了。")],
        "act": _("离开项目组"),
        "action": request.path,
        "back_url": reverse("pipeline:project", args=[pk]),
    }
    return page(request, "pipeline/projects/confirm.html", {"title": title, "confirm": confirm})


def _around(known: Record, title: str) -> dict[str, Any]:
    """What every form about a project shows around itself. Raises Forbidden on a past day."""
    if not any(known.can.values()):
        raise Forbidden("edit")
    url = reverse("pipeline:project", args=[known.id])
    crumbs = [(_("项目台账"), reverse("pipeline:ledger")), (known.values["name"], url)]
    return {"title": title, "crumbs": crumbs, "back_url": url}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

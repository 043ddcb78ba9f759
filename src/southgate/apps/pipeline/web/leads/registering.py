"""A new lead on a phone, its facts corrected, and the step by which it becomes a project."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from southgate.apps.pipeline.fields.leads import BY_NAME
from southgate.apps.pipeline.fields.projects import BY_NAME as OF_PROJECT
from southgate.apps.pipeline.policies import leads as policies
from southgate.apps.pipeline.selectors.leads.reading import lead_for
from southgate.apps.pipeline.selectors.leads.record import LeadRecord, record
from southgate.apps.pipeline.services.leads import becoming, recording
from southgate.apps.pipeline.services.leads.commands import BecomeProject, EditLead, RegisterLead
from southgate.apps.pipeline.web.here import here
from southgate.apps.pipeline.web.leads import forms
from southgate.apps.pipeline.web.leads.steps import around
from southgate.apps.pipeline.web.projects import cells
from southgate.apps.pipeline.web.projects.forms import Choosers, ProjectForm
from southgate.domain.errors import Forbidden, Stale
from southgate.kernel.book.writing import Answer
from southgate.kernel.exchange.fields import REFERENCES, Kind
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.orgs.web import meanwhile
from southgate.kernel.panels.answers import AuthedRequest
from southgate.kernel.panels.words import decimal

TEMPLATE = "pipeline/projects/form.html"
BECOMING = (
    "enterprise", "park", "industry", "product", "site_address", "nature", "liaison_leader", "responsible_person",
    "lead_unit", "investment_planned",
)  # fmt: skip
"""What the project's page will ask for and the lead may not know; what it knows is shown as it stands."""


def new_page(request: AuthedRequest) -> HttpResponse:
    where = here(request)
    policies.require_in(request.actor, "register", where.zone)
    if request.as_of is not None:
        raise Forbidden("register")
    same = tuple(one for given in request.POST.getlist("not_the_same") if (one := _uuid(given)))
    form = forms.LeadForm(
        request.POST or None,
        names=forms.names_of_new(request.POST.get("investment_planned", "")),
        choosers=Choosers(request.actor, where.zone, request.today),
        initial={"received_on": request.today.isoformat(), "name": request.GET.get("name", "")},
    )
    context = {
        "title": _("登记线索"),
        "lead": _("知道多少填多少，只有名称必须有，别的以后补。"),
        "submit": _("登记线索"),
        "back_url": reverse("leads:list"),
        "crumbs": [(_("招商线索"), reverse("leads:list"))],
        "another": _("不是同一个"),
        "same": same,
    }
    command = partial(_registration, form, where.zone, where.park, same)
    return form_page(request, form, context, command, recording.register_leads, _to_the_new, TEMPLATE)


def _registration(form: forms.LeadForm, zone: UUID, park: UUID | None, same: tuple[UUID, ...]) -> RegisterLead:
    values = {**({"park": park} if park is not None else {}), **form.values()}
    return RegisterLead(zone=zone, values=values, not_the_same=same)


def _to_the_new(answer: Answer) -> HttpResponse:
    return redirect("leads:lead", UUID(answer.data["ids"][0]))


def edit_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = lead_for(request.actor, pk, "edit")
    known = record(request.actor, pk, day=request.today)
    form = forms.LeadForm(
        request.POST or None,
        names=forms.EDIT,
        choosers=Choosers(request.actor, known.zone, request.today),
        initial=_initial(known),
        currency=known.values["currency"],
        seen=known.version,
    )
    form.fields["change_reason"] = forms.reason_field(_("为什么改"), required=False)
    form.fields["change_reason"].help_text = _("改收到日期、首谈日期或首谈单位要写明")
    about = around(request, row, _("改资料"), _("写入改动"), _("只写入改过的项；原来的值留在这本账里。"))
    done = done_at(request, reverse("leads:lead", args=[pk]), _("已写入"))
    stale = partial(_meanwhile, request, form)
    return form_page(request, form, about, partial(_edit, form, pk), recording.edit_leads, done, meanwhile=stale)


def _edit(form: forms.LeadForm, pk: UUID) -> EditLead:
    reason = form.cleaned_data.get("change_reason", "")
    return EditLead(id=pk, seen=form.seen, values=form.values(only_changed=True), reason=reason)


def _meanwhile(request: AuthedRequest, form: forms.LeadForm, stale: Stale) -> dict[str, Any]:
    """The values that the form was opened with stand in the book, before the first change since."""
    before = stale.changes[0].position - 1 if stale.changes else None
    opened = record(request.actor, stale.subject, day=request.today, position=before)
    back = reverse("leads:lead", args=[stale.subject])
    return meanwhile.panel(stale, form, _initial(opened), action=request.path, back_url=back)


def _initial(known: LeadRecord) -> dict[str, Any]:
    """What stands now, as one would type or choose it."""
    found: dict[str, Any] = {}
    for name in forms.EDIT:
        field = BY_NAME[name]
        value = known.values.get(field.name if field.kind is Kind.WORDS else field.column)
        if field.kind in REFERENCES and field.kind is not Kind.ENTERPRISE:
            found[name] = str(value) if value else ""
            found[f"{name}_name"] = known.values.get(f"{name}_name", "")
        elif field.kind in {Kind.FLAG, Kind.CHOICE} or name == "rate_on":
            found[name] = value
        elif name == "rate_millionths":
            found[name] = decimal(value, 6) if value else ""
        elif field.kind is Kind.DAY:
            found[name] = value.isoformat() if value else ""
        else:
            found[name] = cells.typed(field, known.values)
    return found


def become_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """What is known is shown, not asked; the form asks for the rest."""
    row = lead_for(request.actor, pk, "become_project")
    known = becoming.known_of(row)
    same = tuple(one for given in request.POST.getlist("not_the_same") if (one := _uuid(given)))
    form = ProjectForm(
        request.POST or None,
        names=[name for name in BECOMING if name not in known],
        choosers=Choosers(request.actor, row.zone_id, request.today),
        seen=row.version,
    )
    lead = format_html("{} {}", _("线索里已有的都带过去，不用再填："), _("、").join(_labels(known)))
    about = around(request, row, _("转为项目"), _("登记为项目"), lead)
    context = {**about, "another": _("不是同一个"), "same": same}
    command = partial(_becoming, form, pk, same)
    return form_page(request, form, context, command, becoming.become_projects, _to_the_project, TEMPLATE)


def _labels(known: dict[str, Any]) -> list[str]:
    return [_(OF_PROJECT[name].label) for name in known if name in OF_PROJECT and name not in {"source", "stage"}]


def _becoming(form: ProjectForm, pk: UUID, same: tuple[UUID, ...]) -> BecomeProject:
    return BecomeProject(id=pk, seen=form.seen, values=form.values(), not_the_same=same)


def _to_the_project(answer: Answer) -> HttpResponse:
    return redirect("pipeline:project", UUID(answer.data["ids"][0]))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

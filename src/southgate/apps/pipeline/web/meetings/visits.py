"""Visits: the list, one visit, its correction and withdrawal; what is to be done after it."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.fields.meetings import FINDING_NAMES, FOLLOW_NAMES, VISIT_KIND_NAMES
from southgate.apps.pipeline.policies import meetings as policies
from southgate.apps.pipeline.selectors.meetings import reading, visits
from southgate.apps.pipeline.selectors.meetings.visits import FollowRow, VisitRow
from southgate.apps.pipeline.services.meetings import follow_ups
from southgate.apps.pipeline.services.meetings import visits as writing
from southgate.apps.pipeline.services.meetings.commands import (
    AddFollowUp,
    CloseFollowUp,
    CorrectVisit,
    HandOnFollowUp,
    WithdrawVisit,
)
from southgate.apps.pipeline.web.here import here
from southgate.apps.pipeline.web.meetings import forms
from southgate.apps.pipeline.web.meetings.feeding import book_of
from southgate.apps.pipeline.web.meetings.tabs import tabs
from southgate.apps.pipeline.web.meetings.visiting import people_choices
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.panels.answers import AuthedRequest, day_of, page, position_of
from southgate.kernel.panels.words import day


def list_page(request: AuthedRequest) -> HttpResponse:
    mine, zone = request.GET.get("mine") == "1", here(request).zone
    policies.require_staff(request.actor, zone)
    found = visits.visit_page(request.actor, zone, mine=mine, number=_number(request))
    context = {
        "title": _("走访"),
        "views": tabs(request, "visits"),
        "rows": [shown(row) for row in found.rows],
        "mine": mine,
        "pages": _pages(found, mine),
    }
    return page(request, "pipeline/meetings/visits.html", context)


def _number(request: AuthedRequest) -> int:
    given = request.GET.get("page", "1")
    return int(given) if given.isdecimal() and len(given) < 7 else 1


def _pages(found: visits.VisitPage, mine: bool) -> dict[str, Any]:
    first = (found.number - 1) * visits.PAGE
    also = "&mine=1" if mine else ""
    return {
        "first": first + 1, "last": first + len(found.rows), "total": found.total,
        "prev_url": f"?page={found.number - 1}{also}" if found.number > 1 else "",
        "next_url": f"?page={found.number + 1}{also}" if first + len(found.rows) < found.total else "",
    }  # fmt: skip


def shown(row: VisitRow) -> dict[str, Any]:
    """A visit as lists and panels show it."""
    return {
        "row": row,
        "url": reverse("meetings:visit", args=[row.id]),
        "kind": _(VISIT_KIND_NAMES[row.kind]),
        "findings": [{"kind": _(FINDING_NAMES[one.kind]), "text": one.text} for one in row.findings],
    }


def shown_follow(row: FollowRow) -> dict[str, Any]:
    return {
        "row": row,
        "state": _(FOLLOW_NAMES[row.state]),
        "url": reverse("meetings:visit", args=[row.visit]),
        "close_url": reverse("meetings:close-follow-up", args=[row.id]) if row.can_close else "",
        "hand_on_url": reverse("meetings:hand-on-follow-up", args=[row.id]) if row.can_close else "",
    }


def visit_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    known = visits.one_visit(request.actor, pk)
    row = reading.visit_for(request.actor, pk)
    live = position_of(request) is None and not row.withdrawn
    follows = visits.follow_ups_of(request.actor, pk, today=day_of(request))
    context = {
        **shown(known),
        "title": known.whom.name,
        "tags": [_("已作废")] if known.withdrawn else [],
        "lead": _("%(day)s，%(kind)s") % {"day": day(known.on), "kind": _(VISIT_KIND_NAMES[known.kind])},
        "crumbs": [(_("活动与走访"), reverse("meetings:visits"))],
        "follows": [shown_follow(one) for one in follows],
        "can_correct": live and policies.VISITS.can(request.actor, "correct", row),
        "can_add": live,
        "feed": book_of(request, pk),
    }
    return page(request, "pipeline/meetings/visit.html", context)


def _around(title: str, known: VisitRow, submit: str, lead: str = "") -> dict[str, Any]:
    back = reverse("meetings:visit", args=[known.id])
    crumbs = [(_("活动与走访"), reverse("meetings:visits")), (known.whom.name, back)]
    return {"title": title, "lead": lead, "submit": submit, "crumbs": crumbs, "back_url": back}


def correct_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    reading.visit_for(request.actor, pk, "correct")
    known = visits.one_visit(request.actor, pk)
    initial = {"seen": known.version, "kind": known.kind, "on": known.on, "place": known.place}
    initial |= {"note": known.note, "with_whom": known.with_whom}
    form = forms.CorrectForm(request.POST or None, initial=initial)
    context = _around(_("更正走访"), known, _("写入更正"), _("原来写的留在账里。"))
    command = partial(_correction, form, pk)
    done = done_at(request, context["back_url"], _("已更正"))
    return form_page(request, form, context, command, writing.correct_visits, done)


def _correction(form: forms.CorrectForm, pk: UUID) -> CorrectVisit:
    said = form.cleaned_data
    values = {name: said[name] for name in ("kind", "on", "note", "with_whom", "place")}
    return CorrectVisit(id=pk, seen=said["seen"], values=values, reason=said["reason"])


def withdraw_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    reading.visit_for(request.actor, pk, "correct")
    known = visits.one_visit(request.actor, pk)
    form = forms.ReasonForm(request.POST or None, initial={"seen": known.version})
    context = _around(_("作废这次走访"), known, _("作废这次走访"), _("记错了才作废；账里留着，名单上不再有。"))
    done = done_at(request, reverse("meetings:visits"), _("走访已作废"))
    command = partial(_withdrawal, form, pk)
    return form_page(request, form, context, command, writing.withdraw_visits, done)


def _withdrawal(form: forms.ReasonForm, pk: UUID) -> WithdrawVisit:
    return WithdrawVisit(id=pk, seen=form.cleaned_data["seen"], reason=form.cleaned_data["reason"])


def follow_ups_page(request: AuthedRequest) -> HttpResponse:
    mine, closed = request.GET.get("mine") == "1", request.GET.get("closed") == "1"
    zone = here(request).zone
    policies.require_staff(request.actor, zone)
    found = visits.follow_up_page(request.actor, zone, today=day_of(request), mine=mine, closed=closed)
    context = {
        "title": _("跟进"),
        "views": tabs(request, "follow-ups"),
        "rows": [shown_follow(row) for row in found],
        "mine": mine,
        "closed": closed,
    }
    return page(request, "pipeline/meetings/follow_ups.html", context)


def add_follow_up_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    known = visits.one_visit(request.actor, pk)
    people = people_choices(request, known.zone)
    form = forms.AddFollowUpForm(request.POST or None, people=people)
    context = _around(_("加一件跟进"), known, _("记下这件跟进"))
    done = done_at(request, context["back_url"], _("跟进已记下"))
    return form_page(
        request, form, context, lambda: AddFollowUp(visit=pk, to_do=form.to_do()), follow_ups.add_follow_ups, done
    )


def close_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = reading.follow_up_for(request.actor, pk, "close")
    known = visits.one_visit(request.actor, row.visit_id)
    form = forms.CloseForm(request.POST or None, initial={"seen": row.version, "on": request.today, "state": "done"})
    (one,) = visits.follow_rows(request.actor, reading.follow_ups(request.actor).filter(pk=pk), request.today)
    context = _around(one.text, known, _("了结这件跟进"), known.whom.name)
    done = done_at(request, reverse("meetings:follow-ups"), _("跟进已了结"))
    return form_page(request, form, context, partial(_closing, form, pk), follow_ups.close_follow_ups, done)


def _closing(form: forms.CloseForm, pk: UUID) -> CloseFollowUp:
    said = form.cleaned_data
    return CloseFollowUp(id=pk, seen=said["seen"], state=said["state"], result=said["result"], on=said["on"])


def hand_on_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = reading.follow_up_for(request.actor, pk, "hand_on")
    known = visits.one_visit(request.actor, row.visit_id)
    initial = {"seen": row.version, "owner": str(row.owner_id), "due_on": row.due_on}
    form = forms.HandOnForm(request.POST or None, initial=initial, people=people_choices(request, row.zone_id))
    context = _around(_("转交或改期"), known, _("写入转交"), known.whom.name)
    done = done_at(request, reverse("meetings:follow-ups"), _("已转交"))
    return form_page(request, form, context, partial(_hand_on, form, pk), follow_ups.hand_on_follow_ups, done)


def _hand_on(form: forms.HandOnForm, pk: UUID) -> HandOnFollowUp:
    said = form.cleaned_data
    return HandOnFollowUp(
        id=pk, seen=said["seen"], reason=said["reason"], owner=UUID(said["owner"]), due_on=said["due_on"]
    )

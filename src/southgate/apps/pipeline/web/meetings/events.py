"""Events: the list, one event with its figures and the rows behind each, registering, changing, held or cancelled."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.fields.meetings import EVENT_KIND_NAMES, EVENT_STATE_NAMES, PART_NAMES
from southgate.apps.pipeline.policies import meetings as policies
from southgate.apps.pipeline.selectors.meetings import events, reading, standing
from southgate.apps.pipeline.selectors.meetings.events import EventRecord, Line
from southgate.apps.pipeline.services.meetings import events as writing
from southgate.apps.pipeline.services.meetings.commands import EditEvent, MoveEvent
from southgate.apps.pipeline.web.here import here
from southgate.apps.pipeline.web.meetings.event_forms import EventForm
from southgate.apps.pipeline.web.meetings.feeding import book_of
from southgate.apps.pipeline.web.meetings.forms import ReasonForm
from southgate.apps.pipeline.web.meetings.tabs import tabs
from southgate.domain.money import Money
from southgate.domain.projects import STAGE_NAMES, Stage
from southgate.kernel.book.writing import Answer
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.orgs.selectors import units, zone_for
from southgate.kernel.panels.answers import AuthedRequest, day_of, page, position_of
from southgate.kernel.panels.words import day


def list_page(request: AuthedRequest) -> HttpResponse:
    where = here(request)
    policies.require_in(policies.EVENTS, request.actor, "view", where.zone)
    rows = events.event_rows(request.actor, where.zone)
    context = {
        "title": _("活动"),
        "views": tabs(request, "events"),
        "rows": [
            {"row": row, "kind": _(EVENT_KIND_NAMES[row.kind]), "state": _(EVENT_STATE_NAMES[row.state])}
            for row in rows
        ],
        "may_add": policies.may(policies.EVENTS, request.actor, "register", where.zone),
    }
    return page(request, "pipeline/meetings/events.html", context)


def event_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    known = events.event_record(request.actor, pk, today=day_of(request), position=position_of(request))
    only = request.GET.get("only", "")
    chosen = events.ONLY.get(only)
    lines = [line for line in known.lines if chosen is None or chosen(line)]
    context = {
        **head(known),
        "known": known,
        "figures": figures(known, request),
        "only": only if chosen is not None else "",
        "lines": [shown(line) for line in lines],
        "feed": book_of(request, pk),
    }
    return page(request, "pipeline/meetings/event.html", context)


def head(known: EventRecord) -> dict[str, Any]:
    days = day(known.held_on) if known.to_on is None else f"{day(known.held_on)} — {day(known.to_on)}"
    lead = _("，").join(filter(None, (days, known.place, known.organiser_name)))
    state = _(EVENT_STATE_NAMES[known.state])
    return {
        "title": known.name,
        "tags": [_(EVENT_KIND_NAMES[known.kind]), state],
        "lead": f"{lead}{_('。取消原因：')}{known.reason}" if known.state == "cancelled" and known.reason else lead,
        "crumbs": [(_("活动与走访"), reverse("meetings:visits")), (_("活动"), reverse("meetings:events"))],
    }


def figures(known: EventRecord, request: AuthedRequest) -> list[dict[str, Any]]:
    """Each opens to its rows on this page; none of them holds a confidential talk."""
    sums = known.totals
    past = f"&day={request.as_of.isoformat()}" if request.as_of else ""
    found = (
        (_("对外公布"), sums.announced, None, "all", _("%(n)s 项合计") % {"n": sums.lines}),
        (_("计在这个活动"), None, sums.counted, "counted", _("首次签约的项目，按本园区的计数规则")),
        (_("计入的签约额"), sums.counted_money, None, "counted",
         _("首次签约的合同额加增资；升格 %(n)s 个不再计钱") % {"n": sums.upgrades}),
        (_("会后签约"), None, sums.signed_later, "later", _("不是在这里签的，后来签了")),
        (_("到位资金"), sums.arrived, None, "arrived", _("这些项目至今到位的")),
        (_("已开工"), None, sums.started, "started", _("这些项目至今开工的")),
    )  # fmt: skip
    return [
        {"label": label, "money": Money(minor) if minor is not None else None, "count": count,
         "url": f"?only={key}{past}#lines", "note": note}
        for label, minor, count, key, note in found
    ]  # fmt: skip


def shown(line: Line) -> dict[str, Any]:
    """A line with what stands behind it in words: which signings count here, and why others do not."""
    why = [one for signing in line.standing.here for one in signing.because]
    return {
        "line": line,
        "part": _(PART_NAMES[line.part]),
        "stage": _(STAGE_NAMES[Stage(line.stage)]) if line.stage else _("线索"),
        "announced": Money(line.announced, line.currency) if line.announced is not None else None,
        "onsite": Money(line.onsite, line.currency) if line.onsite is not None else None,
        "signings": [
            {"kind": _(standing.kind_name(one.kind)), "on": one.on, "money": Money(one.money) if one.money else None,
             "counts": one.projects + one.upgrades > 0 or one.money > 0, "because": one.because}
            for one in line.standing.here
        ],
        "elsewhere": line.standing.elsewhere,
        "why": why,
    }  # fmt: skip


def new_page(request: AuthedRequest) -> HttpResponse:
    zone = here(request).zone
    policies.require_in(policies.EVENTS, request.actor, "register", zone)
    form = EventForm(request.POST or None, units=_units(request, zone), initial={"held_on": request.today})
    context = {
        "title": _("登记活动"),
        "lead": _("招商会、集中签约、集中开工、路演。项目和金额登记以后再列。"),
        "submit": _("登记活动"),
        "back_url": reverse("meetings:events"),
        "crumbs": [(_("活动"), reverse("meetings:events"))],
    }
    command = partial(form.registration, zone)
    return form_page(request, form, context, command, writing.register_events, _to_the_new)


def _to_the_new(answer: Answer) -> HttpResponse:
    return redirect("meetings:add-many", UUID(answer.data["ids"][0]))


def _units(request: AuthedRequest, zone: UUID) -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in units(request.actor, zone_for(request.actor, zone), request.today)]


def around(known: EventRecord, title: str, submit: str, lead: str = "") -> dict[str, Any]:
    back = reverse("meetings:event", args=[known.id])
    crumbs = [(_("活动"), reverse("meetings:events")), (known.name, back)]
    return {"title": title, "lead": lead, "submit": submit, "crumbs": crumbs, "back_url": back}


def edit_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = reading.event_for(request.actor, pk, "edit")
    known = events.event_record(request.actor, pk, today=request.today)
    initial = {name: getattr(row, name) for name in ("kind", "name", "held_on", "to_on", "place")}
    initial |= {"organiser": str(row.organiser_id or ""), "seen": row.version}
    form = EventForm(request.POST or None, units=_units(request, row.zone_id), initial=initial)
    context = around(known, _("改活动"), _("写入改动"))
    done = done_at(request, context["back_url"], _("已写入"))
    return form_page(request, form, context, partial(_edit, form, pk), writing.edit_events, done)


def _edit(form: EventForm, pk: UUID) -> EditEvent:
    return EditEvent(id=pk, seen=form.cleaned_data["seen"] or 0, values=form.values())


def cancel_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = reading.event_for(request.actor, pk, "hold")
    known = events.event_record(request.actor, pk, today=request.today)
    form = ReasonForm(request.POST or None, initial={"seen": row.version})
    context = around(known, _("取消活动"), _("取消这个活动"))
    done = done_at(request, context["back_url"], _("活动已取消"))
    return form_page(request, form, context, partial(_cancel, form, pk), writing.move_events, done)


def _cancel(form: ReasonForm, pk: UUID) -> MoveEvent:
    return MoveEvent(id=pk, seen=form.cleaned_data["seen"], to="cancelled", reason=form.cleaned_data["reason"])

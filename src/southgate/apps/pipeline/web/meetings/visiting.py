"""记走访: first whom, one tap for one's own projects, then one short form. Works on a slow line and without scripts."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.policies import meetings as policies
from southgate.apps.pipeline.selectors.meetings import choosing
from southgate.apps.pipeline.selectors.meetings.choosing import Choice
from southgate.apps.pipeline.services.meetings.commands import About
from southgate.apps.pipeline.services.meetings.visits import record_visits
from southgate.apps.pipeline.web.here import here
from southgate.apps.pipeline.web.meetings import forms
from southgate.kernel.book.writing import Answer
from southgate.kernel.calendar.selectors import calendar_for
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.orgs.selectors import people_on, zone_for
from southgate.kernel.panels.answers import AuthedRequest, page

KIND_NAMES = {"project": "项目", "lead": "线索", "enterprise": "企业"}
NEW = "meetings:new-visit"


def whom_page(request: AuthedRequest) -> HttpResponse:
    """Whom one visited: my own first, anything else by a piece of its name. An address may name it already."""
    zone = here(request).zone
    policies.require_staff(request.actor, zone)
    typed = request.GET.get("q", "").strip()[:60]
    found = choosing.searched(request.actor, typed) if typed else choosing.likely(request.actor, zone)
    context = {
        "title": _("记走访"),
        "lead": _("先选见的是谁，再写一句谈了什么。"),
        "crumbs": [(_("活动与走访"), reverse("meetings:visits"))],
        "typed": typed,
        "found": [_choice(one) for one in found],
    }
    return page(request, "pipeline/meetings/whom.html", context)


def _choice(one: Choice) -> dict[str, str]:
    detail = _(one.detail) if one.detail else ""
    return {
        "url": reverse(NEW, args=[one.kind, one.id]),
        "name": one.name,
        "kind": _(KIND_NAMES[one.kind]),
        "detail": detail,
    }


def new_page(request: AuthedRequest, kind: str, pk: UUID) -> HttpResponse:
    """The one short form of a visit to what the address names."""
    if kind not in choosing.KINDS:
        raise Http404(kind)
    about, zone = choosing.chosen(request.actor, kind, pk)
    form = visit_form(request, About(**{kind: pk}), zone)
    context = {
        "title": about.name,
        "lead": _("记走访"),
        "crumbs": [(_("活动与走访"), reverse("meetings:visits")), (_("换一个"), reverse("meetings:whom"))],
        "submit": _("记下这次走访"),
        "back_url": reverse("meetings:visits"),
    }
    return form_page(
        request, form, context, form.command, record_visits, partial(_done, request), "pipeline/meetings/record.html"
    )


def visit_form(request: AuthedRequest, about: About, zone: UUID) -> forms.VisitForm:
    by, today = request.actor, request.today
    people = people_choices(request, zone)
    return forms.VisitForm(
        request.POST or None,
        about=about,
        people=people,
        me=str(by.person or ""),
        due=forms.due_choices(calendar_for(zone, today=today), today),
        events=[(str(one.pk), one.name) for one in choosing.events_near(by, zone, today)],
        today=today,
    )


def people_choices(request: AuthedRequest, zone: UUID) -> list[tuple[str, str]]:
    """Those who hold a post in the zone, oneself first."""
    rows = people_on(request.actor, zone_for(request.actor, zone), request.today)
    named = {str(id): f"{name}（{unit}）" if unit else name for id, name, unit in rows}
    me = str(request.actor.person or "")
    mine: list[tuple[str, Any]] = [(me, _("我自己"))] if me in named else []
    return [*mine, *((id, name) for id, name in named.items() if id != me)]


def _done(request: AuthedRequest, answer: Answer) -> HttpResponse:
    return done_at(request, reverse("meetings:visit", args=[UUID(answer.data["ids"][0])]), _("走访已记下"))(answer)

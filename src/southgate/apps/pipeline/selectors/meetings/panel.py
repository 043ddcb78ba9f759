"""Visits, follow-ups, events and the introducer of a project or lead, for the panel on its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.fields.meetings import FINDING_NAMES, PART_NAMES, VISIT_KIND_NAMES
from southgate.apps.pipeline.models.leads import Lead
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.policies import meetings as policies
from southgate.apps.pipeline.policies.leads import RULES as LEADS
from southgate.apps.pipeline.policies.projects import RULES as PROJECTS
from southgate.apps.pipeline.selectors.meetings import events, introducers, reading, visits
from southgate.apps.pipeline.selectors.meetings.naming import introducer_names
from southgate.domain.money import Money
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import ENTERPRISE
from southgate.kernel.panels.registry import Seen

MOST = 5


def of_project(seen: Seen) -> Mapping[str, Any] | None:
    row = Project.objects.filter(pk=seen.subject).first()
    if row is None or not PROJECTS.can(seen.by, "note", row):
        return None
    live = seen.position is None
    may = live and row.signed_on is None and row.stage == "talks"
    return {**_panel(seen, "project"), **_introducing(seen.by, "project", row.pk, row.zone_id, may)}


def of_lead(seen: Seen) -> Mapping[str, Any] | None:
    row = LEADS.visible(seen.by, Lead).filter(pk=seen.subject).first()
    if row is None or seen.by.roles & ENTERPRISE:
        return None
    may = seen.position is None and row.state == "open"
    return {**_panel(seen, "lead"), **_introducing(seen.by, "lead", row.pk, row.zone_id, may)}


def _panel(seen: Seen, kind: str) -> dict[str, Any]:
    """On a past day: what had happened and been recorded by then."""
    of = {kind: seen.subject}
    found = visits.visits_of(seen.by, **of, most=MOST, until=seen.position)
    follows = visits.open_of(seen.by, **of, today=seen.today) if seen.position is None else ()
    return {
        "visits": [_visit(row) for row in found],
        "new_url": reverse("meetings:new-visit", args=[kind, seen.subject]) if seen.position is None else "",
        "follows": [
            {"text": one.text, "owner": one.owner_name, "due_on": one.due_on, "late": one.late} for one in follows
        ],
        "events": [_event(seen.by, row) for row in events.events_of(seen.by, **of, until=seen.position)],
    }


def _visit(row: visits.VisitRow) -> dict[str, Any]:
    return {
        "url": reverse("meetings:visit", args=[row.id]), "kind": _(VISIT_KIND_NAMES[row.kind]), "on": row.on,
        "note": row.note, "findings": [_(FINDING_NAMES[one.kind]) for one in row.findings],
    }  # fmt: skip


def _event(by: Actor, row: Any) -> dict[str, Any]:
    seen = policies.EVENTS.can(by, "view", row.event)
    announced = Money(row.announced_minor, row.currency) if row.announced_minor is not None else None
    return {
        "url": reverse("meetings:event", args=[row.event_id]) if seen else "", "name": row.event.name,
        "on": row.event.held_on, "part": _(PART_NAMES[row.part]), "announced": announced,
    }  # fmt: skip


def _introducing(by: Actor, kind: str, pk: UUID, zone: UUID, may: bool) -> dict[str, Any]:
    """Who brought it; or, while that can still be registered, where."""
    row = introducers.introduction_of(by, **{kind: pk})
    if row is not None:
        seen = reading.introducers(by).filter(pk=row.introducer_id).exists()
        name = introducer_names([row.introducer]).get(row.introducer_id, "")
        url = reverse("meetings:introducer", args=[row.introducer_id]) if seen else ""
        return {"introducer": {"name": name, "url": url, "on": row.on}}
    if may and policies.may(policies.INTRODUCERS, by, "introduce", zone):
        return {"introduce_url": reverse("meetings:introduce", args=[kind, pk])}
    return {}

"""Whom a visit may be with: what one searches for, and what one most likely means, so that it is one tap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from southgate.apps.enterprise import api as enterprise
from southgate.apps.pipeline.models.leads import Lead
from southgate.apps.pipeline.models.meetings import Event
from southgate.apps.pipeline.policies.leads import RULES as LEADS
from southgate.apps.pipeline.selectors.meetings import reading
from southgate.apps.pipeline.selectors.projects.reading import project_for, visible
from southgate.domain.errors import NotFound
from southgate.domain.projects import STAGE_NAMES, Stage, Status
from southgate.kernel.identity.actor import Actor
from southgate.kernel.search.finding import find

KINDS = ("project", "lead", "enterprise")
EACH = 6
LIKELY = 8
RECENT_DAYS = 31


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen. `detail` tells namesakes apart."""

    kind: str
    id: UUID
    name: str
    detail: str = ""


def chosen(by: Actor, kind: str, pk: UUID) -> tuple[Choice, UUID]:
    """What was chosen, and its zone. Raises NotFound for what the actor does not see."""
    if kind == "project":
        project = project_for(by, pk, "note")
        return Choice(kind, pk, project.name, project.code), project.zone_id
    if kind == "lead":
        lead = LEADS.visible(by, Lead).filter(pk=pk).first()
        if lead is None:
            raise NotFound(str(pk))
        return Choice(kind, pk, lead.name, lead.code), lead.zone_id
    firm = enterprise.enterprise_for(by, pk)
    return Choice("enterprise", pk, firm.name, firm.credit_code), firm.zone_id


def searched(by: Actor, typed: str) -> list[Choice]:
    """What a piece of a name, its initials or a code finds, projects first."""
    found = ((kind, find(by, typed, limit=EACH, kinds=[kind]).hits) for kind in KINDS)
    return [Choice(kind, hit.id, hit.title, hit.detail) for kind, hits in found for hit in hits]


def likely(by: Actor, zone: UUID) -> list[Choice]:
    """My own projects and leads and those of my unit, the ones last written about first."""
    mine = Q(responsible_person_id=by.person) if by.person else Q(pk__in=())
    if by.units:
        mine |= Q(lead_unit_id__in=sorted(by.units))
    projects = visible(by).filter(mine, zone_id=zone).exclude(status=Status.ENDED.value).order_by("-position")
    leads = LEADS.visible(by, Lead).filter(mine, zone_id=zone, state="open").order_by("-position")
    found = [Choice("project", row.pk, row.name, STAGE_NAMES[Stage(row.stage)]) for row in projects[:LIKELY]]
    return [*found, *(Choice("lead", row.pk, row.name, row.code) for row in leads[: LIKELY // 2])]


def events_near(by: Actor, zone: UUID, today: date) -> Iterable[Event]:
    """Events at which a visit may have been: held within a month, or under way."""
    rows = reading.events(by).filter(zone_id=zone, held_on__lte=today).exclude(state="cancelled")
    return [row for row in rows.order_by("-held_on")[:20] if (today - (row.to_on or row.held_on)).days <= RECENT_DAYS]

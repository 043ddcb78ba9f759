"""Who sees which projects, who may do what, and which fields are for whom. Rights are data here, nowhere else.

A confidential talk is seen by its team alone: liaison leader, responsible person, members (DESIGN §4).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from southgate.apps.pipeline.fields.projects import FIELDS, INTERNAL
from southgate.apps.pipeline.models.projects import Project, ProjectMember
from southgate.domain.errors import Forbidden, NotFound
from southgate.kernel.exchange.fields import Field
from southgate.kernel.identity.actor import SYSTEM_ID, Actor
from southgate.kernel.identity.roles import ENTERPRISE, STAFF, Role
from southgate.kernel.identity.rules import (
    NOTHING,
    House,
    InZone,
    Is,
    OfEnterprise,
    Own,
    Rule,
    SameUnit,
    Team,
    register,
    value_at,
)
from southgate.kernel.orgs.models import Zone

OFFICERS = frozenset({Role.INVESTMENT_OFFICER})
LEADERS = frozenset({Role.ZONE_LEADER})
DOERS = frozenset({Role.LEAD_UNIT, Role.RESPONSIBLE_PERSON})
EXPORTERS = STAFF - {Role.WINDOW_CLERK}


@dataclass(frozen=True)
class InZoneOrPark(Rule):
    """One of `roles` held in the row's zone, or in its park alone.

    A post in a zone reaches its parks anyway, so parks become a branch of their own only for posts that reach no
    further: the zone leads the index for everybody else. `park` may be a path (`project__park_id`).
    """

    roles: frozenset[Role]
    park: str = "park_id"

    def allows(self, by: Actor, row: Any) -> bool:
        zones, parks = self._reach(by)
        return row.zone_id in zones or value_at(row, self.park) in parks

    def select(self, by: Actor) -> Q:
        zones, parks = self._reach(by)
        found = InZone(self.roles).select(by) if zones else NOTHING
        if not parks:
            return found
        in_parks = Q(**{f"{self.park}__in": sorted(parks)})
        return in_parks if found == NOTHING else found | in_parks

    def _reach(self, by: Actor) -> tuple[frozenset[UUID], frozenset[UUID]]:
        zones = by.zones_with(self.roles)
        wide = [g.zones for g in by.grants if g.role in self.roles and len(g.zones) > 1]
        return zones, zones - frozenset().union(*wide)


OPEN = Is("confidential", False)
IN_TEAM = Own("liaison_leader_id") | Own("responsible_person_id") | Team("project")
SEEN = OPEN | IN_TEAM
BY_OFFICERS = InZoneOrPark(OFFICERS) & SEEN
BY_LEADERS = InZoneOrPark(LEADERS) & SEEN
BY_THE_UNIT = InZoneOrPark(DOERS) & SameUnit("lead_unit_id") & SEEN
BY_THE_PERSON = InZoneOrPark(STAFF) & Own("responsible_person_id")
STEERING = House() | BY_OFFICERS | BY_LEADERS | BY_THE_UNIT | BY_THE_PERSON

RULES = register(
    "project",
    Project,
    {
        "view": House() | (InZoneOrPark(STAFF) & SEEN) | (OfEnterprise(ENTERPRISE) & OPEN),
        "count": (House() | InZoneOrPark(STAFF) | OfEnterprise(ENTERPRISE)) & OPEN,
        "export": House() | (InZoneOrPark(EXPORTERS) & SEEN),
        "register": House() | InZoneOrPark(OFFICERS | DOERS),
        "edit": STEERING,
        "move_stage": House() | BY_OFFICERS | BY_THE_UNIT | BY_THE_PERSON,
        "set_status": STEERING,
        "end_confidentiality": House() | (InZoneOrPark(STAFF) & IN_TEAM),
        "steer_team": House() | BY_OFFICERS | BY_LEADERS | BY_THE_PERSON,
        "note": House() | (InZoneOrPark(STAFF) & SEEN),
        "draft_agreement": House() | BY_OFFICERS | BY_THE_UNIT | BY_THE_PERSON,
        "audit": House() | BY_OFFICERS | BY_LEADERS | (InZoneOrPark(frozenset({Role.SUPERVISOR})) & SEEN),
    },
)
OF_THE_PROJECT = (
    Is("project__confidential", False)
    | Own("project__liaison_leader_id")
    | Own("project__responsible_person_id")
    | Team("project", column="project_id")
)
MEMBERS = register(
    "member", ProjectMember, {"view": House() | (InZone(STAFF, column="project__zone_id") & OF_THE_PROJECT)}
)
"""Who is in a team is known to whoever sees the project."""

PROMISES = frozenset({
    "production_promised_on", "liaison_leader", "lead_unit", "responsible_person", "key_project", "status",
    "liaison_leader_post", "responsible_post",
})  # fmt: skip
"""What the leadership decides: the promise, the three names, whether it is a key project, whether it goes on."""
IDENTITY = frozenset({"name", "enterprise", "public_works", "fund_source", "confidential", "code"})
ALL = frozenset(field.name for field in FIELDS if not field.describes)
FIELD_EDITORS: tuple[tuple[Rule, frozenset[str]], ...] = (
    (House() | BY_OFFICERS, ALL),
    (BY_LEADERS, PROMISES),
    (BY_THE_UNIT | BY_THE_PERSON, ALL - PROMISES - IDENTITY | {"status"}),
)
"""Which fields each of those who may edit may change; the union of what applies counts."""


def editable(by: Actor, row: Any) -> frozenset[str]:
    """Names of the fields of this project that the actor may change; empty without the right to edit it."""
    if not RULES.can(by, "edit", row):
        return frozenset()
    return frozenset().union(*(fields for rule, fields in FIELD_EDITORS if rule.allows(by, row)))


def readable(by: Actor, zone: UUID) -> tuple[Field, ...]:
    """Fields of the zone's projects that the actor may know: what is hidden is neither shown, sorted nor filtered."""
    return FIELDS if works_in(by, zone) else tuple(field for field in FIELDS if field.name not in INTERNAL)


def works_in(by: Actor, zone: UUID) -> bool:
    """Whether the actor is staff of the zone, or of a park in it; the enterprise itself is not."""
    zones = by.zones_with(STAFF)
    if by.id == SYSTEM_ID or zone in zones:
        return True
    return bool(zones) and Zone.objects.filter(pk__in=zones, parent_id=zone).exists()


@dataclass(frozen=True, slots=True)
class InThisZone:
    """Stands for a project that is about to be."""

    zone_id: UUID
    park_id: UUID | None = None
    confidential: bool = False
    liaison_leader_id: UUID | None = None
    responsible_person_id: UUID | None = None
    lead_unit_id: UUID | None = None
    enterprise_id: UUID | None = None
    id: UUID | None = None


def may(by: Actor, verb: str, zone: UUID) -> bool:
    """Whether `by` may do it to projects of the zone at all."""
    return RULES.can(by, verb, InThisZone(zone))


def require_in(by: Actor, verb: str, zone: UUID) -> None:
    """Raises NotFound for a zone the actor has nothing to do with, Forbidden for a verb he may not do there."""
    if may(by, verb, zone):
        return
    if not may(by, "view", zone):
        raise NotFound(str(zone))
    raise Forbidden(verb)

"""Who sees visits, events and introducers, and who may do what. What belongs to a project or lead follows its rule.

A visit to, or a follow-up of, a confidential talk is known to its team alone, and so is that the talk is part of an
event or was introduced by somebody. Whoever may note something down about a project may record a visit to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from southgate.apps.pipeline.models.meetings import (
    Event,
    EventProject,
    FollowUp,
    Introducer,
    Introduction,
    Visit,
    VisitFinding,
)
from southgate.apps.pipeline.policies.leads import OF_THE_LEAD
from southgate.apps.pipeline.policies.projects import DOERS, LEADERS, OF_THE_PROJECT, OFFICERS, works_in
from southgate.domain.errors import Forbidden, NotFound
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import STAFF, Role
from southgate.kernel.identity.rules import House, InZone, Is, Own, Rule, Rules, SameUnit, Team, register, value_at

MEETERS = OFFICERS | DOERS
STEERERS = OFFICERS | LEADERS
KNOWERS = MEETERS | LEADERS | {Role.SUPERVISOR, Role.FINANCE, Role.POLICY_OFFICER}
"""Who may know introducers, who are often private persons."""
CHECKERS = STEERERS | {Role.SUPERVISOR}


@dataclass(frozen=True)
class Given(Rule):
    """The row names something in `column`."""

    column: str

    def allows(self, by: Actor, row: Any) -> bool:
        return value_at(row, self.column) is not None

    def select(self, by: Actor) -> Q:
        return Q(**{f"{self.column}__isnull": False})


OF_ITS_PROJECT = (
    Is("lead__project_id", None)
    | Is("lead__project__confidential", False)
    | Own("lead__project__liaison_leader_id")
    | Own("lead__project__responsible_person_id")
    | Team("project", column="lead__project_id")
)
"""A lead that became a project is as confidential as the project is."""
SEEN = (Is("project_id", None) | OF_THE_PROJECT) & (Is("lead_id", None) | (OF_THE_LEAD & OF_ITS_PROJECT))
"""What the row's project and lead allow; neither is no hindrance."""


def reached(roles: frozenset[Role]) -> Rule:
    """Roles in the row's zone, in the park of its project or lead alone, or in the zone that took over its lead."""
    in_park = Given("project_id") & InZone(roles, column="project__park_id")
    of_lead = Given("lead_id") & (InZone(roles, column="lead__zone_id") | InZone(roles, column="lead__park_id"))
    return InZone(roles) | in_park | of_lead


OF_THE_TALK = reached(STAFF) & SEEN

VISITS = register(
    "visit",
    Visit,
    {
        "view": House() | OF_THE_TALK,
        "correct": House() | (reached(STAFF) & Own("by_person_id") & SEEN) | (reached(OFFICERS) & SEEN),
    },
)
FINDINGS = register("visit_finding", VisitFinding, {"view": House() | OF_THE_TALK})
FOLLOW_UPS = register(
    "follow_up",
    FollowUp,
    {
        "view": House() | OF_THE_TALK,
        "close": House() | (reached(STAFF) & Own("owner_id") & SEEN) | (reached(STEERERS) & SEEN),
        "hand_on": House() | (reached(STAFF) & Own("owner_id") & SEEN) | (reached(STEERERS) & SEEN),
    },
)
EVENTS = register(
    "event",
    Event,
    {
        "view": House() | InZone(STAFF),
        "register": House() | InZone(MEETERS),
        "edit": House() | InZone(STEERERS) | (InZone(MEETERS) & SameUnit("organiser_id")),
        "hold": House() | InZone(STEERERS) | (InZone(MEETERS) & SameUnit("organiser_id")),
        "list": House() | InZone(MEETERS),
    },
)
"""`list`: put projects on it, write down its sums, sign or start them there; each project's own rule is asked too."""
LISTED = register(
    "event_project",
    EventProject,
    {"view": House() | OF_THE_TALK, "change": House() | (InZone(MEETERS) & SEEN)},
)
INTRODUCERS = register(
    "introducer",
    Introducer,
    {
        "view": House() | InZone(KNOWERS),
        "register": House() | InZone(MEETERS),
        "introduce": House() | InZone(MEETERS),
        "bar": House() | InZone(CHECKERS),
    },
)
INTRODUCTIONS = register(
    "introduction",
    Introduction,
    {"view": House() | (reached(KNOWERS) & SEEN), "withdraw": House() | (reached(CHECKERS) & SEEN)},
)


@dataclass(frozen=True, slots=True)
class InThisZone:
    """Stands for an event or an introducer that is about to be."""

    zone_id: UUID
    organiser_id: UUID | None = None
    pk: UUID | None = None


def may(rules: Rules, by: Actor, verb: str, zone: UUID) -> bool:
    return rules.can(by, verb, InThisZone(zone))


def require_staff(by: Actor, zone: UUID) -> None:
    """Visits and follow-ups are for whoever works in the zone or a park of it. Raises NotFound for anybody else."""
    if not works_in(by, zone):
        raise NotFound(str(zone))


def require_in(rules: Rules, by: Actor, verb: str, zone: UUID) -> None:
    """Raises NotFound where the actor sees nothing of the kind, Forbidden for a verb he may not do there."""
    if may(rules, by, verb, zone):
        return
    if not may(rules, by, "view", zone):
        raise NotFound(str(zone))
    raise Forbidden(verb)

"""Who sees which leads, and who may do what: leads, their hand-overs, the talks library and removals from it.

A confidential lead is seen by two persons alone: who wrote it down and who is responsible; while it is offered, also by
the person it is offered to. A zone that handed a lead over goes on seeing it, and no more than that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from southgate.apps.pipeline.models.leads import Lead, LeadTransfer
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.talks import TalkRemoval
from southgate.apps.pipeline.policies import projects
from southgate.apps.pipeline.policies.projects import DOERS, LEADERS, OF_THE_PROJECT, OFFICERS, InZoneOrPark
from southgate.domain.errors import Forbidden, NotFound
from southgate.domain.leads import TransferState
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import STAFF, Role
from southgate.kernel.identity.rules import NOTHING, House, InZone, Is, Own, Rule, SameUnit, register

WORKERS = OFFICERS | DOERS | LEADERS


@dataclass(frozen=True)
class HandedOn(Rule):
    """One of `roles` is held in a zone that the lead came from, or is offered to."""

    roles: frozenset[Role]

    def allows(self, by: Actor, row: Any) -> bool:
        found = self._transfers(by)
        return found is not None and LeadTransfer.objects.filter(found, lead_id=row.id).exists()

    def select(self, by: Actor) -> Q:
        found = self._transfers(by)
        return NOTHING if found is None else Q(pk__in=LeadTransfer.objects.filter(found).values("lead_id"))

    def _transfers(self, by: Actor) -> Q | None:
        zones = sorted(by.zones_with(self.roles))
        if not zones:
            return None
        return Q(state=TransferState.ACCEPTED.value, from_zone__in=zones) | Q(
            state=TransferState.OFFERED.value, to_zone__in=zones
        )


@dataclass(frozen=True)
class OfferedTo(Rule):
    """The lead is offered to the actor himself, by name."""

    def allows(self, by: Actor, row: Any) -> bool:
        return by.person is not None and self._transfers(by).filter(lead_id=row.id).exists()

    def select(self, by: Actor) -> Q:
        return NOTHING if by.person is None else Q(pk__in=self._transfers(by).values("lead_id"))

    def _transfers(self, by: Actor) -> Any:
        return LeadTransfer.objects.filter(state=TransferState.OFFERED.value, to_person_id=by.person)


INSIDERS = Own("responsible_person_id") | Own("taken_by_id")
SEEN = Is("confidential", False) | INSIDERS
BY_OFFICERS = InZoneOrPark(OFFICERS) & SEEN
BY_LEADERS = InZoneOrPark(LEADERS) & SEEN
BY_THE_UNIT = InZoneOrPark(DOERS) & SameUnit("lead_unit_id") & SEEN
BY_THE_PERSON = InZoneOrPark(STAFF) & Own("responsible_person_id")
STEERING = House() | BY_OFFICERS | BY_LEADERS | BY_THE_UNIT | BY_THE_PERSON
WORKING = House() | BY_OFFICERS | BY_THE_UNIT | BY_THE_PERSON

RULES = register(
    "lead",
    Lead,
    {
        "view": House() | (InZoneOrPark(STAFF) & SEEN) | (HandedOn(STAFF) & SEEN) | (HandedOn(WORKERS) & OfferedTo()),
        "register": House() | InZoneOrPark(WORKERS),
        "edit": STEERING,
        "name_person": House() | BY_OFFICERS | BY_LEADERS | BY_THE_UNIT,
        "judge": STEERING,
        "tell": WORKING,
        "drop": STEERING,
        "hand_over": STEERING,
        "become_project": WORKING,
        "end_confidentiality": House() | (InZoneOrPark(STAFF) & INSIDERS),
    },
)  # fmt: skip
"""`tell`: answer, report, and write down that the city's bureau joined. `drop` and taking up again go together."""

OF_THE_LEAD = Is("lead__confidential", False) | Own("lead__responsible_person_id") | Own("lead__taken_by_id")
"""For rows that name a lead: whether the actor may know of it, where he may see such rows at all."""
_TAKERS = InZone(WORKERS, column="to_zone_id")
TRANSFERS = register(
    "transfer",
    LeadTransfer,
    {
        "view": House()
        | (InZone(STAFF, column="from_zone_id") & OF_THE_LEAD)
        | (InZone(STAFF, column="to_zone_id") & OF_THE_LEAD)
        | (_TAKERS & Own("to_person_id")),
        "answer": House()
        | (_TAKERS & Own("to_person_id"))
        | (_TAKERS & SameUnit("to_unit_id") & OF_THE_LEAD)
        | (_TAKERS & Is("to_unit_id", None) & OF_THE_LEAD)
        | (InZone(LEADERS, column="to_zone_id") & OF_THE_LEAD),
        "withdraw": House()
        | (InZone(WORKERS, column="from_zone_id") & Own("offered_by_id"))
        | (InZone(WORKERS, column="from_zone_id") & SameUnit("from_unit_id") & OF_THE_LEAD)
        | (InZone(OFFICERS | LEADERS, column="from_zone_id") & OF_THE_LEAD),
    },
)
TALKS = register(
    "talk",
    Project,
    {
        "view": House() | (InZoneOrPark(STAFF) & projects.SEEN),
        "grade": House() | projects.BY_OFFICERS | projects.BY_LEADERS,
        "progress": House() | projects.BY_OFFICERS | projects.BY_THE_UNIT | projects.BY_THE_PERSON,
        "ask_removal": House() | projects.BY_OFFICERS | projects.BY_THE_UNIT | projects.BY_THE_PERSON,
        "restore": House() | projects.BY_OFFICERS | projects.BY_LEADERS,
    },
)
"""The talks library is a reading of projects; its verbs stand apart from those of the project's record."""
REMOVALS = register(
    "removal",
    TalkRemoval,
    {
        "view": House() | (InZone(STAFF) & OF_THE_PROJECT),
        "decide": House() | (InZone(OFFICERS | LEADERS) & OF_THE_PROJECT),
    },
)


@dataclass(frozen=True, slots=True)
class InThisZone:
    """Stands for a lead that is about to be."""

    zone_id: UUID
    park_id: UUID | None = None
    confidential: bool = False
    responsible_person_id: UUID | None = None
    taken_by_id: UUID | None = None
    lead_unit_id: UUID | None = None
    id: UUID | None = None


def may(by: Actor, verb: str, zone: UUID) -> bool:
    """Whether `by` may do it to leads of the zone at all."""
    return RULES.can(by, verb, InThisZone(zone))


def require_in(by: Actor, verb: str, zone: UUID) -> None:
    """Raises NotFound for a zone the actor has nothing to do with, Forbidden for a verb he may not do there."""
    if may(by, verb, zone):
        return
    if not may(by, "view", zone):
        raise NotFound(str(zone))
    raise Forbidden(verb)

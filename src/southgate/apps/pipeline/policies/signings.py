"""Who sees signings, tasks and the 500 lists, and who may do what. A signing follows the rule of its project.

Who screens is another than who reported: by role here, by person in the service and in the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.signings import ListedFirm, Signing, Task
from southgate.apps.pipeline.policies import projects
from southgate.apps.pipeline.policies.projects import DOERS, LEADERS, OF_THE_PROJECT, OFFICERS, InZoneOrPark
from southgate.domain.errors import Forbidden, NotFound
from southgate.kernel.identity.actor import SYSTEM_ID, Actor
from southgate.kernel.identity.roles import STAFF, Role
from southgate.kernel.identity.rules import EVERYTHING, NOTHING, House, InZone, Own, Rule, SameUnit, register
from southgate.kernel.orgs.models import Zone

SCREENERS = OFFICERS | LEADERS | {Role.STATISTICIAN, Role.SUPERVISOR, Role.REVIEWING_DEPARTMENT}
SETTERS = LEADERS | {Role.STATISTICIAN}
BY_WHO_STEERS = (
    (InZoneOrPark(OFFICERS) & OF_THE_PROJECT)
    | (InZoneOrPark(DOERS) & SameUnit("project__lead_unit_id") & OF_THE_PROJECT)
    | (InZoneOrPark(STAFF) & Own("project__responsible_person_id"))
)

SIGNINGS = register(
    "signing",
    Signing,
    {
        "view": House() | (InZoneOrPark(STAFF) & OF_THE_PROJECT),
        "register": House() | BY_WHO_STEERS,
        "correct": House() | BY_WHO_STEERS,
        "withdraw": House() | BY_WHO_STEERS,
        "screen": House() | (InZoneOrPark(SCREENERS) & OF_THE_PROJECT),
    },
)
TASKS = register("task", Task, {"view": House() | InZone(STAFF), "set": House() | InZone(SETTERS)})


@dataclass(frozen=True)
class StaffAnywhere(Rule):
    """The lists are the same for every zone: whoever is staff somewhere reads them."""

    def allows(self, by: Actor, row: Any) -> bool:
        return bool(by.zones_with(STAFF))

    def select(self, by: Actor) -> Q:
        return EVERYTHING if self.allows(by, None) else NOTHING


@dataclass(frozen=True)
class EveryZone(Rule):
    """One of `roles` held in every top zone of the house, and with it everywhere: what one zone lists counts in all."""

    roles: frozenset[Role]

    def allows(self, by: Actor, row: Any) -> bool:
        held = by.zones_with(self.roles)
        if not held:
            return False
        roots = frozenset(Zone.objects.filter(parent=None).values_list("pk", flat=True))
        return roots <= held

    def select(self, by: Actor) -> Q:
        return EVERYTHING if self.allows(by, None) else NOTHING


KEEPERS = frozenset({Role.STATISTICIAN})
LISTS = register(
    "listed_firm",
    ListedFirm,
    {"view": House() | StaffAnywhere(), "list": House() | EveryZone(KEEPERS)},
)


def require_lists(by: Actor) -> None:
    """Raises NotFound for who is staff nowhere."""
    if not LISTS.can(by, "view", None):
        raise NotFound("lists")


def of(project: Project) -> Signing:
    """Stands for a signing of the project that is about to be."""
    return Signing(zone_id=project.zone_id, park_id=project.park_id, project=project)


BY_WHO_STEERS_IT = House() | projects.BY_OFFICERS | projects.BY_THE_UNIT | projects.BY_THE_PERSON
"""The same rule asked of projects: whose signings may be registered."""


def projects_for(by: Actor, verb: str) -> QuerySet[Project]:
    """Projects whose signings the actor may register, as far as a token reaches."""
    rows: QuerySet[Project] = Project.objects.filter(BY_WHO_STEERS_IT.select(by))
    return rows if by.scope_covers("signing", verb) else rows.none()


def require_project(by: Actor, verb: str, project: Project) -> None:
    """Raises NotFound for a project whose signings the actor may not see, Forbidden for what he may not do."""
    row = of(project)
    if SIGNINGS.can(by, verb, row):
        return
    raise Forbidden(verb) if SIGNINGS.can(by, "view", row) else NotFound(str(project.pk))


@dataclass(frozen=True, slots=True)
class InThisZone:
    """Stands for a task that is about to be."""

    zone_id: UUID
    pk: UUID | None = None


def may_set(by: Actor, zone: UUID) -> bool:
    return TASKS.can(by, "set", InThisZone(zone))


def require_set(by: Actor, zone: UUID) -> None:
    """Raises NotFound for a zone the actor has nothing to do with, Forbidden for one where he sets no tasks."""
    if may_set(by, zone):
        return
    raise Forbidden("set") if TASKS.can(by, "view", InThisZone(zone)) else NotFound(str(zone))


def require_staff(by: Actor, zone: UUID) -> None:
    """Raises NotFound for who is no staff of the zone."""
    if not may_count(by, frozenset({zone})):
        raise NotFound(str(zone))


def may_count(by: Actor, zones: frozenset[UUID]) -> bool:
    """Whether the actor may ask for figures there: whoever is staff of all these zones."""
    return by.id == SYSTEM_ID or zones <= by.zones_with(STAFF)

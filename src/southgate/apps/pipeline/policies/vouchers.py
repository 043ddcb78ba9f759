"""Who sees vouchers, who enters them, who decides. A voucher follows its project: of a confidential talk only the team
knows; and whoever may know the project may know what money came.

That the second person is another one than who entered or corrected it is no right but a rule: the service says so with
its reason, and the table refuses it besides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.vouchers import Voucher
from southgate.apps.pipeline.policies.projects import DOERS, LEADERS, OF_THE_PROJECT, OFFICERS, InZoneOrPark
from southgate.domain.errors import Forbidden, NotFound
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import STAFF, Role
from southgate.kernel.identity.rules import House, Own, Rule, SameUnit, register

KEEPERS = OFFICERS | {Role.FINANCE}
"""Those who enter vouchers of any project; a project's own unit and responsible person enter those of it."""
JUDGES = KEEPERS | LEADERS | {Role.STATISTICIAN}


def _reached(roles: frozenset[Role]) -> Rule:
    return InZoneOrPark(roles, park="project__park_id")


ENTERING = (
    (_reached(KEEPERS) & OF_THE_PROJECT)
    | (_reached(DOERS) & SameUnit("project__lead_unit_id") & OF_THE_PROJECT)
    | (_reached(STAFF) & Own("project__responsible_person_id"))
)
RULES = register(
    "voucher",
    Voucher,
    {
        "view": House() | (_reached(STAFF) & OF_THE_PROJECT),
        "enter": House() | ENTERING,
        "correct": House() | ENTERING,
        "decide": House() | (_reached(JUDGES) & OF_THE_PROJECT),
    },
)
"""`decide`: accept, reject, take an acceptance back."""


@dataclass(frozen=True, slots=True)
class OfThisProject:
    """Stands for a voucher of the project that is about to be."""

    project: Project

    @property
    def zone_id(self) -> UUID:
        return self.project.zone_id

    @property
    def project_id(self) -> UUID:
        return self.project.id

    @property
    def pk(self) -> UUID:
        return self.project.id


def may_enter(by: Actor, project: Any) -> bool:
    return RULES.can(by, "enter", OfThisProject(project))


def require_enter(by: Actor, project: Any) -> None:
    """Raises NotFound for a project the actor may not see, Forbidden where he may not enter vouchers."""
    if may_enter(by, project):
        return
    if not RULES.can(by, "view", OfThisProject(project)):
        raise NotFound(str(project.pk))
    raise Forbidden("enter")

"""Who sees that two projects may be one, and who judges it.

Whoever sees it sees both projects: of a pair with a confidential talk only those in its team know, of a pair of two
zones only those who work in both. It goes to reviewers of the zone and into no ranking. That who registered one of the
two, or is responsible for it, does not judge them is a rule of persons: the service says so with its reasons.
"""

from __future__ import annotations

from southgate.apps.pipeline.models.suspicions import Suspicion
from southgate.apps.pipeline.policies.projects import LEADERS, OFFICERS
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.rules import House, InZone, Is, Own, Rule, Team, register

REVIEWERS = OFFICERS | LEADERS | {Role.SUPERVISOR, Role.STATISTICIAN}


def _sees(side: str) -> Rule:
    return (
        Is(f"{side}__confidential", False)
        | Own(f"{side}__liaison_leader_id")
        | Own(f"{side}__responsible_person_id")
        | Team("project", column=f"{side}_id")
    )


REVIEWING = InZone(REVIEWERS) & InZone(REVIEWERS, "other_zone_id") & _sees("a") & _sees("b")
RULES = register(
    "suspicion",
    Suspicion,
    {"view": House() | REVIEWING, "judge": House() | REVIEWING, "take_up": House() | REVIEWING},
)
"""`judge`: the same project or not; `take_up`: a judgement taken back, the question stands again."""

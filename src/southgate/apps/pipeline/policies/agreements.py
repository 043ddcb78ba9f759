"""Who sees and who may do what to agreements, flagged passages and commitments: as far as the project is seen.

Whoever writes does not decide: officers, the lead unit and the responsible person write; leaders and officers decide,
each time another person than the writer (services keep that, and the database too).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from southgate.apps.pipeline.models.agreements import Agreement, AgreementText, Clause, Commitment, FairReview
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.policies.projects import (
    BY_LEADERS,
    BY_OFFICERS,
    BY_THE_PERSON,
    BY_THE_UNIT,
    SEEN,
    InZoneOrPark,
)
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import STAFF, Role
from southgate.kernel.identity.rules import NOTHING, House, Rule, register, value_at


@dataclass(frozen=True)
class OfProject(Rule):
    """What `rule` says of the project behind `column`: one road for a project and all that belongs to it."""

    rule: Rule
    column: str = "project"

    def allows(self, by: Actor, row: Any) -> bool:
        return self.rule.allows(by, value_at(row, self.column))

    def select(self, by: Actor) -> Q:
        chosen = self.rule.select(by)
        if chosen == NOTHING:
            return NOTHING
        # asked of the one project behind each row: an IN would gather the whole zone's projects first
        return Q(Exists(Project.objects.filter(chosen, pk=OuterRef(f"{self.column}_id"))))


REVIEWERS = frozenset({Role.REVIEWING_DEPARTMENT, Role.POLICY_OFFICER})
SUPERVISORS = frozenset({Role.SUPERVISOR})
SEERS = InZoneOrPark(STAFF) & SEEN
WRITERS = BY_OFFICERS | BY_THE_UNIT | BY_THE_PERSON
DECIDERS = BY_LEADERS | BY_OFFICERS
JUDGES = DECIDERS | (InZoneOrPark(REVIEWERS) & SEEN)
CHECKERS = DECIDERS | (InZoneOrPark(SUPERVISORS) & SEEN)


def _of(rule: Rule, column: str = "project") -> Rule:
    return House() | OfProject(rule, column)


RULES = register(
    "agreement",
    Agreement,
    {
        "view": _of(SEERS),
        "edit": _of(WRITERS),
        "flag": _of(SEERS),
        "review": _of(WRITERS | (InZoneOrPark(REVIEWERS) & SEEN)),
        "approve": _of(DECIDERS),
        "end": _of(DECIDERS),
    },
)
TEXTS = register("agreement_text", AgreementText, {"view": _of(SEERS, "agreement__project")})
CLAUSES = register(
    "clause", Clause, {"view": _of(SEERS, "agreement__project"), "judge": _of(JUDGES, "agreement__project")}
)
REVIEWS = register("fair_review", FairReview, {"view": _of(SEERS, "agreement__project")})
COMMITMENTS = register(
    "commitment",
    Commitment,
    {"view": _of(SEERS), "edit": _of(WRITERS), "claim": _of(WRITERS), "decide": _of(CHECKERS)},
)

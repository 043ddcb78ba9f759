"""Who sees documents, reviews, opinions and leave to pass, and who may do what: as far as the project is seen.

Those who work on the project bring documents, ask for a review and ask for leave; members give opinions; officers and
leaders close a review; a leader, never the one who asked, lets a project pass. The enterprise itself sees none of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.db.models import Q

from southgate.apps.pipeline.models.gates import Document, Opinion, Override, Review
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
from southgate.kernel.identity.roles import STAFF
from southgate.kernel.identity.rules import NOTHING, House, Own, Rule, SameUnit, Team, register


@dataclass(frozen=True)
class Through(Rule):
    """What `rule` says of the project of the row, as a join: one road for a project and all that belongs to it."""

    rule: Rule

    def allows(self, by: Actor, row: Any) -> bool:
        return self.rule.allows(by, row.project)

    def select(self, by: Actor) -> Q:
        chosen = self.rule.select(by)
        return NOTHING if chosen == NOTHING else _prefixed(chosen)


def _prefixed(chosen: Q) -> Q:
    """The same condition asked of the row's project."""
    children: list[Any] = []
    for child in chosen.children:
        if isinstance(child, Q):
            children.append(_prefixed(child))
        else:
            name, value = cast(tuple[str, Any], child)
            children.append((f"project__{name}", value))
    return Q(*children, _connector=chosen.connector, _negated=chosen.negated)


SEES = Through(InZoneOrPark(STAFF) & SEEN)
WORKS = Through(BY_OFFICERS | BY_THE_UNIT | BY_THE_PERSON | (InZoneOrPark(STAFF) & Team("project")))
LEADS = Through(BY_LEADERS)
DECIDES = Through(BY_OFFICERS | BY_LEADERS)

DOCUMENTS = register(
    "document",
    Document,
    {"view": House() | SEES, "add": House() | WORKS, "withdraw": House() | WORKS},
)
REVIEWS = register("review", Review, {"view": House() | SEES, "convene": WORKS, "decide": DECIDES})
OPINIONS = register(
    "opinion", Opinion, {"view": House() | SEES, "give": SEES & (Own("person_id") | SameUnit("unit_id"))}
)
OVERRIDES = register("override", Override, {"view": House() | SEES, "ask": WORKS, "decide": LEADS})
"""A review, an opinion and leave to pass are acts of persons: the house itself does none of them."""


@dataclass(frozen=True, slots=True)
class OfThis:
    """Stands for a document, a review or a leave to pass that is about to be."""

    project: Project

    @property
    def pk(self) -> UUID:
        return self.project.pk

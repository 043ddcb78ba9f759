"""The one road to agreements and what hangs on them: what an actor sees, and from an id to a row."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from southgate.apps.pipeline.models.agreements import Agreement, Clause, Commitment
from southgate.apps.pipeline.policies import agreements as policies
from southgate.domain.errors import Forbidden, NotFound
from southgate.kernel.identity.actor import Actor


def visible(by: Actor, verb: str = "view") -> QuerySet[Agreement]:
    """Agreements of projects that the actor sees; those of a project that was taken back are gone with it."""
    return policies.RULES.visible(by, Agreement, verb).filter(project__withdrawn=False)


def visible_commitments(by: Actor, verb: str = "view") -> QuerySet[Commitment]:
    return policies.COMMITMENTS.visible(by, Commitment, verb).filter(project__withdrawn=False)


def visible_clauses(by: Actor, verb: str = "view") -> QuerySet[Clause]:
    return policies.CLAUSES.visible(by, Clause, verb).filter(agreement__project__withdrawn=False)


def agreement_for(by: Actor, pk: UUID, verb: str = "view") -> Agreement:
    """The row. Raises NotFound when unseen, Forbidden when seen but not allowed."""
    row: Agreement = _one(visible, by, pk, verb, "project", "zone", "enterprise")
    return row


def commitment_for(by: Actor, pk: UUID, verb: str = "view") -> Commitment:
    row: Commitment = _one(visible_commitments, by, pk, verb, "agreement", "project")
    return row


def clause_for(by: Actor, pk: UUID, verb: str = "view") -> Clause:
    row: Clause = _one(visible_clauses, by, pk, verb, "agreement", "agreement__project")
    return row


def _one(rows: Any, by: Actor, pk: UUID, verb: str, *beside: str) -> Any:
    row = rows(by, verb).filter(pk=pk).select_related(*beside).first()
    if row is not None:
        return row
    if verb != "view" and rows(by).filter(pk=pk).exists():
        raise Forbidden(verb)
    raise NotFound(str(pk))

"""The one road to leads, transfers and removals: what an actor sees, and from an id to a row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, QuerySet

from southgate.apps.pipeline.models.leads import Lead, LeadPast, LeadTransfer
from southgate.apps.pipeline.models.projects import STANDS, Project
from southgate.apps.pipeline.models.talks import TalkRemoval
from southgate.apps.pipeline.policies.leads import REMOVALS, RULES, TALKS, TRANSFERS
from southgate.domain.errors import Forbidden, NotFound
from southgate.kernel.book.reading import as_known_at
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.rules import Rules


def visible(by: Actor, verb: str = "view") -> QuerySet[Lead]:
    """List, detail, search, counts, feed, my work: all begin here."""
    return RULES.visible(by, Lead, verb)


def visible_past(by: Actor, position: int) -> QuerySet[LeadPast]:
    """Leads as known at `position`, of those that the actor may see today: rights are always today's."""
    return as_known_at(LeadPast, position).filter(Exists(visible(by).filter(pk=OuterRef("id"))))


def transfers(by: Actor, verb: str = "view") -> QuerySet[LeadTransfer]:
    return TRANSFERS.visible(by, LeadTransfer, verb)


def removals(by: Actor, verb: str = "view") -> QuerySet[TalkRemoval]:
    return REMOVALS.visible(by, TalkRemoval, verb)


def talks(by: Actor, verb: str = "view") -> QuerySet[Project]:
    return TALKS.visible(by, Project, verb).filter(STANDS)


def seen_of(by: Actor, ids: Iterable[UUID], verb: str = "view") -> list[Lead]:
    """Those of these leads that the actor may see, in no order."""
    return list(visible(by, verb).filter(pk__in=set(ids)))


def lead_for(by: Actor, pk: UUID, verb: str = "view") -> Lead:
    """The row. Raises NotFound when unseen, Forbidden when seen but not allowed."""
    row: Lead = _one(RULES, by, Lead, pk, verb, ("zone", "enterprise", "project"))
    return row


def lead_at(by: Actor, pk: UUID, position: int) -> LeadPast:
    """The row as it was known at `position`. Raises NotFound also for a lead registered later."""
    row = visible_past(by, position).filter(id=pk).select_related("zone", "enterprise").first()
    if row is None:
        raise NotFound(str(pk))
    return row


def transfer_for(by: Actor, pk: UUID, verb: str = "view") -> LeadTransfer:
    row: LeadTransfer = _one(TRANSFERS, by, LeadTransfer, pk, verb, ("lead", "from_zone", "to_zone"))
    return row


def removal_for(by: Actor, pk: UUID, verb: str = "view") -> TalkRemoval:
    row: TalkRemoval = _one(REMOVALS, by, TalkRemoval, pk, verb, ("project",))
    return row


def talk_for(by: Actor, pk: UUID, verb: str = "view") -> Project:
    row = talks(by, verb).filter(pk=pk).first()
    if row is not None:
        return row
    if verb != "view" and talks(by).filter(pk=pk).exists():
        raise Forbidden(verb)
    raise NotFound(str(pk))


def _one(rules: Rules, by: Actor, model: type[Model], pk: UUID, verb: str, related: tuple[str, ...]) -> Any:
    row = rules.visible(by, model, verb).filter(pk=pk).select_related(*related).first()
    if row is not None:
        return row
    if verb != "view" and rules.visible(by, model).filter(pk=pk).exists():
        raise Forbidden(verb)
    raise NotFound(str(pk))

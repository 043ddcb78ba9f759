"""The one road to visits, follow-ups, events and introducers: what an actor sees, and from an id to a row."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from southgate.apps.pipeline.models.meetings import (
    Event,
    EventPast,
    EventProject,
    EventProjectPast,
    FollowUp,
    Introducer,
    Introduction,
    Visit,
)
from southgate.apps.pipeline.policies import meetings as policies
from southgate.domain.errors import Forbidden, NotFound
from southgate.kernel.book.reading import as_known_at
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.rules import Rules

NOT_UNDONE = (Q(project=None) | Q(project__withdrawn=False)) & (
    Q(lead=None) | Q(lead__project=None) | Q(lead__project__withdrawn=False)
)
"""Not of a project whose registration was taken back."""
IN_FIGURES = (
    Q(taken_off=False)
    & (Q(project=None) | Q(project__confidential=False, project__withdrawn=False))
    & (Q(lead=None) | Q(lead__confidential=False))
    & (Q(lead__project=None) | Q(lead__project__confidential=False, lead__project__withdrawn=False))
)
"""Lines of events that a shared figure counts: never a confidential talk, whoever reads it (DESIGN §4)."""


def visits(by: Actor, verb: str = "view") -> QuerySet[Visit]:
    return policies.VISITS.visible(by, Visit, verb).filter(NOT_UNDONE)


def follow_ups(by: Actor, verb: str = "view") -> QuerySet[FollowUp]:
    return policies.FOLLOW_UPS.visible(by, FollowUp, verb).filter(NOT_UNDONE, visit__withdrawn=False)


def events(by: Actor, verb: str = "view") -> QuerySet[Event]:
    return policies.EVENTS.visible(by, Event, verb)


def listed(by: Actor, verb: str = "view") -> QuerySet[EventProject]:
    return policies.LISTED.visible(by, EventProject, verb).filter(NOT_UNDONE, taken_off=False)


def introducers(by: Actor, verb: str = "view") -> QuerySet[Introducer]:
    return policies.INTRODUCERS.visible(by, Introducer, verb)


def introductions(by: Actor, verb: str = "view") -> QuerySet[Introduction]:
    return policies.INTRODUCTIONS.visible(by, Introduction, verb).filter(NOT_UNDONE, withdrawn=False)


def _one(rows: QuerySet[Any], rules: Rules, by: Actor, pk: UUID, verb: str) -> Any:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotFound(str(pk))
    if verb != "view" and not rules.can(by, verb, row):
        raise Forbidden(verb)
    return row


_OF = ("zone", "project", "lead__project")


def visit_for(by: Actor, pk: UUID, verb: str = "view") -> Visit:
    """Raises NotFound when unseen, Forbidden when seen but not allowed; so do all of these."""
    rows = visits(by).select_related(*_OF, "enterprise", "event")
    row: Visit = _one(rows, policies.VISITS, by, pk, verb)
    return row


def follow_up_for(by: Actor, pk: UUID, verb: str = "view") -> FollowUp:
    rows = follow_ups(by).select_related(*_OF, "visit__enterprise")
    row: FollowUp = _one(rows, policies.FOLLOW_UPS, by, pk, verb)
    return row


def event_for(by: Actor, pk: UUID, verb: str = "view") -> Event:
    row: Event = _one(events(by).select_related("zone", "organiser"), policies.EVENTS, by, pk, verb)
    return row


def event_at(by: Actor, pk: UUID, position: int) -> EventPast:
    """The event as known at `position`, of those that the actor may see today."""
    rows = as_known_at(EventPast, position).filter(Exists(events(by).filter(pk=OuterRef("id"))))
    row: EventPast | None = rows.filter(id=pk).select_related("zone", "organiser").first()
    if row is None:
        raise NotFound(str(pk))
    return row


def lines_at(by: Actor, position: int) -> QuerySet[EventProjectPast]:
    """Lines of events as known at `position`, of those that the actor may see today."""
    rows = as_known_at(EventProjectPast, position).filter(taken_off=False)
    mine = policies.LISTED.visible(by, EventProject).filter(NOT_UNDONE)
    found: QuerySet[EventProjectPast] = rows.filter(Exists(mine.filter(pk=OuterRef("id"))))
    return found


def listed_for(by: Actor, pk: UUID, verb: str = "view") -> EventProject:
    rows = listed(by).select_related("event", *_OF)
    row: EventProject = _one(rows, policies.LISTED, by, pk, verb)
    return row


def introducer_for(by: Actor, pk: UUID, verb: str = "view") -> Introducer:
    row: Introducer = _one(introducers(by).select_related("zone"), policies.INTRODUCERS, by, pk, verb)
    return row


def introduction_for(by: Actor, pk: UUID, verb: str = "view") -> Introduction:
    rows = introductions(by).select_related("introducer", *_OF)
    row: Introduction = _one(rows, policies.INTRODUCTIONS, by, pk, verb)
    return row

"""What upper rooms and the portal may use of gates: what waits for whom, how a project stands, its deadlines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from southgate.apps.pipeline.models.gates import OverrideState, ReviewState
from southgate.apps.pipeline.selectors.gates.gate import GateState, deadlines_by_rows, deadlines_of, gate_of
from southgate.apps.pipeline.selectors.gates.reading import opinions, overrides, reviews
from southgate.apps.pipeline.selectors.projects.reading import visible
from southgate.apps.pipeline.services.gates.commands import AddDocument, ConveneReview, GiveOpinion
from southgate.apps.pipeline.services.gates.documents import add as add_document
from southgate.apps.pipeline.services.gates.reviewing import convene_reviews, give_opinions
from southgate.domain.gates.deadlines import DeadlineState
from southgate.domain.projects import Stage, Status
from southgate.kernel.identity.actor import Actor

__all__ = [
    "AddDocument",
    "ConveneReview",
    "GateState",
    "GiveOpinion",
    "Running",
    "Waiting",
    "add_document",
    "convene_reviews",
    "deadlines_of",
    "gate_of",
    "give_opinions",
    "opinions_due",
    "overrides_due",
    "reviews_due",
    "running_deadlines",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something about a project that waits for one's own hand since a day."""

    id: UUID
    project: UUID
    name: str
    since: date | None
    to: Stage | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """A deadline after signing that is not met yet."""

    project: UUID
    name: str
    state: DeadlineState


def opinions_due(by: Actor) -> list[Waiting]:
    """Reviews that wait for the actor's opinion, as a person or for his unit. A unit's waits no more for someone who
    spoke in the same review already.
    """
    rows = opinions(by, "give").filter(verdict="", review__state=ReviewState.OPEN.value)
    if by.person is not None:
        spoken = opinions(by).filter(given_by=by.person, review__state=ReviewState.OPEN.value)
        rows = rows.exclude(review__in=spoken.values("review"))
    rows = rows.select_related("project", "review").order_by("review__convened_on", "id")
    return [Waiting(row.pk, row.project_id, row.project.name, row.review.convened_on) for row in rows]


def reviews_due(by: Actor) -> list[Waiting]:
    """Open reviews in which every member has spoken, for those who may close them."""
    rows = reviews(by, "decide").filter(state=ReviewState.OPEN.value)
    silent = opinions(by).filter(verdict="", review__state=ReviewState.OPEN.value)
    rows = rows.exclude(pk__in=silent.values("review")).select_related("project").order_by("convened_on", "id")
    return [Waiting(row.pk, row.project_id, row.project.name, row.convened_on) for row in rows]


def overrides_due(by: Actor) -> list[Waiting]:
    """Leave to pass that was asked by somebody else and waits for the actor's decision."""
    rows = overrides(by, "decide").filter(state=OverrideState.ASKED.value).exclude(asked_by=by.person)
    rows = rows.select_related("project").order_by("asked_on", "id")
    return [Waiting(row.pk, row.project_id, row.project.name, row.asked_on, Stage(row.to)) for row in rows]


def running_deadlines(by: Actor, *, today: date) -> Iterator[Running]:
    """Unmet deadlines of the actor's own signed projects: those he is responsible for, and those his unit leads."""
    for row, states in deadlines_by_rows(_mine(by), today=today):
        yield from (Running(row.pk, row.name, state) for state in states if not state.met)


def _mine(by: Actor) -> Sequence[Any]:
    named = Q(responsible_person=by.person) if by.person is not None else Q(pk__in=())
    led = Q(lead_unit__in=sorted(by.units)) if by.units else Q(pk__in=())
    rows = visible(by).filter(named | led, status=Status.NORMAL.value).exclude(stage=Stage.TALKS.value)
    return list(rows.exclude(signed_on=None).exclude(land_mode="").order_by("signed_on", "id"))

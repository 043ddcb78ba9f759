"""Introducers, what they introduced, and what the rule would give for it: computed from accepted money alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from southgate.apps.pipeline.models.meetings import Introducer, Introduction
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.policies import meetings as policies
from southgate.apps.pipeline.selectors.meetings import reading
from southgate.apps.pipeline.selectors.meetings.naming import Whom, introducer_names, whom, words
from southgate.apps.pipeline.selectors.meetings.rewards import Given, reward_of
from southgate.kernel.identity.actor import Actor


@dataclass(frozen=True, slots=True)
class IntroducedRow:
    """One introduction; `reward` is None for a lead, and for a project of a zone that chose no rule."""

    id: UUID
    version: int
    whom: Whom
    on: date
    registered_on: date
    reward: Given | None
    can_withdraw: bool


@dataclass(frozen=True, slots=True)
class IntroducerRow:
    id: UUID
    version: int
    zone: UUID
    kind: str
    name: str
    credit_code: str
    registered_on: date
    barred_why: str
    barred_because: str
    brought: tuple[IntroducedRow, ...]
    can_bar: bool


def introducer_rows(by: Actor, zone: UUID, *, today: date) -> tuple[IntroducerRow, ...]:
    rows = list(reading.introducers(by).filter(zone_id=zone).order_by("-registered_on", "-pk"))
    return _shaped(by, rows, today)


def one_introducer(by: Actor, pk: UUID, *, today: date) -> IntroducerRow:
    """Raises NotFound."""
    return _shaped(by, [reading.introducer_for(by, pk)], today)[0]


def _shaped(by: Actor, rows: list[Introducer], today: date) -> tuple[IntroducerRow, ...]:
    names, said = introducer_names(rows), words(rows, "barred_said")
    brought: dict[UUID, list[IntroducedRow]] = defaultdict(list)
    found = reading.introductions(by).filter(introducer__in=[row.pk for row in rows])
    for one in found.select_related("project", "lead__project").order_by("-on"):
        brought[one.introducer_id].append(_introduced(by, one, today))
    return tuple(
        IntroducerRow(
            id=row.pk, version=row.version, zone=row.zone_id, kind=row.kind, name=names[row.pk],
            credit_code=row.credit_code, registered_on=row.registered_on, barred_why=row.barred_why,
            barred_because=said.get(row.barred_said, "") if row.barred_said else "", brought=tuple(brought[row.pk]),
            can_bar=policies.INTRODUCERS.can(by, "bar", row),
        )
        for row in rows
    )  # fmt: skip


def _introduced(by: Actor, row: Introduction, today: date) -> IntroducedRow:
    project: Project | None = row.project
    return IntroducedRow(
        row.pk, row.version, whom(row), row.on, row.registered_on,
        reward_of(project, today) if project is not None else None,
        policies.INTRODUCTIONS.can(by, "withdraw", row),
    )  # fmt: skip


def introduction_of(by: Actor, *, project: UUID | None = None, lead: UUID | None = None) -> Introduction | None:
    """The introduction of a project, or of a lead, as far as the actor may know of it."""
    of = Q(lead_id=lead) if project is None else Q(project_id=project)
    return reading.introductions(by).filter(of).select_related("introducer").first()


def choices(by: Actor, zone: UUID) -> list[tuple[str, str]]:
    """Introducers of a zone that are not barred, for the form that names one."""
    rows: Iterable[Any] = list(reading.introducers(by, "introduce").filter(zone_id=zone, barred=False))
    names = introducer_names(rows)
    return sorted(((str(id), name) for id, name in names.items() if name), key=lambda one: one[1])

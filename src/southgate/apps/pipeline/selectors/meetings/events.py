"""Events as lists and pages read them: what was announced, signed there, and what came of it, each with its rows.

What came of it is computed from signings, vouchers and the projects. A sum never holds a confidential talk, whoever
reads it; who is in its team sees its line, marked, outside the sums.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum

from southgate.apps.pipeline.models.meetings import EventProject
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.policies import meetings as policies
from southgate.apps.pipeline.selectors.meetings import reading, standing
from southgate.apps.pipeline.selectors.meetings.naming import Whom, whom, words
from southgate.apps.pipeline.selectors.meetings.standing import Standing
from southgate.domain.projects import STAGES, Stage
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.naming import unit_names

MOST = 200


@dataclass(frozen=True, slots=True)
class EventRow:
    id: UUID
    name: str
    kind: str
    state: str
    held_on: date
    to_on: date | None
    place: str
    lines: int
    announced: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One project or lead of an event. Sums in minor units of `currency`; `arrived` in 分.

    `in_figures` is false for a confidential talk of the reader's own team.
    """

    id: UUID
    version: int
    whom: Whom
    part: str
    announced: int | None
    onsite: int | None
    currency: str
    announced_cny: int | None
    onsite_cny: int | None
    stage: str
    standing: Standing
    signed_later: date | None
    arrived: int | None
    started_on: date | None
    outcome: str
    in_figures: bool
    can_change: bool

    @property
    def counts(self) -> bool:
        return self.standing.projects + self.standing.upgrades > 0 or self.standing.money > 0


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums in 分 over the lines that figures count; `unrated`: lines in another currency without a rate."""

    lines: int
    announced: int
    onsite: int
    counted: int
    counted_money: int
    upgrades: int
    signed_later: int
    arrived: int
    started: int
    unrated: int


@dataclass(frozen=True, slots=True)
class EventRecord:
    id: UUID
    version: int
    zone: UUID
    name: str
    kind: str
    state: str
    held_on: date
    to_on: date | None
    place: str
    organiser: UUID | None
    organiser_name: str
    reason: str
    lines: tuple[Line, ...]
    totals: Totals
    can: dict[str, bool]


def event_rows(by: Actor, zone: UUID) -> tuple[EventRow, ...]:
    """Events of a zone, the latest first, each with its number of projects and what it announced."""
    rows = list(reading.events(by).filter(zone_id=zone).order_by("-held_on", "-pk")[:MOST])
    counted = EventProject.objects.filter(reading.IN_FIGURES, event__in=[row.pk for row in rows])
    sums: dict[UUID, Any] = {
        one["event_id"]: one
        for one in counted.order_by().values("event_id").annotate(lines=Count("pk"), announced=Sum("announced_cny"))
    }
    return tuple(
        EventRow(
            row.pk, row.name, row.kind, row.state, row.held_on, row.to_on, row.place,
            sums.get(row.pk, {}).get("lines", 0), sums.get(row.pk, {}).get("announced"),
        )
        for row in rows
    )  # fmt: skip


def event_record(by: Actor, pk: UUID, *, today: date, position: int | None = None) -> EventRecord:
    """The event today, or as known at `position`, with its lines as far as the reader's rights reach."""
    live = position is None
    row: Any = reading.event_for(by, pk) if position is None else reading.event_at(by, pk, position)
    rows = _rows(by, pk, position)
    lines = tuple(_lines(by, row, rows, today=today, position=position))
    said = words([row], "state_reason_said")
    return EventRecord(
        id=pk, version=row.version, zone=row.zone_id, name=row.name, kind=row.kind, state=row.state,
        held_on=row.held_on, to_on=row.to_on, place=row.place, organiser=row.organiser_id,
        organiser_name=unit_names([row.organiser_id]).get(row.organiser_id, "") if row.organiser_id else "",
        reason=said.get(row.state_reason_said, ""), lines=lines, totals=totals(lines),
        can={verb: live and policies.EVENTS.can(by, verb, row) for verb in ("edit", "hold", "list")},
    )  # fmt: skip


def _rows(by: Actor, pk: UUID, position: int | None) -> list[Any]:
    rows: Any = reading.listed(by) if position is None else reading.lines_at(by, position)
    found: Any = rows.filter(event_id=pk).select_related("project", "lead__project")
    return list(found.order_by("part", "-announced_cny", "id"))


def _lines(by: Actor, event: Any, rows: Sequence[Any], *, today: date, position: int | None) -> Iterable[Line]:
    """A lead that became a project is followed: what came of the project came of the lead."""
    projects = {row.pk if position is None else row.id: _project(row) for row in rows}
    known = {one.pk: one for one in projects.values() if one is not None}
    then: dict[UUID, Any] = dict(known) if position is None else standing.projects_at(known, position)
    found = standing.standings(event.id, event.zone_id, then, today=today, position=position)
    texts = words(rows, "outcome_said")
    for row in rows:
        project = projects[row.id]
        at = then.get(project.pk) if project is not None else None
        stands = found.get(project.pk, standing.NOT_SIGNED) if project is not None else standing.NOT_SIGNED
        line = _line(by, row, at, stands, texts, live=position is None)
        later = line.signed_later is not None and line.signed_later > event.held_on
        yield line if later else replace(line, signed_later=None)


def _project(row: Any) -> Project | None:
    found: Project | None = row.project or (row.lead.project if row.lead is not None else None)
    return found


def _line(by: Actor, row: Any, project: Any, stands: Standing, texts: Any, *, live: bool) -> Line:
    of = whom(row)
    secret = of.confidential or (row.lead is not None and row.lead.confidential)
    reached = project is not None and STAGES.index(Stage(project.stage)) >= STAGES.index(Stage.SIGNED)
    return Line(
        id=row.id, version=row.version, whom=of, part=row.part, announced=row.announced_minor, onsite=row.onsite_minor,
        currency=row.currency, announced_cny=row.announced_cny, onsite_cny=row.onsite_cny,
        stage=project.stage if project is not None else "", standing=stands,
        signed_later=project.signed_on if reached and not stands.here and project.signed_on else None,
        arrived=project.money_in_place if project is not None else None,
        started_on=project.start_on if project is not None else None, outcome=texts.get(row.outcome_said, ""),
        in_figures=not secret, can_change=live and policies.LISTED.can(by, "change", row),
    )  # fmt: skip


def totals(lines: Iterable[Line]) -> Totals:
    """Over the lines that figures count: each project once, however often it signed."""
    mine = [line for line in lines if line.in_figures]
    unrated = [line for line in mine if line.announced is not None and line.announced_cny is None]
    return Totals(
        lines=len(mine),
        announced=sum(line.announced_cny or 0 for line in mine),
        onsite=sum(line.onsite_cny or 0 for line in mine),
        counted=sum(line.standing.projects for line in mine),
        counted_money=sum(line.standing.money for line in mine),
        upgrades=sum(line.standing.upgrades for line in mine),
        signed_later=sum(line.signed_later is not None for line in mine),
        arrived=sum(line.arrived or 0 for line in mine),
        started=sum(line.started_on is not None for line in mine),
        unrated=len(unrated),
    )


ONLY: Mapping[str, Callable[[Line], bool]] = {
    "counted": lambda line: line.in_figures and line.counts,
    "not_counted": lambda line: line.in_figures and not line.counts,
    "later": lambda line: line.in_figures and line.signed_later is not None,
    "arrived": lambda line: line.in_figures and bool(line.arrived),
    "started": lambda line: line.in_figures and line.started_on is not None,
    "all": lambda line: line.in_figures,
}
"""The rows behind each figure of the page."""


def events_of(
    by: Actor, *, project: UUID | None = None, lead: UUID | None = None, until: int | None = None
) -> list[Any]:
    """Lines of events on which a project, or the lead it came from, stands; with the event, the latest first.

    `until`: as the lines were known at that position.
    """
    of = Q(lead_id=lead) if project is None else Q(project_id=project) | Q(lead__project_id=project)
    rows: Any = reading.listed(by) if until is None else reading.lines_at(by, until)
    return list(rows.filter(of).select_related("event").order_by("-event__held_on"))

"""Visits as lists and pages read them: newest first, each with what it found and what is still to be done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from southgate.apps.pipeline.models.meetings import FollowUp, Visit, VisitFinding
from southgate.apps.pipeline.policies import meetings as policies
from southgate.apps.pipeline.selectors.meetings import reading
from southgate.apps.pipeline.selectors.meetings.naming import Whom, whom, words
from southgate.kernel.book.models import Entry
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.naming import person_names

PAGE = 30


@dataclass(frozen=True, slots=True)
class Finding:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class FollowRow:
    """One thing to be done. `late` on the day one looks at."""

    id: UUID
    version: int
    visit: UUID
    whom: Whom
    text: str
    owner: UUID
    owner_name: str
    due_on: date
    state: str
    done_on: date | None
    result: str
    late: bool
    mine: bool
    can_close: bool


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One line of a list, and the head of the page of one visit."""

    id: UUID
    version: int
    zone: UUID
    on: date
    kind: str
    place: str
    whom: Whom
    with_whom: str
    note: str
    by: str
    findings: tuple[Finding, ...]
    open: int
    withdrawn: bool
    event: UUID | None
    event_name: str


@dataclass(frozen=True, slots=True)
class VisitPage:
    rows: tuple[VisitRow, ...]
    total: int
    number: int


def visit_page(by: Actor, zone: UUID, *, mine: bool = False, number: int = 1) -> VisitPage:
    """Visits of a zone that the actor may know of; `mine`: those that he recorded."""
    rows = reading.visits(by).filter(zone_id=zone, withdrawn=False)
    if mine:
        rows = rows.filter(by_person_id=by.person)
    total = rows.count()
    number = max(1, min(number, -(-total // PAGE) or 1))
    return VisitPage(shaped(rows, (number - 1) * PAGE, PAGE), total, number)


def visits_of(
    by: Actor, *, project: UUID | None = None, lead: UUID | None = None, most: int = PAGE, until: int | None = None
) -> tuple[VisitRow, ...]:
    """Visits of one project, those to the lead it came from included; or of one lead. `until`: written by then.

    A visit is written once; a correction after that day shows the visit as corrected, a withdrawal hides it.
    """
    of = Q(lead_id=lead) if project is None else Q(project_id=project) | Q(lead__project_id=project)
    rows = reading.visits(by).filter(of, withdrawn=False)
    if until is not None:
        written = Entry.objects.filter(subject=OuterRef("pk"), seq=1, position__lte=until)
        rows = rows.filter(Exists(written))
    return shaped(rows, 0, most)


def one_visit(by: Actor, pk: UUID) -> VisitRow:
    """Raises NotFound."""
    reading.visit_for(by, pk)
    return shaped(reading.visits(by).filter(pk=pk), 0, 1)[0]


def shaped(rows: QuerySet[Visit], first: int, most: int) -> tuple[VisitRow, ...]:
    """A stretch of visits, newest first, with all that belongs to them: four queries and the words."""
    found = list(
        rows.select_related("project", "lead__project", "enterprise", "event").order_by("-on", "-pk")[
            first : first + most
        ]
    )
    ids = [row.pk for row in found]
    findings = list(VisitFinding.objects.filter(visit__in=ids).order_by("pk"))
    texts = _texts(found, findings)
    of: dict[UUID, list[Finding]] = defaultdict(list)
    for one in findings:
        of[one.visit_id].append(Finding(one.kind, texts.get(one.text_said, "")))
    left = _left(ids)
    names = person_names({row.by_person_id for row in found if row.by_person_id is not None})
    return tuple(_row(row, texts, tuple(of[row.pk]), left.get(row.pk, 0), names) for row in found)


def _texts(visits: Sequence[Visit], findings: Sequence[VisitFinding]) -> dict[Any, str]:
    return {**words(visits, "with_said", "note_said"), **words(findings, "text_said")}


def _left(ids: Sequence[UUID]) -> dict[UUID, int]:
    left: dict[UUID, int] = defaultdict(int)
    for visit in FollowUp.objects.filter(visit__in=ids, state="open").values_list("visit_id", flat=True):
        left[visit] += 1
    return left


def _row(row: Visit, texts: Any, findings: tuple[Finding, ...], left: int, names: Any) -> VisitRow:
    return VisitRow(
        id=row.pk, version=row.version, zone=row.zone_id, on=row.on, kind=row.kind, place=row.place, whom=whom(row),
        with_whom=texts.get(row.with_said, ""), note=texts.get(row.note_said, ""),
        by=names.get(row.by_person_id, ""), findings=findings, open=left, withdrawn=row.withdrawn,
        event=row.event_id, event_name=row.event.name if row.event is not None else "",
    )  # fmt: skip


def follow_up_page(
    by: Actor, zone: UUID, *, today: date, mine: bool = False, closed: bool = False
) -> tuple[FollowRow, ...]:
    """What is to be done in a zone, the earliest day first; `closed`: what was, the last first."""
    rows = reading.follow_ups(by).filter(zone_id=zone)
    rows = rows.exclude(state="open") if closed else rows.filter(state="open")
    if mine:
        rows = rows.filter(owner_id=by.person)
    return follow_rows(by, rows.order_by("-done_on", "-pk") if closed else rows.order_by("due_on", "pk"), today)


def follow_ups_of(by: Actor, visit: UUID, *, today: date) -> tuple[FollowRow, ...]:
    return follow_rows(by, reading.follow_ups(by).filter(visit_id=visit).order_by("due_on", "pk"), today)


def open_of(by: Actor, *, project: UUID | None = None, lead: UUID | None = None, today: date) -> tuple[FollowRow, ...]:
    """What is still to be done for one project, or one lead."""
    of = Q(lead_id=lead) if project is None else Q(project_id=project) | Q(lead__project_id=project)
    return follow_rows(by, reading.follow_ups(by).filter(of, state="open").order_by("due_on", "pk"), today)


MOST = 200


def follow_rows(by: Actor, rows: QuerySet[FollowUp], today: date) -> tuple[FollowRow, ...]:
    found = list(rows.select_related("project", "lead__project", "visit__enterprise")[:MOST])
    texts = words(found, "text_said", "result_said")
    names = person_names({row.owner_id for row in found})
    return tuple(_follow_row(by, row, texts, names, today) for row in found)


def _follow_row(by: Actor, row: FollowUp, texts: Any, names: Any, today: date) -> FollowRow:
    of = whom(row) if row.project_id or row.lead_id else whom(row.visit)
    return FollowRow(
        id=row.pk, version=row.version, visit=row.visit_id, whom=of, text=texts.get(row.text_said, ""),
        owner=row.owner_id, owner_name=names.get(row.owner_id, ""), due_on=row.due_on, state=row.state,
        done_on=row.done_on, result=texts.get(row.result_said, ""), late=row.state == "open" and row.due_on < today,
        mine=row.owner_id == by.person,
        can_close=row.state == "open" and policies.FOLLOW_UPS.can(by, "close", row),
    )  # fmt: skip

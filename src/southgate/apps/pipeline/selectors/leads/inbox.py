"""The inbox: leads with their clocks, most urgent first; offers that wait for an answer; today or on a past day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from southgate.apps.pipeline.models.leads import LeadTransfer
from southgate.apps.pipeline.selectors.leads.reading import transfers, visible, visible_past
from southgate.apps.pipeline.selectors.leads.timing import Timing
from southgate.domain.clocks.leads import Clock, most_urgent
from southgate.domain.leads import LeadState, TransferState
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.naming import person_names, unit_names, zone_names

SIZE = 50
NOBODY = UUID(int=0)
MOST = 5_000
"""Open leads that are put in order of urgency; a zone with more sees those received first, and is told so."""


class View(StrEnum):
    WAITING = "waiting"
    MINE = "mine"
    HANDED_ON = "handed_on"
    PROJECTS = "projects"
    DROPPED = "dropped"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader asks for: a view, part of a name or investor, a page."""

    view: View = View.WAITING
    q: str = ""
    page: int = 1
    size: int = SIZE
    park: UUID | None = None


@dataclass(frozen=True, slots=True)
class LeadRow:
    """A lead in a list. `clock` is its most urgent one; None when nothing waits, or no rule binds it."""

    id: UUID
    version: int
    code: str
    name: str
    investor: str
    source: str
    state: LeadState
    judgement: str
    zone: UUID
    zone_name: str
    unit: str
    person: str
    received_on: date
    investment_planned: int | None
    currency: str
    confidential: bool
    clock: Clock | None
    late: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A transfer that waits for an answer of the reader's side."""

    id: UUID
    lead: UUID
    name: str
    code: str
    from_zone: str
    from_unit: str
    share_millionths: int
    offered_on: date


@dataclass(frozen=True, slots=True)
class Inbox:
    rows: tuple[LeadRow, ...]
    total: int
    page: int
    size: int
    late: int
    cut: bool
    """More leads are open than are put in order."""


def inbox(by: Actor, zone: UUID, asked: Asked, *, day: date, position: int | None = None) -> Inbox:
    """A page of the zone's leads that the actor sees. Open ones by when they are due, others the newest first."""
    timing = Timing(day)
    found = _filtered(by, zone, asked, position)
    start = (asked.page - 1) * asked.size
    if asked.view in {View.WAITING, View.MINE}:
        ordered = sorted(((row, timing.of(row)) for row in found.order_by("received_on", "id")[:MOST]), key=_urgency)
        total, late = found.count(), sum(_is_late(clocks) for _, clocks in ordered)
        return Inbox(_rows(ordered[start : start + asked.size]), total, asked.page, asked.size, late, total > MOST)
    page = found.order_by("-received_on", "-id")[start : start + asked.size]
    some = [(row, timing.of(row)) for row in page]
    return Inbox(_rows(some), found.count(), asked.page, asked.size, 0, False)


def _filtered(by: Actor, zone: UUID, asked: Asked, position: int | None) -> QuerySet[Any]:
    rows: QuerySet[Any] = visible(by) if position is None else visible_past(by, position)
    here = Q(zone=zone) if asked.view is not View.HANDED_ON else ~Q(zone=zone) & _was_here(zone)
    rows = rows.filter(here & Q(park=asked.park) if asked.park is not None else here)
    match asked.view:
        case View.WAITING:
            rows = rows.filter(state=LeadState.OPEN.value)
        case View.MINE:
            mine = Q(responsible_person=by.person) if by.person is not None else Q(pk__in=())
            led = Q(lead_unit__in=sorted(by.units)) if by.units else Q(pk__in=())
            rows = rows.filter(mine | led, state=LeadState.OPEN.value)
        case View.PROJECTS:
            rows = rows.filter(state=LeadState.PROJECT.value)
        case View.DROPPED:
            rows = rows.filter(state=LeadState.DROPPED.value)
    return rows.filter(Q(name__icontains=asked.q) | Q(investor__icontains=asked.q)) if asked.q else rows


def _was_here(zone: UUID) -> Q:
    handed = LeadTransfer.objects.filter(from_zone=zone, state=TransferState.ACCEPTED.value)
    return Q(first_zone=zone) | Q(id__in=handed.values("lead_id"))


def _urgency(one: tuple[Any, tuple[Clock, ...]]) -> tuple[date, date, str]:
    row, clocks = one
    urgent = most_urgent(clocks)
    return (urgent.due if urgent is not None and urgent.due is not None else date.max, row.received_on, row.code)


def _is_late(clocks: Iterable[Clock]) -> bool:
    return any(clock.is_open and clock.was_late for clock in clocks)


def _rows(found: Sequence[tuple[Any, tuple[Clock, ...]]]) -> tuple[LeadRow, ...]:
    rows = [row for row, _ in found]
    persons = person_names(row.responsible_person_id for row in rows if row.responsible_person_id is not None)
    units = unit_names(row.lead_unit_id for row in rows if row.lead_unit_id is not None)
    zones = zone_names({row.zone_id for row in rows})
    return tuple(_row(row, clocks, persons, units, zones) for row, clocks in found)


def _row(row: Any, clocks: tuple[Clock, ...], persons: Any, units: Any, zones: Any) -> LeadRow:
    return LeadRow(
        id=row.id,
        version=row.version,
        code=row.code,
        name=row.name,
        investor=row.investor,
        source=row.source,
        state=LeadState(row.state),
        judgement=row.judgement,
        zone=row.zone_id,
        zone_name=zones.get(row.zone_id, ""),
        unit=units.get(row.lead_unit_id, ""),
        person=persons.get(row.responsible_person_id, ""),
        received_on=row.received_on,
        investment_planned=row.investment_planned,
        currency=row.currency,
        confidential=row.confidential,
        clock=most_urgent(clocks),
        late=sum(clock.is_open and clock.was_late for clock in clocks),
    )


def offers(by: Actor) -> tuple[Offer, ...]:
    """Transfers that the actor may answer and did not make himself, the oldest first; those of today."""
    waiting = transfers(by, "answer").filter(state=TransferState.OFFERED.value)
    waiting = waiting.exclude(offered_by=by.person) if by.person is not None else waiting
    rows = list(waiting.select_related("lead", "from_zone").order_by("offered_on", "id")[:SIZE])
    units = unit_names(row.from_unit_id for row in rows if row.from_unit_id is not None)
    return tuple(
        Offer(
            id=row.id, lead=row.lead_id, name=row.lead.name, code=row.lead.code, from_zone=row.from_zone.name,
            from_unit=units.get(row.from_unit_id or NOBODY, ""), share_millionths=row.share_millionths,
            offered_on=row.offered_on,
        )
        for row in rows
    )  # fmt: skip


def counts(by: Actor, zone: UUID, park: UUID | None = None, position: int | None = None) -> dict[View, int]:
    """How many leads each view shows, for its tab."""
    return {view: _filtered(by, zone, Asked(view, park=park), position).count() for view in View}

"""Agreements and commitments of a zone: what is not signed yet, and what was promised, overdue first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from southgate.apps.pipeline.models.agreements import Agreement, Clause, Commitment, FairReview
from southgate.apps.pipeline.policies import agreements as policies
from southgate.apps.pipeline.selectors.agreements.reading import visible, visible_commitments
from southgate.apps.pipeline.selectors.agreements.rules import measures
from southgate.domain.agreements.commitments import days_left
from southgate.domain.agreements.words import ClauseState, Standing, State
from southgate.kernel.book import keeping
from southgate.kernel.calendar.selectors import calendar_for
from southgate.kernel.identity.actor import Actor

SIZE = 50
UNSIGNED = (State.DRAFT.value, State.SUBMITTED.value, State.APPROVED.value, State.RETURNED.value)
SHOWN = {"open": (Standing.OPEN.value,), "claimed": (Standing.OPEN.value,), "ended": (
    Standing.MET.value, Standing.MISSED.value, Standing.WAIVED.value)}  # fmt: skip
"""What the list may show: still open (overdue first), waiting for a decision, or ended."""


@dataclass(frozen=True, slots=True)
class Due:
    """One commitment of a signed agreement in the list; `left` as in `Promised`."""

    id: UUID
    project: UUID
    project_name: str
    agreement: UUID
    agreement_title: str
    side: str
    title: str
    text: str
    quantity: int | None
    places: int
    unit: str
    due_on: date
    state: str
    claimed: str
    left: int | None


@dataclass(frozen=True, slots=True)
class DuePage:
    total: int
    overdue: int
    rows: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class Unsigned:
    id: UUID
    title: str
    form: str
    state: str
    project_name: str
    text_number: int
    flags: int


def of_signed(by: Actor, zone: UUID, park: UUID | None = None, verb: str = "view") -> QuerySet[Commitment]:
    """Commitments of signed agreements alone: before the signing nobody is bound."""
    rows = visible_commitments(by, verb).filter(zone_id=zone, agreement__state=State.SIGNED.value)
    return rows.filter(project__park_id=park) if park is not None else rows


def due_page(
    by: Actor, zone: UUID, *, today: date, park: UUID | None = None, show: str = "open", number: int = 1
) -> DuePage:
    """A page of commitments: open ones by their day, the overdue first; ended ones the latest first."""
    signed = of_signed(by, zone, park)
    overdue = signed.filter(state=Standing.OPEN.value, due_on__lt=today).count()
    rows = signed.filter(state__in=SHOWN[show])
    rows = rows.exclude(claimed="") if show == "claimed" else rows
    order = ("-decided_on", "id") if show == "ended" else ("due_on", "id")
    start = (number - 1) * SIZE
    page = rows.select_related("project", "agreement").order_by(*order)[start : start + SIZE]
    return DuePage(rows.count(), overdue, shaped(list(page), zone, today))


def shaped(rows: Sequence[Commitment], zone: UUID, today: date) -> tuple[Due, ...]:
    """Rows with their words, measures and distances: three queries, however many."""
    words = keeping.read(row.text_said for row in rows if row.text_said is not None)
    titles = {one.key: one.title for one in measures(zone, today).measure} if rows else {}
    calendar = calendar_for(zone, today=today) if rows else None
    return tuple(_due(row, words, titles, calendar, today) for row in rows)


def _due(row: Commitment, words: Mapping[UUID, str], titles: Mapping[str, str], calendar: Any, today: date) -> Due:
    return Due(
        id=row.pk, project=row.project_id, project_name=row.project.name, agreement=row.agreement_id,
        agreement_title=row.agreement.title, side=row.side, title=titles.get(row.measure, row.measure),
        text=words.get(row.text_said, "") if row.text_said is not None else "", quantity=row.quantity,
        places=row.places, unit=row.unit, due_on=row.due_on, state=row.state, claimed=row.claimed,
        left=days_left(row.due_on, today, calendar) if row.state == Standing.OPEN.value else None,
    )  # fmt: skip


_FIRST = Case(
    When(state=State.SUBMITTED.value, then=Value(0)), When(state=State.RETURNED.value, then=Value(1)),
    When(state=State.APPROVED.value, then=Value(2)), default=Value(3), output_field=IntegerField(),
)  # fmt: skip


def unsigned(by: Actor, zone: UUID, park: UUID | None = None) -> tuple[Unsigned, ...]:
    """Agreements on their way: those that wait for somebody's decision first."""
    rows = visible(by).filter(zone_id=zone, state__in=UNSIGNED).select_related("project")
    rows = rows.filter(project__park_id=park) if park is not None else rows
    found = list(rows.order_by(_FIRST, "-position", "id")[:SIZE])
    flags = open_flags([row.pk for row in found])
    return tuple(
        Unsigned(row.pk, row.title, row.form, row.state, row.project.name, row.text_number, flags.get(row.pk, 0))
        for row in found
    )


def open_flags(agreements: Sequence[UUID]) -> Mapping[UUID, int]:
    """How many passages of each wait for a judgement or a review."""
    rows = Clause.objects.filter(agreement__in=agreements, state=ClauseState.OPEN.value)
    return dict(rows.values_list("agreement_id").annotate(count=Count("pk")))


def reviewed(agreements: Sequence[Agreement]) -> frozenset[UUID]:
    """Those whose latest text has the record of a review, however it ended."""
    numbers = {row.pk: row.text_number for row in agreements}
    rows = FairReview.objects.filter(agreement__in=list(numbers)).values_list("agreement_id", "text_number")
    return frozenset(pk for pk, number in rows if numbers[pk] == number)


def to_approve(by: Actor) -> QuerySet[Agreement]:
    """Submitted by somebody else, and this actor may approve: texts that wait for him."""
    if by.person is None:
        return Agreement.objects.none()
    rows = visible(by, "approve").filter(state=State.SUBMITTED.value)
    mine = Q(submitted_by=by.person) | Q(written_by=by.person)
    return rows.exclude(pk__in=Agreement.objects.filter(mine).values("pk")).select_related("project")


def to_judge(by: Actor) -> QuerySet[Clause]:
    """Open passages of texts not signed yet that this actor may judge: neither his finding nor his text."""
    if by.person is None:
        return Clause.objects.none()
    rows = policies.CLAUSES.visible(by, Clause, "judge")
    rows = rows.filter(state=ClauseState.OPEN.value, agreement__state__in=UNSIGNED, agreement__project__withdrawn=False)
    mine = Q(added_by=by.person) | Q(agreement__written_by=by.person)
    return rows.exclude(pk__in=Clause.objects.filter(mine).values("pk")).select_related("agreement__project")


def to_decide(by: Actor) -> QuerySet[Commitment]:
    """Reports of somebody else about how a commitment ended, which this actor may decide."""
    if by.person is None:
        return Commitment.objects.none()
    rows = visible_commitments(by, "decide").filter(state=Standing.OPEN.value).exclude(claimed="")
    return rows.exclude(claimed_by=by.person).select_related("project", "agreement").order_by("due_on", "id")


def mine(by: Actor, until: date) -> QuerySet[Commitment]:
    """Open commitments due by `until` of projects that name me or a unit of mine, not reported yet."""
    named = Q(project__responsible_person=by.person) if by.person is not None else Q(pk__in=())
    led = Q(project__lead_unit__in=sorted(by.units)) if by.units else Q(pk__in=())
    rows = visible_commitments(by).filter(
        named | led, state=Standing.OPEN.value, claimed="", due_on__lte=until, agreement__state=State.SIGNED.value
    )
    return rows.select_related("project", "agreement").order_by(F("due_on"), "id")


def my_texts(by: Actor) -> QuerySet[Agreement]:
    """Texts that I wrote and that wait for me: returned, or flagged without a review of the latest version."""
    if by.person is None:
        return Agreement.objects.none()
    rows = visible(by, "edit").filter(written_by=by.person)
    return rows.filter(state__in=UNSIGNED).select_related("project").order_by("position")

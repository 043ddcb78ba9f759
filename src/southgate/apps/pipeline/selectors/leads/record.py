"""One lead as its page reads it: facts with names and words, clocks, hand-overs, credit, what is alike; any day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from southgate.apps.pipeline.fields.leads import BY_NAME, FIELDS
from southgate.apps.pipeline.models.leads import Lead, LeadPast, LeadTransfer
from southgate.apps.pipeline.policies import leads as policies
from southgate.apps.pipeline.policies import projects as project_policies
from southgate.apps.pipeline.selectors.leads.reading import lead_at, lead_for, visible
from southgate.apps.pipeline.selectors.leads.timing import Timing
from southgate.domain.because import Because
from southgate.domain.clocks.leads import Clock
from southgate.domain.leads import HandOver, LeadState, TransferState, credit
from southgate.kernel.book import keeping
from southgate.kernel.book.models import Entry
from southgate.kernel.book.reading import state_at
from southgate.kernel.exchange.fields import REFERENCES, Kind
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.naming import person_names, unit_names, zone_names

VERBS = (
    "edit", "name_person", "judge", "tell", "drop", "hand_over", "become_project", "end_confidentiality",
)  # fmt: skip
MOST_ALIKE = 10
NOBODY = UUID(int=0)
WORDS = ("judged_said", "answered_said", "reported_said", "dropped_said")


@dataclass(frozen=True, slots=True)
class Handed:
    """A transfer. `can` are verbs the reader may do to it today."""

    id: UUID
    version: int
    state: TransferState
    from_zone: str
    from_unit: str
    to_zone: str
    to_unit: str
    share_millionths: int
    offered_on: date
    decided_on: date | None
    reason: str
    answer: str
    can: frozenset[str]


@dataclass(frozen=True, slots=True)
class Share:
    unit: UUID
    name: str
    millionths: int


@dataclass(frozen=True, slots=True)
class Alike:
    """Another lead of the same name or investor. `first`: of all of them this one was talked to first."""

    id: UUID
    code: str
    name: str
    first_contact_on: date
    first_unit: str
    state: LeadState
    first: bool


@dataclass(frozen=True, slots=True)
class LeadRecord:
    """`values` by attribute name with `<field>_name` of references; words by field name. The contact is only there for
    those who work on the lead. `unbound`: why it has no clocks."""

    id: UUID
    zone: UUID
    zone_name: str
    version: int
    values: Mapping[str, Any]
    clocks: tuple[Clock, ...]
    unbound: Because | None
    handed: tuple[Handed, ...]
    credit: tuple[Share, ...]
    alike: tuple[Alike, ...]
    talked_first: bool
    project: UUID | None
    project_name: str
    transfers: tuple[UUID, ...]
    can: Mapping[str, bool]

    @property
    def state(self) -> LeadState:
        return LeadState(self.values["state"])

    @property
    def offered(self) -> Handed | None:
        return next((one for one in self.handed if one.state is TransferState.OFFERED), None)


def record(by: Actor, pk: UUID, *, day: date, position: int | None = None) -> LeadRecord:
    """The lead on `day`, or as known at `position`. Raises NotFound."""
    today = lead_for(by, pk)
    row: Lead | LeadPast = today if position is None else lead_at(by, pk, position)
    timing = Timing(day)
    moves = _transfers(pk, position)
    alike, first = _alike(by, row)
    project, name = _project(by, row)
    return LeadRecord(
        id=pk,
        zone=row.zone_id,
        zone_name=row.zone.name,
        version=row.version,
        values=_values(by, row, today),
        clocks=timing.of(row),
        unbound=timing.unbound(row),
        handed=_handed(by, moves, live=position is None),
        credit=_credit(row, moves),
        alike=alike,
        talked_first=first,
        project=project,
        project_name=name,
        transfers=tuple(one["id"] for one in moves),
        can={verb: position is None and policies.RULES.can(by, verb, row) for verb in VERBS},
    )


def _values(by: Actor, row: Any, today: Lead) -> dict[str, Any]:
    values = {field.attname: getattr(row, field.attname) for field in type(row)._meta.concrete_fields}
    works = any(policies.RULES.can(by, verb, today) for verb in ("edit", "tell"))
    said = {name: values[f"{name}_said"] for name in ("note", *(("contact",) if works else ()))}
    said |= {name: values[name] for name in WORDS}
    words = keeping.read(id for id in said.values() if id is not None)
    values |= {name: words.get(id, "") if id is not None else "" for name, id in said.items()}
    return {**values, **_names(row)}


def _names(row: Any) -> dict[str, str]:
    persons = person_names(id for id in (row.responsible_person_id, row.taken_by_id) if id is not None)
    units = unit_names(id for id in (row.first_unit_id, row.lead_unit_id) if id is not None)
    zones = zone_names(id for id in (row.park_id, row.first_zone_id) if id is not None)
    return {
        "responsible_person_name": persons.get(row.responsible_person_id, ""),
        "taken_by_name": persons.get(row.taken_by_id, ""),
        "first_unit_name": units.get(row.first_unit_id, ""),
        "lead_unit_name": units.get(row.lead_unit_id, ""),
        "park_name": zones.get(row.park_id, ""),
        "first_zone_name": zones.get(row.first_zone_id, ""),
        "enterprise_name": row.enterprise.name if row.enterprise_id is not None else "",
    }


def _transfers(pk: UUID, position: int | None) -> list[dict[str, Any]]:
    """Transfers in the order in which they were answered, as they stand or stood."""
    rows = LeadTransfer.objects.filter(lead_id=pk).order_by("position")
    if position is None:
        return [{**_columns(row), "row": row, "version": row.version} for row in rows]
    states = ((row, state_at("transfer", row.pk, position)) for row in rows)
    return [{**state, "row": row, "version": row.version} for row, state in states if state is not None]


def _columns(row: LeadTransfer) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in LeadTransfer._meta.concrete_fields}


def _handed(by: Actor, moves: Sequence[Mapping[str, Any]], *, live: bool) -> tuple[Handed, ...]:
    units = unit_names(id for one in moves for id in (one["from_unit_id"], one["to_unit_id"]) if id is not None)
    zones = zone_names({one[name] for one in moves for name in ("from_zone_id", "to_zone_id")})
    said = keeping.read(id for one in moves for id in (one["reason_said"], one["answer_said"]) if id is not None)
    return tuple(
        Handed(
            id=one["id"], version=one["version"], state=TransferState(one["state"]),
            from_zone=zones.get(one["from_zone_id"], ""), from_unit=units.get(one["from_unit_id"], ""),
            to_zone=zones.get(one["to_zone_id"], ""), to_unit=units.get(one["to_unit_id"], ""),
            share_millionths=one["share_millionths"], offered_on=one["offered_on"],
            decided_on=one["accepted_on"] or one["declined_on"] or one["withdrawn_on"],
            reason=said.get(one["reason_said"], ""), answer=said.get(one["answer_said"], ""),
            can=_can(by, one) if live else frozenset(),
        )
        for one in moves
    )  # fmt: skip


def _can(by: Actor, one: Mapping[str, Any]) -> frozenset[str]:
    if one["state"] != TransferState.OFFERED.value:
        return frozenset()
    found = {verb for verb in ("answer", "withdraw") if policies.TRANSFERS.can(by, verb, one["row"])}
    own = by.person is not None and by.person == one["offered_by_id"]
    return frozenset(found - {"answer"} if own else found)


def _credit(row: Any, moves: Iterable[Mapping[str, Any]]) -> tuple[Share, ...]:
    shares = shares_of(row, moves)
    names = unit_names(shares)
    return tuple(Share(unit, names.get(unit, ""), share) for unit, share in shares.items())


def shares_of(row: Any, moves: Iterable[Mapping[str, Any]]) -> Mapping[UUID, int]:
    """Millionths of a later signing by unit; nothing while no unit is known."""
    done = [one for one in moves if one["state"] == TransferState.ACCEPTED.value]
    first = row.first_unit_id or (done[0]["from_unit_id"] if done else row.lead_unit_id)
    if first is None:
        return {}
    hand_overs, at = [], first
    for one in done:
        hand_overs.append(HandOver(at, one["to_unit_id"], one["share_millionths"]))
        at = one["to_unit_id"]
    return credit(first, hand_overs)


def credit_of(lead: UUID) -> Mapping[UUID, int]:
    """What a signing of the lead's project is credited to, by unit, in millionths; for whoever registers it."""
    row = Lead.objects.filter(pk=lead).first()
    return {} if row is None else shares_of(row, _transfers(lead, None))


def credit_of_project(project: UUID) -> Mapping[UUID, int]:
    """The same by the project that a lead became; nothing for a project that came from no lead."""
    lead = Lead.objects.filter(project_id=project).values_list("pk", flat=True).first()
    return {} if lead is None else credit_of(lead)


def _alike(by: Actor, row: Any) -> tuple[tuple[Alike, ...], bool]:
    """Other leads of the same name or investor that the reader sees, and whether this one was talked to first."""
    same = Q(name_key=row.name_key)
    same |= Q(investor_key=row.investor_key) if row.investor_key else Q(pk__in=())
    near = visible(by).filter(same).filter(Q(zone=row.zone_id) | Q(first_zone=row.first_zone_id))
    rows = list(near.exclude(pk=row.id).order_by("received_on", "code")[:MOST_ALIKE])
    if not rows:
        return (), True
    first = min([*rows, row], key=_first_talk)
    units = unit_names(one.first_unit_id for one in rows if one.first_unit_id is not None)
    found = tuple(
        Alike(one.id, one.code, one.name, _first_talk(one)[0], units.get(one.first_unit_id or NOBODY, ""),
              LeadState(one.state), one.id == first.id)
        for one in rows
    )  # fmt: skip
    return found, first.id == row.id


def _first_talk(row: Any) -> tuple[date, date, str]:
    """Who talked first: by the day of the first talk, else of receipt; of two alike the one that was known first."""
    return (row.first_contact_on or row.received_on, row.received_on, row.code)


def _project(by: Actor, row: Any) -> tuple[UUID | None, str]:
    """The project that it became, for a reader who may see it."""
    if row.project_id is None or row.project is None or not project_policies.RULES.can(by, "view", row.project):
        return None, ""
    return row.project_id, row.project.name


def count_entries(subjects: Sequence[UUID], until: int | None) -> int:
    found = Entry.objects.filter(subject__in=subjects)
    return (found if until is None else found.filter(position__lte=until)).count()


def shown_fields(known: LeadRecord) -> list[tuple[str, Any]]:
    """(field name, value) of what is given, in the order of the fields; words as text."""
    found = []
    for field in FIELDS:
        key = field.name if field.kind is Kind.WORDS else field.column
        value = known.values.get(key)
        if value not in (None, "", False):
            found.append((field.name, known.values.get(f"{field.name}_name") if field.kind in REFERENCES else value))
    return found


LABELS = {name: field.label for name, field in BY_NAME.items()}

"""People and places for tests: 李经理 owns, 王科 is in the team, 赵处 leads, 陌生人 has nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor, Grant, system_actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.orgs.entries import PersonRegistered, UnitRegistered, ZoneRegistered

TODAY = date(2026, 11, 24)


@dataclass(frozen=True, slots=True)
class Place:
    """A zone with two parks and two units, by id."""

    zone: UUID
    north: UUID
    east: UUID
    first_unit: UUID
    second_unit: UUID


@dataclass(frozen=True, slots=True)
class _Setup:
    code: str


@command
def _set_up(draft: Draft, commands: Sequence[_Setup], *, by: Actor, today: date) -> Mapping[str, Any]:
    code = commands[0].code
    zone, north, east, first, second = (draft.new_id() for _ in range(5))
    _zone(draft, zone, code, f"示例园区{code}", "zone", None, zone.hex, zone)
    _zone(draft, north, f"{code}-N", "北片区", "park", zone, f"{zone.hex}/{north.hex}", zone)
    _zone(draft, east, f"{code}-E", "东片区", "park", zone, f"{zone.hex}/{east.hex}", zone)
    for unit, name in ((first, "招商一局"), (second, "北片区办")):
        values = {"zone_id": zone, "name": name, "from_day": date(2020, 1, 1)}
        draft.record(unit, UnitRegistered(set=values), zone=zone)
    return {"zone": zone, "north": north, "east": east, "first_unit": first, "second_unit": second}


def _zone(draft: Draft, id: UUID, code: str, name: str, level: str, parent: UUID | None, path: str, zone: UUID) -> None:
    values = {"code": code, "name": name, "level": level, "parent_id": parent, "path": path, "sample": True}
    draft.record(id, ZoneRegistered(set=values), zone=zone)


def make_place(code: str = "SL") -> Place:
    answer = _set_up([_Setup(code)], by=system_actor(), today=TODAY, command_id=uuid4())
    return Place(**{name: UUID(value) for name, value in answer.data.items()})


@dataclass(frozen=True, slots=True)
class _NewPerson:
    zone: UUID
    name: str


@command
def _register_person(draft: Draft, commands: Sequence[_NewPerson], *, by: Actor, today: date) -> Mapping[str, Any]:
    person = draft.new_id()
    words = Said.of(commands[0].name, person=person, label="name")
    values = {"zone_id": commands[0].zone, "name_said": words}
    draft.record(person, PersonRegistered(set=values), zone=commands[0].zone)
    return {"person": person}


def make_person(place: Place, name: str) -> UUID:
    answer = _register_person([_NewPerson(place.zone, name)], by=system_actor(), today=TODAY, command_id=uuid4())
    return UUID(answer.data["person"])


def actor_with(
    roles: Iterable[Role],
    place: Place,
    *,
    person: UUID | None = None,
    unit: UUID | None = None,
    enterprise: UUID | None = None,
    teams: Mapping[str, frozenset[UUID]] | None = None,
) -> Actor:
    """An actor holding `roles` in the place's zone; the way rights are tested without signing anybody in."""
    zones = frozenset({place.zone, place.north, place.east})
    grants = tuple(Grant(role, zones, unit=unit, enterprise=enterprise) for role in roles)
    return Actor(id=person or uuid4(), person=person, unit=unit, grants=grants, teams=teams or {})

"""The proof of rights: for every registered kind of object × status × verb × relation × role,

    can()  ==  membership in visible()  ==  rights.csv

`rights.csv` is read like law: what stands there is allowed, all else is denied. `can` and `visible` come from one
rule, so alone they would agree while both are wrong; the table is written by hand.

A kind is added by one file `kinds/<kind>.py` with

    def subjects(world: World) -> dict[str, Subject]        # by status; "any" where it does not matter

`Subject(row, relations_of(world, zone, …))` says who stands how to the row. Relations are

    same_zone         a post in the row's zone, nothing more
    in_park           a post in the row's park alone
    own               the row names his person
    team              he is in the row's team
    same_unit         his post belongs to the unit that the row names
    own_enterprise    he acts for the enterprise that the row names
    other_enterprise  he acts for another one in the same zone
    other_zone        a post in another zone
    own_elsewhere     the row names his person, his post is in another zone

Roles are those of a zone, and `nobody` (no post at all) and `house` (the system itself).
"""

from __future__ import annotations

import csv
import importlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from southgate.kernel.identity.actor import Actor, Grant, system_actor
from southgate.kernel.identity.roles import ENTERPRISE, EXCLUSIVE, STAFF, Role
from southgate.kernel.identity.rules import RULE_BOOK, Rules
from southgate.kernel.testing import Place, make_person, make_place

HERE = Path(__file__).parent
TABLE = HERE / "rights.csv"
WAITING = HERE / "waiting.txt"
"""Kinds whose rows are still to be written; the list may only shrink."""

NOBODY, HOUSE = "nobody", "house"
ROLES = (*(role.value for role in Role), NOBODY, HOUSE)
GROUPS: dict[str, frozenset[str]] = {
    "everybody": frozenset(role.value for role in Role),
    "staff": frozenset(role.value for role in STAFF),
    "inside": frozenset(role.value for role in STAFF | EXCLUSIVE),
    "enterprises": frozenset(role.value for role in ENTERPRISE),
    "administrators": frozenset(role.value for role in EXCLUSIVE),
    "all": frozenset(ROLES),
}
Cell = tuple[str, str, str, str, str]
"""kind, status, verb, relation, role."""


@dataclass(frozen=True)
class World:
    """Two zones with parks, and the persons that rows may name."""

    home: Place
    other: Place
    owner: UUID
    firm: UUID = field(default_factory=uuid4)
    unit: UUID = field(default_factory=uuid4)


@dataclass(frozen=True)
class Relation:
    """How an actor stands to a row: where his post is, and by what the row may know him."""

    zones: frozenset[UUID]
    person: UUID
    unit: UUID | None = None
    enterprise: UUID | None = None
    teams: dict[str, frozenset[UUID]] = field(default_factory=dict)


@dataclass(frozen=True)
class Subject:
    row: Any
    relations: dict[str, Relation]


def make_world() -> World:
    home = make_place("HM")
    return World(home, make_place("OT"), make_person(home, "李经理"))


def zones_of(place: Place) -> frozenset[UUID]:
    return frozenset({place.zone, place.north, place.east})


def relations_of(
    world: World,
    *,
    own: UUID | None = None,
    unit: UUID | None = None,
    team: tuple[str, UUID] | None = None,
    enterprise: UUID | None = None,
    park: UUID | None = None,
) -> dict[str, Relation]:
    """The relations that apply to a row of the home zone; what the row does not name is left out."""
    home, away, stranger = zones_of(world.home), zones_of(world.other), uuid4()
    found = {"same_zone": Relation(home, stranger), "other_zone": Relation(away, stranger)}
    if park is not None:
        found["in_park"] = Relation(frozenset({park}), stranger)
    if own is not None:
        found["own"], found["own_elsewhere"] = Relation(home, own), Relation(away, own)
    if team is not None:
        found["team"] = Relation(home, stranger, teams={team[0]: frozenset({team[1]})})
    if unit is not None:
        found["same_unit"] = Relation(home, stranger, unit=unit)
    if enterprise is not None:
        found["own_enterprise"] = Relation(home, stranger, enterprise=enterprise)
        found["other_enterprise"] = Relation(home, stranger, enterprise=uuid4())
    return found


def actor_of(role: str, relation: Relation) -> Actor:
    """The actor of one cell."""
    if role == HOUSE:
        return system_actor()
    grants: tuple[Grant, ...] = ()
    if role != NOBODY:
        grants = (Grant(Role(role), relation.zones, unit=relation.unit, enterprise=relation.enterprise),)
    teams = relation.teams if grants else {}
    return Actor(id=relation.person, person=relation.person, unit=relation.unit, grants=grants, teams=teams)


def subjects_of(kind: str, world: World) -> dict[str, Subject]:
    module = importlib.import_module(f"tests.rights.kinds.{kind}")
    found: dict[str, Subject] = module.subjects(world)
    return found


def allowed_cells() -> set[Cell]:
    """Every cell that the table allows. Raises ValueError for a word that it does not know."""
    cells: set[Cell] = set()
    for line in _lines():
        for verb in line["verb"].split():
            for relation in line["relation"].split():
                for role in _roles(line["allowed"]):
                    cells.add((line["kind"], line["status"], verb, relation, role))
    return cells


def _lines() -> Iterator[dict[str, str]]:
    with TABLE.open(encoding="utf-8") as file:
        yield from csv.DictReader(row for row in file if row.strip() and not row.startswith("#"))


def _roles(text: str) -> set[str]:
    found: set[str] = set()
    for word in text.split():
        if word not in GROUPS and word not in ROLES:
            raise ValueError(f"rights.csv: '{word}' is no role and no group")
        found |= GROUPS.get(word, {word})
    return found


@dataclass(frozen=True)
class Difference:
    """One cell where the three do not agree."""

    cell: Cell
    can: bool
    visible: bool
    table: bool

    def __str__(self) -> str:
        return f"{' '.join(self.cell)}: can={self.can} visible={self.visible} table={self.table}"


def differences(kind: str, rules: Rules, world: World, allowed: set[Cell]) -> tuple[int, list[Difference]]:
    """(cells executed, those that differ)."""
    assert rules.model is not None
    count, found = 0, []
    for status, subject in subjects_of(kind, world).items():
        for relation, standing in subject.relations.items():
            for role in ROLES:
                actor = actor_of(role, standing)
                for verb in rules.verbs:
                    cell = (kind, status, verb, relation, role)
                    can = rules.can(actor, verb, subject.row)
                    seen = rules.visible(actor, rules.model, verb).filter(pk=subject.row.pk).exists()
                    count += 1
                    if not can == seen == (cell in allowed):
                        found.append(Difference(cell, can, seen, cell in allowed))
    return count, found


def executed_cells(kind: str, rules: Rules, world: World) -> set[Cell]:
    """All cells of a kind: a line of the table that names another one says nothing."""
    return {
        (kind, status, verb, relation, role)
        for status, subject in subjects_of(kind, world).items()
        for relation in subject.relations
        for verb in rules.verbs
        for role in ROLES
    }


def kinds() -> list[str]:
    """Registered kinds that have their rows."""
    return sorted(set(RULE_BOOK) - waiting())


def waiting() -> set[str]:
    return {line.strip() for line in WAITING.read_text(encoding="utf-8").splitlines() if line.strip()}

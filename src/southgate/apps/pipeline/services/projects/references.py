"""References of a command: parks, units, persons and enterprises must exist where the project is, and be seen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from southgate.apps.enterprise import api as enterprise
from southgate.apps.pipeline.fields.projects import BY_NAME
from southgate.domain.errors import NotFound, Reason
from southgate.kernel.exchange.fields import REFERENCES, Kind
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.models import Person, Unit, Zone

BATCH = 500


@dataclass(frozen=True, slots=True)
class Ground:
    """A zone as registration needs it: its code, its line up to the top, the places below it."""

    id: UUID
    code: str
    line: frozenset[UUID]
    parks: frozenset[UUID]


def ground(zone: UUID) -> Ground:
    """A zone, or a city or province that keeps a ledger of its own. Raises NotFound for a park, or for none."""
    row = Zone.objects.filter(pk=zone).exclude(level=Zone.Level.PARK).first()
    if row is None:
        raise NotFound(str(zone))
    parks = frozenset(Zone.objects.filter(path__startswith=f"{row.path}/").values_list("pk", flat=True))
    return Ground(zone, row.code, frozenset(UUID(step) for step in row.path.split("/")), parks)


def unknown(
    values: Sequence[Mapping[str, Any]], where: Ground, by: Actor, made: Collection[UUID] = ()
) -> list[list[Reason]]:
    """For each mapping of values the reasons against its references. One query a kind, however many commands.

    `made` is what the same draft sets up (a ledger's new units and firms): known, though not in the tables yet.
    """
    wanted: dict[Kind, set[UUID]] = {kind: set() for kind in REFERENCES}
    for one in values:
        for name, value in _references(one):
            wanted[BY_NAME[name].kind].add(value)
    known = {kind: _known(kind, sorted(ids.difference(made)), where, by) for kind, ids in wanted.items() if ids}
    return [
        [
            Reason("%(label)s在本园区里没有，或你看不到", {"label": BY_NAME[name].label}, where=name, mend="从名单里选")
            for name, value in _references(one)
            if value not in known[BY_NAME[name].kind] and value not in made
        ]
        for one in values
    ]


def _references(values: Mapping[str, Any]) -> Iterable[tuple[str, UUID]]:
    for name, value in values.items():
        if value is not None and name in BY_NAME and BY_NAME[name].kind in REFERENCES:
            yield name, value


def _known(kind: Kind, ids: Sequence[UUID], where: Ground, by: Actor) -> set[UUID]:
    if kind is Kind.PARK:
        return set(ids) & where.parks
    found: set[UUID] = set()
    for start in range(0, len(ids), BATCH):
        found.update(_rows(kind, ids[start : start + BATCH], where, by))
    return found


def _rows(kind: Kind, ids: Sequence[UUID], where: Ground, by: Actor) -> Iterable[UUID]:
    near = where.line | where.parks
    match kind:
        case Kind.UNIT:
            return Unit.objects.filter(pk__in=ids, zone__in=near).values_list("pk", flat=True)
        case Kind.PERSON:
            return Person.objects.filter(pk__in=ids, zone__in=near, erased=False).values_list("pk", flat=True)
        case _:
            return enterprise.visible(by).filter(pk__in=ids, zone_id=where.id).values_list("pk", flat=True)

"""Units, parks and persons as an import names them: found by name; units and parks may be set up by it.

A unit or a park gives nobody a right (posts do), so whoever may import may also set them up. Persons are
personal data: an unknown one is a question, never a new record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from southgate.kernel.book.drafting import Draft
from southgate.kernel.exchange.fields import Kind
from southgate.kernel.exchange.naming import KnownNames, Names, NewName
from southgate.kernel.exchange.registry import ReferenceKind, register_reference
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.orgs.entries import UnitRegistered, ZoneRegistered
from southgate.kernel.orgs.models import Person, Unit, Zone
from southgate.kernel.orgs.naming import person_names

MAY_SET_UP = frozenset({Role.INVESTMENT_OFFICER, Role.ZONE_LEADER, Role.STATISTICIAN, Role.SYSTEM_ADMINISTRATOR})


def may_set_up(by: Actor, zone: UUID) -> bool:
    return zone in by.zones_with(MAY_SET_UP)


def units(by: Actor, zone: UUID) -> Names:
    return KnownNames(Unit.objects.filter(zone=zone).order_by("name").values_list("id", "name"))


def parks(by: Actor, zone: UUID) -> Names:
    """Every place below the zone: a city's ledger names zones where a zone's names parks."""
    path = Zone.objects.filter(pk=zone).values_list("path", flat=True).first() or zone.hex
    return KnownNames(Zone.objects.filter(path__startswith=f"{path}/").order_by("code").values_list("id", "name"))


def persons(by: Actor, zone: UUID) -> Names:
    """Names are kept words; an erased person has none."""
    found = Person.objects.filter(zone=zone, erased=False, name_said__isnull=False).values_list("id", flat=True)
    return KnownNames(person_names(found).items())


def set_up_units(draft: Draft, names: Sequence[NewName], *, by: Actor, today: date, zone: UUID) -> Mapping[str, UUID]:
    made = {}
    for name in names:
        made[name.key] = draft.new_id()
        draft.record(
            made[name.key], UnitRegistered(set={"zone_id": zone, "name": name.name, "from_day": today}), zone=zone
        )
    return made


def set_up_parks(draft: Draft, names: Sequence[NewName], *, by: Actor, today: date, zone: UUID) -> Mapping[str, UUID]:
    """Parks under the zone, with the next free codes (`SL-P3`)."""
    above = Zone.objects.get(pk=zone)
    taken = set(Zone.objects.filter(parent=zone).values_list("code", flat=True))
    codes = (code for n in range(1, len(taken) + len(names) + 1) if (code := f"{above.code}-P{n}") not in taken)
    made = {}
    for name in names:
        id = made[name.key] = draft.new_id()
        values = {"code": next(codes), "name": name.name, "level": Zone.Level.PARK.value, "parent_id": zone,
                  "path": f"{above.path}/{id.hex}", "sample": above.sample}  # fmt: skip
        draft.record(id, ZoneRegistered(set=values), zone=zone)
    return made


def never(by: Actor, zone: UUID) -> bool:
    return False


def register_all() -> None:
    register_reference(ReferenceKind(Kind.UNIT, "unit", units, may_set_up, set_up_units))
    register_reference(ReferenceKind(Kind.PARK, "zone", parks, may_set_up, set_up_parks))
    register_reference(ReferenceKind(Kind.PERSON, "person", persons, never))

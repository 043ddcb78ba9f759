"""A hand-over of a lead: given away to the other zone by the owner, offered from there to the zone, to one of its
units, or, a confidential one, to the owner by name."""

from __future__ import annotations

from tests.rights.kinds.lead import make_lead, make_transfer
from tests.rights.matrix import Subject, World, relations_of


def _given(world: World) -> Subject:
    unit = world.home.first_unit
    row = make_transfer(make_lead(world), world.other.zone, from_unit_id=unit, offered_by_id=world.owner)
    return Subject(row, relations_of(world, own=world.owner, unit=unit))


def _to_home(world: World, *, unit: bool) -> Subject:
    lead = make_lead(world, zone_id=world.other.zone, first_zone_id=world.other.zone)
    row = make_transfer(lead, world.home.zone, to_unit_id=world.home.first_unit if unit else None)
    return Subject(row, relations_of(world, unit=world.home.first_unit))


def _secret(world: World) -> Subject:
    lead = make_lead(world, zone_id=world.other.zone, first_zone_id=world.other.zone, confidential=True)
    row = make_transfer(lead, world.home.zone, to_person_id=world.owner)
    return Subject(row, relations_of(world, own=world.owner))


def subjects(world: World) -> dict[str, Subject]:
    return {
        "given": _given(world),
        "to_the_zone": _to_home(world, unit=False),
        "to_a_unit": _to_home(world, unit=True),
        "secret": _secret(world),
    }

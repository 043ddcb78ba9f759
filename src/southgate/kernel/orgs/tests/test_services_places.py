"""Zones and units: who registers them, and what is refused."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from southgate.domain.errors import Forbidden, NotFound, Refused, Stale
from southgate.kernel.identity.actor import system_actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.orgs.models import Unit, Zone
from southgate.kernel.orgs.services import places
from southgate.kernel.orgs.tests.people import cast, do, make_post
from southgate.kernel.testing import TODAY, make_place

pytestmark = pytest.mark.django_db


def _park(who, **more):
    return places.RegisterZone(**{"code": "SL-W", "name": "西片区", "level": "park", "parent": who.place.zone, **more})


def test_a_park_stands_under_its_zone():
    who = cast()
    id = UUID(do(places.register_zones, _park(who), by=who.machine)["zones"][0])
    park = Zone.objects.get(pk=id)
    assert park.path == f"{who.place.zone.hex}/{id.hex}"


def test_only_the_system_administrator_divides_a_zone():
    who = cast()
    for actor in (who.officer, who.security, who.auditor):
        with pytest.raises(Forbidden):
            do(places.register_zones, _park(who), by=actor)
    with pytest.raises(NotFound):
        do(places.register_zones, _park(who), by=who.stranger)


def test_a_top_zone_is_made_by_the_house_alone():
    command = places.RegisterZone(code="CZ", name="郴州市", level="city")
    with pytest.raises(Forbidden):
        do(places.register_zones, command, by=cast().machine)
    assert do(places.register_zones, command, by=system_actor())["zones"]


@pytest.mark.parametrize(
    ("change", "where"),
    [({"code": "sl w"}, "code"), ({"name": " "}, "name"), ({"level": "zone"}, "level"), ({"level": "moon"}, "level")],
)
def test_a_wrong_zone_is_refused_with_the_place(change, where):
    who = cast()
    with pytest.raises(Refused) as refusal:
        do(places.register_zones, _park(who, **change), by=who.machine)
    assert [reason.where for reason in refusal.value.reasons] == [where]


def test_a_taken_code_is_refused():
    who = cast()
    with pytest.raises(Refused) as refusal:
        do(places.register_zones, _park(who, code="SL-N"), by=who.machine)
    assert refusal.value.reasons[0].where == "code"


def test_a_unit_is_registered_and_renamed():
    who = cast()
    command = places.RegisterUnit(zone=who.place.zone, name="政策局", from_day=TODAY)
    id = UUID(do(places.register_units, command, by=who.machine)["units"][0])
    change = places.ChangeUnit(id=id, seen=1, name="政策研究局", from_day=TODAY)
    do(places.change_units, change, by=who.machine)
    assert Unit.objects.get(pk=id).name == "政策研究局"
    with pytest.raises(Stale):
        do(places.change_units, change, by=who.machine)


def test_nothing_changed_writes_nothing():
    who = cast()
    unit = Unit.objects.get(pk=who.place.first_unit)
    command = places.ChangeUnit(id=unit.pk, seen=unit.version, name=unit.name, from_day=unit.from_day)
    assert do(places.change_units, command, by=who.machine) == {"changed": 0}
    assert Unit.objects.get(pk=unit.pk).version == unit.version


def test_a_taken_unit_name_is_refused_before_writing():
    who = cast()
    with pytest.raises(Refused):
        do(
            places.register_units,
            places.RegisterUnit(zone=who.place.zone, name="招商一局", from_day=TODAY),
            by=who.machine,
        )


def test_a_unit_with_posts_does_not_end():
    who = cast()
    make_post(who, Role.LEAD_UNIT, unit=who.place.first_unit)
    row = Unit.objects.get(pk=who.place.first_unit)
    command = places.ChangeUnit(id=row.pk, seen=1, name=row.name, from_day=row.from_day, to_day=TODAY)
    with pytest.raises(Refused) as refusal:
        do(places.change_units, command, by=who.machine)
    assert refusal.value.reasons[0].where == "to_day"


def test_the_end_is_not_before_the_beginning():
    who = cast()
    command = places.ChangeUnit(
        id=who.place.first_unit, seen=1, name="招商一局", from_day=date(2021, 1, 1), to_day=date(2020, 1, 1)
    )
    with pytest.raises(Refused):
        do(places.change_units, command, by=who.machine)


def test_another_zone_is_not_found():
    who, other = cast(), make_place("OT")
    with pytest.raises(NotFound):
        do(places.register_units, places.RegisterUnit(zone=other.zone, name="x", from_day=TODAY), by=who.machine)
    with pytest.raises(NotFound):
        do(places.change_zones, places.ChangeZone(id=uuid4(), seen=1, name="x"), by=who.machine)

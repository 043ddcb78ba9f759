"""A command writes once, answers the same again, and refuses another body under its id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from southgate.domain.errors import NotFound, Refused, Stale
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.models import Entry, Head
from southgate.kernel.book.writing import bulk_command, command
from southgate.kernel.identity.actor import Actor, system_actor
from southgate.kernel.orgs.entries import UnitChanged
from southgate.kernel.orgs.models import Unit
from southgate.kernel.testing import TODAY, make_place


@dataclass(frozen=True, slots=True)
class Rename:
    id: UUID
    seen: int
    name: str


def _rename(draft: Draft, commands: Sequence[Rename], *, by: Actor, today: date) -> Mapping[str, Any]:
    units = draft.lock_many(Unit, {cmd.id: cmd.seen for cmd in commands})
    for cmd in commands:
        unit = units[cmd.id]
        draft.record(cmd.id, UnitChanged(set={"name": cmd.name}, was={"name": unit.name}), zone=unit.zone_id)
    return {"renamed": len(commands)}


rename = command(_rename)
rename_many = bulk_command(_rename)
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("service", [rename, rename_many])
def test_it_works(service):
    place = make_place()
    answer = service([Rename(place.first_unit, 1, "招商二局")], by=system_actor(), today=TODAY, command_id=uuid4())
    unit = Unit.objects.get(pk=place.first_unit)
    assert (unit.name, unit.version, unit.position) == ("招商二局", 2, answer.position)
    assert Head.objects.get().position == answer.position == Entry.objects.count()


@pytest.mark.parametrize("service", [rename, rename_many])
def test_the_same_again_gives_the_same_answer(service):
    place, id = make_place(), uuid4()
    sent = [Rename(place.first_unit, 1, "招商二局")]
    first = service(sent, by=system_actor(), today=TODAY, command_id=id)
    again = service(sent, by=system_actor(), today=TODAY, command_id=id)
    assert (again.position, again.data, again.repeated) == (first.position, first.data, True)
    assert Unit.objects.get(pk=place.first_unit).version == 2


def test_another_body_under_the_same_id_is_refused():
    place, id = make_place(), uuid4()
    rename([Rename(place.first_unit, 1, "招商二局")], by=system_actor(), today=TODAY, command_id=id)
    with pytest.raises(Refused) as refusal:
        rename([Rename(place.first_unit, 1, "招商三局")], by=system_actor(), today=TODAY, command_id=id)
    assert refusal.value.reasons[0].where == "command_id"


@pytest.mark.parametrize("service", [rename, rename_many])
def test_stale_is_refused_with_what_changed(service):
    place = make_place()
    service([Rename(place.first_unit, 1, "招商二局")], by=system_actor(), today=TODAY, command_id=uuid4())
    with pytest.raises(Stale) as stale:
        service([Rename(place.first_unit, 1, "招商三局")], by=system_actor(), today=TODAY, command_id=uuid4())
    assert (stale.value.seen, stale.value.now) == (1, 2)
    assert [change.fields for change in stale.value.changes] == [{"name": "招商二局"}]


def test_a_taken_name_is_refused_and_nothing_is_written():
    place = make_place()
    before = Head.objects.get().position
    with pytest.raises(Refused):
        rename([Rename(place.first_unit, 1, "北片区办")], by=system_actor(), today=TODAY, command_id=uuid4())
    assert Head.objects.get().position == before


def test_an_unknown_row_is_not_found():
    with pytest.raises(NotFound):
        rename([Rename(uuid4(), 1, "x")], by=system_actor(), today=TODAY, command_id=uuid4())


def test_positions_have_no_gaps_after_a_refusal():
    place = make_place()
    with pytest.raises(Stale):
        rename([Rename(place.first_unit, 9, "x")], by=system_actor(), today=TODAY, command_id=uuid4())
    rename([Rename(place.first_unit, 1, "y")], by=system_actor(), today=TODAY, command_id=uuid4())
    positions = list(Entry.objects.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, len(positions) + 1))


@pytest.mark.parametrize("name", ["招商\x00二局", "招商\ud800二局"])
def test_what_no_database_can_hold_is_refused(name):
    place = make_place()
    with pytest.raises(Refused, match="无法保存"):
        rename([Rename(place.first_unit, 1, name)], by=system_actor(), today=TODAY, command_id=uuid4())


def test_six_letters_that_look_like_a_null_character_are_text():
    place = make_place()
    rename([Rename(place.first_unit, 1, "\\u0000")], by=system_actor(), today=TODAY, command_id=uuid4())
    assert Unit.objects.get(pk=place.first_unit).name == "\\u0000"

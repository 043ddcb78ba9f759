"""Registering and editing enterprises: duplicates are shown first, codes are checked, stale pages are refused."""

from __future__ import annotations

from uuid import uuid4

import pytest

from southgate.apps.enterprise.api import (
    EditEnterprise,
    RegisterEnterprise,
    candidates,
    edit_enterprises,
    publish_enterprises,
    register_enterprises,
)
from southgate.apps.enterprise.models import Enterprise, EnterprisePast
from southgate.apps.enterprise.tests.firms import CODE, OTHER_CODE, make_firm, officer
from southgate.domain.errors import Forbidden, NotFound, Refused, Stale
from southgate.kernel.book.models import Entry
from southgate.kernel.identity.roles import Role
from southgate.kernel.testing import TODAY, actor_with, make_place

pytestmark = pytest.mark.django_db


def register(place, by, **values):
    return register_enterprises(
        [RegisterEnterprise(zone=place.zone, values=values)], by=by, today=TODAY, command_id=uuid4()
    )


def places(refusal):
    return [reason.where for reason in refusal.value.reasons]


def test_it_works():
    place = make_place()
    id = make_firm(place, "澄沅精传（示例）有限公司", CODE, contact="林示川 000-0000")
    row = Enterprise.objects.get(pk=id)
    assert (row.name_key, row.credit_code, row.version) == ("澄沅精传示例有限公司", CODE, 1)
    assert Entry.objects.get(subject=id).kind == "enterprise.registered"
    assert "林示川" not in Entry.objects.get(subject=id).payload


def test_all_that_is_wrong_is_said_at_once():
    place = make_place()
    with pytest.raises(Refused) as refusal:
        register(place, officer(place), name=" ", credit_code="91990001MA0R61Q370", colour="红")
    assert places(refusal) == ["colour", "name", "credit_code"]


@pytest.mark.parametrize(
    "name",
    [
        "澄沅精密传动(示例)有限公司",
        "澄沅精密传动（示例）有限责任公司",
        "澄沅精密传动 （示例）股份有限公司",
        "澄沅精传动（示例）有限公司",
    ],
)
def test_a_near_name_is_shown_before_anything_is_written(name):
    place = make_place()
    known = make_firm(place, "澄沅精密传动（示例）有限公司", CODE)
    assert [near.id for near in candidates(officer(place), place.zone, name)] == [known]
    with pytest.raises(Refused) as refusal:
        register(place, officer(place), name=name)
    assert "澄沅精密传动（示例）有限公司" in str(refusal.value)
    assert Enterprise.objects.count() == 1


def test_another_code_means_another_firm():
    place = make_place()
    make_firm(place, "澄沅精传（示例）有限公司", CODE)
    assert candidates(officer(place), place.zone, "澄沅精传（示例）有限公司", OTHER_CODE) == []


def test_it_is_registered_in_spite_of_a_candidate_that_was_seen():
    place = make_place()
    known = make_firm(place, "澄沅精传（示例）有限公司")
    cmd = RegisterEnterprise(zone=place.zone, values={"name": "澄沅精传（示例）有限责任公司"}, not_the_same=(known,))
    register_enterprises([cmd], by=officer(place), today=TODAY, command_id=uuid4())
    assert Enterprise.objects.count() == 2


def test_a_code_is_taken_once_in_a_zone_and_again_in_another():
    place, other = make_place(), make_place("SL2")
    make_firm(place, "澄沅精传（示例）有限公司", CODE)
    make_firm(other, "澄沅精传（示例）有限公司", CODE)
    commands = [RegisterEnterprise(zone=place.zone, values={"name": "别的公司", "credit_code": CODE})]
    with pytest.raises(Refused) as refusal:
        publish_enterprises(commands, by=officer(place), today=TODAY, command_id=uuid4())
    assert places(refusal) == ["credit_code"]


def test_bulk_is_the_same_as_one_by_one():
    place, other = make_place(), make_place("SL2")
    names = ["甲子新材有限公司", "乙丑物流有限公司", "丙寅食品有限公司"]
    for name in names:
        make_firm(place, name)
    commands = [RegisterEnterprise(zone=other.zone, values={"name": name}) for name in names]
    publish_enterprises(commands, by=officer(other), today=TODAY, command_id=uuid4())
    columns = ("name", "name_key", "version", "credit_code")
    rows = {zone: list(Enterprise.objects.filter(zone=zone).order_by("name").values_list(*columns))
            for zone in (place.zone, other.zone)}  # fmt: skip
    assert rows[place.zone] == rows[other.zone]


def test_an_edit_keeps_what_was_and_the_past():
    place = make_place()
    id = make_firm(place, "澄沅精传（示例）有限公司")
    commands = [EditEnterprise(id=id, seen=1, values={"industry": "精密传动", "name": "澄沅精传（示例）有限公司"})]
    edit_enterprises(commands, by=officer(place), today=TODAY, command_id=uuid4())
    assert Entry.objects.get(subject=id, seq=2).payload == '{"set":{"industry":"精密传动"},"was":{"industry":""}}'
    assert list(EnterprisePast.objects.order_by("version").values_list("industry", flat=True)) == ["", "精密传动"]


def test_stale_is_refused():
    place = make_place()
    id = make_firm(place, "澄沅精传（示例）有限公司")
    edit = [EditEnterprise(id=id, seen=1, values={"industry": "a"})]
    edit_enterprises(edit, by=officer(place), today=TODAY, command_id=uuid4())
    with pytest.raises(Stale):
        edit_enterprises(edit, by=officer(place), today=TODAY, command_id=uuid4())


def test_stranger_finds_nothing_and_leader_may_only_look():
    place = make_place()
    id = make_firm(place, "澄沅精传（示例）有限公司")
    edit = [EditEnterprise(id=id, seen=1, values={"industry": "a"})]
    with pytest.raises(NotFound):
        edit_enterprises(edit, by=actor_with([], place), today=TODAY, command_id=uuid4())
    with pytest.raises(Forbidden):
        edit_enterprises(edit, by=actor_with([Role.ZONE_LEADER], place), today=TODAY, command_id=uuid4())
    with pytest.raises(NotFound):
        register(place, officer(make_place("SL2")), name="别区来的公司")

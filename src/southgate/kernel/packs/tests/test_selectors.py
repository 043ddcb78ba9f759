from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from southgate.domain.errors import NotFound
from southgate.kernel.identity.actor import Actor, system_actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.packs import policies, selectors
from southgate.kernel.packs.models import Pack, PackChoice
from southgate.kernel.packs.tests.samples import choose, limits, load, override
from southgate.kernel.testing import TODAY, Place, actor_with, make_place

pytestmark = pytest.mark.django_db
SCHEMA = "sample.limits/1"


@pytest.fixture
def place() -> Place:
    return make_place()


@pytest.fixture
def officer(place: Place) -> Actor:
    return actor_with([Role.POLICY_OFFICER], place)


def key_for(zone, day=TODAY) -> str | None:
    pack = selectors.pack_for(SCHEMA, zone=zone, day=day)
    return pack.key if pack else None


def test_the_only_national_pack_counts_and_of_two_none(place):
    assert key_for(place.zone) is None
    load(limits("national.sample", 20))
    assert key_for(place.zone) == key_for(None) == "national.sample"
    load(limits("national.second", 20))
    assert key_for(place.zone) is None


def test_the_nearest_choice_counts(place, officer):
    load(limits("national.sample", 20), limits("sample.fast", 5), limits("sample.park", 3))
    choose(place.zone, "sample.fast", by=officer)
    choose(place.north, "sample.park", by=officer)
    assert [key_for(zone) for zone in (place.zone, place.east, place.north, None)] == [
        "sample.fast", "sample.fast", "sample.park", "national.sample",
    ]  # fmt: skip


def test_a_choice_counts_from_its_day(place, officer):
    load(limits("national.sample", 20), limits("sample.fast", 5), limits("sample.slow", 9))
    choose(place.zone, "sample.fast", by=officer, from_day=date(2026, 3, 1))
    choose(place.zone, "sample.slow", by=officer, from_day=date(2026, 6, 1))
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 5, 31), date(2026, 6, 1)]
    assert [key_for(place.zone, day) for day in days] == [
        "national.sample",
        "sample.fast",
        "sample.fast",
        "sample.slow",
    ]


def test_the_highest_edition_by_the_day_counts_and_ends_when_it_ends(place):
    load(limits("national.sample", 20))
    load(limits("national.sample", 15, version=2, valid_from="2026-06-01", valid_to="2026-12-31"))
    values = [selectors.pack_for(SCHEMA, zone=place.zone, day=date(2026, month, 1)).value for month in (5, 6)]
    assert [value.limit[0].days for value in values] == [20, 15]
    assert key_for(place.zone, date(2027, 1, 1)) is None


def test_overrides_of_park_beat_those_of_the_zone(place, officer):
    load(limits("national.sample", 20, 10))
    override(place.zone, "national.sample", "limit[1].days", "12", by=officer)
    override(place.zone, "national.sample", "note", '"示例"', by=officer)
    override(place.north, "national.sample", "limit[1].days", "7", by=officer)
    north = selectors.pack_for(SCHEMA, zone=place.north, day=TODAY).value
    assert (north.limit[0].days, north.note) == (7, "示例")
    assert selectors.pack_for(SCHEMA, zone=place.east, day=TODAY).value.limit[0].days == 12


def test_an_unknown_zone_is_not_found():
    with pytest.raises(NotFound):
        selectors.pack_for(SCHEMA, zone=uuid4(), day=TODAY)


def test_a_zone_sees_its_own_packs_and_those_above_but_no_other_zones(place):
    other = make_place("XX")
    load(limits("national.sample", 20))
    load(limits("sl.own", 20), zone=place.zone)
    load(limits("xx.own", 20), zone=other.zone)
    officer, park = actor_with([Role.WINDOW_CLERK], place), actor_with([Role.WINDOW_CLERK], other)
    assert [pack.key for pack in selectors.packs(officer)] == ["national.sample", "sl.own"]
    assert [pack.key for pack in selectors.packs(park)] == ["national.sample", "xx.own"]
    with pytest.raises(NotFound):
        selectors.pack(officer, Pack.objects.get(key="xx.own").pk)
    assert not selectors.packs(Actor(id=uuid4(), person=None)).exists()


@pytest.mark.parametrize("role", sorted(Role))
def test_can_equals_visible(place, officer, role):
    other = make_place("XX")
    load(limits("national.sample", 20))
    load(limits("sl.own", 20), zone=place.zone)
    load(limits("xx.own", 20), zone=other.zone)
    choose(place.zone, "sl.own", by=officer)
    choose(other.zone, "xx.own", by=actor_with([Role.POLICY_OFFICER], other))
    for by in (actor_with([role], place), system_actor(), Actor(id=uuid4(), person=None)):
        for rules, model in ((policies.PACK, Pack), (policies.CHOICE, PackChoice)):
            for verb in rules.verbs:
                may = {row.pk for row in model.objects.all() if rules.can(by, verb, row)}
                assert may == {row.pk for row in rules.visible(by, model, verb)}


def test_a_lookup_costs_few_queries(place, officer, django_assert_max_num_queries):
    load(*(limits(f"sample.n{number}", number) for number in range(1, 30)), limits("national.sample", 20))
    choose(place.zone, "sample.n3", by=officer)
    with django_assert_max_num_queries(5):
        assert selectors.pack_for(SCHEMA, zone=place.north, day=TODAY).value.limit[0].days == 3

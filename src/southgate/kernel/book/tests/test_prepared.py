"""A prepared query gives what the query itself gives, with any values, on the database at hand."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db.models import Q

from southgate.kernel.book.models import Entry
from southgate.kernel.book.prepared import Prepared
from southgate.kernel.orgs.models import Zone
from southgate.kernel.testing import TODAY, make_person, make_place

pytestmark = pytest.mark.django_db


def _entries(zone, day, front):
    found = Entry.objects.filter(Q(zone=zone) | Q(by_person=zone), kind__startswith=front, occurred_on__lte=day)
    return found.order_by("position").values_list("subject", "kind", "occurred_on", "zone", "supersedes")


def test_it_is_the_query_with_other_values():
    place = make_place()
    make_person(place, "李经理")
    prepared = Prepared(_entries, UUID, date, str)
    for values in ((place.zone, TODAY, "zone."), (place.zone, TODAY, "person"), (uuid4(), TODAY, "zone."),
                   (place.zone, TODAY - timedelta(days=1), "zone."), (place.zone, TODAY, "")):  # fmt: skip
        assert [tuple(row) for row in prepared.rows(*values)] == list(_entries(*values)), values
    assert len(prepared.rows(place.zone, TODAY, "zone.")) == 3


def test_values_are_values_and_never_sql():
    make_place()
    prepared = Prepared(lambda name: Zone.objects.filter(name__startswith=name).values_list("name"), str)
    for name in ("' OR 1=1 --", "%", "示例%"):
        assert prepared.rows(name) == list(Zone.objects.filter(name__startswith=name).values_list("name")), name


def test_it_costs_one_query(django_assert_num_queries):
    prepared = Prepared(lambda id: Zone.objects.filter(pk=id).values_list("pk"), UUID)
    prepared.rows(uuid4())
    with django_assert_num_queries(1):
        assert prepared.rows(uuid4()) == []

"""Rows of packs, choices and overrides are readings of the book: folding its entries again gives the same rows."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from southgate.kernel.book.models import Entry
from southgate.kernel.book.payloads import read_plain
from southgate.kernel.book.projections import Event, projection_of
from southgate.kernel.identity.roles import Role
from southgate.kernel.packs import services
from southgate.kernel.packs.tests.samples import choose, house, limits, load, override
from southgate.kernel.testing import TODAY, actor_with, make_place

pytestmark = pytest.mark.django_db


def refolded(kind: str) -> dict[UUID, dict]:
    projection, states = projection_of(kind), {}
    for entry in Entry.objects.filter(subject_kind=kind).order_by("position"):
        data = read_plain(entry.kind, entry.version, entry.payload)
        event = Event(entry.kind, data, entry.subject, entry.occurred_on, entry.zone, entry.by_person)
        states[entry.subject] = projection.fold(states.get(entry.subject), event)
    return states


def test_folding_the_book_again_gives_the_same_rows():
    place = make_place()
    officer = actor_with([Role.POLICY_OFFICER], place)
    services.load_shipped(by=house(), today=TODAY)
    load(limits("national.sample", 20, valid_to="2027-12-31"), limits("sample.fast", 5))
    load(limits("sl.own", 5), zone=place.zone)
    chosen = choose(place.zone, "sample.fast", by=officer).data["chosen"][0]
    cmd = services.Withdraw(id=UUID(chosen), seen_version=1, reason="示例")
    services.withdraw_choices([cmd], by=officer, today=TODAY, command_id=uuid4())
    choose(place.zone, "sl.own", by=officer, seen=2)
    override(place.zone, "national.sample", "limit[1].days", "12", by=officer)
    for kind in ("pack", "pack_choice", "pack_override"):
        projection = projection_of(kind)
        rows = {row["id"]: row for row in projection.model.objects.values(*projection.columns())}
        assert rows and refolded(kind) == rows

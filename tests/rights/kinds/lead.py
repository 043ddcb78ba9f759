"""A lead: open, confidential, handed on to the other zone, or offered from there. `taker` wrote it down, `named` is who
a confidential one is offered to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from southgate.apps.pipeline.models.leads import Lead, LeadTransfer
from southgate.kernel.testing import make_person
from tests.rights.matrix import Relation, Subject, World, relations_of, zones_of

DAY = date(2026, 11, 2)


def make_lead(world: World, **more: Any) -> Lead:
    given = {
        "zone_id": world.home.zone, "first_zone_id": world.home.zone, "code": uuid4().hex[:12], "name": "示例线索",
        "name_key": "示例线索", "received_on": DAY, **more,
    }  # fmt: skip
    return Lead.objects.create(id=uuid4(), version=1, position=1, **given)


def make_transfer(lead: Lead, to: UUID, state: str = "offered", **more: Any) -> LeadTransfer:
    given = {"share_millionths": 300_000, "offered_on": DAY, "from_zone_id": lead.zone_id, **more}
    return LeadTransfer.objects.create(
        id=uuid4(), version=1, position=1, lead=lead, to_zone_id=to, state=state, **given
    )


def _at_home(world: World, *, confidential: bool) -> Subject:
    taker = make_person(world.home, "登记人")
    row = make_lead(
        world, park_id=world.home.north, lead_unit_id=world.home.first_unit, responsible_person_id=world.owner,
        taken_by_id=taker, confidential=confidential,
    )  # fmt: skip
    relations = relations_of(world, own=world.owner, unit=world.home.first_unit, park=world.home.north)
    return Subject(row, {**relations, "taker": replace(relations["same_zone"], person=taker)})


def _handed_on(world: World) -> Subject:
    row = make_lead(world, zone_id=world.other.zone)
    make_transfer(row, world.other.zone, "accepted", from_zone_id=world.home.zone, accepted_on=DAY)
    return Subject(row, relations_of(world))


def _offered(world: World, *, confidential: bool) -> Subject:
    named = make_person(world.home, "接手人")
    row = make_lead(world, zone_id=world.other.zone, first_zone_id=world.other.zone, confidential=confidential)
    make_transfer(row, world.home.zone, to_person_id=named)
    return Subject(row, {**relations_of(world), "named": Relation(zones_of(world.home), named)})


def subjects(world: World) -> dict[str, Subject]:
    return {
        "open": _at_home(world, confidential=False),
        "confidential": _at_home(world, confidential=True),
        "handed_on": _handed_on(world),
        "offered": _offered(world, confidential=False),
        "offered_secretly": _offered(world, confidential=True),
    }

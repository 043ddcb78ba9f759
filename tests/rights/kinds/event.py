"""An event of a unit of the zone."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from southgate.apps.pipeline.models.meetings import Event
from tests.rights.matrix import Subject, World, relations_of


def made(world: World) -> Event:
    return Event.objects.create(
        id=uuid4(), version=1, position=1, zone_id=world.home.zone, kind="signing", name=f"示例活动{uuid4().hex[:6]}",
        held_on=date(2026, 11, 24), organiser_id=world.home.first_unit,
    )  # fmt: skip


def subjects(world: World) -> dict[str, Subject]:
    return {"any": Subject(made(world), relations_of(world, unit=world.home.first_unit, park=world.home.north))}

"""An introducer of the zone."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from southgate.apps.pipeline.models.meetings import Introducer
from tests.rights.matrix import Subject, World, relations_of


def made(world: World) -> Introducer:
    return Introducer.objects.create(
        id=uuid4(), version=1, position=1, zone_id=world.home.zone, kind="organisation",
        name=f"示例商会{uuid4().hex[:6]}", registered_on=date(2026, 1, 1),
    )  # fmt: skip


def subjects(world: World) -> dict[str, Subject]:
    return {"any": Subject(made(world), relations_of(world, park=world.home.north))}

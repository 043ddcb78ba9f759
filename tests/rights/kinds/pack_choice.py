"""What a zone made of the packs: its choices, and by the same rules its overrides."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from southgate.kernel.packs.models import PackChoice
from tests.rights.matrix import Subject, World, relations_of


def subjects(world: World) -> dict[str, Subject]:
    row = PackChoice.objects.create(
        id=uuid4(), version=1, position=1, zone_id=world.home.zone, slot="x", schema="x/1", key="x",
        from_day=date(2026, 1, 1),
    )  # fmt: skip
    return {"any": Subject(row, relations_of(world, park=world.home.north))}

"""A rule pack: of the whole house, or of one zone."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from southgate.kernel.packs.models import Pack
from tests.rights.matrix import Relation, Subject, World, relations_of, zones_of


def _pack(zone: UUID | None, key: str) -> Any:
    return Pack.objects.create(
        id=uuid4(), version=1, position=1, zone_id=zone, key=key, edition=1, schema="x/1", title="x", paper="x",
        valid_from=date(2026, 1, 1), digest="x", text="", dated=date(2026, 1, 1),
    )  # fmt: skip


def subjects(world: World) -> dict[str, Subject]:
    everywhere = Relation(zones_of(world.home) | zones_of(world.other), uuid4())
    park = world.home.north
    return {
        "of_the_house": Subject(_pack(None, "a"), {**relations_of(world, park=park), "every_zone": everywhere}),
        "of_a_zone": Subject(_pack(world.home.zone, "b"), relations_of(world, park=park)),
    }

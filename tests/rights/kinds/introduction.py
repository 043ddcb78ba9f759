"""That an introducer brought a project or lead: as far as that may be seen."""

from __future__ import annotations

from uuid import uuid4

from southgate.apps.pipeline.models.meetings import Introduction
from tests.rights.kinds import introducer, visit
from tests.rights.matrix import Subject, World


def subjects(world: World) -> dict[str, Subject]:
    found = {}
    for status, (of, who) in visit.of_what(world).items():
        row = Introduction.objects.create(
            id=uuid4(), version=1, position=1, zone_id=world.home.zone, introducer=introducer.made(world),
            on=visit.DAY, registered_on=visit.DAY, **of,
        )  # fmt: skip
        found[status] = Subject(row, who.relations)
    return found

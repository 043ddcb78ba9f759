"""What is to be done after a visit; `own` is who does it."""

from __future__ import annotations

from uuid import uuid4

from southgate.apps.pipeline.models.meetings import FollowUp
from tests.rights.kinds import visit
from tests.rights.matrix import Subject, World


def subjects(world: World) -> dict[str, Subject]:
    found = {}
    for status, (of, who) in visit.of_what(world).items():
        row = FollowUp.objects.create(
            id=uuid4(), version=1, position=1, zone_id=world.home.zone, visit=visit.made(world, **of),
            owner_id=world.owner, due_on=visit.DAY, **of,
        )  # fmt: skip
        found[status] = Subject(row, who.relations)
    return found

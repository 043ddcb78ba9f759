"""What a visit found: as far as the visit may be seen."""

from __future__ import annotations

from uuid import uuid4

from southgate.apps.pipeline.models.meetings import VisitFinding
from tests.rights.kinds import visit
from tests.rights.matrix import Subject, World


def subjects(world: World) -> dict[str, Subject]:
    found = {}
    for status, (of, who) in visit.of_what(world).items():
        row = VisitFinding.objects.create(
            id=uuid4(), version=1, position=1, zone_id=world.home.zone, visit=visit.made(world, **of), kind="risk", **of
        )
        found[status] = Subject(row, who.relations)
    return found

"""A project or lead on an event: a confidential talk is there for its team alone."""

from __future__ import annotations

from uuid import uuid4

from southgate.apps.pipeline.models.meetings import EventProject
from tests.rights.kinds import event, visit
from tests.rights.matrix import Subject, World


def subjects(world: World) -> dict[str, Subject]:
    at, found = event.made(world), {}
    for status, (of, who) in visit.of_what(world).items():
        row = EventProject.objects.create(id=uuid4(), version=1, position=1, zone_id=world.home.zone, event=at, **of)
        found[status] = Subject(row, who.relations)
    return found

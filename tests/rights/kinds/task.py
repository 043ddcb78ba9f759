"""The target of a count for a year."""

from uuid import uuid4

from southgate.apps.pipeline.models.signings import Task
from tests.rights.matrix import Subject, World, relations_of


def subjects(world: World) -> dict[str, Subject]:
    row = Task.objects.create(
        id=uuid4(), version=1, position=1, zone_id=world.home.zone, definition=uuid4().hex, year=2026, target=12
    )
    return {"any": Subject(row, relations_of(world))}

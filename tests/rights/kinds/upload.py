"""A workbook on its way in; `own` is who brought it."""

from uuid import uuid4

from southgate.kernel.exchange.models import Upload
from tests.rights.matrix import Subject, World, relations_of


def subjects(world: World) -> dict[str, Subject]:
    row = Upload.objects.create(
        id=uuid4(), zone=world.home.zone, kind="projects", actor=world.owner, person=world.owner, name="x.xlsx",
        form="xlsx", size=1, sha256="x", created_at=1, changed_at=1,
    )  # fmt: skip
    return {"any": Subject(row, relations_of(world, own=world.owner, park=world.home.north))}

"""A document of a project, open or a confidential talk."""

from datetime import date
from uuid import uuid4

from southgate.apps.pipeline.models.gates import Document
from tests.rights.kinds import project
from tests.rights.matrix import Subject, World


def subjects(world: World) -> dict[str, Subject]:
    found = {}
    for status, of in project.subjects(world).items():
        row = Document.objects.create(
            id=uuid4(), version=1, position=1, zone_id=world.home.zone, project=of.row, kind="contract",
            added_on=date(2026, 1, 1),
        )  # fmt: skip
        found[status] = Subject(row, of.relations)
    return found

"""Leave to pass a gate that was asked for, of a project open or a confidential talk."""

from datetime import date
from uuid import uuid4

from southgate.apps.pipeline.models.gates import Override
from tests.rights.kinds import project
from tests.rights.matrix import Subject, World


def subjects(world: World) -> dict[str, Subject]:
    found = {}
    for status, of in project.subjects(world).items():
        row = Override.objects.create(
            id=uuid4(), version=1, position=1, zone_id=world.home.zone, project=of.row, to="signed", needs=["contract"],
            asked_by_id=world.owner, asked_on=date(2026, 1, 1),
        )  # fmt: skip
        found[status] = Subject(row, of.relations)
    return found

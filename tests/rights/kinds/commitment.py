"""What one side of an agreement promised."""

from datetime import date
from uuid import uuid4

from southgate.apps.pipeline.models.agreements import Commitment
from tests.rights.kinds import agreement
from tests.rights.matrix import Subject, World


def subjects(world: World) -> dict[str, Subject]:
    found = {}
    for status, of in agreement.subjects(world).items():
        row = Commitment.objects.create(
            id=uuid4(), version=1, position=1, zone_id=world.home.zone, project=of.row.project, agreement=of.row,
            measure="start", due_on=date(2026, 12, 31),
        )  # fmt: skip
        found[status] = Subject(row, of.relations)
    return found

"""A flagged passage of an agreement's text."""

from uuid import uuid4

from southgate.apps.pipeline.models.agreements import Clause
from tests.rights.kinds import agreement
from tests.rights.matrix import Subject, World


def subjects(world: World) -> dict[str, Subject]:
    found = {}
    for status, of in agreement.subjects(world).items():
        row = Clause.objects.create(
            id=uuid4(), version=1, position=1, zone_id=world.home.zone, agreement=of.row, text_number=1, key="1-1",
            first=0, last=1,
        )  # fmt: skip
        found[status] = Subject(row, of.relations)
    return found

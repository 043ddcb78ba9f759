"""The record of a fair-competition review."""

from datetime import date
from uuid import uuid4

from southgate.apps.pipeline.models.agreements import FairReview
from tests.rights.kinds import agreement
from tests.rights.matrix import Subject, World


def subjects(world: World) -> dict[str, Subject]:
    found = {}
    for status, of in agreement.subjects(world).items():
        row = FairReview.objects.create(
            id=uuid4(), version=1, position=1, zone_id=world.home.zone, agreement=of.row, text_number=1, number="示例",
            office="示例机关", reviewed_on=date(2026, 11, 2), file=uuid4(), sha256="0" * 64,
        )  # fmt: skip
        found[status] = Subject(row, of.relations)
    return found

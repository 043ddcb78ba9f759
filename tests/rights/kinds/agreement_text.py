"""One version of an agreement's text."""

from datetime import date
from uuid import uuid4

from southgate.apps.pipeline.models.agreements import AgreementText
from tests.rights.kinds import agreement
from tests.rights.matrix import Subject, World


def subjects(world: World) -> dict[str, Subject]:
    found = {}
    for status, of in agreement.subjects(world).items():
        row = AgreementText.objects.create(
            id=uuid4(), version=1, position=1, zone_id=world.home.zone, agreement=of.row, number=1, sha256="0" * 64,
            length=1, on=date(2026, 11, 2),
        )  # fmt: skip
        found[status] = Subject(row, of.relations)
    return found

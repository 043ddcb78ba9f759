"""A signing of a project, open or a confidential talk. `own` is the project's responsible person."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from southgate.apps.pipeline.models.signings import Signing
from tests.rights.kinds import project
from tests.rights.matrix import Subject, World


def subjects(world: World) -> dict[str, Subject]:
    found = {}
    for status, of in project.subjects(world).items():
        row = Signing.objects.create(
            id=uuid4(), version=1, position=1, zone_id=world.home.zone, park_id=world.home.north, project=of.row,
            signed_on=date(2026, 3, 5), reported_on=date(2026, 3, 6),
        )  # fmt: skip
        found[status] = Subject(row, {name: one for name, one in of.relations.items() if "enterprise" not in name})
    return found

"""The question whether a project leaves the talks library."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from southgate.apps.pipeline.models.talks import TalkRemoval
from tests.rights.kinds import project
from tests.rights.matrix import Subject, World


def subjects(world: World) -> dict[str, Subject]:
    found = {}
    for status, of in project.subjects(world).items():
        row = TalkRemoval.objects.create(
            id=uuid4(), version=1, position=1, project=of.row, zone_id=world.home.zone, asked_on=date(2026, 11, 2)
        )
        found[status] = Subject(row, of.relations)
    return found

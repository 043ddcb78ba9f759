"""That a person is in the team of a project."""

from datetime import date
from uuid import uuid4

from southgate.apps.pipeline.models.projects import ProjectMember
from tests.rights.kinds import project
from tests.rights.matrix import Subject, World


def subjects(world: World) -> dict[str, Subject]:
    found = {}
    for status, of in project.subjects(world).items():
        row = ProjectMember.objects.create(
            id=uuid4(), version=1, position=1, project=of.row, person_id=world.owner, from_day=date(2026, 1, 1)
        )
        found[status] = Subject(row, of.relations)
    return found

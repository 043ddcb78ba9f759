"""An agreement, of an open project or of a confidential talk; it is seen as far as its project is."""

from uuid import uuid4

from southgate.apps.pipeline.models.agreements import Agreement
from tests.rights.kinds import project
from tests.rights.matrix import Subject, World


def subjects(world: World) -> dict[str, Subject]:
    found = {}
    for status, of in project.subjects(world).items():
        row = Agreement.objects.create(
            id=uuid4(), version=1, position=1, zone_id=world.home.zone, project=of.row, title="示例协议", text_number=1
        )
        found[status] = Subject(row, of.relations)
    return found

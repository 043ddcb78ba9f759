"""A firm on a list of 500, the same for every zone."""

from uuid import uuid4

from southgate.apps.pipeline.models.signings import ListedFirm
from tests.rights.matrix import Relation, Subject, World, relations_of, zones_of


def subjects(world: World) -> dict[str, Subject]:
    name = uuid4().hex
    row = ListedFirm.objects.create(
        id=uuid4(), version=1, position=1, list="china", year=2026, name=name, name_key=name, source="示例名单"
    )
    everywhere = Relation(zones_of(world.home) | zones_of(world.other), uuid4())
    return {"any": Subject(row, {**relations_of(world), "every_zone": everywhere})}

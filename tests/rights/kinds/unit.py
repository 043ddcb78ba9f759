"""A unit of the zone."""

from southgate.kernel.orgs.models import Unit
from tests.rights.matrix import Subject, World, relations_of


def subjects(world: World) -> dict[str, Subject]:
    row = Unit.objects.get(pk=world.home.first_unit)
    return {"any": Subject(row, relations_of(world, unit=row.pk, park=world.home.north))}

"""A zone: what one may do in it as a whole."""

from southgate.kernel.orgs.models import Zone
from tests.rights.matrix import Subject, World, relations_of


def subjects(world: World) -> dict[str, Subject]:
    row = Zone.objects.get(pk=world.home.zone)
    return {"any": Subject(row, relations_of(world, park=world.home.north))}

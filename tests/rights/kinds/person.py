"""A person known to the zone; `own` is the person himself."""

from southgate.kernel.orgs.models import Person
from tests.rights.matrix import Subject, World, relations_of


def subjects(world: World) -> dict[str, Subject]:
    row = Person.objects.get(pk=world.owner)
    return {"any": Subject(row, relations_of(world, own=row.pk, park=world.home.north))}

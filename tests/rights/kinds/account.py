"""An account; `own` is its person. A machine has no person, so nobody owns it."""

from southgate.kernel.identity.models import Account
from tests.rights.matrix import Subject, World, relations_of


def subjects(world: World) -> dict[str, Subject]:
    person = Account.objects.create(username="li", person=world.owner, zone=world.home.zone)
    machine = Account.objects.create(username="machine", zone=world.home.zone)
    return {
        "person": Subject(person, relations_of(world, own=world.owner, park=world.home.north)),
        "machine": Subject(machine, relations_of(world)),
    }

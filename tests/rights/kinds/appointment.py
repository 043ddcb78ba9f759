"""That somebody holds a post; `own` is that somebody."""

from datetime import date
from uuid import uuid4

from southgate.kernel.orgs.models import Appointment
from tests.rights.kinds import post
from tests.rights.matrix import Subject, World, relations_of


def subjects(world: World) -> dict[str, Subject]:
    held = post.subjects(world)["any"].row
    row = Appointment.objects.create(
        id=uuid4(), version=1, position=1, post=held, person_id=world.owner, from_day=date(2026, 1, 1)
    )
    return {"any": Subject(row, relations_of(world, own=world.owner, park=world.home.north))}

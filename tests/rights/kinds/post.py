"""A post of the zone."""

from uuid import uuid4

from southgate.kernel.identity.roles import Role
from southgate.kernel.orgs.models import Post
from tests.rights.matrix import Subject, World, relations_of


def subjects(world: World) -> dict[str, Subject]:
    row = Post.objects.create(
        id=uuid4(), version=1, position=1, zone_id=world.home.zone, unit_id=world.home.first_unit, title="岗位",
        role=Role.SECRETARY,
    )  # fmt: skip
    return {"any": Subject(row, relations_of(world, unit=world.home.first_unit, park=world.home.north))}

"""An enterprise; `own_enterprise` is who acts for it."""

from uuid import uuid4

from southgate.apps.enterprise.models import Enterprise
from tests.rights.matrix import Subject, World, relations_of


def subjects(world: World) -> dict[str, Subject]:
    row = Enterprise.objects.create(
        id=uuid4(), version=1, position=1, zone_id=world.home.zone, name="示例企业", name_key="示例企业"
    )
    return {"any": Subject(row, relations_of(world, enterprise=row.pk, park=world.home.north))}

"""A visit to a project (open or a confidential talk), to a lead (open or confidential), to an enterprise."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from southgate.apps.pipeline.models.leads import Lead
from southgate.apps.pipeline.models.meetings import Visit
from tests.rights.kinds import enterprise, project
from tests.rights.matrix import Subject, World, relations_of

DAY = date(2026, 11, 24)


def of_what(world: World) -> dict[str, tuple[dict[str, Any], Subject]]:
    """By status: the columns that name what a row is about, and who stands how to that."""
    found = {status: ({"project": one.row}, one) for status, one in project.subjects(world).items()}
    for status, secret in (("lead", False), ("lead_confidential", True)):
        row = _lead(world, confidential=secret)
        relations = relations_of(world, own=world.owner, park=world.home.north, unit=world.home.first_unit)
        found[status] = ({"lead": row}, Subject(row, relations))
    return found


def _lead(world: World, *, confidential: bool) -> Lead:
    zone = world.home.zone
    return Lead.objects.create(
        id=uuid4(), version=1, position=1, zone_id=zone, first_zone_id=zone, park_id=world.home.north,
        code=uuid4().hex[:12], name="示例线索", name_key="示例线索", received_on=DAY, confidential=confidential,
        responsible_person_id=world.owner, lead_unit_id=world.home.first_unit,
    )  # fmt: skip


def made(world: World, **columns: Any) -> Visit:
    return Visit.objects.create(
        id=uuid4(), version=1, position=1, zone_id=world.home.zone, kind="went", on=DAY, by_person_id=world.owner,
        **columns,
    )  # fmt: skip


def subjects(world: World) -> dict[str, Subject]:
    found = {status: Subject(made(world, **of), who.relations) for status, (of, who) in of_what(world).items()}
    firm = enterprise.subjects(world)["any"].row
    found["firm"] = Subject(made(world, enterprise=firm), relations_of(world, own=world.owner, enterprise=firm.pk))
    return found

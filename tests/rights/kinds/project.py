"""A project, open or a confidential talk. `own` is its responsible person, `liaison` its liaison leader."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from southgate.apps.enterprise.models import Enterprise
from southgate.apps.pipeline.models.projects import Project
from southgate.kernel.testing import make_person
from tests.rights.kinds import enterprise
from tests.rights.matrix import Subject, World, relations_of


def _project(world: World, firm: Enterprise, *, confidential: bool) -> Subject:
    leader = make_person(world.home, "赵处")
    row = Project.objects.create(
        id=uuid4(), version=1, position=1, zone_id=world.home.zone, park_id=world.home.north, code=uuid4().hex[:12],
        name="示例项目", name_key="示例项目", enterprise=firm, lead_unit_id=world.home.first_unit,
        responsible_person_id=world.owner, liaison_leader_id=leader, confidential=confidential,
    )  # fmt: skip
    relations = relations_of(
        world, own=world.owner, unit=world.home.first_unit, team=("project", row.pk), enterprise=firm.pk,
        park=world.home.north,
    )  # fmt: skip
    return Subject(row, {**relations, "liaison": replace(relations["same_zone"], person=leader)})


def subjects(world: World) -> dict[str, Subject]:
    firm = enterprise.subjects(world)["any"].row
    return {
        "open": _project(world, firm, confidential=False),
        "confidential": _project(world, firm, confidential=True),
    }

"""Two projects that may be one: both open, one of them a confidential talk, or each in a zone of its own.

`own`, `liaison` and `team` are those of the second, the talk; `both_zones` is a post above the two zones.
"""

from __future__ import annotations

from uuid import uuid4

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.suspicions import Suspicion
from tests.rights.kinds import project
from tests.rights.matrix import Relation, Subject, World, zones_of


def _pair(one: Project, other: Project) -> Suspicion:
    a, b = sorted((one, other), key=lambda row: row.pk)
    return Suspicion.objects.create(
        id=uuid4(), version=1, position=1, zone_id=a.zone_id, other_zone_id=b.zone_id, kind="address", a=a, b=b,
        key=f"address:{uuid4().hex}", strength=450_000, evidence=[{"say": "建设地址相同", "params": {}}],
    )  # fmt: skip


def _away(world: World) -> Project:
    return Project.objects.create(
        id=uuid4(), version=1, position=1, zone_id=world.other.zone, code=uuid4().hex[:12], name="示例项目",
        name_key="示例项目",
    )  # fmt: skip


def subjects(world: World) -> dict[str, Subject]:
    here, of = project.subjects(world)["open"].row, project.subjects(world)
    both = Relation(zones_of(world.home) | zones_of(world.other), uuid4())
    away = {name: of["open"].relations[name] for name in ("same_zone", "own", "other_zone")}
    return {
        **{status: Subject(_pair(here, one.row), one.relations) for status, one in of.items()},
        "two_zones": Subject(_pair(here, _away(world)), {**away, "both_zones": both}),
    }

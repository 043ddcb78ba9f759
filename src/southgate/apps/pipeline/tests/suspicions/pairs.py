"""Pairs of projects for the tests of the detector, and what is known of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from southgate.apps.enterprise.api import (
    EditEnterprise,
    Enterprise,
    RegisterEnterprise,
    edit_enterprises,
    register_enterprises,
)
from southgate.apps.pipeline.models.suspicions import MatchKey, Suspicion
from southgate.apps.pipeline.tests.projects.projects import Cast
from southgate.kernel.testing import TODAY

Snapshot = dict[tuple[str, str, UUID, UUID], tuple[str, int, Any]]


def firm(here: Cast, name: str, group: str = "") -> UUID:
    values = {"name": name, "group_name": group}
    answer = register_enterprises(
        [RegisterEnterprise(zone=here.zone, values=values)], by=here.officer, today=TODAY, command_id=uuid4()
    )
    return UUID(answer.data["ids"][0])


def rename_firm(here: Cast, id: UUID, **values: Any) -> None:
    seen = Enterprise.objects.get(pk=id).version
    cmd = EditEnterprise(id=id, seen=seen, values=values)
    edit_enterprises([cmd], by=here.officer, today=TODAY, command_id=uuid4())


def states() -> list[str]:
    return list(Suspicion.objects.order_by("id").values_list("state", flat=True))


def open_ones() -> list[tuple[str, int]]:
    return sorted(Suspicion.objects.filter(state="open").values_list("kind", "strength"))


def keys_of(project: UUID) -> set[str]:
    return {f"{kind}:{key}" for kind, key in MatchKey.objects.filter(project=project).values_list("kind", "key")}


def all_keys() -> list[tuple[Any, ...]]:
    return sorted(MatchKey.objects.values_list("source", "project", "kind", "key"))


def snapshot() -> Snapshot:
    return {(s.kind, s.key, s.a_id, s.b_id): (s.state, s.strength, s.evidence) for s in Suspicion.objects.all()}

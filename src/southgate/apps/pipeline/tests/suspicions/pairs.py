"""Pairs of projects for the tests of the detector, and what is known of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from southgate.apps.enterprise.api import (
    EditEnterprise,
    Enterprise,
    RegisterEnterprise,
    edit_enterprises,
    register_enterprises,
)
from southgate.apps.pipeline.models.suspicions import MatchKey, Suspicion
from southgate.apps.pipeline.services.projects.commands import RegisterProject
from southgate.apps.pipeline.services.projects.recording import register_projects
from southgate.apps.pipeline.tests.projects.projects import Cast
from southgate.kernel.clock import today
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.actors import actor_for
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import make_account, signed_in
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


@dataclass
class Desk:
    """An officer registered two projects of one site; a statistician's browser looks at them."""

    client: Client
    officer: Client
    zone: UUID
    reviewer: Actor
    registrar: Actor
    a: UUID
    b: UUID

    @property
    def row(self) -> Suspicion:
        return Suspicion.objects.get()

    @property
    def url(self) -> str:
        return f"/suspicions/{self.row.pk}/"

    def send(self, step: str, client: Client | None = None, **data: Any) -> Any:
        given = {"command_id": str(uuid4()), "seen": pair_version(), **data}
        return (client or self.client).post(f"{self.url}{step}/", given)


def pair_version() -> int:
    return sum(Suspicion.objects.exclude(state="lapsed").values_list("version", flat=True))


def desk_of() -> Desk:
    officer, account, place = signed_in()
    registrar = actor_for(account, today())
    first, second = (
        registered(registrar, place.zone, name=name, site_address=address)
        for name, address in (("精密减速器智能工厂", "云澜市高新区创业路8号"), ("铜箔项目", "创业路８＃"))
    )
    reviewing = make_account(place, "wang", Role.STATISTICIAN)
    client = Client()
    client.force_login(reviewing)
    a, b = sorted((first, second))
    return Desk(client, officer, place.zone, actor_for(reviewing, today()), registrar, a, b)


def registered(by: Actor, zone: UUID, **values: Any) -> UUID:
    cmd = RegisterProject(zone=zone, values=values)
    answer = register_projects([cmd], by=by, today=today(), command_id=uuid4())
    return UUID(answer.data["ids"][0])


def the_one() -> Suspicion:
    """The only suspicion there is."""
    return Suspicion.objects.get()

"""Projects of the tests: 李经理 is responsible, 王科 is in the team, 赵处 leads, 陌生人 has nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from southgate.apps.pipeline.services.projects.commands import EditProject, JoinTeam, RegisterProject
from southgate.apps.pipeline.services.projects.recording import edit_projects, register_projects
from southgate.apps.pipeline.services.projects.team import join_team, projects_of
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.testing import TODAY, Place, actor_with, make_person, make_place

WAN = 1_000_000


@dataclass(frozen=True, slots=True)
class Cast:
    """A place and its people, as actors and as persons."""

    place: Place
    li: Actor
    wang: Actor
    zhao: Actor
    officer: Actor
    stranger: Actor

    @property
    def zone(self) -> UUID:
        return self.place.zone


def cast(code: str = "SL") -> Cast:
    place = make_place(code)
    people = {name: make_person(place, name) for name in ("李经理", "王科", "赵处", "陈专员")}

    def actor(name: str, role: Role, unit: UUID | None = None) -> Actor:
        return actor_with([role], place, person=people[name], unit=unit)

    return Cast(
        place=place,
        li=actor("李经理", Role.RESPONSIBLE_PERSON, place.first_unit),
        wang=actor("王科", Role.STATISTICIAN),
        zhao=actor("赵处", Role.ZONE_LEADER),
        officer=actor("陈专员", Role.INVESTMENT_OFFICER),
        stranger=actor_with([], place),
    )


def make_project(cast: Cast, name: str = "精密减速器智能工厂", *, by: Actor | None = None, **values: Any) -> UUID:
    cmd = RegisterProject(zone=cast.zone, values={"name": name, **values})
    answer = register_projects([cmd], by=by or cast.officer, today=TODAY, command_id=uuid4())
    return UUID(answer.data["ids"][0])


def edit(cast: Cast, id: UUID, seen: int, *, by: Actor | None = None, reason: str = "", **values: Any) -> None:
    cmd = EditProject(id=id, seen=seen, values=values, reason=reason)
    edit_projects([cmd], by=by or cast.officer, today=TODAY, command_id=uuid4())


def join(cast: Cast, id: UUID, who: Actor, *, by: Actor | None = None) -> None:
    cmd = JoinTeam(id=id, person=who.person)
    join_team([cmd], by=by or cast.officer, today=TODAY, command_id=uuid4())


def with_teams(actor: Actor) -> Actor:
    """The actor as the next request makes him: with the teams he is in now."""
    teams = {"project": frozenset(projects_of(actor.person, TODAY))}
    return Actor(actor.id, actor.person, actor.unit, actor.grants, teams)

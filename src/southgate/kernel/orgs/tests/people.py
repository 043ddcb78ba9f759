"""A zone with its three administrators, for the tests of this part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.orgs.services import posts
from southgate.kernel.testing import TODAY, Place, actor_with, make_person, make_place


@dataclass(frozen=True, slots=True)
class Cast:
    """`machine` keeps the system, `security` the posts, `auditor` reads; `officer` works, `stranger` has nothing."""

    place: Place
    machine: Actor
    security: Actor
    auditor: Actor
    officer: Actor
    stranger: Actor


def cast(place: Place | None = None) -> Cast:
    place = place or make_place()

    def one(role: Role, name: str) -> Actor:
        return actor_with([role], place, person=make_person(place, name))

    return Cast(
        place,
        one(Role.SYSTEM_ADMINISTRATOR, "钱工"),
        one(Role.SECURITY_ADMINISTRATOR, "孙工"),
        one(Role.AUDITOR, "周审"),
        one(Role.INVESTMENT_OFFICER, "李经理"),
        actor_with([], place, person=make_person(place, "陌生人")),
    )


def do(service: Any, *commands: Any, by: Actor) -> Any:
    return service(commands, by=by, today=TODAY, command_id=uuid4()).data


def make_post(who: Cast, role: Role, title: str = "岗位", **more: Any) -> UUID:
    command = posts.RegisterPost(zone=more.pop("zone", who.place.zone), title=title, role=role, **more)
    return UUID(do(posts.register_posts, command, by=who.security)["posts"][0])


def appoint(who: Cast, person: UUID, role: Role, from_day: Any = TODAY, to_day: Any = None, **more: Any) -> UUID:
    post = make_post(who, role, **more)
    command = posts.Appoint(post=post, person=person, from_day=from_day, to_day=to_day)
    return UUID(do(posts.appoint, command, by=who.security)["appointments"][0])

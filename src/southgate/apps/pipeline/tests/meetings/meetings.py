"""Visits, events and introducers of the tests, each made by its command."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from southgate.apps.pipeline.services.meetings.commands import (
    About,
    Found,
    Introduce,
    ListAtEvent,
    Listing,
    RecordVisit,
    RegisterEvent,
    RegisterIntroducer,
    ToDo,
)
from southgate.apps.pipeline.services.meetings.events import list_at_events, register_events
from southgate.apps.pipeline.services.meetings.introducers import introduce, register_introducers
from southgate.apps.pipeline.services.meetings.visits import record_visits
from southgate.apps.pipeline.tests.projects.projects import Cast
from southgate.kernel.identity.actor import Actor
from southgate.kernel.testing import TODAY

NEXT_WEEK = date(2026, 12, 1)


def send(service: Any, cmd: Any, by: Actor, *, today: date = TODAY, command_id: UUID | None = None) -> Any:
    return service([cmd], by=by, today=today, command_id=command_id or uuid4())


def made(answer: Any) -> UUID:
    return UUID(answer.data["ids"][0])


def to_do(owner: Actor, text: str = "把用地红线图发过去", due_on: date = NEXT_WEEK) -> ToDo:
    assert owner.person is not None
    return ToDo(text, owner.person, due_on)


def make_visit(by: Actor, project: UUID, **values: Any) -> UUID:
    given: dict[str, Any] = {"note": "看了二期用地，谈到供电", "with_whom": "刘总、王工", **values}
    about = given.pop("about", About(project=project))
    return made(send(record_visits, RecordVisit(about=about, **given), by))


def make_event(cast: Cast, name: str = "2026 年第四季度集中签约", *, kind: str = "signing", **values: Any) -> UUID:
    given: dict[str, Any] = {"held_on": TODAY, "place": "管委会", **values}
    return made(send(register_events, RegisterEvent(zone=cast.zone, kind=kind, name=name, **given), cast.officer))


def put_on(cast: Cast, event: UUID, *lines: Listing, by: Actor | None = None) -> list[UUID]:
    answer = send(list_at_events, ListAtEvent(event=event, lines=lines), by or cast.officer)
    return [UUID(id) for id in answer.data["ids"]]


def make_introducer(cast: Cast, name: str = "示例商会", kind: str = "organisation", **values: Any) -> UUID:
    cmd = RegisterIntroducer(zone=cast.zone, kind=kind, name=name, **values)
    return made(send(register_introducers, cmd, cast.officer))


def bring(cast: Cast, introducer: UUID, project: UUID, *, by: Actor | None = None, **values: Any) -> UUID:
    cmd = Introduce(introducer=introducer, about=About(project=project), **values)
    return made(send(introduce, cmd, by or cast.officer))


__all__ = ["NEXT_WEEK", "About", "Found", "bring", "made", "make_event", "make_introducer", "make_visit", "put_on",
           "send", "to_do"]  # fmt: skip

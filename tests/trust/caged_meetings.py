"""Visits, follow-ups, events and introducers for the leak test: one of each that may be seen, the rest caged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from southgate.apps.pipeline.models.meetings import FollowUp
from southgate.apps.pipeline.services.meetings.commands import (
    About,
    Found,
    Introduce,
    ListAtEvent,
    Listing,
    RecordVisit,
    RegisterEvent,
    RegisterIntroducer,
    Sums,
    ToDo,
)
from southgate.apps.pipeline.services.meetings.events import list_at_events, register_events
from southgate.apps.pipeline.services.meetings.introducers import introduce, register_introducers
from southgate.apps.pipeline.services.meetings.visits import record_visits
from southgate.kernel import clock
from southgate.kernel.identity.actors import actor_for
from southgate.kernel.identity.models import Account

Ids = dict[str, UUID]


@dataclass(frozen=True)
class Fair:
    """An event and an introducer on which the zone's projects may stand."""

    event: UUID
    introducer: UUID


def _send(service: Any, command: Any, by: Account) -> UUID:
    actor, today = actor_for(by, clock.today()), clock.today()
    return UUID(service([command], by=actor, today=today, command_id=uuid4()).data["ids"][0])


def fair(by: Account, zone: UUID, word: str) -> Fair:
    """`word` stands in every name."""
    event = RegisterEvent(zone=zone, kind="fair", name=f"{word}招商会", held_on=clock.today(), place=word)
    introducer = RegisterIntroducer(zone=zone, kind="organisation", name=f"{word}商会")
    return Fair(_send(register_events, event, by), _send(register_introducers, introducer, by))


def met(by: Account, project: UUID, at: Fair, word: str, announced: int) -> Ids:
    """A visit with all that hangs on it, a line of the event, an introduction: ids by the words of their addresses."""
    due = clock.today() + timedelta(days=60)
    visit = RecordVisit(
        about=About(project=project), place=word, with_whom=word, note=word, findings=(Found("risk", word),),
        follow_ups=(ToDo(word, _person(by), due),),
    )  # fmt: skip
    line = Listing(project=project, sums=Sums(announced_minor=announced, onsite_minor=announced))
    seen = _send(record_visits, visit, by)
    return {
        "visits": seen,
        "follow-ups": FollowUp.objects.get(visit_id=seen).pk,
        "event-projects": _send(list_at_events, ListAtEvent(event=at.event, lines=(line,)), by),
        "introductions": _send(introduce, Introduce(introducer=at.introducer, about=About(project=project)), by),
    }


def _person(account: Account) -> UUID:
    assert account.person is not None
    return account.person

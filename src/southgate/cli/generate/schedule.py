"""In which order a portfolio is written down: a week's events on its last day, each writer's together.

The head of the book gives each commit one time, so a commit an event would be slow and a commit for all would have no
past. What lies before the zone began to use the system is entered in its first week, as offices do with old ledgers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from southgate.cli.generate.crew import Crew
from southgate.cli.generate.made import Happening, Made
from southgate.kernel import clock

LARGEST = 2_000
"""Commands in one commit."""
WORTH = 8
"""Events that make a commit worth its while; a small portfolio is written down every few weeks to have as many."""
MOST_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Event:
    """One thing to write down about one project, at `at` (microseconds) or on the next occasion after it."""

    at: int
    made: Made
    happening: Happening
    writer: UUID


@dataclass(slots=True)
class Slot:
    """Events that go into one commit: one writer, each project once, apart from notes that follow."""

    writer: UUID
    turn: int
    at: int = 0
    events: list[Event] = field(default_factory=list)


FREE = Slot(UUID(int=0), -1), ""
"""What stands before a project's first event of an occasion."""


def events_of(portfolio: Iterable[Made], crew: Crew, *, since: date) -> list[Event]:
    """Every happening with its writer, in the order in which they are written down."""
    first = clock.end_of(since - timedelta(days=1)) + 9 * 3_600_000_000
    found = []
    for made in portfolio:
        registrar = crew.writer(made.history[0])
        for happening in made.history:
            writer = registrar if made.project.confidential else crew.writer(happening)
            found.append(Event(max(first, happening.recorded_at), made, happening, writer))
    return sorted(found, key=lambda event: (event.at, event.happening.recorded_at))


def slots_of(events: Sequence[Event]) -> Iterator[list[Slot]]:
    """The commits of each occasion, one a writer; what cannot stand beside the rest waits for the next occasion.

    A project's own events keep their order. All of the first week is written in it, and all of the rest in the last.
    """
    spans = _spans(events)
    waiting: list[Event] = []
    for number, (_, week) in enumerate(groupby(events, key=lambda event: _week(event.at) // spans)):
        slots, waiting = _slots([*waiting, *week])
        yield slots
        while waiting and number == 0:
            slots, waiting = _slots(waiting)
            yield slots
    while waiting:
        slots, waiting = _slots(waiting)
        yield slots


def _spans(events: Sequence[Event]) -> int:
    """How many weeks are written down together."""
    occasions = {(_week(event.at), event.writer) for event in events}
    return max(1, min(MOST_WEEKS, WORTH * len(occasions) // max(1, len(events))))


def _week(at: int) -> int:
    return (clock.day_of(at).toordinal() - 1) // 7


def _slots(events: Sequence[Event]) -> tuple[list[Slot], list[Event]]:
    """One slot a writer in the order in which they come up, and the events that must wait."""
    slots: dict[UUID, Slot] = {}
    last: dict[int, tuple[Slot, str] | None] = {}
    waiting = []
    for event in events:
        number, kind = event.made.project.number, event.happening.kind
        slot = slots.setdefault(event.writer, Slot(event.writer, len(slots)))
        if len(slot.events) == LARGEST or not _follows(slot, kind, last.get(number, FREE)):
            last[number] = None
            waiting.append(event)
            continue
        slot.events.append(event)
        slot.at = events[-1].at
        last[number] = slot, kind
    return [slot for slot in slots.values() if slot.events], waiting


def _follows(slot: Slot, kind: str, before: tuple[Slot, str] | None) -> bool:
    """Whether an event of `kind` may stand in `slot` after the project's last one; `before` None: that one waits."""
    if before is None:
        return False
    earlier, was = before
    return earlier.turn < slot.turn or (earlier is slot and kind == "noted" and was != "registered")

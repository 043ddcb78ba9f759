"""In which order a portfolio is written down: a week's events on its last day, each writer's together.

The head of the book gives each commit one time, so a commit an event would be slow and a commit for all would have no
past. What lies before the zone began to use the system is entered on its first day, as offices do with old ledgers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
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
    at: int = 0
    events: list[Event] = field(default_factory=list)


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


def slots_of(events: Sequence[Event]) -> Iterator[Slot]:
    """The commits, week after week; within a week a project's own events keep their order."""
    spans = _spans(events)
    for _, week in groupby(events, key=lambda event: _week(event.at) // spans):
        yield from _slots(week)


def _spans(events: Sequence[Event]) -> int:
    """How many weeks are written down together."""
    occasions = {(_week(event.at), event.writer) for event in events}
    return max(1, min(MOST_WEEKS, WORTH * len(occasions) // max(1, len(events))))


def _week(at: int) -> int:
    return (clock.day_of(at).toordinal() - 1) // 7


def _slots(week: Iterable[Event]) -> list[Slot]:
    """Each event goes into its writer's first slot that comes after what happened to the project before."""
    slots: list[Slot] = []
    of_writer: dict[UUID, list[int]] = defaultdict(list)
    last: dict[int, tuple[int, str]] = {}
    for event in week:
        mine, number = of_writer[event.writer], event.made.project.number
        place = bisect_left(mine, _earliest(event.happening.kind, *last.get(number, (-1, ""))))
        if place == len(mine):
            mine.append(len(slots))
            slots.append(Slot(event.writer))
        slot = slots[mine[place]]
        slot.events.append(event)
        slot.at = event.at
        last[number] = mine[place], event.happening.kind
        if len(slot.events) == LARGEST:
            del mine[place]
    return slots


def _earliest(kind: str, slot: int, before: str) -> int:
    """The first slot that may hold an event of `kind` when `slot` holds the project's last one."""
    return slot if kind == "noted" and before in {"edited", "stage_moved", "status_changed", "noted"} else slot + 1

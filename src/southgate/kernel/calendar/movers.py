"""What else a new notice moves. A room that keeps dates registers one function in one line:

    register_mover(Mover("承诺投产日", moved_promises))

The function gets both calendars and the actor, and tells which of the room's dates, among those the actor may see,
fall on a day that closes or would be counted differently. It only reads: what the room then does, it does when it
hears `calendar.notice_loaded`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from southgate.domain.calendar.work import WorkCalendar
from southgate.kernel.book.payloads import Ref, Say
from southgate.kernel.identity.actor import Actor


@dataclass(frozen=True, slots=True)
class Moved:
    """One date of a thing. `now` is None when the room only points at it and leaves the date as promised."""

    what: Ref
    name: str
    was: date
    now: date | None
    because: Say


Asks = Callable[[WorkCalendar, WorkCalendar, Actor], Iterable[Moved]]


@dataclass(frozen=True, slots=True)
class Mover:
    """`title` is a Chinese term (msgid) for the kind of date."""

    title: str
    ask: Asks


_MOVERS: dict[str, Mover] = {}


def register_mover(mover: Mover) -> Mover:
    known = _MOVERS.get(mover.title)
    if known is not None and known.ask is not mover.ask:
        raise ValueError(f"a mover for {mover.title} is registered already")
    _MOVERS[mover.title] = mover
    return mover


def forget_mover(title: str) -> None:
    _MOVERS.pop(title, None)


def moved(old: WorkCalendar, new: WorkCalendar, by: Actor) -> tuple[tuple[str, tuple[Moved, ...]], ...]:
    """(title, dates) of each room that has any, in the order of registration."""
    found = ((mover.title, tuple(mover.ask(old, new, by))) for mover in _MOVERS.values())
    return tuple((title, dates) for title, dates in found if dates)

"""What waits for someone, and who tells. A room that has work for people adds one source:

    @work_source("uploads")
    def waiting_uploads(*, by: Actor, today: date) -> Iterable[WorkItem]: ...

A source asks for rows through `visible()` with a fixed number of queries, and says of each why it waits. Nothing here
counts how much somebody did: no points, no rankings, no record of who looked (国办函〔2026〕12号).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from southgate.kernel.identity.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """One thing to do. Texts are in the reader's language.

    `title` says what to do (补承诺投产日), `why` where it belongs and why it waits, `action` is the button's words.
    `due` is the day by which the rule wants it, None where none does. Of two things due alike the heavier comes
    first: `URGENT` the zone itself is at risk, `PROMISE` a promise to or of an enterprise, `USUAL`, `LIGHT`.
    """

    title: str
    why: str
    url: str
    action: str
    due: date | None = None
    weight: int = 20


URGENT, PROMISE, USUAL, LIGHT = 100, 50, 20, 10


class Source(Protocol):
    def __call__(self, *, by: Actor, today: date) -> Iterable[WorkItem]: ...


_SOURCES: dict[str, Source] = {}


def work_source(key: str) -> Callable[[Source], Source]:
    """Register a source under a key of its own."""

    def register(source: Source) -> Source:
        known = _SOURCES.setdefault(key, source)
        if known is not source:
            raise ValueError(f"a source of work is registered as {key} already")
        return source

    return register


def sources() -> tuple[Source, ...]:
    return tuple(_SOURCES.values())


def forget_source(key: str) -> None:
    _SOURCES.pop(key, None)


def waiting(*, by: Actor, today: date) -> list[WorkItem]:
    """Everything that waits for the actor, from all sources, in no order yet."""
    return [item for source in sources() for item in source(by=by, today=today)]

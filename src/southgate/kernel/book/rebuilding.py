"""Rows and history rows again from the book alone.

Entries stream by subject (index `subject, seq`), so a subject's row and history are finished before the next begins
and memory does not grow with the book. Folds know no position, so the order among subjects does not matter.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from southgate.kernel.book import rowsql, streaming
from southgate.kernel.book.payloads import read_plain
from southgate.kernel.book.projections import Event, Projection, State, projections

BATCH = 2000
_ENTRIES = (
    "SELECT subject, position, seq, kind, version, payload, occurred_on, zone, by_person FROM book_entry "
    "WHERE subject_kind = %s ORDER BY subject, seq"
)
Afterwards = Callable[[], None]
_AFTERWARDS: list[Afterwards] = []


def after_rebuild(do: Afterwards) -> Afterwards:
    """Register what must follow the rows in the same transaction (a search index made of them)."""
    if do not in _AFTERWARDS:
        _AFTERWARDS.append(do)
    return do


@dataclass(slots=True)
class Replayed:
    """A subject as the book tells it: states after each entry, and (position, seq) of each.

    `raw` is its id as the driver gives it.
    """

    raw: Any
    subject: UUID
    states: list[State] = field(default_factory=list)
    placed: list[tuple[int, int]] = field(default_factory=list)

    def row(self, columns: Sequence[str]) -> list[Any]:
        position, seq = self.placed[-1]
        return [*(self.states[-1][column] for column in columns), seq, position]

    def past(self, columns: Sequence[str]) -> Iterator[list[Any]]:
        ends: list[int | None] = [position for position, _ in self.placed[1:]]
        for state, (position, seq), until in zip(self.states, self.placed, [*ends, None], strict=True):
            yield [*(state[column] for column in columns), seq, position, until]


def replay(projection: Projection) -> Iterator[Replayed]:
    """Every subject of a kind, folded from its entries, in the order of their ids."""
    current: Replayed | None = None
    for subject, position, seq, *entry in streaming.rows(_ENTRIES, [projection.kind]):
        if current is None or current.raw != subject:
            if current is not None:
                yield current
            current = Replayed(subject, _uuid(subject))
        before = current.states[-1] if current.states else None
        current.states.append(projection.fold(before, _event(current.subject, *entry)))
        current.placed.append((position, seq))
    if current is not None:
        yield current


def _event(subject: UUID, kind: str, version: int, payload: str, occurred_on: Any, zone: Any, by_person: Any) -> Event:
    data = read_plain(kind, version, payload)
    return Event(kind, data, subject, _day(occurred_on), _or_none(zone), _or_none(by_person))


def rebuild(kinds: Sequence[str] = ()) -> dict[str, int]:
    """Write all rows and history rows again in one transaction; returns how many rows each kind has.

    `kinds` empty means all. What hangs on a row by a foreign key stays: keys are checked at the commit.
    """
    chosen = [projection for kind, projection in sorted(projections().items()) if not kinds or kind in kinds]
    with transaction.atomic():
        for projection in chosen:
            _empty(projection)
        counts = {projection.kind: _fill(projection) for projection in chosen}
        for do in _AFTERWARDS:
            do()
    return counts


def _empty(projection: Projection) -> None:
    quote = connection.ops.quote_name
    tables = [model._meta.db_table for model in (projection.past, projection.model) if model is not None]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {quote(table)}")


def _fill(projection: Projection) -> int:
    columns, count = projection.columns(), 0
    subjects = replay(projection)
    while batch := list(itertools.islice(subjects, BATCH)):
        count += len(batch)
        rowsql.insert(projection.model, [*columns, "version", "position"], [item.row(columns) for item in batch])
        if projection.past is not None:
            names = [*columns, "version", "known_from", "known_to"]
            rowsql.insert(projection.past, names, [row for item in batch for row in item.past(columns)])
    return count


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def _or_none(value: Any) -> UUID | None:
    return None if value is None else _uuid(value)


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)

"""Rows and history rows again from the book alone.

Entries stream by subject (index `subject, seq`), so a subject's row and history are finished before the next begins
and memory does not grow with the book. Folds know no position, so the order among subjects does not matter.
"""

from __future__ import annotations

import functools
import gc
import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from southgate.kernel.book import rowsql, statistics, streaming
from southgate.kernel.book.models import Head
from southgate.kernel.book.payloads import read_plain
from southgate.kernel.book.projections import Event, Projection, State, projections

BATCH = 2000
_ENTRIES = (
    "SELECT subject, position, seq, kind, version, payload, CAST(occurred_on AS text), zone, by_person FROM book_entry "
    "WHERE subject_kind = %s ORDER BY subject, seq"
)
Afterwards = Callable[[], object]
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

    def row(self, values: Sequence[Any]) -> list[Any]:
        """The row of today, from its columns' values."""
        position, seq = self.placed[-1]
        return [*values, seq, position]

    def past(self, values: Sequence[Sequence[Any]]) -> Iterator[list[Any]]:
        """History rows, from the columns' values after each entry."""
        ends: list[int | None] = [position for position, _ in self.placed[1:]]
        for columns, (position, seq), until in zip(values, self.placed, [*ends, None], strict=True):
            yield [*columns, seq, position, until]


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
    zone, by_person = zone and _uuid(zone), by_person and _uuid(by_person)
    return Event(kind, data, subject, _day(occurred_on), zone, by_person)


def rebuild(kinds: Sequence[str] = ()) -> dict[str, int]:
    """Write all rows and history rows again in one transaction; returns how many rows each kind has.

    `kinds` empty means all. What hangs on a row by a foreign key stays: keys are checked at the end.
    """
    chosen = [projection for kind, projection in sorted(projections().items()) if not kinds or kind in kinds]
    tables = [model._meta.db_table for p in chosen for model in (p.past, p.model) if model is not None]
    with _without_collector(), _keys_checked_at_the_end(), transaction.atomic():
        lock_head()
        indexes = drop_indexes(tables)
        for table in tables:
            _execute(f"DELETE FROM {connection.ops.quote_name(table)}")
        counts = {projection.kind: _fill(projection) for projection in chosen}
        for create in indexes:
            _execute(create)
        if connection.vendor == "sqlite":
            past = {p.past._meta.db_table for p in projections().values() if p.past is not None}
            connection.check_constraints(sorted(set(connection.introspection.table_names()) - past))
        for do in _AFTERWARDS:
            do()
        statistics.refresh()
    return counts


def lock_head() -> None:
    """Nobody writes while rows are written anew."""
    Head.objects.filter(pk=1).select_for_update().first()


def drop_indexes(tables: Sequence[str]) -> list[str]:
    """On SQLite: take the indexes off and return how to make them again. Sorted once they cost a fraction of being
    kept up row by row. On PostgreSQL the application's role may not, and its indexes stay."""
    if connection.vendor != "sqlite":
        return []
    marks = ", ".join(["%s"] * len(tables))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})",
            tables,
        )
        found = cursor.fetchall()
    for name, _ in found:
        _execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    return [sql for _, sql in found]


@contextmanager
def _keys_checked_at_the_end() -> Iterator[None]:
    """SQLite would look up every foreign key of every row; outside a transaction that can be put off."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.constraint_checks_disabled():
        yield


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _fill(projection: Projection) -> int:
    """Insert batch by batch; the values of a subject are prepared once and only where they change."""
    names, count = projection.columns(), 0
    row = rowsql.fields(projection.model, [*names, "version", "position"])
    past = rowsql.fields(projection.past, [*names, "version", "known_from", "known_to"]) if projection.past else []
    subjects = replay(projection)
    while batch := list(itertools.islice(subjects, BATCH)):
        count += len(batch)
        told = [(item, _prepared(row, names, item.states)) for item in batch]
        rowsql.insert_prepared(projection.model, row, [item.row(values[-1]) for item, values in told])
        if projection.past is not None:
            rowsql.insert_prepared(projection.past, past, [r for item, values in told for r in item.past(values)])
    return count


def _prepared(fields: Sequence[Any], names: Sequence[str], states: Sequence[State]) -> list[list[Any]]:
    """States as the driver takes them. A fold hands on what it did not change, so most values are the very same."""
    first = states[0]
    rows = [rowsql.prepare(fields[: len(names)], [first[name] for name in names])]
    for before, state in itertools.pairwise(states):
        row = rows[-1].copy()
        for n, name in enumerate(names):
            if state[name] is not before[name]:
                row[n] = rowsql.prepared(fields[n], state[name])
        rows.append(row)
    return rows


@functools.lru_cache(maxsize=4096)
def _uuid(value: Any) -> UUID:
    """Zones and persons come again and again; making a UUID of text takes a microsecond."""
    return value if isinstance(value, UUID) else UUID(value)


_day = functools.lru_cache(maxsize=4096)(date.fromisoformat)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of short-lived rows and no cycles: the cyclic collector would take a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()

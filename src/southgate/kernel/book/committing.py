"""From a draft to the book: `commit` locks the head, gives positions and inserts the pieces that `readying` made ready.

Law of order: rows were locked by the service (in id order), the head is locked last and held until the commit,
so positions become visible in their own order and without gaps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection

from southgate.domain.errors import Refused, Stale
from southgate.kernel import clock
from southgate.kernel.book import rowsql
from southgate.kernel.book.digest import NOTHING, digest_of, entry_text, next_root
from southgate.kernel.book.drafting import Draft, stale
from southgate.kernel.book.keeping import ToKeep
from southgate.kernel.book.models import Entry, Head, Kept
from southgate.kernel.book.pieces import ENTRY_COLUMNS, KindRows, Piece
from southgate.kernel.book.projections import Projection, projection_of
from southgate.kernel.book.readying import BATCH, heads_of
from southgate.kernel.jobs.outbox import enqueue

SUBJECT, RECORDED_AT, PREVIOUS, DIGEST = (
    ENTRY_COLUMNS.index(name) for name in ("subject", "recorded_at", "previous", "digest")
)
PIECE = 10_000
"""Rows given to the driver at once: it copies what it is given."""


class Moved(Exception):
    """Another writer came first. Turned into Stale outside the failed transaction."""


def who_moved(draft: Draft) -> Stale:
    """The first subject that is no longer where the draft took it to be."""
    built_on = draft.pieces.built_on()
    heads = heads_of(sorted(built_on))
    for subject, seen in built_on.items():
        now = heads.get(subject, (0, ""))[0]
        if now != seen:
            return stale(subject, seen, now)
    subject, seen = next(iter(built_on.items()))
    return Stale(subject, seen, seen)


@dataclass(slots=True)
class _At:
    """Where the book stands while pieces are written: the chain head of each subject among them."""

    position: int
    recorded_at: int
    root: str
    last: dict[str, str]


def commit(draft: Draft) -> int:
    """Lock the head and write all pieces; returns the position of the last entry. Raises Stale when a row moved."""
    for write in draft.in_transaction:
        write()
    enqueue(draft.messages)
    if not draft.pieces.entries:
        return int(Head.objects.values_list("position", flat=True).get())
    if draft.bulk and connection.vendor == "postgresql":
        _lock_rows(draft)
    head = Head.objects.select_for_update().get()
    at = _At(head.position, max(clock.now_micros(), head.recorded_at), head.root, {})
    for piece in draft.pieces:
        _write(piece, at)
    Head.objects.filter(pk=1).update(position=at.position, recorded_at=at.recorded_at, root=at.root)
    return at.position


def _lock_rows(draft: Draft) -> None:
    """Rows a bulk command changes, locked in the order of their ids before the head, as every other command does: who
    holds the head waits for no row."""
    for kind, seen in sorted(draft.pieces.changed.items()):
        manager: Any = _projection(kind).model._default_manager
        ids = sorted(seen)
        for start in range(0, len(ids), BATCH):
            rows = manager.filter(pk__in=ids[start : start + BATCH]).order_by("pk").select_for_update(no_key=True)
            if any(version != seen[id] for id, version in rows.values_list("pk", "version")):
                raise Moved


def _write(piece: Piece, at: _At) -> None:
    base = at.position
    _number(piece, at)
    _insert(Kept, ToKeep._fields, piece.kept)
    try:
        _insert(Entry, ENTRY_COLUMNS, piece.entries)
    except IntegrityError as error:
        raise Moved() from error
    for ready in piece.kinds:
        _write_kind(ready, base)


def _number(piece: Piece, at: _At) -> None:
    """Positions, times, previous digests and digests into the entry rows; the root of the book after them."""
    last, root, position = at.last, at.root, at.position
    last.update((subject.hex, digest) for subject, (_, digest) in piece.heads.items())
    for row in piece.entries:
        position += 1
        row[0], row[RECORDED_AT], row[PREVIOUS] = position, at.recorded_at, last.get(row[SUBJECT], NOTHING)
        digest = row[DIGEST] = last[row[SUBJECT]] = digest_of(_text_of(row))
        root = next_root(root, digest)
    at.root, at.position = root, position


def _text_of(row: Sequence[Any]) -> str:
    """The text of an entry whose row is ready but for its digest."""
    (position, subject_kind, subject, seq, kind, version, payload, occurred_on, recorded_at, zone, by_person,
     for_unit, command, supersedes, previous, _digest) = row  # fmt: skip
    return entry_text(
        position, subject_kind, subject, seq, kind, version, occurred_on, recorded_at, zone or "", by_person or "",
        for_unit or "", command, supersedes, previous, payload,
    )  # fmt: skip


def _insert(model: Any, names: Sequence[str], rows: list[list[Any]]) -> None:
    """Rows as the driver takes them, piece by piece."""
    columns = rowsql.fields(model, names)
    for start in range(0, len(rows), PIECE):
        rowsql.insert_prepared(model, columns, rows[start : start + PIECE])


def _write_kind(ready: KindRows, base: int) -> None:
    projection = _projection(ready.kind)
    for row in ready.new:
        row[-1] += base
    for _id, _seen, values in ready.changes:
        values["position"] += base
    try:
        _insert(projection.model, [*ready.names, "version", "position"], ready.new)
        updated = rowsql.update(projection.model, ready.changes)
    except IntegrityError as error:
        raise Refused([projection.taken]) from error
    if updated != len(ready.changes):
        raise Moved
    if projection.past is not None:
        _write_past(ready, projection.past, base)
    for follower, notes in zip(projection.followers, ready.notes, strict=True):
        if notes:
            follower.write(notes)


def _projection(kind: str) -> Projection:
    found = projection_of(kind)
    assert found is not None, kind
    return found


def _write_past(ready: KindRows, model: Any, base: int) -> None:
    """Close the open history row of each subject and open new ones, one an entry."""
    quote = connection.ops.quote_name
    for closing in ready.closing:
        closing[0] += base
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(model._meta.db_table)} SET known_to = %s WHERE id = %s AND known_to IS NULL", ready.closing
        )
    for row in ready.past:
        row[-2] += base
        row[-1] = None if row[-1] is None else row[-1] + base
    _insert(model, [*ready.names, "version", "known_from", "known_to"], ready.past)

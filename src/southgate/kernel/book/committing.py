"""From a draft to the book: `commit` locks the head, gives positions and inserts what `readying` made ready.

Law of order: rows were locked by the service (in id order), the head is locked last and held until the commit,
so positions become visible in their own order and without gaps.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection

from southgate.domain.errors import Refused, Stale
from southgate.kernel import clock
from southgate.kernel.book import rowsql
from southgate.kernel.book.digest import NOTHING, digest_of, entry_text, next_root
from southgate.kernel.book.drafting import Draft, stale
from southgate.kernel.book.keeping import ToKeep
from southgate.kernel.book.models import Entry, Head, Kept
from southgate.kernel.book.readying import ENTRY_COLUMNS, Prepared, Ready, heads_of
from southgate.kernel.jobs.outbox import enqueue

RECORDED_AT, PREVIOUS, DIGEST = (ENTRY_COLUMNS.index(name) for name in ("recorded_at", "previous", "digest"))
PIECE = 10_000
"""Rows given to the driver at once: it copies what it is given."""


class Moved(Exception):
    """Another writer came first; carries the seq this draft built on, by subject. Turned into Stale outside."""

    def __init__(self, built_on: dict[UUID, int]) -> None:
        super().__init__(f"{len(built_on)} subjects")
        self.built_on = built_on


def who_moved(moved: Moved) -> Stale:
    """Outside the failed transaction: the first subject that is no longer where the draft took it to be."""
    heads = heads_of(sorted(moved.built_on))
    for subject, seen in moved.built_on.items():
        now = heads.get(subject, (0, ""))[0]
        if now != seen:
            return stale(subject, seen, now)
    subject, seen = next(iter(moved.built_on.items()))
    return Stale(subject, seen, seen)


def commit(draft: Draft, prepared: Prepared) -> int:
    """Lock the head and write all of it; returns the position of the last entry. Raises Stale when a row moved."""
    for write in draft.in_transaction:
        write()
    enqueue(draft.messages)
    if not draft.entries:
        return int(Head.objects.values_list("position", flat=True).get())
    head = Head.objects.select_for_update().get()
    base, recorded_at = head.position, max(clock.now_micros(), head.recorded_at)
    root = _place(draft, prepared, head, recorded_at)
    _insert(Kept, ToKeep._fields, prepared.kept)
    try:
        _insert(Entry, ENTRY_COLUMNS, prepared.entries)
    except IntegrityError as error:
        raise Moved(_built_on(draft, prepared)) from error
    for ready in prepared.kinds:
        _write_kind(ready, base)
    position = base + len(draft.entries)
    Head.objects.filter(pk=1).update(position=position, recorded_at=recorded_at, root=root)
    return position


def _built_on(draft: Draft, prepared: Prepared) -> dict[UUID, int]:
    return {entry.subject: prepared.heads.get(entry.subject, (0, ""))[0] for entry in draft.entries}


def _place(draft: Draft, prepared: Prepared, head: Head, recorded_at: int) -> str:
    """Positions, times, previous digests and digests into the entry rows; the root of the book after them."""
    root, position = head.root, head.position
    by_person, for_unit = draft.by.person, draft.by.unit
    texts = (by_person.hex if by_person else "", for_unit.hex if for_unit else "", draft.command_id.hex)
    last = {subject: digest for subject, (_, digest) in prepared.heads.items()}
    for entry, row in zip(draft.entries, prepared.entries, strict=True):
        position += 1
        previous = last.get(entry.subject, NOTHING)
        text = entry_text(
            position, entry.subject_kind, entry.subject.hex, row[3], entry.payload.KIND, entry.payload.VERSION,
            entry.occurred_on.isoformat(), recorded_at, entry.zone.hex if entry.zone else "",
            *texts, entry.supersedes, previous, entry.text,
        )  # fmt: skip
        digest = last[entry.subject] = digest_of(text)
        root = next_root(root, digest)
        row[0], row[RECORDED_AT], row[PREVIOUS], row[DIGEST] = position, recorded_at, previous, digest
    return root


def _insert(model: Any, names: Sequence[str], rows: list[list[Any]]) -> None:
    """Rows as the driver takes them, piece by piece."""
    columns = rowsql.fields(model, names)
    for start in range(0, len(rows), PIECE):
        rowsql.insert_prepared(model, columns, rows[start : start + PIECE])


def _write_kind(ready: Ready, base: int) -> None:
    projection = ready.projection
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
        raise Moved({id: seen for id, seen, _values in ready.changes})
    if projection.past is not None:
        _write_past(ready, projection.past, base)
    for follower, notes in zip(projection.followers, ready.notes, strict=True):
        if notes:
            follower.write(notes)


def _write_past(ready: Ready, model: Any, base: int) -> None:
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

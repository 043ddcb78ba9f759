"""From a draft to the book. `prepare` needs no lock; `commit` locks the head, gives positions and inserts.

Law of order: rows were locked by the service (in id order), the head is locked last and held until the commit,
so positions become visible in their own order and without gaps.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection

from southgate.domain.errors import Refused, Stale
from southgate.kernel import clock
from southgate.kernel.book import rowsql
from southgate.kernel.book.digest import NOTHING, digest_of, entry_text, next_root
from southgate.kernel.book.drafting import Draft, Drafted, stale
from southgate.kernel.book.keeping import ToKeep
from southgate.kernel.book.models import Entry, Head, Kept
from southgate.kernel.book.projections import Event, Projection, State, projection_of
from southgate.kernel.book.subscribing import deliver
from southgate.kernel.jobs.outbox import enqueue

ENTRY_COLUMNS = tuple(f.attname for f in Entry._meta.concrete_fields)
BATCH = 500


class Moved(Exception):
    """Another writer came first; carries the seq this draft built on, by subject. Turned into Stale outside."""

    def __init__(self, built_on: dict[UUID, int]) -> None:
        super().__init__(f"{len(built_on)} subjects")
        self.built_on = built_on


def who_moved(moved: Moved) -> Stale:
    """Outside the failed transaction: the first subject that is no longer where the draft took it to be."""
    heads = _heads(sorted(moved.built_on))
    for subject, seen in moved.built_on.items():
        now = heads.get(subject, (0, ""))[0]
        if now != seen:
            return stale(subject, seen, now)
    subject, seen = next(iter(moved.built_on.items()))
    return Stale(subject, seen, seen)


@dataclass(slots=True)
class Folded:
    """A subject's row before and after each of the drafted entries."""

    projection: Projection
    subject: UUID
    before: State | None
    after: list[State] = field(default_factory=list)


@dataclass(slots=True)
class Prepared:
    """Everything that needs no position: chain heads of the subjects and their folded rows."""

    heads: dict[UUID, tuple[int, str]]
    folded: dict[UUID, Folded]


def prepare(draft: Draft) -> Prepared:
    """Let subscribers add their entries, then read chain heads and fold rows."""
    deliver(draft)
    subjects = {entry.subject for entry in draft.entries}
    known = sorted(subjects - draft.created)
    heads = _heads(known)
    folded = _fold(draft.entries, _states(draft.entries, known), draft.by.person)
    _check_seen(draft, heads)
    return Prepared(heads, folded)


def commit(draft: Draft, prepared: Prepared) -> int:
    """Lock the head and write all of it; returns the position of the last entry. Raises Stale when a row moved."""
    for write in draft.in_transaction:
        write()
    enqueue(draft.messages)
    if not draft.entries:
        return int(Head.objects.values_list("position", flat=True).get())
    head = Head.objects.select_for_update().get()
    recorded_at = max(clock.now_micros(), head.recorded_at)
    placed, head.root = _place(draft, prepared, head, recorded_at)
    head.position, head.recorded_at = placed[-1][0], recorded_at
    rowsql.insert(Kept, ToKeep._fields, draft.kept)
    try:
        rowsql.insert(Entry, ENTRY_COLUMNS, placed)
    except IntegrityError as error:
        raise Moved({row[2]: row[3] - 1 for row in reversed(placed)}) from error
    _write_rows(prepared, placed)
    Head.objects.filter(pk=1).update(position=head.position, recorded_at=recorded_at, root=head.root)
    return head.position


def _place(draft: Draft, prepared: Prepared, head: Head, recorded_at: int) -> tuple[list[list[Any]], str]:
    """Entry rows with position, seq, previous and digest; and the root of the book after them."""
    root, position = head.root, head.position
    by_person, for_unit = draft.by.person, draft.by.unit
    texts = (by_person.hex if by_person else "", for_unit.hex if for_unit else "", draft.command_id.hex)
    placed = []
    for entry in draft.entries:
        position += 1
        seq, previous = prepared.heads.get(entry.subject, (0, NOTHING))
        version = entry.payload.VERSION
        text = entry_text(
            position, entry.subject_kind, entry.subject.hex, seq + 1, entry.payload.KIND, version,
            entry.occurred_on.isoformat(), recorded_at, entry.zone.hex if entry.zone else "",
            *texts, entry.supersedes, previous, entry.text,
        )  # fmt: skip
        digest = digest_of(text)
        root = next_root(root, digest)
        prepared.heads[entry.subject] = (seq + 1, digest)
        placed.append([
            position, entry.subject_kind, entry.subject, seq + 1, entry.payload.KIND, version, entry.text,
            entry.occurred_on, recorded_at, entry.zone, by_person, for_unit, draft.command_id, entry.supersedes,
            previous, digest,
        ])  # fmt: skip
    return placed, root


def _heads(subjects: list[UUID]) -> dict[UUID, tuple[int, str]]:
    """Last seq and digest of each subject that has entries already."""
    heads: dict[UUID, tuple[int, str]] = {}
    table = connection.ops.quote_name(Entry._meta.db_table)
    to_db = Entry._meta.get_field("subject").get_db_prep_value
    for start in range(0, len(subjects), BATCH):
        batch = subjects[start : start + BATCH]
        marks = ", ".join(["%s"] * len(batch))
        sql = (
            f"SELECT e.subject, e.seq, e.digest FROM {table} e JOIN (SELECT subject, max(seq) AS seq FROM {table} "
            f"WHERE subject IN ({marks}) GROUP BY subject) last ON last.subject = e.subject AND last.seq = e.seq"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [to_db(subject, connection) for subject in batch])
            for subject, seq, digest in cursor.fetchall():
                heads[subject if isinstance(subject, UUID) else UUID(subject)] = (seq, digest)
    return heads


def _states(entries: Iterable[Drafted], known: list[UUID]) -> dict[UUID, State]:
    """Rows as they are now, by subject, for all kinds that have a projection."""
    kinds = {entry.subject: entry.subject_kind for entry in entries}
    states: dict[UUID, State] = {}
    for kind in sorted(set(kinds.values())):
        projection = projection_of(kind)
        if projection is None:
            continue
        ids = [subject for subject in known if kinds[subject] == kind]
        manager: Any = projection.model._default_manager
        for start in range(0, len(ids), BATCH):
            for row in manager.filter(pk__in=ids[start : start + BATCH]).values(*projection.columns()):
                states[row["id"]] = row
    return states


def _fold(entries: Iterable[Drafted], states: dict[UUID, State], by_person: UUID | None) -> dict[UUID, Folded]:
    folded: dict[UUID, Folded] = {}
    for entry in entries:
        projection = projection_of(entry.subject_kind)
        if projection is None:
            continue
        item = folded.get(entry.subject)
        if item is None:
            item = folded[entry.subject] = Folded(projection, entry.subject, states.get(entry.subject))
        before = item.after[-1] if item.after else item.before
        event = Event(entry.payload.KIND, entry.data, entry.subject, entry.occurred_on, entry.zone, by_person)
        item.after.append(projection.fold(before, event))
    return folded


def _check_seen(draft: Draft, heads: dict[UUID, tuple[int, str]]) -> None:
    """A row read without a lock (bulk) must still be where it was when the body decided about it."""
    for subject, seen in draft.seen.items():
        now = heads.get(subject, (seen, ""))[0]
        if now != seen:
            raise stale(subject, seen, now)


def _write_rows(prepared: Prepared, placed: list[list[Any]]) -> None:
    positions: dict[UUID, list[tuple[int, int]]] = {}
    for row in placed:
        positions.setdefault(row[2], []).append((row[0], row[3]))
    by_projection: dict[str, list[Folded]] = {}
    for item in prepared.folded.values():
        by_projection.setdefault(item.projection.kind, []).append(item)
    for items in by_projection.values():
        _write_kind(items[0].projection, items, positions)


def _write_kind(projection: Projection, items: list[Folded], positions: dict[UUID, list[tuple[int, int]]]) -> None:
    columns = projection.columns()
    new = [item for item in items if item.before is None]
    old = [item for item in items if item.before is not None]
    try:
        rowsql.insert(
            projection.model,
            [*columns, "version", "position"],
            [[*(item.after[-1][c] for c in columns), *reversed(positions[item.subject][-1])] for item in new],
        )
        updated = rowsql.update(projection.model, (_change(item, columns, positions[item.subject]) for item in old))
    except IntegrityError as error:
        raise Refused([projection.taken]) from error
    if updated != len(old):
        raise Moved({item.subject: positions[item.subject][0][1] - 1 for item in old})
    if projection.past is not None:
        _write_past(projection, items, columns, positions)
    pairs = [(item.before, item.after[-1]) for item in items]
    for follower in projection.followers:
        follower(pairs)


def _change(item: Folded, columns: tuple[str, ...], placed: list[tuple[int, int]]) -> tuple[UUID, int, dict[str, Any]]:
    before, after = item.before or {}, item.after[-1]
    changed = {column: after[column] for column in columns if before[column] != after[column]}
    changed["version"], changed["position"] = placed[-1][1], placed[-1][0]
    return item.subject, placed[0][1] - 1, changed


def _write_past(
    projection: Projection,
    items: list[Folded],
    columns: tuple[str, ...],
    positions: dict[UUID, list[tuple[int, int]]],
) -> None:
    """Close the open history row of each subject and open new ones, one an entry."""
    assert projection.past is not None
    quote = connection.ops.quote_name
    to_db = projection.past._meta.get_field("id").get_db_prep_value
    closing = [
        (positions[item.subject][0][0], to_db(item.subject, connection)) for item in items if item.before is not None
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(projection.past._meta.db_table)} SET known_to = %s WHERE id = %s AND known_to IS NULL",
            closing,
        )
    rows = []
    for item in items:
        placed = positions[item.subject]
        for number, (state, (position, seq)) in enumerate(zip(item.after, placed, strict=True)):
            until = placed[number + 1][0] if number + 1 < len(placed) else None
            rows.append([*(state[c] for c in columns), seq, position, until])
    rowsql.insert(projection.past, [*columns, "version", "known_from", "known_to"], rows)

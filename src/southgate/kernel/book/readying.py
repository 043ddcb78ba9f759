"""What of a draft needs no position, made before the head is locked: entries, words, rows and history rows.

They are as the driver takes them. Where a position will stand there is the number of its entry in the piece
(1, 2, …), to which the commit adds where the book stands: the lock is held for numbers, digests and inserts alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from southgate.kernel.book import rowsql
from southgate.kernel.book.drafted import Drafted
from southgate.kernel.book.drafting import Draft, stale
from southgate.kernel.book.keeping import ToKeep
from southgate.kernel.book.models import Entry, Kept
from southgate.kernel.book.pieces import ENTRY_COLUMNS, KindRows, Piece
from southgate.kernel.book.projections import Event, Projection, State, projection_of
from southgate.kernel.book.subscribing import deliver

BATCH = 500


def put_by(draft: Draft) -> None:
    """Make ready what a bulk command drafted so far, and put it by: memory then holds one piece, however many rows.

    Subscribers see the entries of a piece when it is put by.
    """
    if draft.entries:
        draft.pieces.put_by(_prepare(draft))


def prepare(draft: Draft) -> None:
    """Make ready what is still drafted: from here on the draft is its pieces."""
    draft.pieces.hold(_prepare(draft))


def _prepare(draft: Draft) -> Piece:
    """Let subscribers add their entries, read chain heads, fold rows."""
    deliver(draft)
    subjects = {entry.subject for entry in draft.entries}
    again = draft.pieces.of(subjects)
    known = sorted(subjects - draft.created - again.keys())
    heads = heads_of(known)
    _check_seen(draft, heads)
    states, seqs = _states(draft, known), {subject: seq for subject, (seq, _) in heads.items()}
    _go_on(draft, again, states, seqs)
    kinds = _ready(draft.entries, states, seqs, draft.by.person)
    prepared = Piece(heads, _entries(draft, seqs), _kept(draft.kept), kinds)
    draft.entries.clear()
    draft.kept.clear()
    return prepared


def _go_on(
    draft: Draft, again: Mapping[UUID, Sequence[Drafted]], states: dict[UUID, State], seqs: dict[UUID, int]
) -> None:
    """Subjects that earlier pieces wrote of: where they stand after those, by folding them once more."""
    old = sorted(again.keys() - draft.created)
    seqs.update((subject, seq) for subject, (seq, _) in heads_of(old).items())
    states.update(_states(draft, old))
    for subject, entries in again.items():
        seqs[subject] = seqs.get(subject, 0) + len(entries)
        projection = projection_of(entries[0].subject_kind)
        if projection is not None:
            states[subject] = _folded(projection, states.get(subject), entries, draft.by.person)[-1]


def heads_of(subjects: Sequence[UUID]) -> dict[UUID, tuple[int, str]]:
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


def _states(draft: Draft, known: list[UUID]) -> dict[UUID, State]:
    """Rows as they are now, by subject, for all kinds that have a projection."""
    kinds = {entry.subject: entry.subject_kind for entry in draft.entries}
    states: dict[UUID, State] = {}
    for kind in sorted(set(kinds.values())):
        projection = projection_of(kind)
        if projection is None:
            continue
        names = projection.columns()
        mine = [subject for subject in known if kinds[subject] == kind]
        for subject in draft.locked.keys() & set(mine):
            states[subject] = {name: draft.locked[subject][name] for name in names}
        ids = [subject for subject in mine if subject not in states]
        manager: Any = projection.model._default_manager
        for start in range(0, len(ids), BATCH):
            for row in manager.filter(pk__in=ids[start : start + BATCH]).values(*names):
                states[row["id"]] = row
    return states


def _check_seen(draft: Draft, heads: Mapping[UUID, tuple[int, str]]) -> None:
    """A row read without a lock (bulk) must still be where it was when the body decided about it."""
    for subject, seen in draft.seen.items():
        now = heads.get(subject, (seen, ""))[0]
        if now != seen:
            raise stale(subject, seen, now)


def _entries(draft: Draft, before: Mapping[UUID, int]) -> list[list[Any]]:
    columns, seqs = rowsql.fields(Entry, ENTRY_COLUMNS), dict(before)
    rows = []
    for entry in draft.entries:
        seq = seqs[entry.subject] = seqs.get(entry.subject, 0) + 1
        rows.append(
            rowsql.prepare(columns, [
                0, entry.subject_kind, entry.subject, seq, entry.payload.KIND, entry.payload.VERSION, entry.text,
                entry.occurred_on, 0, entry.zone, draft.by.person, draft.by.unit, draft.command_id, entry.supersedes,
                "", "",
            ])
        )  # fmt: skip
    return rows


def _kept(rows: Iterable[ToKeep]) -> list[list[Any]]:
    """Both drivers take octets as they are, only ids need a look. In the order of their ids: the index likes that."""
    ids = rowsql.fields(Kept, ("id", "subject", "person"))
    return sorted([*rowsql.prepare(ids, row[:3]), *row[3:]] for row in rows)


def _ready(
    entries: Sequence[Drafted],
    states: dict[UUID, State],
    seqs: Mapping[UUID, int],
    by_person: UUID | None,
) -> list[KindRows]:
    """Subject by subject, so that no state is held longer than its rows need it."""
    of_subject: dict[UUID, list[int]] = {}
    for number, entry in enumerate(entries, 1):
        of_subject.setdefault(entry.subject, []).append(number)
    kinds: dict[str, _Writer] = {}
    for subject, numbers in of_subject.items():
        kind = entries[numbers[0] - 1].subject_kind
        projection = projection_of(kind)
        if projection is None:
            continue
        if kind not in kinds:
            kinds[kind] = _Writer(projection)
        before = states.pop(subject, None)
        mine = [entries[number - 1] for number in numbers]
        kinds[kind].add(before, _folded(projection, before, mine, by_person), seqs.get(subject, 0), numbers)
    return [writer.ready for writer in kinds.values()]


def _folded(
    projection: Projection, before: State | None, entries: Iterable[Drafted], by_person: UUID | None
) -> list[State]:
    """The subject's state after each of its entries."""
    found: list[State] = []
    for entry in entries:
        last = found[-1] if found else before
        event = Event(entry.payload.KIND, entry.data, entry.subject, entry.occurred_on, entry.zone, by_person)
        found.append(projection.fold(last, event))
    return found


class _Writer:
    """Writes the rows of one kind."""

    def __init__(self, projection: Projection) -> None:
        names = projection.columns()
        self.projection = projection
        self.ready = KindRows(projection.kind, names, notes=[[] for _ in projection.followers])
        self.columns = rowsql.fields(projection.model, names)
        self.id = names.index("id")

    def add(self, before: State | None, after: list[State], seq: int, numbers: list[int]) -> None:
        """`seq`: of the subject's last entry before; `numbers`: of its entries in the piece."""
        ready, names = self.ready, self.ready.names
        values = [rowsql.prepare(self.columns, [state[name] for name in names]) for state in after]
        last, version = after[-1], seq + len(after)
        if before is None:
            ready.new.append([*values[-1], version, numbers[-1]])
        else:
            changed = {name: last[name] for name in names if before[name] != last[name]}
            ready.changes.append((last["id"], seq, {**changed, "version": version, "position": numbers[-1]}))
        if self.projection.past is not None:
            if before is not None:
                ready.closing.append([numbers[0], values[-1][self.id]])
            for at, (columns, number) in enumerate(zip(values, numbers, strict=True)):
                until = numbers[at + 1] if at + 1 < len(numbers) else None
                ready.past.append([*columns, seq + at + 1, number, until])
        for follower, notes in zip(self.projection.followers, ready.notes, strict=True):
            note = follower.note(before, last)
            if note is not None:
                notes.append(note)

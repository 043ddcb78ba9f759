"""Taking a batch back: new entries that supersede the batch's own. Nothing is deleted from the book.

What a batch made is withdrawn, what it changed is set back to what the history knows from before. A record that
moved on since is refused, and all of them are named at once; then nothing is taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from southgate.domain.errors import Forbidden, Reason, Refused
from southgate.kernel import clock
from southgate.kernel.book import keeping
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.models import Command, Entry
from southgate.kernel.book.projections import Projection, projection_of
from southgate.kernel.book.writing import bulk_command
from southgate.kernel.exchange import registry
from southgate.kernel.exchange.entries import ImportUndone
from southgate.kernel.exchange.fields import Field, Kind
from southgate.kernel.exchange.models import State, Upload
from southgate.kernel.exchange.registry import LedgerKind, RowUndo
from southgate.kernel.identity.actor import Actor

BATCH = 500


@dataclass(frozen=True, slots=True)
class UndoBatch:
    upload: UUID


@dataclass(slots=True)
class Touched:
    """What a batch wrote about one subject: its entries' positions, the version it left, whether it was new."""

    first: int
    last: int = 0
    seq: int = 0
    created: bool = False


@dataclass(slots=True)
class Written:
    """All subjects of a batch by kind of subject."""

    subjects: dict[str, dict[UUID, Touched]] = field(default_factory=dict)

    def of(self, kind: str) -> dict[UUID, Touched]:
        return self.subjects.get(kind, {})


@bulk_command
def undo_batches(draft: Draft, commands: Sequence[UndoBatch], *, by: Actor, today: date) -> Mapping[str, Any]:
    return {"batches": [_undo(draft, cmd.upload, by, today) for cmd in commands]}


def _undo(draft: Draft, upload_id: UUID, by: Actor, today: date) -> Mapping[str, Any]:
    upload = Upload.objects.get(pk=upload_id)
    kind = registry.ledger_kind(upload.kind)
    if not kind.may(by, "import", upload.zone):
        raise Forbidden("import")
    if upload.state not in {State.PUBLISHED, State.UNDOING}:
        raise Refused([Reason("这一批没有写入，或已经撤销", where="upload", mend="刷新页面，看这一批现在怎样")])
    written = written_by(upload)
    rows = _rows(kind, written.of(kind.subject))
    kind.undo(draft, rows, by=by, today=today, zone=upload.zone, batch=upload.id)
    _withdraw_names(draft, kind, written, by, today, upload.zone)
    withdrawn = sum(row.created for row in rows)
    draft.record(upload.id, ImportUndone(withdrawn, len(rows) - withdrawn), zone=upload.zone)
    draft.also(lambda: _mark(upload.id))
    return {"upload": upload.id, "withdrawn": withdrawn, "set_back": len(rows) - withdrawn}


def _mark(upload_id: UUID) -> None:
    found = Upload.objects.filter(pk=upload_id, state__in=[State.PUBLISHED, State.UNDOING])
    if found.update(state=State.UNDONE, changed_at=clock.now_micros(), lease_until=0) != 1:
        raise Refused([Reason("这一批已经撤销", where="upload", mend="刷新页面，看这一批现在怎样")])


def written_by(upload: Upload) -> Written:
    """Entries of the batch: one command writes one run of positions at one recording time."""
    written = Written()
    done = Command.objects.filter(actor=upload.actor, command=upload.command).first() if upload.command else None
    if done is None or upload.command is None:
        return written
    recorded_at = Entry.objects.values_list("recorded_at", flat=True).get(pk=done.position)
    entries = Entry.objects.filter(recorded_at=recorded_at, command=upload.command).order_by("position")
    for kind, subject, position, seq in entries.values_list("subject_kind", "subject", "position", "seq").iterator():
        touched = written.subjects.setdefault(kind, {}).setdefault(subject, Touched(position))
        touched.last, touched.seq, touched.created = position, seq, touched.created or seq == 1
    return written


def _rows(kind: LedgerKind, touched: Mapping[UUID, Touched]) -> list[RowUndo]:
    projection = projection_of(kind.subject)
    if projection is None or projection.past is None:
        raise LookupError(f"{kind.subject} keeps no history; a batch of it cannot be taken back")
    states = _states(projection, touched)
    moved = [id for id, state in states.items() if state["version"] != touched[id].seq]
    if moved:
        raise Refused([_moved_on(states[id], touched[id]) for id in sorted(moved)])
    before = _before(projection, {id: t.first for id, t in touched.items() if not t.created})
    words = _words(kind, before.values())
    return [
        RowUndo(id, t.seq, t.last, t.created, {} if t.created else _back(kind, before[id], states[id], words))
        for id, t in touched.items()
    ]


def _moved_on(state: Mapping[str, Any], touched: Touched) -> Reason:
    params = {"name": state.get("name", ""), "count": state["version"] - touched.seq}
    return Reason("「%(name)s」在导入以后又改过 %(count)d 次", params, where=state["id"].hex,
                  mend="先处理这一条，其余的才能整批撤销")  # fmt: skip


def _states(projection: Projection, ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    rows = _values(projection.model, [*projection.columns(), "version"], sorted(ids), {})
    return {id: row for (id, _until), row in rows.items()}


def _before(projection: Projection, positions: Mapping[UUID, int]) -> dict[UUID, dict[str, Any]]:
    """Each record as known until the batch changed it: its history row ends at the batch's first entry about it."""
    if not positions:
        return {}
    where = {"known_to__gte": min(positions.values()), "known_to__lte": max(positions.values())}
    rows = _values(projection.past, [*projection.columns(), "known_to"], sorted(positions), where)
    return {id: row for (id, known_to), row in rows.items() if positions[id] == known_to}


def _values(
    model: Any, columns: Sequence[str], ids: Sequence[UUID], where: Mapping[str, Any]
) -> dict[tuple[UUID, Any], dict[str, Any]]:
    """Columns by id (and the end of the history row), a few hundred ids a query."""
    found = {}
    for start in range(0, len(ids), BATCH):
        for row in model._default_manager.filter(id__in=ids[start : start + BATCH], **where).values(*columns):
            found[row["id"], row.get("known_to")] = row
    return found


def _words(kind: LedgerKind, states: Iterable[Mapping[str, Any]]) -> Mapping[UUID, str]:
    columns = [f.column for f in kind.fields if f.kind is Kind.WORDS]
    return keeping.read(id for state in states for c in columns if (id := state.get(c)) is not None)


def _back(
    kind: LedgerKind, before: Mapping[str, Any], now: Mapping[str, Any], words: Mapping[UUID, str]
) -> dict[str, Any]:
    """What the batch changed, by field name, as it was; erased words come back as nothing."""
    back: dict[str, Any] = {}
    for what in kind.fields:
        for name, column in _columns(what):
            if column in before and before[column] != now[column]:
                value = before[column]
                is_words = what.kind is Kind.WORDS and column == what.column
                back[name] = words.get(value, "") if is_words and value is not None else value
    return back


def _columns(what: Field) -> list[tuple[str, str]]:
    beside = [column for column in (what.grain, what.currency) if column]
    return [(what.name, what.column), *((column, column) for column in beside)]


def _withdraw_names(draft: Draft, kind: LedgerKind, written: Written, by: Actor, today: date, zone: UUID) -> None:
    """Enterprises the batch had registered go with it, where nothing else uses them; units and parks stay."""
    for reference in registry.references_of(kind.fields).values():
        made = {id: t.seq for id, t in written.of(reference.subject).items() if t.created}
        if reference.withdraw is not None and made:
            reference.withdraw(draft, made, by=by, today=today, zone=zone)

"""One atomic publish of a staged batch: names the zone lacks, then the rows, under one command id.

The body runs before the transaction (`bulk_command`), so the write lock is held for inserts alone; what moved
meanwhile is found by versions and refused. Killed anywhere, either all of the batch is in the book or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from southgate.domain.errors import Forbidden, Reason, Refused, SouthgateError
from southgate.kernel import clock
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.readying import put_by
from southgate.kernel.book.writing import bulk_command
from southgate.kernel.exchange import coding, registry
from southgate.kernel.exchange.entries import ImportPublished
from southgate.kernel.exchange.fields import REFERENCES, Kind
from southgate.kernel.exchange.models import StagedRow, State, Upload
from southgate.kernel.exchange.naming import NewName
from southgate.kernel.exchange.registry import LedgerKind, RowWrite
from southgate.kernel.identity.actor import Actor

Outcome = StagedRow.Outcome
CHUNK = 2_000
LISTED = 200
"""Reasons that are listed; nobody reads more, the others are counted."""
TYPED = REFERENCES | {Kind.DAY}
"""Kinds whose staged values are more than JSON."""


@dataclass(frozen=True, slots=True)
class PublishBatch:
    """Write what the dry run of this upload found. `sha256` ties the command id to the very file."""

    upload: UUID
    sha256: str


Progress = Callable[[UUID, int], None]
_progress: list[Progress] = []


def report_to(progress: Progress) -> None:
    """Where the number of prepared rows is told (the worker puts it on the upload)."""
    _progress[:] = [progress]


@bulk_command
def publish_batches(draft: Draft, commands: Sequence[PublishBatch], *, by: Actor, today: date) -> Mapping[str, Any]:
    return {"batches": [_publish(draft, cmd.upload, by, today) for cmd in commands]}


def _publish(draft: Draft, upload_id: UUID, by: Actor, today: date) -> Mapping[str, Any]:
    upload = Upload.objects.get(pk=upload_id)
    kind = registry.ledger_kind(upload.kind)
    if not kind.may(by, "import", upload.zone):
        raise Forbidden("import")
    if upload.state not in {State.CHECKED, State.PUBLISHING}:
        raise Refused([Reason("这一批不在待写入状态", where="upload", mend="刷新页面，看这一批现在怎样")])
    made = _set_up_names(draft, upload, _new_names(upload, kind), by, today)
    written = _write_rows(draft, upload, kind, made, by, today)
    if written != upload.counts.get("new", 0) + upload.counts.get("changed", 0):
        raise Refused([Reason("这一批的内容在写入途中被清除了，没有写入任何一行", where="upload", mend="请重新上传")])
    counts = {outcome.name.lower(): upload.counts.get(outcome.name.lower(), 0) for outcome in Outcome}
    _record(draft, upload, kind, counts)
    draft.also(lambda: _mark(upload.id, by))
    return {"upload": upload.id, "rows": written, **counts}


def _write_rows(draft: Draft, upload: Upload, kind: LedgerKind, made: Made, by: Actor, today: date) -> int:
    """Draft all rows piece by piece; returns how many. Every row is looked at before Refused tells all reasons."""
    written, reasons = 0, list[Reason]()
    waiting = _rows(upload, kind)
    while rows := list(islice(waiting, CHUNK)):
        try:
            resolved = [_resolved(row, made) for row in rows]
            kind.write(draft, resolved, by=by, today=today, zone=upload.zone, batch=upload.id)
            if not reasons:
                put_by(draft)
        except Refused as refused:
            reasons += [_of_row(reason, rows) for reason in refused.reasons]
        except SouthgateError:
            if not reasons:
                raise
        if reasons:  # nothing of this will be written
            draft.entries.clear()
            draft.kept.clear()
        written += len(rows)
        _tell(upload, written)
    if reasons:
        more = (
            [Reason("另有 %(count)d 条原因没有列出", {"count": len(reasons) - LISTED})] if len(reasons) > LISTED else []
        )
        raise Refused([*reasons[:LISTED], *more])
    return written


def _tell(upload: Upload, written: int) -> None:
    for tell in _progress:
        tell(upload.id, written)


def _record(draft: Draft, upload: Upload, kind: LedgerKind, counts: Mapping[str, int]) -> None:
    published = ImportPublished(
        kind=kind.key,
        title=kind.title,
        file=Said.of(upload.name, label="file"),
        sha256=upload.sha256,
        rows=sum(counts.values()),
        new=counts["new"],
        changed=counts["changed"],
        same=counts["same"],
        rejected=counts["rejected"],
    )
    draft.record(upload.id, published, zone=upload.zone)


def _mark(upload_id: UUID, by: Actor) -> None:
    """In the transaction of the entries: state and book agree whenever the process dies."""
    open_states = [State.CHECKED, State.PUBLISHING]
    now = clock.now_micros()
    found = Upload.objects.filter(pk=upload_id, state__in=open_states)
    if found.update(state=State.PUBLISHED, actor=by.id, changed_at=now, lease_until=0) != 1:
        raise Refused([Reason("这一批已经写入或放弃", where="upload", mend="刷新页面，看这一批现在怎样")])


def _rows(upload: Upload, kind: LedgerKind) -> Iterator[RowWrite]:
    """The rows to write in the workbook's order, with new names still to be resolved."""
    kinds = {f.name: f.kind for f in kind.fields if f.kind in TYPED}
    described = [f.name for f in kind.fields if f.describes]
    for _id, outcome, subject, seen, payload, sheet, number in _staged(upload):
        values = coding.load_changes(payload, kinds, all_given=outcome == Outcome.NEW)
        for name in described:
            values.pop(name, None)
        yield RowWrite(subject, seen, values, sheet, number)


def _staged(upload: Upload) -> Iterator[tuple[Any, ...]]:
    """Piece by piece, no query left open: progress is told in between, and SQLite refuses to write beside an open read
    as soon as anybody else has written."""
    staged = StagedRow.objects.filter(upload=upload, outcome__in=[Outcome.NEW, Outcome.CHANGED]).order_by("id")
    columns = staged.values_list("id", "outcome", "subject", "seen", "payload", "sheet", "number")
    last = 0
    while piece := list(columns.filter(id__gt=last)[:CHUNK]):
        yield from piece
        last = piece[-1][0]


def _new_names(upload: Upload, kind: LedgerKind) -> dict[str, dict[str, NewName]]:
    """Names the zone lacked when the workbook was checked, by kind of reference and key; what says most of each."""
    references = {f.name: f.kind for f in kind.fields if f.kind in REFERENCES}
    wanted: dict[str, dict[str, NewName]] = {}
    for _id, outcome, _subject, _seen, payload, _sheet, _number in _staged(upload):
        for value in coding.load_new_names(payload, references, all_given=outcome == Outcome.NEW):
            known = wanted.setdefault(value.kind, {})
            if value.key not in known or (value.details and not known[value.key].details):
                known[value.key] = value
    return wanted


Made = Mapping[str, Mapping[str, UUID]]
"""Ids of new names, by kind of reference and key."""


def _set_up_names(
    draft: Draft, upload: Upload, wanted: Mapping[str, Mapping[str, NewName]], by: Actor, today: date
) -> Made:
    """Every new name set up, or found, when somebody registered it meanwhile."""
    return {name: _set_up(draft, upload, Kind(name), list(names.values()), by, today) for name, names in wanted.items()}


def _set_up(
    draft: Draft, upload: Upload, kind: Kind, names: Sequence[NewName], by: Actor, today: date
) -> Mapping[str, UUID]:
    zone = upload.zone
    reference = registry.reference_kind(kind)
    if reference is None or reference.set_up is None or not reference.may_set_up(by, zone):
        raise Forbidden("set_up")
    known = reference.names(by, zone)
    known.prepare(((name.name, name.details) for name in names), alike=False)
    ids: dict[str, UUID] = {}
    missing = []
    for name in names:
        found = known.find(name.name, name.details)
        if len(found.ids) == 1 and not found.clash:
            ids[name.key] = found.ids[0]
        else:
            missing.append(name)
    # units and parks, which are few, at once: the codes of new parks count on from each other
    size = CHUNK if kind is Kind.ENTERPRISE else max(len(missing), 1)
    for start in range(0, len(missing), size):
        ids.update(reference.set_up(draft, missing[start : start + size], by=by, today=today, zone=zone))
        put_by(draft)
        _tell(upload, 0)
    return ids


def _of_row(reason: Reason, rows: Sequence[RowWrite]) -> Reason:
    """The reason with the place of its row in the workbook."""
    if reason.item is None:
        return reason
    row = rows[reason.item]
    params = {**reason.params, "sheet": row.sheet, "row": row.number, "why": reason}
    return Reason("「%(sheet)s」第 %(row)d 行：%(why)s", params, where=reason.where, mend=reason.mend)


def _resolved(row: RowWrite, made: Made) -> RowWrite:
    new = {name: made[v.kind][v.key] for name, v in row.values.items() if isinstance(v, NewName)}
    return RowWrite(row.id, row.seen, {**row.values, **new}, row.sheet, row.number) if new else row

"""A ledger file through the ordinary import, from the command line: bring, dry run, publish, each as on the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from southgate.domain.errors import Reason, Refused
from southgate.kernel.exchange import services, work
from southgate.kernel.exchange.coding import load
from southgate.kernel.exchange.models import StagedRow, State, Upload
from southgate.kernel.exchange.registry import ledger_kind
from southgate.kernel.identity.actor import Actor

MOST_REASONS = 200


@dataclass(frozen=True, slots=True)
class DryRun:
    """What publishing would do: rows by outcome, and why rows are rejected (sheet!row: reason)."""

    upload: UUID
    counts: Mapping[str, int]
    rejected: tuple[Reason, ...]
    open_questions: int


def dry_run(path: Path, *, kind: str, zone: UUID, by: Actor, today: date) -> DryRun:
    """Stage the file. Raises Refused with every reason when it cannot be read."""
    with path.open("rb") as file:
        upload = services.receive(services.Brought(file, path.name, kind, zone), by=by, today=today)
    work.start(upload.id, State.READING, by=by, today=today, threads=False)
    upload.refresh_from_db()
    if upload.state != State.CHECKED:
        raise Refused([Reason(say, params, where, mend) for say, params, where, mend in upload.reasons])
    asked = len(upload.plan.get("questions", []))
    return DryRun(upload.id, upload.counts, tuple(_rejected(upload)), asked)


def publish(staged: DryRun, *, by: Actor, today: date) -> Mapping[str, int]:
    """Write what the dry run found, all or nothing."""
    upload = Upload.objects.get(pk=staged.upload)
    work.start(upload.id, State.PUBLISHING, by=by, today=today, threads=False)
    upload.refresh_from_db()
    if upload.state != State.PUBLISHED:
        raise Refused([Reason(say, params, where, mend) for say, params, where, mend in upload.reasons])
    return dict(upload.counts)


def bring(path: Path, *, zone: UUID, by: Actor, today: date, kind: str = "projects") -> Mapping[str, int]:
    """Dry run and publish of a file that must be wholly right: one rejected row refuses all, with its reasons."""
    staged = dry_run(path, kind=kind, zone=zone, by=by, today=today)
    if staged.rejected:
        raise Refused(staged.rejected)
    return publish(staged, by=by, today=today)


def _rejected(upload: Upload) -> list[Reason]:
    fields: dict[str, Any] = {f.name: f for f in ledger_kind(upload.kind).fields}
    rows = StagedRow.objects.filter(upload=upload, outcome=StagedRow.Outcome.REJECTED).order_by("id")[:MOST_REASONS]
    return [
        Reason(reason.say, reason.params, where=f"{row.sheet}!{row.number} {reason.where}", mend=reason.mend)
        for row in rows
        for reason in load(row.payload, fields).why()
    ]

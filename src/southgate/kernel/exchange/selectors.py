"""Reads of uploads and staged rows for their pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from southgate.kernel import clock
from southgate.kernel.book.prepared import Prepared
from southgate.kernel.exchange import coding, registry
from southgate.kernel.exchange.models import StagedRow, State, Upload
from southgate.kernel.exchange.policies import RULES
from southgate.kernel.identity.actor import Actor

PAGE = 50
RECENT = 20
OUTCOMES = tuple(outcome.name.lower() for outcome in StagedRow.Outcome)


@dataclass(frozen=True, slots=True)
class RowSeen:
    """A staged row with its payload opened."""

    id: int
    sheet: str
    number: int
    outcome: str
    staged: coding.Staged


def staged_page(upload: Upload, outcome: str = "", number: int = 1, size: int = PAGE) -> Sequence[RowSeen]:
    """One page of rows, refused ones first, then changes; `outcome` narrows to one."""
    fields = {f.name: f for f in registry.ledger_kind(upload.kind).fields}
    found = StagedRow.objects.filter(upload=upload)
    if outcome in OUTCOMES:
        found = found.filter(outcome=StagedRow.Outcome[outcome.upper()])
    rows = found.order_by("outcome", "id")[(number - 1) * size : number * size]
    return [
        RowSeen(row.pk, row.sheet, row.number, StagedRow.Outcome(row.outcome).name.lower(),
                coding.load(row.payload, fields))
        for row in rows
    ]  # fmt: skip


def rejected_rows(upload: Upload) -> Mapping[tuple[str, int], coding.Staged]:
    """All refused rows of an upload by place."""
    fields = {f.name: f for f in registry.ledger_kind(upload.kind).fields}
    rows = StagedRow.objects.filter(upload=upload, outcome=StagedRow.Outcome.REJECTED).order_by("id")
    return {(row.sheet, row.number): coding.load(row.payload, fields) for row in rows.iterator(chunk_size=2000)}


def recent_uploads(by: Actor, zone: UUID, number: int = 1) -> tuple[Sequence[Upload], int]:
    """The actor's own uploads of a zone, latest first, and how many there are."""
    found = RULES.visible(by, Upload).filter(zone=zone).exclude(state=State.DROPPED)
    total = found.count()
    return list(found.order_by("-created_at")[(number - 1) * RECENT : number * RECENT]), total


_WRITING = Prepared(
    lambda zone: Upload.objects.filter(zone=zone, state__in=[State.PUBLISHING, State.UNDOING]).values_list(
        "kind", "done", "total", "person", "lease_until"
    ),
    UUID,
)
"""Asked on every page, so compiled once."""


def publishing_now(zone: UUID) -> Sequence[Mapping[str, Any]]:
    """Batches being written in a zone at this moment, for a band that tells others why a save may wait some seconds."""
    now = clock.now_micros()
    return [
        {"kind": kind, "done": done, "total": total, "person": person}
        for kind, done, total, person, lease in _WRITING.rows(zone)
        if lease > now
    ]


def kinds_for(by: Actor, zone: UUID) -> Sequence[registry.LedgerKind]:
    """The kinds of record this actor may import here, the room highest up first: its ledger names what lies below."""
    return [kind for kind in reversed(registry.ledger_kinds()) if kind.may(by, "import", zone)]

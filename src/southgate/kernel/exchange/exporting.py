"""Taking records out: the file is written whole, then who took what goes into the book, then it is handed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from southgate.domain.errors import Forbidden, Reason, Refused
from southgate.kernel.book.digest import canonical, digest_of
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.writing import command
from southgate.kernel.exchange import registry
from southgate.kernel.exchange.entries import ExportTaken
from southgate.kernel.exchange.exports import FORMS, Sheet, Written, write_export
from southgate.kernel.exchange.services import registry_kind
from southgate.kernel.identity.actor import Actor

CHOOSE = "请选 xlsx、csv 或 Parquet"


@dataclass(frozen=True, slots=True)
class Taking:
    """What somebody wants: `filters` as the ledger page has them."""

    kind: str
    zone: UUID
    form: str
    filters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RecordExport:
    taking: Taking
    title: str
    columns: tuple[str, ...]
    rows: int
    sha256: str


@command
def record_exports(draft: Draft, commands: Sequence[RecordExport], *, by: Actor, today: date) -> Mapping[str, Any]:
    for cmd in commands:
        taken = ExportTaken(
            kind=cmd.taking.kind,
            title=cmd.title,
            form=cmd.taking.form,
            filter=digest_of(canonical(dict(cmd.taking.filters))),
            rows=cmd.rows,
            columns=cmd.columns,
            sha256=cmd.sha256,
        )
        draft.record(draft.new_id(), taken, zone=cmd.taking.zone)
    return {"exports": len(commands)}


def take(taking: Taking, folder: Path, *, by: Actor, today: date, command_id: UUID) -> tuple[Path, Written]:
    """Write the file into `folder` and record it. Raises Forbidden, NotFound, Refused; then nothing is handed out."""
    kind = registry_kind(taking.kind)
    if not kind.may(by, "export", taking.zone):
        raise Forbidden("export")
    if taking.form not in FORMS:
        raise Refused([Reason("不能导出成 %(form)s", {"form": taking.form}, where="form", mend=CHOOSE)])
    references = registry.references_of(kind.fields)
    names = {k: reference.names(by, taking.zone) for k, reference in references.items()}
    rows = kind.rows(by, taking.zone, taking.filters)
    path = folder / f"{uuid4().hex}.{taking.form}"
    written = write_export(path, taking.form, Sheet(kind.title, kind.fields, rows, names))
    columns = tuple(f.name for f in kind.fields)
    cmd = RecordExport(taking, kind.title, columns, written.rows, written.sha256)
    record_exports([cmd], by=by, today=today, command_id=command_id)
    return path, written

"""Documents of a project: added with everything that their kind asks for, withdrawn with a reason, never replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import IO, Any
from uuid import UUID

from southgate.apps.pipeline.entries.gates import DocumentAdded, DocumentWithdrawn
from southgate.apps.pipeline.models.gates import Document
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.policies.gates import DOCUMENTS, OfThis
from southgate.apps.pipeline.selectors.gates.rules import gates_for
from southgate.apps.pipeline.services.gates.commands import AddDocument, WithdrawDocument
from southgate.apps.pipeline.services.leads.progress import draft_progress
from southgate.domain.colours.talks import Progress
from southgate.domain.errors import Reason, Refused
from southgate.domain.gates.photos import photo_faults
from southgate.domain.gates.table import DocumentKind, GateTable
from southgate.domain.projects import FIRST_YEAR, LAST_YEAR
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import Answer, command
from southgate.kernel.files.entries import FileAdded
from southgate.kernel.files.services import bring, clean_name
from southgate.kernel.files.storing import Stored
from southgate.kernel.identity.actor import Actor

LONGEST_NUMBER, LONGEST_PLACE, LONGEST_UNIT, LONGEST_REASON = 80, 200, 100, 500


def add(file: IO[bytes] | None, name: str, cmd: AddDocument, *, by: Actor, today: date, command_id: UUID) -> Answer:
    """Store the file and add the document; a refused one leaves nothing on disk."""
    if file is None:
        return add_documents([cmd], by=by, today=today, command_id=command_id)

    def attach(stored: Stored) -> Answer:
        return add_documents([replace(cmd, stored=stored, name=name)], by=by, today=today, command_id=command_id)

    return bring(file, name, attach, by=by, today=today)


@command
def add_documents(draft: Draft, commands: Sequence[AddDocument], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Add documents. Refused with everything that is wrong with each."""
    rows = draft.lock_many(Project, dict.fromkeys(cmd.project for cmd in commands))
    reasons: list[Reason] = []
    kinds: list[DocumentKind | None] = []
    for item, cmd in enumerate(commands):
        row = rows[cmd.project]
        DOCUMENTS.require(by, "add", OfThis(row))
        table = gates_for(row.zone_id, today)
        kinds.append(table.document_kind(cmd.kind))
        reasons += [replace(reason, item=item) for reason in _wrong(cmd, kinds[-1], table, row, today)]
    if reasons:
        raise Refused(reasons)
    known = [(cmd, kind) for cmd, kind in zip(commands, kinds, strict=True) if kind is not None]
    ids = [_draft(draft, cmd, kind, rows[cmd.project]) for cmd, kind in known]
    for project in dict.fromkeys(cmd.project for cmd in commands):
        draft_progress(draft, rows[project], Progress.DOCUMENT, today)
    return {"ids": ids}


def _wrong(cmd: AddDocument, kind: DocumentKind | None, table: GateTable, row: Project, today: date) -> list[Reason]:
    if kind is None:
        params = {"kind": cmd.kind, "known": "、".join(one.label for one in table.document)}
        return [Reason("没有『%(kind)s』这种材料，可选：%(known)s", params, "kind")]
    found = [*_missing(cmd, kind), *_too_long(cmd), *_impossible(cmd, today)]
    if kind.photo:
        found += photo_faults(cmd.photo, today=today)
    if row.withdrawn:
        found.append(Reason("登记它的那一批导入已撤销，不能再改"))
    if cmd.stored is not None and _known(cmd, row):
        found.append(Reason("这份文件已作为这一种材料登记过", where="file", mend="换一份文件，或撤回原来那份"))
    return found


def _missing(cmd: AddDocument, kind: DocumentKind) -> list[Reason]:
    found = []
    if kind.file and cmd.stored is None:
        found.append(Reason("没有选文件", where="file", mend="先选要传的文件"))
    if kind.number and not cmd.number.strip():
        found.append(Reason("没有写文号或证号", where="number", mend="照原件写"))
    if kind.issued and cmd.issued_on is None:
        found.append(Reason("没有写签发或签订日期", where="issued_on", mend="照原件写"))
    if kind.planned and cmd.planned_on is None:
        found.append(Reason("没有写计划的日期", where="planned_on", mend="照原件写"))
    return found


def _too_long(cmd: AddDocument) -> list[Reason]:
    asked = (
        ("number", cmd.number, LONGEST_NUMBER), ("place", cmd.photo.place, LONGEST_PLACE),
        ("verifier_unit", cmd.photo.verifier_unit, LONGEST_UNIT), ("verifier", cmd.photo.verifier, LONGEST_UNIT),
        ("verifier_post", cmd.photo.verifier_post, LONGEST_UNIT),
        ("verifier_phone", cmd.photo.verifier_phone, LONGEST_UNIT),
    )  # fmt: skip
    return [
        Reason("有 %(length)d 个字，最多 %(longest)d 个", {"length": len(text), "longest": longest}, where, "请缩短")
        for where, text, longest in asked
        if len(text) > longest
    ]


def _impossible(cmd: AddDocument, today: date) -> list[Reason]:
    found = []
    for where, day in (("issued_on", cmd.issued_on), ("planned_on", cmd.planned_on)):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            found.append(Reason("%(day)s 不像真实日期", {"day": day.isoformat()}, where, "核对年份"))
    if cmd.issued_on is not None and cmd.issued_on > today:
        found.append(Reason("%(day)s 还没有到", {"day": cmd.issued_on.isoformat()}, "issued_on", "写实际的日期"))
    return found


def _known(cmd: AddDocument, row: Project) -> bool:
    assert cmd.stored is not None
    return Document.objects.filter(
        project=row, kind=cmd.kind, sha256=cmd.stored.sha256, withdrawn=False
    ).exists()  # fmt: skip


def _draft(draft: Draft, cmd: AddDocument, kind: DocumentKind, row: Project) -> UUID:
    id = draft.new_id()
    given = {"zone_id": row.zone_id, "project_id": row.id, "kind": kind.key, **_own(cmd), **_photo(cmd, kind)}
    if cmd.stored is not None:
        given |= {"file": cmd.stored.id, "sha256": cmd.stored.sha256}
    given = {column: value for column, value in given.items() if value is not None and value != ""}
    draft.record(id, DocumentAdded(given, kind.label), zone=row.zone_id)
    if cmd.stored is not None:
        _draft_file(draft, id, cmd, row.zone_id)
    return id


def _own(cmd: AddDocument) -> dict[str, Any]:
    return {"number": cmd.number.strip(), "issued_on": cmd.issued_on, "planned_on": cmd.planned_on}


def _photo(cmd: AddDocument, kind: DocumentKind) -> dict[str, Any]:
    if not kind.photo:
        return {}
    said = cmd.photo
    return {
        "shows_name": said.shows_name,
        "place": said.place.strip(),
        "work": said.work,
        "started_on": said.started_on,
        "shot_at_on": said.shot_on,
        "verifier_said": Said.of(said.verifier.strip(), label="name"),
        "verifier_unit": said.verifier_unit.strip(),
        "verifier_post_said": Said.of(said.verifier_post.strip(), label="post"),
        "verifier_phone_said": Said.of(said.verifier_phone.strip(), label="phone"),
    }


def _draft_file(draft: Draft, id: UUID, cmd: AddDocument, zone: UUID) -> None:
    stored = cmd.stored
    assert stored is not None
    draft.created.add(stored.id)
    added = FileAdded(
        about_kind="document",
        about=id,
        name=Said.of(clean_name(cmd.name), label="file"),
        size=stored.size,
        sha256=stored.sha256,
        media=stored.content.media,
        macros=stored.content.macros,
        scanned=stored.scanned,
    )
    draft.record(stored.id, added, zone=zone)


@command
def withdraw_documents(
    draft: Draft, commands: Sequence[WithdrawDocument], *, by: Actor, today: date
) -> Mapping[str, Any]:
    """Take documents back, each with its reason; they stay in the book and count for nothing from then on."""
    rows = draft.lock_many(Document, {cmd.id: cmd.seen for cmd in commands})
    draft.lock_many(Project, dict.fromkeys(row.project_id for row in rows.values()))
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        DOCUMENTS.require(by, "withdraw", row)
        if row.withdrawn:
            reasons.append(Reason("这份材料已撤回", item=item, mend="刷新页面"))
        if not 0 < len(cmd.reason.strip()) <= LONGEST_REASON:
            params = {"longest": LONGEST_REASON}
            reasons.append(Reason("撤回要写明原因，最多 %(longest)d 个字", params, "reason", "写明原因", item))
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        row = rows[cmd.id]
        kind = gates_for(row.zone_id, today).document_kind(row.kind)
        said = Said.of(cmd.reason.strip(), label="reason")
        payload = DocumentWithdrawn({"reason_said": said}, row.project_id, kind.label if kind else row.kind)
        draft.record(row.id, payload, zone=row.zone_id)
    return {"ids": [cmd.id for cmd in commands]}

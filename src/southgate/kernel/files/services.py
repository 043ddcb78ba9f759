"""Evidence: added, taken, marked for deletion, restored, purged. Rights are those of the record it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import IO, Any
from uuid import UUID

from southgate.domain.errors import NotFound, Reason, Refused
from southgate.kernel.book import keeping
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import Answer, command
from southgate.kernel.files import storing
from southgate.kernel.files.entries import FileAdded, FileMarked, FilePurged, FileRestored, FileTaken
from southgate.kernel.files.holders import holder_of
from southgate.kernel.files.models import StoredFile
from southgate.kernel.files.selectors import bytes_today
from southgate.kernel.files.storing import Stored
from southgate.kernel.identity.actor import Actor

DAY_LIMIT = 500 << 20
"""How much one person may bring in a day."""
KEPT_DAYS = 30
"""Between the mark and the purge: time to take it back."""
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class AddFile:
    about_kind: str
    about: UUID
    name: str
    stored: Stored


@dataclass(frozen=True, slots=True)
class MarkFile:
    id: UUID
    seen: int
    reason: str


@dataclass(frozen=True, slots=True)
class RestoreFile:
    id: UUID
    seen: int


@dataclass(frozen=True, slots=True)
class TakeFile:
    id: UUID


def add(file: IO[bytes], name: str, kind: str, about: UUID, *, by: Actor, today: date, command_id: UUID) -> Answer:
    """Store the bytes and attach them to a record; without the record's right nothing is even stored."""
    holder_of(kind).zone_of(by, about, "edit")

    def attach(stored: Stored) -> Answer:
        return add_files([AddFile(kind, about, name, stored)], by=by, today=today, command_id=command_id)

    return bring(file, name, attach, by=by, today=today)


def bring(file: IO[bytes], name: str, attach: Callable[[Stored], Answer], *, by: Actor, today: date) -> Answer:
    """Store the bytes and hand them to the command that makes them evidence; when it refuses, nothing stays on disk.

    Of a repeat the bytes of the first time stay. Who calls has asked for the right already.
    """
    if bytes_today(by.person, today) > DAY_LIMIT:
        limit = {"limit": DAY_LIMIT >> 20}
        raise Refused([Reason("今天已上传 %(limit)d MB，到限了", limit, where="file", mend="请明天再传")])
    stored = storing.store(file, name)
    try:
        answer = attach(stored)
    except BaseException:
        storing.path_of(stored.id).unlink(missing_ok=True)
        raise
    if answer.repeated:
        storing.path_of(stored.id).unlink(missing_ok=True)
    return answer


@command
def add_files(draft: Draft, commands: Sequence[AddFile], *, by: Actor, today: date) -> Mapping[str, Any]:
    for cmd in commands:
        zone = holder_of(cmd.about_kind).zone_of(by, cmd.about, "edit")
        draft_file(draft, cmd.stored, cmd.name, cmd.about_kind, cmd.about, zone)
    return {"files": [cmd.stored.id for cmd in commands]}


def draft_file(draft: Draft, stored: Stored, name: str, about_kind: str, about: UUID, zone: UUID) -> None:
    """Draft that stored bytes are evidence of a record; for commands that make a record together with its file."""
    draft.created.add(stored.id)
    added = FileAdded(
        about_kind=about_kind,
        about=about,
        name=Said.of(clean_name(name), label="file"),
        size=stored.size,
        sha256=stored.sha256,
        media=stored.content.media,
        macros=stored.content.macros,
        scanned=stored.scanned,
    )
    draft.record(stored.id, added, zone=zone)


def clean_name(name: str) -> str:
    """What people see as its name: the last part, without control characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(ch for ch in last if ch.isprintable())[-LONGEST_NAME:] or "file"


@command
def mark_files(draft: Draft, commands: Sequence[MarkFile], *, by: Actor, today: date) -> Mapping[str, Any]:
    for cmd in commands:
        row = draft.lock(StoredFile, cmd.id, seen=cmd.seen)
        holder_of(row.about_kind).zone_of(by, row.about, "edit")
        if not cmd.reason.strip():
            raise Refused([Reason("没有写为什么删", where="reason", mend="写一句原因，记在账上")])
        if row.marked_on is not None or row.purged:
            raise Refused([Reason("已经申请删除", where="file")])
        draft.record(row.id, FileMarked(Said.of(cmd.reason.strip(), label="reason")), zone=row.zone)
    return {"marked": len(commands)}


@command
def restore_files(draft: Draft, commands: Sequence[RestoreFile], *, by: Actor, today: date) -> Mapping[str, Any]:
    for cmd in commands:
        row = draft.lock(StoredFile, cmd.id, seen=cmd.seen)
        holder_of(row.about_kind).zone_of(by, row.about, "edit")
        if row.purged:
            raise Refused([Reason("内容已删除，恢复不了", where="file")])
        if row.marked_on is not None:
            draft.record(row.id, FileRestored(), zone=row.zone)
    return {"restored": len(commands)}


@command
def record_taking(draft: Draft, commands: Sequence[TakeFile], *, by: Actor, today: date) -> Mapping[str, Any]:
    for cmd in commands:
        row = draft.lock(StoredFile, cmd.id)
        holder_of(row.about_kind).zone_of(by, row.about, "view")
        draft.record(row.id, FileTaken(row.sha256), zone=row.zone)
    return {"taken": len(commands)}


def file_for(by: Actor, id: UUID, verb: str = "view") -> tuple[StoredFile, str]:
    """The one road from an id to a file and its name. Raises NotFound (also for one being deleted) and Forbidden."""
    row = StoredFile.objects.filter(pk=id, purged=False).first()
    if row is None or (verb == "view" and row.marked_on is not None):
        raise NotFound(str(id))
    holder_of(row.about_kind).zone_of(by, row.about, verb)
    words = keeping.read([row.name_said]) if row.name_said else {}
    return row, words.get(row.name_said, "") if row.name_said else ""


@command
def purge_files(draft: Draft, commands: Sequence[UUID], *, by: Actor, today: date) -> Mapping[str, Any]:
    """The second step, by the house's own clockwork: what was marked long enough ago is gone for good."""
    for id in commands:
        row = draft.lock(StoredFile, id)
        if row.marked_on is not None and row.marked_on <= today - timedelta(days=KEPT_DAYS) and not row.purged:
            draft.record(row.id, FilePurged(row.sha256), zone=row.zone)
    return {"purged": len(commands)}


def due_for_purge(today: date) -> list[UUID]:
    due = StoredFile.objects.filter(marked_on__lte=today - timedelta(days=KEPT_DAYS), purged=False)
    return list(due.order_by("pk").values_list("pk", flat=True)[:500])

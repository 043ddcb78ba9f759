"""What a person does with an upload: bring it, answer, publish, undo, drop. Rights are checked here, each time.

Uploads are no part of the book until they are published, so these write staging rows directly.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath
from typing import IO, Any
from uuid import UUID

from django.db import transaction

from southgate.domain.errors import Forbidden, NotFound, Reason, Refused
from southgate.kernel import clock
from southgate.kernel.exchange import registry, work
from southgate.kernel.exchange.models import WORKING, StagedRow, State, Upload
from southgate.kernel.exchange.policies import RULES
from southgate.kernel.exchange.workbook.limits import UPLOAD
from southgate.kernel.identity.actor import Actor

PIECE = 1 << 20
LONGEST_NAME = 200
LOOK_AGAIN = "刷新页面，看这一批现在怎样"
ANSWERED = ("columns", "units", "cells", "names")


@dataclass(frozen=True, slots=True)
class Brought:
    """A file on its way in: an open stream, what its owner calls it, for which kind of record and zone."""

    file: IO[bytes]
    name: str
    kind: str
    zone: UUID


def upload_for(by: Actor, pk: UUID, verb: str = "view") -> Upload:
    """The one road from an id to an upload. Raises NotFound when unseen, Forbidden when it is not his to handle."""
    upload = Upload.objects.filter(pk=pk).first()
    if upload is None:
        raise NotFound(str(pk))
    RULES.require(by, verb, upload)
    return upload


def receive(brought: Brought, *, by: Actor, today: date) -> Upload:
    """Store the file under a name of ours, with its digest. Raises Refused (too large), Forbidden, NotFound."""
    kind = registry_kind(brought.kind)
    if not kind.may(by, "import", brought.zone):
        raise Forbidden("import")
    id = uuid.uuid4()
    size, digest = _store(brought.file, id)
    before = Upload.objects.filter(zone=brought.zone, kind=kind.key, sha256=digest, state=State.PUBLISHED)
    now = clock.now_micros()
    return Upload.objects.create(
        id=id, zone=brought.zone, kind=kind.key, actor=by.id, person=by.person, name=plain_name(brought.name),
        form=form_of(brought.name), size=size, sha256=digest, created_at=now, changed_at=now,
        before=before.order_by("-created_at").values_list("id", flat=True).first(),
    )  # fmt: skip


def registry_kind(key: str) -> registry.LedgerKind:
    try:
        return registry.ledger_kind(key)
    except KeyError as error:
        raise NotFound(key) from error


def _store(file: IO[bytes], id: UUID) -> tuple[int, str]:
    path = work.path_of(id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        while (piece := file.read(PIECE)) and size <= UPLOAD:
            size += len(piece)
            digest.update(piece)
            out.write(piece)
    if size > UPLOAD:
        path.unlink()
        raise Refused([
            Reason("文件超过 %(limit)d MB", {"limit": UPLOAD >> 20}, where="file",
                   mend="请删去图片和用不到的工作表，或拆成几个文件")
        ])  # fmt: skip
    return size, digest.hexdigest()


def plain_name(name: str) -> str:
    """The last part of a file name, without control characters: shown to people, never used as a path."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    return "".join(ch for ch in last if ch.isprintable())[-LONGEST_NAME:] or "workbook"


def form_of(name: str) -> str:
    return PurePosixPath(name).suffix.lower().lstrip(".")[:8]


def read(upload: Upload, *, by: Actor, today: date) -> None:
    """Read the file and stage its dry run (again)."""
    RULES.require(by, "answer", upload)
    work.start(upload.id, State.READING, by=by, today=today)


def answer(upload: Upload, given: Mapping[str, Any], *, by: Actor, today: date) -> None:
    """Add what a person said and stage again. `given` may hold columns, units, cells, names (mappings), rows (a list
    of rows to leave, or to take back by `take`) and blank_doubts.
    """
    RULES.require(by, "answer", upload)
    with transaction.atomic():
        locked = Upload.objects.select_for_update().get(pk=upload.pk)
        _open_for_answers(locked)
        answers = dict(locked.answers)
        for key in ANSWERED:
            if given.get(key):
                answers[key] = {**answers.get(key, {}), **given[key]}
        left = {*answers.get("rows", []), *given.get("rows", [])} - {*given.get("take", [])}
        answers["rows"] = sorted(left)
        answers["blank_doubts"] = given.get("blank_doubts", answers.get("blank_doubts", False))
        locked.answers = answers
        locked.save(update_fields=["answers"])
    work.start(upload.id, State.READING, by=by, today=today)


def _open_for_answers(upload: Upload) -> None:
    if upload.state not in {State.UPLOADED, State.CHECKED, State.REFUSED}:
        raise Refused(
            [Reason("这一批正在处理或已经写入，不能再改答案", where="upload", mend="刷新页面，看这一批现在怎样")]
        )


def publish(upload: Upload, *, by: Actor, today: date) -> None:
    """Write the staged rows in one atomic publish. Pressing twice writes once."""
    RULES.require(by, "publish", upload)
    if upload.state == State.PUBLISHED:
        return
    if upload.state not in {State.CHECKED, State.PUBLISHING} or upload.command is None:
        raise Refused([Reason("这一批还没有核对", where="upload", mend="等核对完成再写入")])
    if not upload.counts.get("new") and not upload.counts.get("changed"):
        raise Refused([Reason("没有要写入的行", where="upload", mend="先处理退回的行，或不必导入")])
    work.start(upload.id, State.PUBLISHING, by=by, today=today)


def undo(upload: Upload, *, by: Actor, today: date) -> None:
    """Take the whole batch back, or refuse with all reasons."""
    RULES.require(by, "undo", upload)
    if upload.state == State.UNDONE:
        return
    if upload.state not in {State.PUBLISHED, State.UNDOING}:
        raise Refused([Reason("这一批没有写入，不用撤销", where="upload")])
    if upload.undo_command is None:
        Upload.objects.filter(pk=upload.pk, undo_command=None).update(undo_command=uuid.uuid4())
    elif upload.reasons:
        Upload.objects.filter(pk=upload.pk, state=State.PUBLISHED).update(undo_command=uuid.uuid4())
    work.start(upload.id, State.UNDOING, by=by, today=today)


def drop(upload: Upload, *, by: Actor, today: date) -> None:
    """Give an upload up before anything was written: its rows and its file go."""
    RULES.require(by, "answer", upload)
    free = Upload.objects.filter(pk=upload.pk, state__in=[State.UPLOADED, State.CHECKED, State.REFUSED])
    if free.update(state=State.DROPPED, changed_at=clock.now_micros(), answers={}, plan={}) != 1:
        raise Refused([Reason("这一批正在处理或已经写入，不能放弃", where="upload")])
    clear_rows(upload.pk)


def clear_rows(upload: UUID) -> None:
    StagedRow.objects.filter(upload=upload).delete()
    work.path_of(upload).unlink(missing_ok=True)


def is_working(upload: Upload) -> bool:
    """In a worker's hands right now (a lease that ran out means the worker died)."""
    return upload.state in WORKING and upload.lease_until > clock.now_micros()

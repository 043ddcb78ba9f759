"""The worker of uploads: claims one, does a step, tells how far it is. A step is never half done.

Reading and publishing may take seconds, so a page starts a thread and shows the progress. A process that dies
leaves a lease that runs out; whoever looks next starts again. Nothing is lost: the book has all of a batch or none.
"""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import OperationalError, close_old_connections, connection

from southgate.domain.errors import Forbidden, NotFound, Reason, Refused, SouthgateError, Stale
from southgate.kernel import clock
from southgate.kernel.exchange import coding, publishing, undoing
from southgate.kernel.exchange.answering import remember_layouts
from southgate.kernel.exchange.dryrun import dry_run
from southgate.kernel.exchange.models import State, Upload
from southgate.kernel.identity.actor import Actor

_log = logging.getLogger(__name__)
LEASE = 120 * 1_000_000
"""How long a worker may be silent before its upload is free again."""
ROOM = -65_536
"""Kilobytes of cache for a publish, as SQLite writes them."""
SHORT_WAIT = 1.5
"""Seconds a request waits for a small file, so that its page stands at once."""

STAGED = ("plan", "layout", "counts", "command", "state", "lease_until", "changed_at", "total", "done")
CHANGED_MEANWHILE = Reason(
    "核对以后，要写入的记录里有一条被别人改过；没有写入任何一行", mend="请重新核对，别人的改动会显示出来"
)

Step = Callable[[Upload, Actor, date], None]
BEFORE = {
    State.READING: (State.UPLOADED, State.CHECKED, State.REFUSED, State.READING),
    State.PUBLISHING: (State.CHECKED, State.PUBLISHING),
    State.UNDOING: (State.PUBLISHED, State.UNDOING),
}


def path_of(upload_id: UUID) -> Path:
    """Where an uploaded workbook lies: outside the web root, under a name this house made."""
    return Path(settings.FILES_DIR) / "exchange" / upload_id.hex


def start(upload_id: UUID, state: State, *, by: Actor, today: date, threads: bool | None = None) -> None:
    """Begin a step in a thread (or at once where threads are off) and wait for it a moment."""
    in_thread = getattr(settings, "EXCHANGE_THREADS", True) if threads is None else threads
    if not in_thread:
        run(upload_id, state, by=by, today=today)
        return
    worker = threading.Thread(target=_in_thread, args=(upload_id, state, by, today), name=f"exchange-{upload_id.hex}")
    worker.start()
    worker.join(SHORT_WAIT)


def _in_thread(upload_id: UUID, state: State, by: Actor, today: date) -> None:
    close_old_connections()
    try:
        run(upload_id, state, by=by, today=today)
    finally:
        connection.close()


def run(upload_id: UUID, state: State, *, by: Actor, today: date) -> bool:
    """Do one step if the upload is free for it; returns whether it was. Refusals end on the upload, not here."""
    upload = claim(upload_id, state)
    if upload is None:
        return False
    try:
        with undisturbed():
            _STEPS[state](upload, by, today)
    except SouthgateError as error:
        _refuse(upload, state, error)
    except BaseException:
        _set_back(upload, state)
        raise
    return True


@contextmanager
def undisturbed() -> Iterator[None]:
    """No search for garbage while millions of cells are alive: it takes a quarter of the time and finds none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def roomy() -> Iterator[None]:
    """Room for the pages a large batch touches: SQLite's two megabytes make it write pages again and again."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA cache_size").fetchone()[0]
        cursor.execute(f"PRAGMA cache_size={ROOM}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size={int(before)}")


def claim(upload_id: UUID, state: State) -> Upload | None:
    """Take the upload for this step; None when another worker has it or it is past it."""
    now = clock.now_micros()
    free = Upload.objects.filter(pk=upload_id, state__in=BEFORE[state], lease_until__lte=now)
    values = {"state": state, "lease_until": now + LEASE, "changed_at": now, "done": 0, "reasons": []}
    return Upload.objects.get(pk=upload_id) if free.update(**values) == 1 else None


def _read(upload: Upload, by: Actor, today: date) -> None:
    def progress(done: int, total: int) -> None:
        lease = clock.now_micros() + LEASE
        Upload.objects.filter(pk=upload.pk).update(done=done, total=total, lease_until=lease)

    dry_run(upload, path_of(upload.id), by=by, progress=progress)
    upload.state, upload.lease_until, upload.changed_at = State.CHECKED, 0, clock.now_micros()
    upload.total = upload.done = sum(upload.counts.values())
    upload.save(
        update_fields=["plan", "layout", "counts", "command", "state", "lease_until", "changed_at", "total", "done"]
    )


def _publish(upload: Upload, by: Actor, today: date) -> None:
    total = upload.counts.get("new", 0) + upload.counts.get("changed", 0)
    Upload.objects.filter(pk=upload.pk).update(total=total)
    publishing.report_to(_tell)
    assert upload.command is not None
    batch = publishing.PublishBatch(upload.id, upload.sha256)
    with roomy():
        publishing.publish_batches([batch], by=by, today=today, command_id=upload.command)
    remember_layouts(upload, by)


def _tell(upload_id: UUID, done: int) -> None:
    """How far it is; another writer may hold the book so long that it stays untold."""
    publishing_still = Upload.objects.filter(pk=upload_id, state=State.PUBLISHING)
    try:
        publishing_still.update(done=done, lease_until=clock.now_micros() + LEASE)
    except OperationalError:
        _log.warning("progress of an import was not told", exc_info=True)


def _undo(upload: Upload, by: Actor, today: date) -> None:
    assert upload.undo_command is not None
    undoing.undo_batches([undoing.UndoBatch(upload.id)], by=by, today=today, command_id=upload.undo_command)


_STEPS: dict[State, Step] = {State.READING: _read, State.PUBLISHING: _publish, State.UNDOING: _undo}
_AFTER_REFUSAL = {State.READING: State.REFUSED, State.PUBLISHING: State.CHECKED, State.UNDOING: State.PUBLISHED}


def _refuse(upload: Upload, state: State, error: SouthgateError) -> None:
    reasons = [coding.reason_out(reason) for reason in reasons_of(error)]
    _end(upload, state, reasons)


def _set_back(upload: Upload, state: State) -> None:
    """Something broke that is no refusal: the upload is free again, and the failure goes on to the log."""
    broken = Reason("系统出错，这一步没有做成，什么都没有写入", mend="请再试一次；仍不行请联系管理员")
    _end(upload, state, [coding.reason_out(broken)])


def _end(upload: Upload, state: State, reasons: list[coding.PlainReason]) -> None:
    values = {"state": _AFTER_REFUSAL[state], "lease_until": 0, "changed_at": clock.now_micros(), "reasons": reasons}
    Upload.objects.filter(pk=upload.pk, state=state).update(**values)


def reasons_of(error: SouthgateError) -> list[Reason]:
    """Every refusal as reasons that a page can show."""
    match error:
        case Refused():
            return list(error.reasons)
        case Stale():
            return [
                Reason(
                    "核对以后，要写入的记录里有一条被别人改过；没有写入任何一行",
                    mend="请重新核对，别人的改动会显示出来",
                )
            ]
        case Forbidden():
            return [Reason("你现在的岗位不能做这件事", mend="请联系安全管理员")]
        case NotFound():
            return [Reason("有一条记录已经看不到了；没有写入任何一行", mend="请重新核对")]
    return [Reason(str(error))]

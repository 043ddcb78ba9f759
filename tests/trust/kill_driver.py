"""Kills imports while they publish, and looks at what is left. Run as a process of its own (`python -m`).

Every second kill falls anywhere in the run, the others anywhere in the span in which the write transaction is open.

    python -m tests.trust.kill_driver FOLDER ROWS KILLS SEED [split]

Prints one JSON line: kills, how many fell inside the write span, how many left half a batch, how many left rows
without entries or entries without rows, and whether a second run always gave the same rows. `split` plants the fault
that the test must find: the batch is written in many transactions instead of one.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path
from uuid import uuid4

FOLDER = Path(sys.argv[1]) if __name__ == "__main__" else Path()
if __name__ == "__main__":
    os.environ["SOUTHGATE_DATA"] = str(FOLDER / "data")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "southgate.config.settings")
    import django

    django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from southgate.apps.enterprise.models import Enterprise, EnterprisePast  # noqa: E402
from southgate.kernel.book.models import Command, Entry, Head  # noqa: E402
from southgate.kernel.book.writing import bulk_command  # noqa: E402
from southgate.kernel.exchange import publishing, registry, work  # noqa: E402
from southgate.kernel.exchange.models import State, Upload  # noqa: E402
from southgate.kernel.testing import TODAY, make_place  # noqa: E402
from tests.trust.batches import officer, upload  # noqa: E402
from tests.trust.sheets import firm, workbook  # noqa: E402

INSIDE, OUTSIDE = b"1", b"0"
PIECES = 50


def database() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])


def set_up(rows: int):
    """A zone with a staged batch; returns the actor and the upload."""
    call_command("migrate", verbosity=0)
    place = make_place("KL")
    by = officer(place)
    batch = upload(workbook([firm(number) for number in range(rows)]), place, by)
    assert batch.counts["new"] == rows, batch.counts
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()
    shutil.copy(database(), FOLDER / "staged.sqlite3")
    return by, batch


def restore() -> None:
    connections.close_all()
    for rest in database().parent.glob(database().name + "*"):
        rest.unlink()
    shutil.copy(FOLDER / "staged.sqlite3", database())


def fork(do) -> int:
    """`do` in a child of its own; its database connection is made there."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        do()
        code = 0
    finally:
        os._exit(code)


def publish(by, batch, span: Path, split: bool):
    """Publish, with a marker in `span` while the write transaction is open."""

    def marked(execute, sql, params, many, context):
        if sql.startswith("INSERT INTO") and "book_command" in sql:
            span.write_bytes(INSIDE)
        elif sql.startswith("PRAGMA analysis_limit"):  # after the commit
            span.write_bytes(OUTSIDE)
        return execute(sql, params, many, context)

    def do():
        with connection.execute_wrapper(marked):
            if split:
                publish_in_pieces(by, batch)
            else:
                work.run(batch.id, State.PUBLISHING, by=by, today=TODAY)
        span.write_bytes(OUTSIDE)

    return do


@bulk_command
def _piece(draft, commands, *, by, today):
    kind = registry.ledger_kind("enterprises")
    kind.write(draft, commands, by=by, today=today, zone=Upload.objects.get().zone, batch=Upload.objects.get().id)
    return {}


def publish_in_pieces(by, batch) -> None:
    rows = list(publishing._rows(batch, registry.ledger_kind(batch.kind)))
    for start in range(0, len(rows), PIECES):
        _piece(rows[start : start + PIECES], by=by, today=TODAY, command_id=uuid4())


def wait(child: int) -> None:
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, f"a run that nobody killed ended with {status}"


def measure(child: int, span: Path) -> tuple[float, float]:
    """How long a run takes, and how long of it the write transaction is open."""
    started, entered = time.monotonic(), None
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if entered is None and span.read_bytes() == INSIDE:
            entered = time.monotonic()
        time.sleep(0.001)
    ended = time.monotonic()
    return ended - started, ended - (entered or started)


def until_inside(span: Path, most: float) -> None:
    """Wait for the write transaction to open, at most four times as long as a whole run took."""
    started = time.monotonic()
    while span.read_bytes() != INSIDE and time.monotonic() - started < 4 * most:
        time.sleep(0.001)


def rows_now() -> list[tuple]:
    return sorted(Enterprise.objects.values_list("id", "name", "credit_code", "version"))


def look(rows: int) -> dict[str, int]:
    """What a killed run left: half a batch, or rows and entries that do not agree."""
    made, past = Enterprise.objects.count(), EnterprisePast.objects.count()
    entries = Entry.objects.filter(subject_kind="enterprise").count()
    head, last = Head.objects.get().position, Entry.objects.order_by("-position").values_list("position", flat=True)[0]
    published = Upload.objects.filter(state=State.PUBLISHED).exists()
    whole = made in (0, rows)
    agree = made == entries == past and head == last and Entry.objects.count() == head
    agree = agree and published == (made == rows) and (Command.objects.filter(position=0).count() == 0)
    return {"half": int(not whole), "orphans": int(not agree)}


def main(rows: int, kills: int, seed: int, split: bool) -> dict[str, object]:
    by, batch = set_up(rows)
    span = FOLDER / "span"
    wait(fork(publish(by, batch, span, split)))
    restore()
    length, inside = measure(fork(publish(by, batch, span, split)), span)
    reference = rows_now()
    chance = random.Random(seed)
    found = {"kills": kills, "inside": 0, "half": 0, "orphans": 0, "different": 0, "seconds": round(length, 2)}
    for number in range(kills):
        restore()
        span.write_bytes(OUTSIDE)
        child = fork(publish(by, batch, span, split))
        if number % 2:
            until_inside(span, length)
        time.sleep(chance.uniform(0, inside if number % 2 else length))
        found["inside"] += int(span.read_bytes() == INSIDE)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        left = look(rows)
        found = {**found, **{name: found[name] + left[name] for name in left}}
        if not split:
            Upload.objects.update(lease_until=0)
            wait(fork(publish(by, batch, span, False)))
            found["different"] += int(rows_now() != reference)
    return found


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5:] == ["split"])))

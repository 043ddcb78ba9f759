"""Erasure by law, the part that knows no person: kept words destroyed, traces scrubbed, a journal outside the backup.

The service that decides is in orgs. A room that keeps a person's words in clear somewhere (a search index, a staged
row) joins with `scrubs`: it is told the words before they are gone, inside the same transaction.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

import orjson
from cryptography.exceptions import InvalidTag
from django.db import connection, transaction
from django.utils.translation import gettext_noop

from southgate.kernel.book import keeping, sealstore
from southgate.kernel.book.models import Entry, Kept

JOURNAL = "erasures.jsonl"
KIND = "person.erased"
TRIES = 50
"""Attempts to empty the write-ahead log while readers are active, 0.1 s apart."""


@dataclass(frozen=True, slots=True)
class Erasing:
    """A person about to be erased: the kept words that go, in clear where they can still be read."""

    person: UUID
    words: Mapping[UUID, str]


Scrubber = Callable[[Erasing], None]
_SCRUBBERS: list[Scrubber] = []
_TABLES: dict[str, None] = {Kept._meta.db_table: None}


def scrubs(*tables: str) -> Callable[[Scrubber], Scrubber]:
    """Register who removes a person's words from rows of his own; `tables` are rewritten afterwards on PostgreSQL."""

    def register(scrubber: Scrubber) -> Scrubber:
        if scrubber not in _SCRUBBERS:
            _SCRUBBERS.append(scrubber)
        _TABLES.update(dict.fromkeys(tables))
        return scrubber

    return register


def erasing(person: UUID, also: Iterable[UUID] = ()) -> Erasing:
    """What is kept of a person: rows that name him as person, and the ids given. Damaged rows count, without text."""
    rows = {row.id: row for row in Kept.objects.filter(person=person)}
    rows |= {row.id: row for row in Kept.objects.filter(pk__in=[id for id in also if id not in rows])}
    return Erasing(person, {id: _clear(row) for id, row in rows.items()})


def _clear(row: Kept) -> str:
    try:
        return keeping.open_row(row)[1]
    except InvalidTag:
        return ""


def destroy(going: Erasing) -> None:
    """Scrub the words everywhere, then delete the kept rows: key, salt and text. Inside the caller's transaction."""
    for scrubber in _SCRUBBERS:
        scrubber(going)
    Kept.objects.filter(pk__in=list(going.words)).delete()


@dataclass(frozen=True, slots=True)
class Erased:
    """One line of the journal, and what `verify` reports: which entry erased whom, which kept rows went."""

    person: str
    words: tuple[str, ...]
    basis: str
    position: int


def recorded(*, after: int = 0, until: int | None = None) -> list[Erased]:
    """Erasures by law that the book tells of, in order."""
    found = Entry.objects.filter(kind=KIND, position__gt=after).order_by("position")
    if until is not None:
        found = found.filter(position__lte=until)
    rows = [(entry.subject.hex, entry.position, orjson.loads(entry.payload)) for entry in found]
    return [Erased(person, tuple(data["words"]), data["basis"], position) for person, position, data in rows]


def journal() -> None:
    """Copy erasures since the last seal into the journal outside, so that a restore can repeat them.

    Every seal does this first, so what lies before the last one is there already, even after a crash.
    """
    last = sealstore.last()
    known = {(line.person, line.words) for line in journaled()}
    for erased in recorded(after=last.position if last else 0):
        if (erased.person, erased.words) not in known:
            sealstore.append_line(JOURNAL, orjson.dumps(asdict(erased)))


def journaled() -> list[Erased]:
    found = [orjson.loads(line) for line in sealstore.lines(JOURNAL)]
    return [Erased(line["person"], tuple(line["words"]), line["basis"], line["position"]) for line in found]


def compact() -> Sequence[str]:
    """Leave no trace of deleted rows in the database's files. Outside any transaction.

    Returns what could not be done (msgids), empty when all was: PostgreSQL lets only a table's owner rewrite it.
    """
    if connection.in_atomic_block:
        raise transaction.TransactionManagementError("compact() must run after the commit")
    return _compact_sqlite() if connection.vendor == "sqlite" else _compact_postgres()


def _compact_sqlite() -> list[str]:
    """Deleted bytes are zeroed by secure_delete; the rewrite and the emptied log leave none of the old pages."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        for _ in range(TRIES):
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            if not busy:
                return []
            time.sleep(0.1)
    return [gettext_noop("有读者一直占用，预写日志还没清空；请稍后再运行一次")]


def _compact_postgres() -> list[str]:
    left = []
    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute("SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = %s::regclass", [table])
            if cursor.fetchone()[0]:
                cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(table)}")
            else:
                left.append(gettext_noop("表空间还没重写：请用拥有者账号再运行一次"))
    return list(dict.fromkeys(left))

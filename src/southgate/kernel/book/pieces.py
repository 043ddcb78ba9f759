"""What a command writes, ready for the driver, in pieces: the last one in memory, those put by in a file.

The file is a temporary one that nobody else can open; it is gone with the command. Rows are as the driver takes them,
so plain that `marshal` can write them, in half the time of pickle.
"""

from __future__ import annotations

import marshal
import pickle
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from errno import ENOSPC
from os import SEEK_END
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.conf import settings

from southgate.domain.errors import Reason, Refused
from southgate.kernel.book import rowsql
from southgate.kernel.book.drafted import Drafted
from southgate.kernel.book.models import Entry
from southgate.kernel.book.payloads import kinds

FULL = Reason("服务器的磁盘满了，什么都没有写入", mend="请管理员清出空间，再试一次")
ENTRY_COLUMNS = tuple(f.attname for f in Entry._meta.concrete_fields)


@dataclass(slots=True)
class KindRows:
    """All rows of one kind of subject; `notes` belong to the followers of its projection, in their order.

    The last value of `new`, the `position` of `changes`, both ends of `past` and the first value of `closing` are
    numbers of entries in the piece.
    """

    kind: str
    names: tuple[str, ...]
    new: list[list[Any]] = field(default_factory=list)
    changes: list[rowsql.Change] = field(default_factory=list)
    past: list[list[Any]] = field(default_factory=list)
    closing: list[list[Any]] = field(default_factory=list)
    notes: list[list[Any]] = field(default_factory=list)


@dataclass(slots=True)
class Piece:
    """One piece: chain heads of its subjects as the book has them; entry rows without position, time and digests;
    kept words; rows by kind."""

    heads: dict[UUID, tuple[int, str]]
    entries: list[list[Any]]
    kept: list[list[Any]]
    kinds: list[KindRows]


class Pieces:
    """The pieces of one command in their order."""

    def __init__(self) -> None:
        self._held: list[Piece] = []
        self._file: IO[bytes] | None = None
        self._spans: list[tuple[int, int]] = []
        self._subjects: dict[UUID, list[int]] = {}
        self.entries = 0
        """How many entries they hold together."""
        self.changed: dict[str, dict[UUID, int]] = {}
        """Rows that stood before, by kind of subject: the version each was taken to have."""

    def put_by(self, piece: Piece) -> None:
        """Raises Refused when the disk is full."""
        if self._file is None:
            self._file = _file()
        self._count(piece)
        number = len(self._spans)
        begin = self._file.seek(0, SEEK_END)
        try:
            self._spans.append((begin, self._dump(piece)))
        except OSError as error:
            if error.errno == ENOSPC:
                raise Refused([FULL]) from error
            raise
        for subject in {row[2] for row in piece.entries}:
            self._subjects.setdefault(UUID(subject), []).append(number)

    def _dump(self, piece: Piece) -> int:
        """Returns how long the part is that `marshal` wrote."""
        assert self._file is not None
        rows = [piece.entries, piece.kept, [[one.new, one.past, one.closing] for one in piece.kinds]]
        written = self._file.write(marshal.dumps(rows))  # in one: `dump` calls the file for each value
        rest = [[one.kind, one.names, one.changes, one.notes] for one in piece.kinds]
        pickle.dump([piece.heads, rest], self._file, pickle.HIGHEST_PROTOCOL)
        self._file.flush()
        return written

    def _count(self, piece: Piece) -> None:
        self.entries += len(piece.entries)
        for one in piece.kinds:
            known = self.changed.setdefault(one.kind, {})
            for id, seen, _values in one.changes:
                known.setdefault(id, seen)

    def hold(self, piece: Piece) -> None:
        self._count(piece)
        self._held.append(piece)

    def __iter__(self) -> Iterator[Piece]:
        for number in range(len(self._spans)):
            yield self._read(number)
        yield from self._held

    def built_on(self) -> dict[UUID, int]:
        """Last seq of each subject as the book had it when the command first wrote of it."""
        found: dict[UUID, int] = {}
        for piece in self:
            for row in piece.entries:
                subject = UUID(row[2])
                found.setdefault(subject, piece.heads.get(subject, (0, ""))[0])
        return found

    def of(self, subjects: Collection[UUID]) -> dict[UUID, list[Drafted]]:
        """Entries put by that are about one of `subjects`: rarely any, so their pieces are simply read again."""
        wanted = self._subjects.keys() & subjects if self._subjects else set()
        found: dict[UUID, list[Drafted]] = {}
        for number in sorted({number for subject in wanted for number in self._subjects[subject]}):
            for row in self._read(number).entries:
                entry = _drafted(row)
                if entry.subject in wanted:
                    found.setdefault(entry.subject, []).append(entry)
        return found

    def _read(self, number: int) -> Piece:
        assert self._file is not None
        begin, length = self._spans[number]
        self._file.seek(begin)
        entries, kept, rows = marshal.loads(self._file.read(length))  # noqa: S302  (our own file, open to nobody else)
        heads, rest = pickle.load(self._file)  # noqa: S301  (the same)
        kinds = [
            KindRows(kind, names, new, changes, past, closing, notes)
            for (kind, names, changes, notes), (new, past, closing) in zip(rest, rows, strict=True)
        ]
        return Piece(heads, entries, kept, kinds)


def _file() -> IO[bytes]:
    """Beside the evidence, not where the system keeps small things: there it may be memory."""
    folder = Path(settings.FILES_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return tempfile.TemporaryFile(dir=folder)


def _drafted(row: list[Any]) -> Drafted:
    cells = dict(zip(ENTRY_COLUMNS, row, strict=True))
    return Drafted(
        subject_kind=cells["subject_kind"],
        subject=UUID(cells["subject"]),
        payload=kinds()[cells["kind"]],
        text=cells["payload"],
        occurred_on=date.fromisoformat(cells["occurred_on"]),
        zone=UUID(cells["zone"]) if cells["zone"] else None,
        supersedes=cells["supersedes"],
    )

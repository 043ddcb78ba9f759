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
from os import SEEK_END
from typing import IO, Any
from uuid import UUID

from southgate.kernel.book import rowsql
from southgate.kernel.book.drafted import Drafted
from southgate.kernel.book.models import Entry
from southgate.kernel.book.payloads import kinds

ENTRY_COLUMNS = tuple(f.attname for f in Entry._meta.concrete_fields)


@dataclass(slots=True)
class Ready:
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
class Prepared:
    """One piece: chain heads of its subjects as the book has them; entry rows without position, time and digests;
    kept words; rows by kind."""

    heads: dict[UUID, tuple[int, str]]
    entries: list[list[Any]]
    kept: list[list[Any]]
    kinds: list[Ready]


class Pieces:
    """The pieces of one command in their order."""

    def __init__(self) -> None:
        self._held: list[Prepared] = []
        self._file: IO[bytes] | None = None
        self._places: list[tuple[int, int]] = []
        self._subjects: dict[UUID, list[int]] = {}
        self.entries = 0
        """How many entries they hold together."""

    def put_by(self, piece: Prepared) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115  (it lives as long as the command)
        self.entries += len(piece.entries)
        number = len(self._places)
        begin = self._file.seek(0, SEEK_END)
        rows = [piece.entries, piece.kept, [[one.new, one.past, one.closing] for one in piece.kinds]]
        written = self._file.write(marshal.dumps(rows))  # in one: `dump` calls the file for each value
        self._places.append((begin, written))
        rest = [[one.kind, one.names, one.changes, one.notes] for one in piece.kinds]
        pickle.dump([piece.heads, rest], self._file, pickle.HIGHEST_PROTOCOL)
        for subject in {row[2] for row in piece.entries}:
            self._subjects.setdefault(UUID(subject), []).append(number)

    def hold(self, piece: Prepared) -> None:
        self.entries += len(piece.entries)
        self._held.append(piece)

    def __iter__(self) -> Iterator[Prepared]:
        for number in range(len(self._places)):
            yield self._read(number)
        yield from self._held

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

    def _read(self, number: int) -> Prepared:
        assert self._file is not None
        begin, length = self._places[number]
        self._file.seek(begin)
        entries, kept, rows = marshal.loads(self._file.read(length))  # noqa: S302  (our own file, open to nobody else)
        heads, rest = pickle.load(self._file)  # noqa: S301  (the same)
        kinds = [
            Ready(kind, names, new, changes, past, closing, notes)
            for (kind, names, changes, notes), (new, past, closing) in zip(rest, rows, strict=True)
        ]
        return Prepared(heads, entries, kept, kinds)


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

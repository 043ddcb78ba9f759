"""What a command is about to write: locks taken, entries drafted, words kept, messages for after the commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID, uuid5

from southgate.domain.errors import Change, NotFound, Stale
from southgate.kernel.book import keeping
from southgate.kernel.book.digest import canonical
from southgate.kernel.book.drafted import Drafted
from southgate.kernel.book.models import Entry, Row
from southgate.kernel.book.payloads import Said, read_plain
from southgate.kernel.book.pieces import Pieces

M = TypeVar("M", bound=Row)
HEARD: set[str] = set()
"""Entry kinds that somebody subscribes to (`subscribing` fills it)."""


_COUNTED = (1 << 32) - 1
_VERSION, _CUSTOM = 15 << 76, 8 << 76
"""Where a UUID says its version, and version 8: laid out by whoever makes it (RFC 9562, 5.8)."""


@dataclass(slots=True)
class Message:
    """Something to do after the commit (a notice, an export), at least once; `key` makes a repeat visible."""

    topic: str
    key: str
    data: Mapping[str, Any]


@dataclass
class Draft:
    """Collects what one command writes. Made by `@command`; a service never makes one itself."""

    by: Any
    command_id: UUID
    today: date
    bulk: bool = False
    entries: list[Drafted] = field(default_factory=list)
    kept: list[keeping.ToKeep] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    pieces: Pieces = field(default_factory=Pieces)
    created: set[UUID] = field(default_factory=set)
    seen: dict[UUID, int] = field(default_factory=dict)
    locked: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    """Columns of locked rows as they were read: nobody else changes them before the commit, so none is read twice."""
    in_transaction: list[Callable[[], None]] = field(default_factory=list)
    _ids: int = 0
    _front: int = 0

    def new_id(self) -> UUID:
        """Id for something this command creates; the same command run again would give the same."""
        made = self._next_id()
        self.created.add(made)
        return made

    def _next_id(self) -> UUID:
        """Ids of one command lie side by side, in their order, at a place that its id decides.

        A batch then grows every index at one spot. Scattered ids touch most pages of a large index, each written anew.
        """
        self._ids += 1
        if not self._front:
            self._front = uuid5(self.command_id, "ids").int & ~_COUNTED & ~_VERSION | _CUSTOM
        return UUID(int=self._front | self._ids)

    def lock(self, model: type[M], id: UUID, *, seen: int | None = None) -> M:
        """The row, locked until commit. Raises NotFound, or Stale when it moved on since version `seen`."""
        return self.lock_many(model, {id: seen})[id]

    def lock_many(self, model: type[M], seen: Mapping[UUID, int | None]) -> dict[UUID, M]:
        """Rows by id, locked in the order of their ids so that two writers never wait for each other.

        Ids stay as they are, so who only refers to a row (a foreign key checked at commit) need not wait for it.
        """
        rows: dict[UUID, M] = {}
        ids = sorted(seen)
        manager: Any = model._default_manager
        for start in range(0, len(ids), 500):
            query = manager.filter(pk__in=ids[start : start + 500]).order_by("pk")
            for row in query if self.bulk else query.select_for_update(no_key=True):
                rows[row.id] = row
                if not self.bulk:
                    self.locked[row.id] = dict(row.__dict__)
        for id in ids:
            if id not in rows:
                raise NotFound(str(id))
            expected = seen[id]
            if expected is not None and expected != rows[id].version:
                raise stale(id, expected, rows[id].version)
            self.seen[id] = rows[id].version
        return rows

    def record(
        self,
        subject: UUID,
        payload: Any,
        *,
        zone: UUID | None,
        occurred_on: date | None = None,
        supersedes: int | None = None,
    ) -> None:
        """Draft one entry. Its subject's kind is the part of `KIND` before the dot; no date means today."""
        stored = self._keep_words(payload, subject)
        heard = not self.bulk or payload.KIND in HEARD
        self.entries.append(
            Drafted(
                subject_kind=payload.KIND.partition(".")[0],
                subject=subject,
                payload=stored if heard else type(stored),
                text=canonical(stored),
                occurred_on=occurred_on or self.today,
                zone=zone,
                supersedes=supersedes,
            )
        )

    def send(self, topic: str, key: str, data: Mapping[str, Any]) -> None:
        """A message for after the commit; written to the outbox in the same transaction."""
        self.messages.append(Message(topic, key, data))

    def also(self, write: Callable[[], None]) -> None:
        """Rows that are no part of the book (a job, an upload's state) to be written in the same transaction."""
        self.in_transaction.append(write)

    def _keep_words(self, payload: Any, subject: UUID) -> Any:
        changed = {}
        for f in fields(payload):
            value = getattr(payload, f.name)
            kept = self._keep_value(value, subject)
            if kept is not value:
                changed[f.name] = kept
        return replace(payload, **changed) if changed else payload

    def _keep_value(self, value: Any, subject: UUID) -> Any:
        if isinstance(value, Said) and not value.id:
            row, reference = keeping.keep(value, id=self._next_id(), subject=subject)
            self.kept.append(row)
            return reference
        if isinstance(value, Mapping) and any(isinstance(item, Said) for item in value.values()):
            return {k: self._keep_value(v, subject) if isinstance(v, Said) else v for k, v in value.items()}
        if isinstance(value, tuple) and any(isinstance(item, Said) for item in value):
            return tuple(self._keep_value(item, subject) for item in value)
        return value


def stale(subject: UUID, seen: int, now: int) -> Stale:
    """A Stale that tells what was written since version `seen`, so that the writer can merge his own."""
    later = Entry.objects.filter(subject=subject, seq__gt=seen).order_by("seq")
    return Stale(subject, seen, now, _changes(later))


def _changes(entries: Iterable[Entry]) -> list[Change]:
    return [
        Change(
            position=entry.position,
            kind=entry.kind,
            by=entry.by_person.hex if entry.by_person else "",
            recorded_at=entry.recorded_at,
            fields=read_plain(entry.kind, entry.version, entry.payload).get("set", {}),
        )
        for entry in entries
    ]

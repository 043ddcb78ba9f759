"""Keeps the lines and postings of names: in the transaction of the entries, or all of them anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from southgate.kernel.book.projections import State, projection_of
from southgate.kernel.book.rebuilding import lock_head
from southgate.kernel.search import postings, registry
from southgate.kernel.search.models import Name
from southgate.kernel.search.registry import Doc, Searchable

BATCH = 500
Note = tuple[UUID, postings.Ready | None, bool]
"""A subject, its line and postings (None: it can be found by nothing), and whether it is new."""


def searchable(what: Searchable) -> None:
    """Make a kind of record findable: from now on each change of its rows is seen here."""
    registry.register(what, Watch(what))


@dataclass(frozen=True, slots=True)
class Watch:
    """Sees the rows of a kind change; what it can be found by is worked out before the book is locked."""

    what: Searchable

    def note(self, before: State | None, after: State) -> Note | None:
        doc = self.what.doc(after)
        if before is not None and self.what.doc(before) == doc:
            return None
        return (after["id"], _ready(self.what.kind, after["id"], doc), before is None)

    def write(self, notes: Sequence[Note]) -> None:
        _forget(self.what.kind, [id for id, _, new in notes if not new])
        _add([line for _, line, _ in notes])


def reindex() -> int:
    """All names of all kinds anew from their rows; returns how many stand there now."""
    with transaction.atomic():
        lock_head()
        postings.empty()
        Name.objects.all().delete()
        return sum(_reindex(what) for what in registry.searchables())


def _reindex(what: Searchable) -> int:
    projection = projection_of(what.kind)
    if projection is None:
        raise LookupError(f"subjects of kind {what.kind} have no rows")
    manager: Any = projection.model._default_manager
    rows = manager.order_by("pk").values(*projection.columns())
    lines = (_ready(what.kind, row["id"], what.doc(row)) for row in rows.iterator(chunk_size=2000))
    count = 0
    while batch := list(islice(lines, 2000)):
        count += _add(batch)
    return count


def _ready(kind: str, id: UUID, doc: Doc | None) -> postings.Ready | None:
    return None if doc is None else postings.ready(kind, id, doc)


def _add(lines: Sequence[postings.Ready | None]) -> int:
    """Write lines; returns how many. The head of the book is locked: numbers cannot clash."""
    last = Name.objects.aggregate(last=Max("id"))["last"] or 0
    found = [line for line in lines if line is not None]
    postings.add(last, found)
    return len(found)


def _forget(kind: str, subjects: Sequence[UUID]) -> None:
    for start in range(0, len(subjects), BATCH):
        found = Name.objects.filter(kind=kind, subject__in=subjects[start : start + BATCH])
        if ids := list(found.values_list("id", flat=True)):
            postings.remove(ids)
            Name.objects.filter(id__in=ids).delete()

"""Keeps the lines and postings of names: in the transaction of the entries, or all of them anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from southgate.domain.matching.names import plain
from southgate.kernel.book.projections import State, projection_of
from southgate.kernel.search import postings, registry
from southgate.kernel.search.models import Name
from southgate.kernel.search.postings import Posting
from southgate.kernel.search.registry import Doc, Searchable

BATCH = 500
Note = tuple[UUID, Doc | None, bool]
"""A subject, what it can be found by (None: by nothing), and whether it is new."""


def searchable(what: Searchable) -> None:
    """Make a kind of record findable: from now on each change of its rows is seen here."""
    registry.register(what, Watch(what))


@dataclass(frozen=True, slots=True)
class Watch:
    """Sees the rows of a kind change; what it can be found by is worked out before the book is locked."""

    what: Searchable

    def note(self, before: State | None, after: State) -> Note | None:
        doc = self.what.doc(after)
        if before is None:
            return (after["id"], doc, True)
        return (after["id"], doc, False) if self.what.doc(before) != doc else None

    def write(self, notes: Sequence[Note]) -> None:
        _forget(self.what.kind, [id for id, _, new in notes if not new])
        _add(self.what.kind, [(id, doc) for id, doc, _ in notes])


def reindex() -> int:
    """All names of all kinds anew from their rows; returns how many stand there now."""
    with transaction.atomic():
        postings.remove(list(Name.objects.values_list("id", flat=True)))
        Name.objects.all().delete()
        return sum(_reindex(what) for what in registry.searchables())


def _reindex(what: Searchable) -> int:
    projection = projection_of(what.kind)
    if projection is None:
        raise LookupError(f"subjects of kind {what.kind} have no rows")
    manager: Any = projection.model._default_manager
    rows = manager.order_by("pk").values(*projection.columns())
    docs = [(row["id"], what.doc(row)) for row in rows.iterator(chunk_size=2000)]
    _write(what.kind, docs)
    return sum(doc is not None for _, doc in docs)


def _write(kind: str, docs: Sequence[tuple[UUID, Doc | None]]) -> None:
    """Take the old lines away, write the new ones."""
    _forget(kind, [id for id, _ in docs])
    _add(kind, docs)


def _add(kind: str, docs: Sequence[tuple[UUID, Doc | None]]) -> None:
    """Write lines. The head of the book is locked: numbers cannot clash."""
    number = Name.objects.aggregate(last=Max("id"))["last"] or 0
    kept = []
    for id, doc in docs:
        if doc is None:
            continue
        number += 1
        kept.append(Posting(number, kind, id, plain(doc.name), doc.initials, doc.code, doc.zones))
    postings.add(kept)


def _forget(kind: str, subjects: Sequence[UUID]) -> None:
    for start in range(0, len(subjects), BATCH):
        found = Name.objects.filter(kind=kind, subject__in=subjects[start : start + BATCH])
        if ids := list(found.values_list("id", flat=True)):
            postings.remove(ids)
            Name.objects.filter(id__in=ids).delete()

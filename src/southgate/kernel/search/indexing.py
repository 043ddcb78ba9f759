"""Keeps the lines and postings of names: in the transaction of the entries, or all of them anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


def searchable(what: Searchable) -> None:
    """Make a kind of record findable: from now on each change of its rows is seen here."""
    registry.register(what, follower(what))


def follower(what: Searchable) -> Callable[[Sequence[tuple[State | None, State]]], None]:
    def see(pairs: Sequence[tuple[State | None, State]]) -> None:
        changed = []
        for before, after in pairs:
            doc = what.doc(after)
            if before is None or what.doc(before) != doc:
                changed.append((after["id"], doc))
        _write(what.kind, changed)

    return see


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
    """Take the old lines away, write the new ones. The head of the book is locked: numbers cannot clash."""
    _forget(kind, [id for id, _ in docs])
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

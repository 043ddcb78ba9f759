"""Stored rows and history rows beside a fresh replay of the book; nothing is written."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from southgate.kernel.book.models import Entry
from southgate.kernel.book.projections import Projection, projections
from southgate.kernel.book.rebuilding import replay

BATCH = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the tables say something else than the book. `where` is `row` or `past`; `column` empty: the whole row.

    `stored` or `replayed` None beside an empty column: there is no such row on that side.
    """

    kind: str
    subject: UUID
    where: str
    column: str
    stored: Any
    replayed: Any


def differences(kinds: Sequence[str] = ()) -> Iterator[Difference]:
    """Every difference, as it is found; none means that the tables are what a rebuild would write."""
    for kind, projection in sorted(projections().items()):
        if not kinds or kind in kinds:
            yield from _compare(projection)


def _compare(projection: Projection) -> Iterator[Difference]:
    columns = projection.columns()
    rows = [*columns, "version", "position"]
    past = [*columns, "version", "known_from", "known_to"]
    subjects = replay(projection)
    while batch := list(itertools.islice(subjects, BATCH)):
        told = {r.subject: [[state[name] for name in columns] for state in r.states] for r in batch}
        today = {r.subject: [r.row(told[r.subject][-1])] for r in batch}
        yield from _batch(projection, projection.model, "row", rows, today)
        if projection.past is not None:
            before = {r.subject: list(r.past(told[r.subject])) for r in batch}
            yield from _batch(projection, projection.past, "past", past, before)
    yield from _strays(projection, projection.model, "row")
    if projection.past is not None:
        yield from _strays(projection, projection.past, "past")


def _batch(
    projection: Projection, model: Any, where: str, names: Sequence[str], told: dict[UUID, list[list[Any]]]
) -> Iterator[Difference]:
    stored: dict[UUID, list[list[Any]]] = defaultdict(list)
    order = "version" if where == "past" else "id"
    for row in model._default_manager.filter(id__in=list(told)).order_by(order).values_list(*names):
        stored[row[names.index("id")]].append(list(row))
    for subject, replayed in told.items():
        for ours, theirs in itertools.zip_longest(stored[subject], replayed):
            if ours is None or theirs is None:
                yield Difference(projection.kind, subject, where, "", ours, theirs)
            elif ours != theirs:
                yield from _columns(projection.kind, subject, where, names, ours, theirs)


def _columns(
    kind: str, subject: UUID, where: str, names: Sequence[str], stored: list[Any], replayed: list[Any]
) -> Iterator[Difference]:
    for name, ours, theirs in zip(names, stored, replayed, strict=True):
        if ours != theirs:
            yield Difference(kind, subject, where, name, ours, theirs)


def _strays(projection: Projection, model: Any, where: str) -> Iterator[Difference]:
    """Rows of subjects that the book does not know."""
    known = Entry.objects.filter(subject=OuterRef("id"), subject_kind=projection.kind)
    for row in model._default_manager.filter(~Exists(known)).values():
        yield Difference(projection.kind, row["id"], where, "", row, None)

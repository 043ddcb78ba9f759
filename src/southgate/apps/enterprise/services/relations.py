"""Everything that names an enterprise, and what happens to it when two records turn out to be one.

A room above registers its relations through `api.on_merge`; a test finds every relation there is and fails on one
that nobody covers, so that nothing is left pointing at a record that no longer stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model

from southgate.kernel.book.drafting import Draft
from southgate.kernel.orgs.entries import PostChanged
from southgate.kernel.orgs.models import Post

Repoint = Callable[[Draft, UUID, UUID], Sequence[UUID]]
"""(draft, from, to) → ids of what was re-pointed; drafts one entry for each."""
Back = Callable[[Draft, Sequence[UUID], UUID, UUID], Sequence[UUID]]
"""(draft, ids, from, to) → those of the ids that still pointed to `from` and go back to `to`."""


@dataclass(frozen=True, slots=True)
class Relation:
    """`name` is how the book calls it (`project.enterprise`); `model` and `column` are where it stands."""

    name: str
    model: type[Model]
    column: str
    repoint: Repoint
    back: Back


@dataclass(frozen=True, slots=True)
class Untouched:
    """A relation that a merge leaves alone on purpose, and why."""

    model: type[Model]
    column: str
    why: str


_RELATIONS: dict[str, Relation] = {}
_UNTOUCHED: list[Untouched] = []


def on_merge(relation: Relation) -> Relation:
    known = _RELATIONS.setdefault(relation.name, relation)
    if known.model is not relation.model:
        raise ValueError(f"relation {relation.name} is registered already")
    return known


def leaves_alone(model: type[Model], column: str, why: str) -> None:
    _UNTOUCHED.append(Untouched(model, column, why))


def relations() -> Sequence[Relation]:
    return tuple(_RELATIONS.values())


def covered() -> set[tuple[type[Model], str]]:
    """(model, column) of every relation that somebody answers for."""
    pointed = {(one.model, one.column) for one in _RELATIONS.values()}
    return pointed | {(one.model, one.column) for one in _UNTOUCHED}


def used(draft: Draft, ids: Sequence[UUID]) -> set[UUID]:
    """Those that something names which is not itself being withdrawn by this draft."""
    going = {entry.subject for entry in draft.entries if entry.payload.KIND.endswith(".withdrawn")}
    found: set[UUID] = set()
    for one in relations():
        manager: Any = one.model._default_manager
        rows = manager.filter(**{f"{one.column}__in": ids}).values_list("pk", one.column)
        found |= {enterprise for row, enterprise in rows if row not in going}
    return found


def repoint_all(draft: Draft, away: UUID, keep: UUID) -> dict[str, Any]:
    return {one.name: list(one.repoint(draft, away, keep)) for one in relations()}


def back_all(draft: Draft, moved: Mapping[str, Sequence[UUID]], keep: UUID, away: UUID) -> dict[str, Any]:
    return {one.name: list(one.back(draft, moved.get(one.name, ()), keep, away)) for one in relations()}


def _posts(draft: Draft, away: UUID, keep: UUID) -> Sequence[UUID]:
    ids = list(Post.objects.filter(enterprise=away).values_list("pk", flat=True))
    return _point(draft, ids, away, keep)


def _posts_back(draft: Draft, ids: Sequence[UUID], keep: UUID, away: UUID) -> Sequence[UUID]:
    return _point(draft, ids, keep, away)


def _point(draft: Draft, ids: Sequence[UUID], was: UUID, now: UUID) -> Sequence[UUID]:
    rows = draft.lock_many(Post, dict.fromkeys(ids))
    moved = [row for row in rows.values() if row.enterprise == was]
    for row in moved:
        draft.record(
            row.id, PostChanged({"enterprise": now}, {"enterprise": was, "title": row.title}), zone=row.zone_id
        )
    return [row.id for row in moved]


on_merge(Relation("post.enterprise", Post, "enterprise", _posts, _posts_back))

"""Every subject of the book that belongs to one project: what investigators are given the whole story of.

Found by the tables themselves, so that a new kind of record belongs to the pack from its first day: rows that name the
project, and rows that name such a row. What only points at a project from elsewhere (a suspicion about two of them) is
no part of it: it would tell of another project.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import ForeignKey

from southgate.apps.pipeline.models.projects import Project
from southgate.kernel.book.projections import projections

DEPTH = 3
ROOM = Project._meta.app_label


def of_project(pk: UUID) -> Mapping[str, tuple[UUID, ...]]:
    """Ids by kind of subject, the project itself among them."""
    models = {kind: found.model for kind, found in projections().items() if found.model._meta.app_label == ROOM}
    ids: dict[str, set[UUID]] = {"project": {pk}}
    fresh = {Project: {pk}}
    for _step in range(DEPTH):
        found: dict[Any, set[UUID]] = {}
        for kind, model in models.items():
            new = _belonging(model, fresh) - ids.get(kind, set())
            if new:
                ids.setdefault(kind, set()).update(new)
                found[model] = new
        fresh = found
    return {kind: tuple(sorted(some)) for kind, some in sorted(ids.items())}


def _belonging(model: Any, parents: Mapping[Any, set[UUID]]) -> set[UUID]:
    """Rows of `model` that name one of the parents: a project by the key called so, any other by whatever key."""
    found: set[UUID] = set()
    for field in model._meta.concrete_fields:
        if not isinstance(field, ForeignKey) or field.related_model not in parents or field.related_model is model:
            continue
        if field.related_model is Project and field.name != "project":
            continue
        named = {f"{field.name}__in": sorted(parents[field.related_model])}
        found |= set(model.objects.filter(**named).values_list("pk", flat=True))
    return found

"""Where signings are known: names in sentences, the project page, merges of enterprises, packs of counting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from southgate.apps.enterprise.api import Relation, leaves_alone, on_merge
from southgate.apps.pipeline.entries.signings import SigningChanged
from southgate.apps.pipeline.models.signings import ListedFirm, Signing, SigningPast
from southgate.apps.pipeline.selectors.figures import rules
from southgate.apps.pipeline.selectors.signings.panel import panel
from southgate.apps.pipeline.selectors.signings.reading import visible
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.sentences import name_kind
from southgate.kernel.panels.registry import Panel
from southgate.kernel.panels.registry import register as register_panel

PACKS = tuple(rules.SCHEMAS)
"""Kinds of packs that counting reads; registered where they are read."""


@name_kind("signing")
def names(ids: Sequence[UUID], by: Any) -> Mapping[UUID, str]:
    found = Signing.objects.all() if by is None else visible(by)
    return dict(found.filter(pk__in=ids).values_list("pk", "project__name"))


@name_kind("listed_firm")
def firm_names(ids: Sequence[UUID], by: Any) -> Mapping[UUID, str]:
    return dict(ListedFirm.objects.filter(pk__in=ids).values_list("pk", "name"))


def _repoint(column: str, draft: Draft, away: UUID, keep: UUID) -> Sequence[UUID]:
    ids = list(Signing.objects.filter(**{column: away}).values_list("pk", flat=True))
    return _point(column, draft, ids, away, keep)


def _back(column: str, draft: Draft, ids: Sequence[UUID], keep: UUID, away: UUID) -> Sequence[UUID]:
    return _point(column, draft, ids, keep, away)


def _point(column: str, draft: Draft, ids: Sequence[UUID], was: UUID, now: UUID) -> Sequence[UUID]:
    """The same firm under one record: nothing about the signing is another, so nothing is screened anew."""
    rows = draft.lock_many(Signing, dict.fromkeys(ids))
    moved = [row for row in rows.values() if getattr(row, column) == was]
    for row in moved:
        draft.record(row.id, SigningChanged({column: now}, {column: was}), zone=row.zone_id)
    return [row.id for row in moved]


for _name in ("enterprise", "enterprise_was"):
    _column = f"{_name}_id"
    on_merge(Relation(f"signing.{_name}", Signing, _name, partial(_repoint, _column), partial(_back, _column)))
    leaves_alone(SigningPast, _name, "history rows keep what was known then")
register_panel(Panel("project", "signings", "签约登记", 20, "pipeline/signings/of_project.html", panel))

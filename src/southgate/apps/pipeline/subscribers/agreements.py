"""Where agreements are known: evidence they hold, names in sentences, merges of enterprises, the project's panel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from southgate.apps.enterprise.api import Relation, on_merge
from southgate.apps.pipeline.entries.agreements import AgreementChanged
from southgate.apps.pipeline.models.agreements import Agreement
from southgate.apps.pipeline.selectors.agreements import rules  # noqa: F401  (kinds of packs are known once it is up)
from southgate.apps.pipeline.selectors.agreements.panel import of_project
from southgate.apps.pipeline.selectors.agreements.reading import agreement_for, visible
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.sentences import name_kind
from southgate.kernel.files import holders
from southgate.kernel.files.holders import Holder
from southgate.kernel.panels.registry import Panel
from southgate.kernel.panels.registry import register as register_panel


@name_kind("agreement")
def names(ids: Sequence[UUID], by: Any) -> Mapping[UUID, str]:
    found = Agreement.objects if by is None else visible(by)
    return dict(found.filter(pk__in=ids).values_list("pk", "title"))


def _repoint(draft: Draft, away: UUID, keep: UUID) -> Sequence[UUID]:
    return _point(draft, list(Agreement.objects.filter(enterprise_id=away).values_list("pk", flat=True)), away, keep)


def _back(draft: Draft, ids: Sequence[UUID], keep: UUID, away: UUID) -> Sequence[UUID]:
    return _point(draft, ids, keep, away)


def _point(draft: Draft, ids: Sequence[UUID], was: UUID, now: UUID) -> Sequence[UUID]:
    rows = draft.lock_many(Agreement, dict.fromkeys(ids))
    moved = [row for row in rows.values() if row.enterprise_id == was]
    for row in moved:
        draft.record(row.id, AgreementChanged({"enterprise_id": now}, {"enterprise_id": was}), zone=row.zone_id)
    return [row.id for row in moved]


holders.register(
    Holder(
        "agreement",
        lambda by, id, verb: agreement_for(by, id, "review" if verb == "edit" else verb).zone_id,
        lambda id: reverse("agreements:agreement", args=[id]),
    )
)
on_merge(Relation("agreement.enterprise", Agreement, "enterprise", _repoint, _back))
register_panel(Panel("project", "agreements", "协议与履约", 40, "pipeline/agreements/of_project.html", of_project))

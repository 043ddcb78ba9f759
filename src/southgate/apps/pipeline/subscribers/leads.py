"""Where leads are known: search, names in sentences, merges of enterprises, panels of the project page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.enterprise.api import Relation, leaves_alone, on_merge
from southgate.apps.pipeline.entries.leads import LeadChanged
from southgate.apps.pipeline.models.leads import Lead, LeadPast
from southgate.apps.pipeline.selectors.leads import rules  # noqa: F401  (the readers of its packs)
from southgate.apps.pipeline.selectors.leads.panels import origin, talk
from southgate.apps.pipeline.selectors.leads.reading import seen_of, visible
from southgate.domain.leads import STATE_NAMES, LeadState
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.projections import State
from southgate.kernel.book.sentences import name_kind
from southgate.kernel.identity.actor import Actor
from southgate.kernel.panels.registry import Panel, register
from southgate.kernel.search.indexing import searchable
from southgate.kernel.search.registry import Doc, Hit, Searchable


def _doc(state: State) -> Doc:
    """The zone that has it now and the one that talked first, and its park."""
    places = (state["zone_id"], state["first_zone_id"], state["park_id"])
    zones = tuple(dict.fromkeys(place for place in places if place is not None))
    return Doc(state["name"], state["initials"], zones, state["code"].upper())


def _hits(by: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Hit]:
    return {row.pk: _hit(row) for row in seen_of(by, ids)}


def _hit(row: Lead) -> Hit:
    detail = _("，").join(filter(None, (_(STATE_NAMES[LeadState(row.state)]), row.investor or row.code)))
    return Hit(row.pk, reverse("leads:lead", args=[row.pk]), row.name, detail, _("线索"))


@name_kind("lead")
def names(ids: Sequence[UUID], by: Any) -> Mapping[UUID, str]:
    found = Lead.objects if by is None else visible(by)
    return dict(found.filter(pk__in=ids).values_list("pk", "name"))


def _repoint(draft: Draft, away: UUID, keep: UUID) -> Sequence[UUID]:
    return _point(draft, list(Lead.objects.filter(enterprise_id=away).values_list("pk", flat=True)), away, keep)


def _back(draft: Draft, ids: Sequence[UUID], keep: UUID, away: UUID) -> Sequence[UUID]:
    return _point(draft, ids, keep, away)


def _point(draft: Draft, ids: Sequence[UUID], was: UUID, now: UUID) -> Sequence[UUID]:
    """Confidential leads too: a merge leaves nothing behind, and names nothing to who may not see it."""
    rows = draft.lock_many(Lead, dict.fromkeys(ids))
    moved = [row for row in rows.values() if row.enterprise_id == was]
    for row in moved:
        draft.record(row.id, LeadChanged({"enterprise_id": now}, {"enterprise_id": was}), zone=row.zone_id)
    return [row.id for row in moved]


searchable(Searchable("lead", _doc, _hits))
on_merge(Relation("lead.enterprise", Lead, "enterprise", _repoint, _back))
leaves_alone(LeadPast, "enterprise", "history rows keep what was known then")
register(Panel("project", "talks", "在谈项目库", 60, "pipeline/leads/talk_panel.html", talk))
register(Panel("project", "lead", "从哪条线索来", 62, "pipeline/leads/origin_panel.html", origin))

"""Where visits, events and introducers are known: names in sentences, panels, merges of enterprises, leads that end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from southgate.apps.enterprise.api import Relation, on_merge
from southgate.apps.pipeline.entries.meetings import IntroductionFollowed, VisitRepointed
from southgate.apps.pipeline.models.meetings import Event, Introducer, Introduction, Visit
from southgate.apps.pipeline.selectors.meetings import reading
from southgate.apps.pipeline.selectors.meetings.naming import introducer_names
from southgate.apps.pipeline.selectors.meetings.panel import of_lead, of_project
from southgate.kernel.book.drafted import Drafted
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.sentences import name_kind
from southgate.kernel.book.subscribing import subscribe
from southgate.kernel.panels.registry import Panel
from southgate.kernel.panels.registry import register as register_panel


@name_kind("event")
def event_names(ids: Sequence[UUID], by: Any) -> Mapping[UUID, str]:
    found = Event.objects if by is None else reading.events(by)
    return dict(found.filter(pk__in=ids).values_list("pk", "name"))


@name_kind("introducer")
def introducers(ids: Sequence[UUID], by: Any) -> Mapping[UUID, str]:
    found = Introducer.objects.all() if by is None else reading.introducers(by)
    return introducer_names(found.filter(pk__in=ids))


@subscribe("lead.became_project")
def follow_the_lead(draft: Draft, entry: Drafted) -> None:
    """Who brought the lead brought the project (首个引荐人随线索转为项目)."""
    row = Introduction.objects.filter(lead_id=entry.subject, withdrawn=False, project=None).first()
    if row is not None:
        draft.lock(Introduction, row.pk)
        draft.record(row.pk, IntroductionFollowed(UUID(str(entry.payload.project))), zone=row.zone_id)


def _repoint(draft: Draft, away: UUID, keep: UUID) -> Sequence[UUID]:
    return _point(draft, list(Visit.objects.filter(enterprise_id=away).values_list("pk", flat=True)), away, keep)


def _back(draft: Draft, ids: Sequence[UUID], keep: UUID, away: UUID) -> Sequence[UUID]:
    return _point(draft, ids, keep, away)


def _point(draft: Draft, ids: Sequence[UUID], was: UUID, now: UUID) -> Sequence[UUID]:
    """A visit to an enterprise that is another one after all goes with it."""
    rows = draft.lock_many(Visit, dict.fromkeys(ids))
    moved = [row for row in rows.values() if row.enterprise_id == was]
    for row in moved:
        draft.record(row.id, VisitRepointed({"enterprise_id": now}, {"enterprise_id": was}), zone=row.zone_id)
    return [row.id for row in moved]


on_merge(Relation("visit.enterprise", Visit, "enterprise", _repoint, _back))
register_panel(Panel("project", "meetings", "走访与活动", 50, "pipeline/meetings/panel.html", of_project))
register_panel(Panel("lead", "meetings", "走访与活动", 50, "pipeline/meetings/panel.html", of_lead))

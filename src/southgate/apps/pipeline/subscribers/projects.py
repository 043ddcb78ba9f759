"""Where this room is known: search, names in sentences, exchange, teams of an actor, merges of enterprises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.enterprise.api import Relation, leaves_alone, on_merge
from southgate.apps.pipeline.entries.projects import ProjectChanged
from southgate.apps.pipeline.models.projects import Project, ProjectPast
from southgate.apps.pipeline.selectors.projects.of_enterprise import of_enterprise
from southgate.apps.pipeline.selectors.projects.reading import project_for, seen_of, visible
from southgate.apps.pipeline.services.projects.exchange import LEDGER
from southgate.apps.pipeline.services.projects.team import projects_of
from southgate.domain.projects import STAGE_NAMES, Stage
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.projections import State
from southgate.kernel.book.sentences import name_kind
from southgate.kernel.exchange import registry
from southgate.kernel.files import holders
from southgate.kernel.files.holders import Holder
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.sources import team_source
from southgate.kernel.panels.registry import Panel
from southgate.kernel.panels.registry import register as register_panel
from southgate.kernel.search.indexing import searchable
from southgate.kernel.search.registry import Doc, Hit, Searchable


def _doc(state: State) -> Doc | None:
    if state["withdrawn"]:
        return None
    zones = (state["zone_id"],) if state["park_id"] is None else (state["zone_id"], state["park_id"])
    return Doc(state["name"], state["initials"], zones, state["code"].upper())


def _hits(by: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Hit]:
    return {row.pk: _hit(row) for row in seen_of(by, ids)}


def _hit(row: Project) -> Hit:
    firm = row.enterprise.name if row.enterprise is not None else ""
    detail = _("，").join(filter(None, (_(STAGE_NAMES[Stage(row.stage)]), firm or row.code)))
    return Hit(row.pk, reverse("pipeline:project", args=[row.pk]), row.name, detail, _("项目"))


@name_kind("project")
def names(ids: Sequence[UUID], by: Any) -> Mapping[UUID, str]:
    found = Project.objects if by is None else visible(by)
    return dict(found.filter(pk__in=ids).values_list("pk", "name"))


def _repoint(draft: Draft, away: UUID, keep: UUID) -> Sequence[UUID]:
    return _point(draft, list(Project.objects.filter(enterprise_id=away).values_list("pk", flat=True)), away, keep)


def _back(draft: Draft, ids: Sequence[UUID], keep: UUID, away: UUID) -> Sequence[UUID]:
    return _point(draft, ids, keep, away)


def _point(draft: Draft, ids: Sequence[UUID], was: UUID, now: UUID) -> Sequence[UUID]:
    """Confidential talks too: a merge leaves nothing behind, and names nothing to who may not see it."""
    rows = draft.lock_many(Project, dict.fromkeys(ids))
    moved = [row for row in rows.values() if row.enterprise_id == was]
    for row in moved:
        draft.record(row.id, ProjectChanged({"enterprise_id": now}, {"enterprise_id": was}), zone=row.zone_id)
    return [row.id for row in moved]


searchable(Searchable("project", _doc, _hits))
registry.register(LEDGER)
holders.register(
    Holder(
        "project",
        lambda by, id, verb: project_for(by, id, verb).zone_id,
        lambda id: reverse("pipeline:project", args=[id]),
    )
)
team_source("project", projects_of)
on_merge(Relation("project.enterprise", Project, "enterprise", _repoint, _back))
leaves_alone(ProjectPast, "enterprise", "history rows keep what was known then")
register_panel(Panel("enterprise", "projects", "它的项目", 10, "pipeline/projects/of_enterprise.html", of_enterprise))

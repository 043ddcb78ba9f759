"""The one road to projects: what an actor sees, and from an id to a row."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from southgate.apps.pipeline.models import STANDS, Project, ProjectPast
from southgate.apps.pipeline.policies import RULES
from southgate.domain.errors import Forbidden, NotFound
from southgate.kernel.book.reading import as_known_at
from southgate.kernel.identity.actor import Actor


def visible(by: Actor, verb: str = "view") -> QuerySet[Project]:
    """List, detail, search, facets, counts, export, feed: all begin here."""
    return RULES.visible(by, Project, verb).filter(STANDS)


def visible_past(by: Actor, position: int, verb: str = "view") -> QuerySet[ProjectPast]:
    """Projects as known at `position`, of those that the actor may see today: rights are always today's."""
    today = visible(by, verb).filter(pk=OuterRef("id"))
    return as_known_at(ProjectPast, position).filter(STANDS).filter(Exists(today))


def project_for(by: Actor, pk: UUID, verb: str = "view") -> Project:
    """The row. Raises NotFound when unseen, Forbidden when seen but not allowed."""
    row = visible(by, verb).filter(pk=pk).select_related("zone", "park", "enterprise", "lead_unit").first()
    if row is not None:
        return row
    if verb != "view" and visible(by).filter(pk=pk).exists():
        raise Forbidden(verb)
    raise NotFound(str(pk))


def project_at(by: Actor, pk: UUID, position: int) -> ProjectPast:
    """The row as it was known at `position`. Raises NotFound also for a project registered later."""
    row = visible_past(by, position).filter(id=pk).select_related("zone", "park", "enterprise", "lead_unit").first()
    if row is None:
        raise NotFound(str(pk))
    return row

"""The one road to projects: what an actor sees, and from an id to a row."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from southgate.apps.pipeline.models.projects import CLOSED, STANDS, Project, ProjectPast
from southgate.apps.pipeline.policies.projects import IN_TEAM, RULES
from southgate.domain.errors import Forbidden, NotFound
from southgate.kernel.book.reading import as_known_at
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import STAFF
from southgate.kernel.identity.rules import NOTHING


def visible(by: Actor, verb: str = "view") -> QuerySet[Project]:
    """List, detail, search, facets, counts, export, feed: all begin here."""
    return RULES.visible(by, Project, verb).filter(STANDS)


def seen_of(by: Actor, ids: Iterable[UUID], verb: str = "view") -> list[Project]:
    """Those of these projects that the actor may see, in no order.

    Fetched by key and judged by the same rule: a planner without statistics would rather walk the zone's whole index
    than look up a hundred keys.
    """
    rows = Project.objects.filter(STANDS, pk__in=set(ids)).select_related("enterprise")
    return [row for row in rows if RULES.can(by, verb, row)]


def visible_past(by: Actor, position: int, zone: UUID | None = None) -> QuerySet[ProjectPast]:
    """Projects as known at `position`, of those that the actor may see today: rights are always today's.

    In a `zone` whose staff he is he sees all but a few, so these few are taken out by their own small index, instead
    of asking for each history row whether today's row may be seen. A project never changes its zone.
    """
    rows = as_known_at(ProjectPast, position).filter(STANDS)
    if zone is None or zone not in by.zones_with(STAFF):
        return rows.filter(Exists(visible(by).filter(pk=OuterRef("id"))))
    return rows.filter(zone_id=zone).exclude(id__in=hidden_in(by, zone).values("pk"))


def hidden_in(by: Actor, zone: UUID) -> QuerySet[Project]:
    """What a member of the zone's staff does not see there: others' confidential talks, and what was withdrawn."""
    team = IN_TEAM.select(by)
    others = Q(confidential=True) if team == NOTHING else Q(confidential=True) & ~team
    return Project.objects.filter(CLOSED, zone_id=zone).filter(Q(withdrawn=True) | others)


def project_for(by: Actor, pk: UUID, verb: str = "view") -> Project:
    """The row. Raises NotFound when unseen, Forbidden when seen but not allowed.

    Fetched by its key and judged by the same rule as `visible`, whose query costs more to write than to answer: a
    project's page asks for its project once a panel.
    """
    row = Project.objects.filter(STANDS, pk=pk).select_related("zone", "enterprise").first()
    if row is not None and RULES.can(by, verb, row):
        return row
    if verb != "view" and row is not None and RULES.can(by, "view", row):
        raise Forbidden(verb)
    raise NotFound(str(pk))


def project_at(by: Actor, pk: UUID, position: int) -> ProjectPast:
    """The row as it was known at `position`. Raises NotFound also for a project registered later."""
    row = visible_past(by, position).filter(id=pk).select_related("zone", "enterprise").first()
    if row is None:
        raise NotFound(str(pk))
    return row

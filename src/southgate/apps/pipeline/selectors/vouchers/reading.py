"""The one road to vouchers: what an actor sees, today and on a past day, and from an id to a row."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.vouchers import Voucher, VoucherPast
from southgate.apps.pipeline.policies.vouchers import RULES
from southgate.apps.pipeline.selectors.projects.reading import hidden_in
from southgate.domain.errors import Forbidden, NotFound
from southgate.kernel.book.reading import as_known_at
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import STAFF


def visible(by: Actor, verb: str = "view") -> QuerySet[Voucher]:
    """List, detail, sums, panel, work, API: all begin here."""
    return RULES.visible(by, Voucher, verb).filter(project__withdrawn=False)


def visible_past(by: Actor, position: int) -> QuerySet[VoucherPast]:
    """Vouchers as known at `position`, of those that the actor may see today: rights are always today's."""
    return as_known_at(VoucherPast, position).filter(Exists(visible(by).filter(pk=OuterRef("id"))))


def in_zone(by: Actor, zone: UUID, position: int | None = None) -> QuerySet[Any]:
    """Vouchers of a zone that the actor sees, today or on a past day.

    A member of the zone's staff sees all but a few projects, so these few are taken out by their own small index,
    instead of asking for each of many vouchers what its project is.
    """
    if not sees_all_but_few(by, zone):
        rows: QuerySet[Any] = visible(by) if position is None else visible_past(by, position)
        return rows.filter(zone_id=zone)
    known: QuerySet[Any] = Voucher.objects.all() if position is None else as_known_at(VoucherPast, position)
    return known.filter(zone_id=zone).exclude(project_id__in=hidden_in(by, zone).values("pk"))


def sees_all_but_few(by: Actor, zone: UUID) -> bool:
    """Whether the actor is of the zone's staff: only others' confidential talks are hidden from him there."""
    return zone in by.zones_with(STAFF) and by.scope_covers("voucher", "view")


def talks_in(zone: UUID) -> QuerySet[Project]:
    """Confidential talks of a zone: no shared sum has their money in it, whoever reads it."""
    return Project.objects.filter(zone_id=zone, confidential=True)


def voucher_for(by: Actor, pk: UUID, verb: str = "view") -> Voucher:
    """The row with its project. Raises NotFound when unseen, Forbidden when seen but not allowed."""
    row = visible(by, verb).filter(pk=pk).select_related("project", "zone").first()
    if row is not None:
        return row
    if verb != "view" and visible(by).filter(pk=pk).exists():
        raise Forbidden(verb)
    raise NotFound(str(pk))


def voucher_at(by: Actor, pk: UUID, position: int) -> VoucherPast:
    """The row as it was known at `position`. Raises NotFound also for a voucher entered later."""
    row = visible_past(by, position).filter(id=pk).select_related("project", "zone").first()
    if row is None:
        raise NotFound(str(pk))
    return row

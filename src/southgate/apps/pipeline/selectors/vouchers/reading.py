"""The one road to vouchers: what an actor sees, today and on a past day, and from an id to a row."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from southgate.apps.pipeline.models.vouchers import Voucher, VoucherPast
from southgate.apps.pipeline.policies.vouchers import RULES
from southgate.domain.errors import Forbidden, NotFound
from southgate.kernel.book.reading import as_known_at
from southgate.kernel.identity.actor import Actor


def visible(by: Actor, verb: str = "view") -> QuerySet[Voucher]:
    """List, detail, sums, panel, work, API: all begin here."""
    return RULES.visible(by, Voucher, verb)


def visible_past(by: Actor, position: int) -> QuerySet[VoucherPast]:
    """Vouchers as known at `position`, of those that the actor may see today: rights are always today's."""
    return as_known_at(VoucherPast, position).filter(Exists(visible(by).filter(pk=OuterRef("id"))))


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

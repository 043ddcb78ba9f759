"""The zone and park that a page of projects works in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from southgate.domain.errors import NotFound
from southgate.kernel.orgs.models import Zone
from southgate.kernel.panels.answers import AuthedRequest


@dataclass(frozen=True, slots=True)
class Here:
    """`park` is set while the reader works in one park alone."""

    zone: UUID
    park: UUID | None = None


def here(request: AuthedRequest) -> Here:
    """Raises NotFound for someone without posts. A city or a province may keep a ledger of its own."""
    zone = request.zone
    if zone is None:
        raise NotFound("zone")
    if zone.level == Zone.Level.PARK and zone.parent_id is not None:
        return Here(zone.parent_id, zone.pk)
    return Here(zone.pk)

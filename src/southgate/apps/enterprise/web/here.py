"""The zone that a page of enterprises works in."""

from __future__ import annotations

from uuid import UUID

from southgate.domain.errors import NotFound
from southgate.kernel.orgs.models import Zone
from southgate.kernel.panels.answers import AuthedRequest


def zone_here(request: AuthedRequest) -> UUID:
    """A park's enterprises are its zone's. Raises NotFound for someone without posts."""
    zone = request.zone
    if zone is None:
        raise NotFound("zone")
    at: UUID = zone.parent_id if zone.level == Zone.Level.PARK and zone.parent_id is not None else zone.pk
    return at

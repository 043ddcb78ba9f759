"""To which zones a lead may be handed over: every zone of the house, the lead's own first. Names are no secret."""

from __future__ import annotations

from uuid import UUID

from southgate.kernel.orgs.models import Zone


def receivers(own: UUID) -> list[tuple[UUID, str]]:
    """(zone, name), parks left out: what is handed to a park is handed to a unit of its zone."""
    rows = Zone.objects.exclude(level=Zone.Level.PARK).order_by("path").values_list("pk", "name")
    return sorted(rows, key=lambda row: row[0] != own)

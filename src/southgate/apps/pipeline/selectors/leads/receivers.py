"""To which zones a lead may be handed over: the own one, the city above, its other zones, and the zones below.

Zones that no city joins know nothing of each other, not even their names.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from southgate.kernel.orgs.models import Zone


def receivers(own: UUID) -> list[tuple[UUID, str]]:
    """(zone, name), the own one first; parks left out: what is for a park is handed to a unit of its zone."""
    above = Zone.objects.filter(pk=own).values_list("parent_id", flat=True).first()
    near = Q(pk=own) | Q(parent=own)
    near |= Q(pk=above) | Q(parent=above) if above is not None else Q(pk__in=())
    rows = Zone.objects.filter(near).exclude(level=Zone.Level.PARK).order_by("path").values_list("pk", "name")
    return sorted(rows, key=lambda row: row[0] != own)

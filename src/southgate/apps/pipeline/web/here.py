"""The zone and park that a page of projects works in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from southgate.domain.errors import NotFound, Reason, Refused
from southgate.kernel.orgs.models import Zone
from southgate.kernel.panels.answers import AuthedRequest


@dataclass(frozen=True, slots=True)
class Here:
    """`park` is set while the reader works in one park alone."""

    zone: UUID
    park: UUID | None = None


def here(request: AuthedRequest) -> Here:
    """Raises NotFound for someone without posts, Refused where a zone has to be chosen first."""
    zone = request.zone
    if zone is None:
        raise NotFound("zone")
    if zone.level == Zone.Level.PARK and zone.parent_id is not None:
        return Here(zone.parent_id, zone.pk)
    if zone.level != Zone.Level.ZONE:
        raise Refused(
            [Reason("『%(name)s』不是园区，没有自己的项目台账", {"name": zone.name}, mend="在上方换到一个园区")]
        )
    return Here(zone.pk)

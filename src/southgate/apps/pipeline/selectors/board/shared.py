"""Projects that shared figures are made of: those the reader sees and asked for, never a confidential talk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from southgate.apps.pipeline.selectors.projects.filtering import Asked
from southgate.apps.pipeline.selectors.projects.ledger import scope
from southgate.apps.pipeline.selectors.projects.reading import visible
from southgate.kernel.identity.actor import Actor


def counted(by: Actor, zone: UUID, asked: Asked, position: int | None = None) -> QuerySet[Any]:
    """Today by a rule of its own, which asks for nothing but the zone, so that an index alone answers a count."""
    if position is None:
        return visible(by, "count").filter(asked.q, zone_id=zone)
    return scope(by, zone, asked, position).filter(confidential=False)

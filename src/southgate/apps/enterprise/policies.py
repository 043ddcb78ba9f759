"""Who sees which enterprises and who may do what to them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from southgate.apps.enterprise.models import Enterprise
from southgate.domain.errors import Forbidden, NotFound
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import ENTERPRISE, STAFF, Role
from southgate.kernel.identity.rules import House, InZone, OfEnterprise, register

KEEPERS = frozenset({Role.INVESTMENT_OFFICER, Role.LEAD_UNIT, Role.RESPONSIBLE_PERSON, Role.SECRETARY})
"""Those who meet the firms: they register and keep their records."""
MERGERS = frozenset({Role.INVESTMENT_OFFICER, Role.SECRETARY})

RULES = register(
    "enterprise",
    Enterprise,
    {
        "view": House() | InZone(STAFF) | OfEnterprise(ENTERPRISE, column="id"),
        "export": House() | InZone(STAFF),
        "register": House() | InZone(KEEPERS),
        "edit": House() | InZone(KEEPERS),
        "merge": House() | InZone(MERGERS),
    },
)


@dataclass(frozen=True, slots=True)
class InThisZone:
    """Stands for a record that is about to be: it has a zone and nothing else yet."""

    zone_id: UUID
    pk: UUID | None = None
    id: UUID | None = None


def may(by: Actor, verb: str, zone: UUID) -> bool:
    """Whether `by` may do it to records of the zone at all (register, import, export)."""
    return RULES.can(by, verb, InThisZone(zone))


def require_in(by: Actor, verb: str, zone: UUID) -> None:
    """Raises NotFound for a zone the actor has nothing to do with, Forbidden for a verb he may not do there."""
    if may(by, verb, zone):
        return
    if not may(by, "view", zone):
        raise NotFound(str(zone))
    raise Forbidden(verb)

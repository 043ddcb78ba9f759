"""Who may load, choose and override packs, and who sees them.

A pack of the whole house (every shipped one, all of national law) changes what all zones do: only who administers
every zone, or the house itself, may load one. A zone's own pack is loaded by the zone's administrator.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from southgate.kernel.identity.actor import SYSTEM_ID, Actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.rules import NOTHING, InZone, Rule, register
from southgate.kernel.orgs.models import Zone
from southgate.kernel.packs.models import Pack, PackChoice

ADMINISTRATOR = frozenset({Role.SYSTEM_ADMINISTRATOR})
CHOOSERS = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.POLICY_OFFICER})
STEPS = ("id", "parent", "parent__parent", "parent__parent__parent")  # province › city › zone › park: four at most


def lines_up(zones: frozenset[UUID]) -> frozenset[UUID]:
    """The zones and all zones above them."""
    rows = Zone.objects.filter(pk__in=zones).values_list(*STEPS)
    return frozenset(zone for row in rows for zone in row if zone is not None)


def reaches_every_zone(by: Actor) -> bool:
    """The house itself, or who administers every top zone and with it all."""
    if by.id == SYSTEM_ID:
        return True
    roots = frozenset(Zone.objects.filter(parent=None).values_list("pk", flat=True))
    return bool(roots) and roots <= by.zones_with(ADMINISTRATOR)


@dataclass(frozen=True)
class OfTheHouse(Rule):
    """The row belongs to no zone; `everyone` who holds any post, or only who reaches every zone."""

    everyone: bool

    def allows(self, by: Actor, row: Any) -> bool:
        return row.zone_id is None and self._may(by)

    def select(self, by: Actor) -> Q:
        return Q(zone_id=None) if self._may(by) else NOTHING

    def _may(self, by: Actor) -> bool:
        return bool(by.grants) if self.everyone else reaches_every_zone(by)


@dataclass(frozen=True)
class OnMyLine(Rule):
    """The row belongs to a zone in which, or under which, the actor holds a post: its rules are his rules."""

    def allows(self, by: Actor, row: Any) -> bool:
        return row.zone_id is not None and row.zone_id in self._zones(by)

    def select(self, by: Actor) -> Q:
        zones = self._zones(by)
        return Q(zone_id__in=sorted(zones)) if zones else NOTHING

    def _zones(self, by: Actor) -> frozenset[UUID]:
        return lines_up(by.zones_with(Role))


PACK = register(
    "pack",
    Pack,
    {
        "view": OfTheHouse(everyone=True) | OnMyLine(),
        "load": OfTheHouse(everyone=False) | InZone(ADMINISTRATOR),
    },
)
CHOICE = register(
    "pack_choice",
    PackChoice,
    {"view": OnMyLine(), "choose": InZone(CHOOSERS), "override": InZone(CHOOSERS)},
)
"""For choices and overrides alike: what a zone made of the packs."""

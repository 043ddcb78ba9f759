"""Who may do what with zones, units, persons, posts and appointments, and who reads the book.

三员分立: the system administrator keeps zones and units, the security administrator keeps persons, posts,
appointments and accounts, the auditor reads the book; none of them does another's work.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from southgate.kernel.book.models import Entry
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import EXCLUSIVE, STAFF, Role
from southgate.kernel.identity.rules import NOTHING, House, InZone, Own, Rule, register
from southgate.kernel.orgs.models import Appointment, Person, Post, Unit, Zone

EVERYBODY = frozenset(Role)
MACHINE = frozenset({Role.SYSTEM_ADMINISTRATOR})
SECURITY = frozenset({Role.SECURITY_ADMINISTRATOR})
AUDIT = frozenset({Role.AUDITOR})
INSIDE = STAFF | EXCLUSIVE
"""Everyone who works in the zone, administrators too; enterprises see none of its inner order."""


@dataclass(frozen=True)
class OfNoZone(Rule):
    """What belongs to no zone is for those who hold one of `roles` in every top zone."""

    roles: frozenset[Role]

    def allows(self, by: Actor, row: Any) -> bool:
        return row.zone is None and self._reaches_all(by)

    def select(self, by: Actor) -> Q:
        return Q(zone=None) if self._reaches_all(by) else NOTHING

    def _reaches_all(self, by: Actor) -> bool:
        held = by.zones_with(self.roles)
        return bool(held) and not Zone.objects.filter(parent=None).exclude(pk__in=held).exists()


ZONE = register(
    "zone",
    Zone,
    {
        "view": InZone(EVERYBODY, "id") | House(),
        "look_inside": InZone(INSIDE, "id") | House(),
        "edit": InZone(MACHINE, "id") | House(),
        "divide": InZone(MACHINE, "id") | House(),
        "add_unit": InZone(MACHINE, "id") | House(),
        "add_person": InZone(SECURITY, "id") | House(),
        "add_post": InZone(SECURITY, "id") | House(),
    },
)
UNIT = register("unit", Unit, {"view": InZone(INSIDE) | House(), "edit": InZone(MACHINE) | House()})
PERSON = register(
    "person",
    Person,
    {
        "view": InZone(INSIDE) | Own("id") | House(),
        "edit": InZone(SECURITY) | House(),
        "erase": InZone(SECURITY) | House(),
        "show_phone": InZone(STAFF | SECURITY) | Own("id"),
    },
)
POST = register(
    "post",
    Post,
    {
        "view": InZone(INSIDE) | House(),
        "edit": InZone(SECURITY) | House(),
        "close": InZone(SECURITY) | House(),
        "appoint": InZone(SECURITY) | House(),
    },
)
APPOINTMENT = register(
    "appointment",
    Appointment,
    {
        "view": InZone(INSIDE, "post__zone_id") | Own("person_id") | House(),
        "end": InZone(SECURITY, "post__zone_id") | House(),
    },
)
ENTRY = register("entry", Entry, {"view": InZone(AUDIT, "zone") | OfNoZone(AUDIT) | House()})
"""The whole book, as the auditor reads it. A record's own feed is read with the right to view the record."""


def with_zones_above(zones: Iterable[UUID]) -> frozenset[UUID]:
    """The zones and all zones above them, from their paths."""
    paths = Zone.objects.filter(pk__in=set(zones)).values_list("path", flat=True)
    return frozenset(UUID(part) for path in paths for part in path.split("/"))

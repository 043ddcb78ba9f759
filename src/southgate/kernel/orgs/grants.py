"""From posts to rights: what identity asks for when somebody acts, and the zone a request works in."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import Q

from southgate.kernel.book.prepared import Prepared
from southgate.kernel.identity.actor import Actor, Grant
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.sources import post_source, zone_source
from southgate.kernel.orgs.models import Appointment, Zone
from southgate.kernel.orgs.policies import EVERYBODY

HELD = Prepared(
    lambda person, today: (
        Appointment.objects.filter(
            Q(to_day=None) | Q(to_day__gte=today), person=person, from_day__lte=today, ended_at_once=False
        )
        .filter(Q(post__closed_on=None) | Q(post__closed_on__gt=today))
        .order_by("from_day", "pk")
        .values_list("post__role", "post__unit", "post__enterprise", "post__zone__path")
    ),
    UUID,
    date,
)
UNDER = Prepared(
    lambda path: Zone.objects.filter(Q(path=path) | Q(path__startswith=f"{path}/")).values_list("pk", "path"), str
)
"""Of one post, as nearly everybody has."""


@post_source
def grants_on(person: UUID, today: date) -> tuple[Grant, ...]:
    """One grant for each post held today, the oldest first; each reaches its zone and all zones under it.

    Two queries: the appointments with their posts, and the zones under them.
    """
    held = HELD.rows(person, today)
    under = _under({path for *_, path in held})
    return tuple(Grant(Role(role), under[path], unit, enterprise) for role, unit, enterprise, path in held)


def _under(paths: set[str]) -> dict[str, frozenset[UUID]]:
    """Ids of each zone and of all zones under it, by its path."""
    if len(paths) == 1:
        return {path: frozenset(id for id, _ in UNDER.rows(path)) for path in paths}
    wanted = Q(pk__in=())
    for path in paths:
        wanted |= Q(path=path) | Q(path__startswith=f"{path}/")
    found: dict[str, set[UUID]] = defaultdict(set)
    for id, path in Zone.objects.filter(wanted).values_list("pk", "path") if paths else ():
        for top in paths:
            if path == top or path.startswith(f"{top}/"):
                found[top].add(id)
    return {path: frozenset(ids) for path, ids in found.items()}


@zone_source
def working_zone(by: Actor, wanted: UUID | None) -> Zone | None:
    """The wanted zone when the actor holds a post there, else that of his unit, else his topmost zone proper.

    City and province are not where one works, unless there is nothing under them. None without posts.
    """
    mine = by.zones_with(EVERYBODY)
    if wanted is not None and wanted in mine:
        return Zone.objects.get(pk=wanted)
    home = Zone.objects.filter(unit=by.unit).first() if by.unit is not None else None
    if home is not None:
        return home
    rows = list(Zone.objects.filter(pk__in=mine).order_by("path"))
    order = [Zone.Level.ZONE, Zone.Level.PARK, Zone.Level.CITY, Zone.Level.PROVINCE]
    return min(rows, key=lambda row: (order.index(Zone.Level(row.level)), row.path)) if rows else None

"""Projects for which an actor may enter vouchers: his own, or those whose name or code says what he typed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from southgate.apps.pipeline.policies.projects import DOERS, OFFICERS
from southgate.apps.pipeline.policies.vouchers import KEEPERS, may_enter
from southgate.apps.pipeline.selectors.projects.reading import visible
from southgate.domain.projects import Status
from southgate.kernel.identity.actor import SYSTEM_ID, Actor
from southgate.kernel.identity.roles import STAFF

MOST = 20
LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Choosable:
    id: UUID
    name: str
    code: str
    firm: str


@dataclass(frozen=True, slots=True)
class Choice:
    """`possible`: whether he may enter vouchers there at all; `more`: not everything that fits is listed."""

    possible: bool
    projects: tuple[Choosable, ...] = ()
    more: bool = False


def enterable(by: Actor, zone: UUID, text: str) -> Choice:
    """Without `text` the projects he or his unit is responsible for; with it any that he may enter vouchers for."""
    if not _possible(by, zone):
        return Choice(False)
    rows = visible(by).filter(zone_id=zone).exclude(status=Status.ENDED.value).select_related("enterprise")
    if text:
        rows = rows.filter(Q(name__contains=text) | Q(code__icontains=text) | Q(initials__startswith=text.lower()))
    else:
        rows = rows.filter(Q(responsible_person=by.person) | Q(lead_unit__in=sorted(by.units)))
    looked = [row for row in rows.order_by("-investment_cny", "id")[:LOOKED_AT] if may_enter(by, row)]
    found = [Choosable(row.id, row.name, row.code, row.enterprise.name if row.enterprise else "") for row in looked]
    return Choice(True, tuple(found[:MOST]), len(found) > MOST)


def _possible(by: Actor, zone: UUID) -> bool:
    """Keepers and doers may; of the other staff whoever is responsible for a project."""
    if by.id == SYSTEM_ID or zone in by.zones_with(KEEPERS | OFFICERS | DOERS):
        return True
    mine = Q(responsible_person=by.person) if by.person is not None else Q(pk__in=())
    reach = bool(by.zones_with(STAFF | KEEPERS | DOERS))
    return reach and visible(by).filter(mine, zone_id=zone).exists()

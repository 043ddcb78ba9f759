"""Who acts at the command line, and in which zone: a person by his sign-in, else the house itself."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from southgate.domain.errors import Reason, Refused
from southgate.kernel.identity.actor import Actor, system_actor
from southgate.kernel.identity.actors import actor_for
from southgate.kernel.identity.models import Account
from southgate.kernel.orgs.models import Zone


def acting(login: str, zone: str, today: date) -> tuple[Actor, UUID]:
    """The actor and the zone's id. Raises Refused for an unknown sign-in or zone, naming those there are."""
    place = zone_of(zone)
    if not login:
        return system_actor(Zone.objects.values_list("pk", flat=True)), place
    account = Account.objects.filter(username=login, is_active=True).first()
    if account is None:
        raise Refused([Reason("没有账号“%(login)s”", {"login": login}, where="--as")])
    return actor_for(account, today), place


def zone_of(code: str) -> UUID:
    zones = {row.code: row.pk for row in Zone.objects.filter(level=Zone.Level.ZONE).order_by("code")}
    every = dict(Zone.objects.values_list("code", "pk"))
    if code.upper() in every:
        return every[code.upper()]
    if not code and len(zones) == 1:
        return next(iter(zones.values()))
    given = {"code": code or "—", "known": "、".join(zones) or "—"}
    raise Refused([Reason("没有园区“%(code)s”，有的是：%(known)s", given, where="--zone")])

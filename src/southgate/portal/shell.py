"""The shell around every page of a signed-in person: places, zone and park, the day, me. A context processor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from southgate.kernel.book.reading import position_at
from southgate.kernel.exchange.selectors import publishing_now
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import ROLE_NAMES, STAFF, Role
from southgate.kernel.orgs.models import Zone
from southgate.kernel.orgs.naming import person_names, unit_names
from southgate.kernel.panels.answers import AuthedRequest
from southgate.kernel.panels.shell import Choice, Look, Me, Shell
from southgate.portal.places import address_of, places_for

FRIDAY = 4


def shell(request: HttpRequest) -> Mapping[str, Any]:
    """`shell` for templates; asked for nothing when the page, or the fragment, does not show it."""
    if getattr(request, "actor", None) is None:
        return {}
    return {"shell": SimpleLazyObject(lambda: shell_of(cast(AuthedRequest, request)))}


def shell_of(request: AuthedRequest) -> Shell:
    by, zone = request.actor, request.zone
    match = request.resolver_match
    places, current = places_for(by, match.namespace if match else "", match.url_name or "" if match else "")
    rows = list(Zone.objects.filter(pk__in=by.zones_with(Role)).order_by("path"))
    above = _zone_above(zone, rows)
    return Shell(
        zone=above.name if above is not None else "",
        park=zone.name if zone is not None and zone != above else "",
        choices=tuple(_choices(rows, zone)) if len(rows) > 1 else (),
        is_sample=bool(zone is not None and zone.sample),
        places=places,
        current=current,
        look=look(request),
        me=_me(by),
        home_url=address_of("portal:mywork") or "/",
        search_url=address_of("search:find"),
        hits_url=address_of("search:hits"),
        writing=_writing(by, above) if above is not None and not request.as_of else "",
    )


def _writing(by: Actor, zone: Zone) -> str:
    """Told to the house's own people: a save waits some seconds while somebody else writes a whole ledger."""
    if not by.roles & STAFF:
        return ""
    other = next((one for one in publishing_now(zone.pk) if one["person"] != by.person), None)
    if other is None:
        return ""
    who = person_names([other["person"]]).get(other["person"], "") if other["person"] else _("系统")
    told = _("%(who)s正在写入或撤销一批导入（%(done)s / %(total)s 行）。照常查看，保存可能要等几秒。")
    return told % {"who": who, "done": other["done"], "total": other["total"]}


def look(request: AuthedRequest) -> Look:
    day = request.as_of or request.today
    position = position_at(day) if request.as_of else None
    return Look(day=day, today=request.today, position=position, quick=quick_days(request.today))


def quick_days(today: date) -> tuple[tuple[str, date], ...]:
    """Days that people look back to: before the last weekly meeting, the ends of last month and last year."""
    friday = today - timedelta(days=today.weekday() + 7 - FRIDAY)
    month, year = today.replace(day=1) - timedelta(days=1), date(today.year - 1, 12, 31)
    days = [(_("上周五"), friday), (_("上月末"), month), (_("去年末"), year)]
    return tuple(days if year != month else days[:2])


def _zone_above(zone: Zone | None, rows: Iterable[Zone]) -> Zone | None:
    """The zone that a park belongs to, when the reader may know it; else the zone itself."""
    if zone is None or zone.level != Zone.Level.PARK:
        return zone
    return next((row for row in rows if row.pk == zone.parent_id), zone)


def _choices(rows: Iterable[Zone], zone: Zone | None) -> Iterable[Choice]:
    for row in rows:
        yield Choice(label=row.name, key=row.pk.hex, depth=int(row.level == Zone.Level.PARK), current=row == zone)


def _me(by: Actor) -> Me:
    return Me(
        name=person_names([by.person]).get(by.person, "") if by.person else _("系统"),
        unit=unit_of(by, by.unit) or _role_of(by),
        account_url=address_of("identity:account"),
        sign_out_url=address_of("account_logout"),
    )


def unit_of(by: Actor, unit: UUID | None) -> str:
    return unit_names([unit]).get(unit, "") if unit is not None else ""


def _role_of(by: Actor) -> str:
    """Who belongs to no unit is told by his role."""
    return _(ROLE_NAMES[min(by.roles)]) if by.roles else _("没有岗位")

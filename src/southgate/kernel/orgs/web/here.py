"""Where a page of administration works: the zone of the request, looked into with the right to do so."""

from __future__ import annotations

from southgate.domain.errors import NotFound
from southgate.kernel.orgs import policies, selectors
from southgate.kernel.orgs.models import Zone
from southgate.kernel.orgs.web.forms import Choices, id_choices
from southgate.kernel.panels.answers import AuthedRequest, day_of


def zone_here(request: AuthedRequest, verb: str = "look_inside") -> Zone:
    """Raises NotFound for someone without posts, Forbidden for one who may not do this here."""
    if request.zone is None:
        raise NotFound("zone")
    policies.ZONE.require(request.actor, verb, request.zone)
    return request.zone


def may(request: AuthedRequest, verb: str) -> bool:
    return request.zone is not None and request.as_of is None and policies.ZONE.can(request.actor, verb, request.zone)


def zone_choices(request: AuthedRequest, verb: str) -> Choices:
    """The zones, the working one first, in which the actor may do `verb`."""
    rows = list(policies.ZONE.visible(request.actor, Zone, verb).order_by("path"))
    rows.sort(key=lambda row: row != request.zone)
    return id_choices((row.pk, row.name) for row in rows)


def unit_choices(request: AuthedRequest, zone: Zone) -> Choices:
    return id_choices((row.pk, row.name) for row in selectors.units(request.actor, zone, day_of(request)))


def person_choices(request: AuthedRequest, zone: Zone) -> Choices:
    """Everybody of the zone who is not erased, with the unit of his present post, so that namesakes are told apart."""
    rows = selectors.people(request.actor, zone, day_of(request))
    return id_choices((row.id, _with_unit(row)) for row in rows if not row.erased)


def _with_unit(row: selectors.PersonRow) -> str:
    units = [post.unit or post.title for post in row.posts if post.now]
    return f"{row.name}（{units[0]}）" if units else row.name

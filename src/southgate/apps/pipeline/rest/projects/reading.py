"""What can be asked about projects: the same selectors as the pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query

from southgate.apps.pipeline.fields.projects import BY_NAME
from southgate.apps.pipeline.policies import projects as policies
from southgate.apps.pipeline.rest.projects import shaping
from southgate.apps.pipeline.selectors.projects import ledger as reading
from southgate.apps.pipeline.selectors.projects.filtering import Asked, ask
from southgate.apps.pipeline.selectors.projects.reading import project_at, project_for
from southgate.apps.pipeline.selectors.projects.record import kinds_for, record, team
from southgate.domain.errors import Reason, Refused
from southgate.kernel.book.reading import PAGE as ENTRIES
from southgate.kernel.book.reading import feed
from southgate.kernel.exchange.fields import Kind
from southgate.kernel.orgs.naming import unit_names, zone_names
from southgate.kernel.panels.answers import AuthedRequest, day_of, position_of
from southgate.kernel.panels.rest.answering import answer, entries
from southgate.kernel.panels.rest.asking import Position, Size, zone_asked

BESIDE = frozenset({"zone", "size", "field"})
"""What an address says that is no condition of the ledger."""
MOST_VALUES = 100
"""Values of a facet, at most."""
EVERY_FACET = list(reading.FACETS)


def projects(request: AuthedRequest, zone: UUID | None = None, size: Size = reading.PAGE) -> HttpResponse:
    """A page of the ledger with the exact total: filtered, sorted, today or as known on a past day (`day`)."""
    where = zone_asked(request, zone)
    asked = _asked(request, where)
    found = reading.ledger(request.actor, where, asked, position=position_of(request), size=size)
    known = [field.name for field in policies.readable(request.actor, where)]
    return answer(shaping.page(found, size, known))


def project_totals(request: AuthedRequest, zone: UUID | None = None) -> HttpResponse:
    """Sums of all that the filter shows, in 分 (people, thousandths of a 亩); never with a confidential talk."""
    where = zone_asked(request, zone)
    found = reading.totals(request.actor, where, _asked(request, where), position=position_of(request))
    return answer(shaping.totals(found))


def project_facets(
    request: AuthedRequest, zone: UUID | None = None, field: Query[list[str]] = EVERY_FACET
) -> HttpResponse:
    """Values of fields among what the filter shows, the most frequent first, each with its number of projects."""
    where = zone_asked(request, zone)
    asked = _asked(request, where)
    readable = {one.name for one in policies.readable(request.actor, where)}
    strange = [name for name in field if name not in reading.FACETS or name not in readable]
    if strange:
        raise Refused([Reason("『%(name)s』不能分组计数", {"name": name[:60]}, where="field") for name in strange])
    found = {name: reading.facets(request.actor, where, asked, name) for name in dict.fromkeys(field)}
    return answer([shaping.facets(name, some, _names(name, some), MOST_VALUES) for name, some in found.items()])


def _names(name: str, found: list[reading.Facet]) -> Mapping[Any, str]:
    ids = [one.value for one in found if one.value is not None]
    match BY_NAME[name].kind:
        case Kind.PARK:
            return zone_names(ids)
        case Kind.UNIT:
            return unit_names(ids)
    return {}


def project_fields(request: AuthedRequest, zone: UUID | None = None) -> HttpResponse:
    """The fields of a project that the reader may know: names, kinds, units, choices."""
    fields = policies.readable(request.actor, zone_asked(request, zone))
    return answer([shaping.field(one) for one in fields if not one.describes])


def project(request: AuthedRequest, id: UUID) -> HttpResponse:
    """One project, today or as known on a past day (`day`), with its team and its last 20 entries."""
    by, position = request.actor, position_of(request)
    known = record(by, id, today=day_of(request), position=position)
    members = team(by, id, request.today) if policies.works_in(by, known.zone) else ()
    found = feed(id, by=by, until=position, limit=ENTRIES, kinds=kinds_for(by, known.zone))
    return answer({**shaping.record(known, members), **entries(found)}, version=known.version)


def project_entries(
    request: AuthedRequest, id: UUID, before: Position | None = None, limit: Size = ENTRIES
) -> HttpResponse:
    """What the book says of a project, newest first, from before position `before` on."""
    by, position = request.actor, position_of(request)
    row = project_for(by, id) if position is None else project_at(by, id, position)
    found = feed(id, by=by, before=before, until=position, limit=limit, kinds=kinds_for(by, row.zone_id))
    return answer(entries(found))


def _asked(request: AuthedRequest, zone: UUID) -> Asked:
    query = {key: values for key, values in request.GET.lists() if key not in BESIDE}
    return ask(query, policies.readable(request.actor, zone), request.actor)

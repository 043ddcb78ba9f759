"""What can be read of visits, follow-ups, events and introducers: the same selectors as the pages."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from southgate.apps.pipeline.policies import meetings as policies
from southgate.apps.pipeline.rest.meetings import shaping
from southgate.apps.pipeline.selectors.meetings import events as event_rows
from southgate.apps.pipeline.selectors.meetings import introducers as introducer_rows
from southgate.apps.pipeline.selectors.meetings import visits as visit_rows
from southgate.kernel.book.reading import feed
from southgate.kernel.panels.answers import AuthedRequest, day_of, position_of
from southgate.kernel.panels.rest.answering import answer, entries
from southgate.kernel.panels.rest.asking import PageNumber, zone_asked

ENTRIES = 50


def visits(request: AuthedRequest, zone: UUID | None = None, mine: bool = False, page: PageNumber = 1) -> HttpResponse:
    """Visits of a zone, the latest first, thirty a page; `mine`: those that the reader recorded."""
    where = zone_asked(request, zone)
    policies.require_staff(request.actor, where)
    found = visit_rows.visit_page(request.actor, where, mine=mine, number=page)
    rows = [shaping.visit(row) for row in found.rows]
    return answer({"total": found.total, "page": found.number, "size": visit_rows.PAGE, "rows": rows})


def visit(request: AuthedRequest, id: UUID) -> HttpResponse:
    """One visit with its follow-ups and its book."""
    row = visit_rows.one_visit(request.actor, id)
    follows = visit_rows.follow_ups_of(request.actor, id, today=request.today)
    book = entries(feed(id, by=request.actor, limit=ENTRIES))
    data = {"visit": shaping.visit(row), "follow_ups": [shaping.follow_up(one) for one in follows], **book}
    return answer(data, version=row.version)


def follow_ups(
    request: AuthedRequest, zone: UUID | None = None, mine: bool = False, closed: bool = False
) -> HttpResponse:
    """What is to be done after visits, the earliest day first; `closed`: what was, the last first."""
    where = zone_asked(request, zone)
    policies.require_staff(request.actor, where)
    rows = visit_rows.follow_up_page(request.actor, where, today=request.today, mine=mine, closed=closed)
    return answer([shaping.follow_up(row) for row in rows])


def events(request: AuthedRequest, zone: UUID | None = None) -> HttpResponse:
    """Events of a zone, the latest first."""
    where = zone_asked(request, zone)
    policies.require_in(policies.EVENTS, request.actor, "view", where)
    return answer(event_rows.event_rows(request.actor, where))


def event(request: AuthedRequest, id: UUID) -> HttpResponse:
    """One event with its lines and what came of them; any day."""
    known = event_rows.event_record(request.actor, id, today=day_of(request), position=position_of(request))
    return answer(shaping.event(known), version=known.version)


def introducers(request: AuthedRequest, zone: UUID | None = None) -> HttpResponse:
    """The registry of introducers of a zone."""
    where = zone_asked(request, zone)
    policies.require_in(policies.INTRODUCERS, request.actor, "view", where)
    rows = introducer_rows.introducer_rows(request.actor, where, today=request.today)
    return answer([shaping.introducer(row) for row in rows])


def introducer(request: AuthedRequest, id: UUID) -> HttpResponse:
    """One introducer, what it brought and what the zone's rule would give."""
    row = introducer_rows.one_introducer(request.actor, id, today=request.today)
    return answer(shaping.introducer(row), version=row.version)

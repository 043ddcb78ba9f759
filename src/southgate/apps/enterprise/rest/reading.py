"""What can be asked about enterprises: the same selectors as the pages."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from pydantic import Field

from southgate.apps.enterprise import policies, selectors
from southgate.kernel.book.reading import PAGE as ENTRIES
from southgate.kernel.book.reading import Feed, feed
from southgate.kernel.identity.web.errors import filled
from southgate.kernel.panels.answers import AuthedRequest, position_of
from southgate.kernel.panels.rest.answering import answer, entries
from southgate.kernel.panels.rest.asking import PageNumber, Position, Size, zone_asked

Text = Annotated[str, Field(max_length=120)]
NOTHING = Feed((), None)


def enterprises(
    request: AuthedRequest, zone: UUID | None = None, industry: Text = "", group: Text = "", q: Text = "",
    page: PageNumber = 1, size: Size = selectors.PAGE,
) -> HttpResponse:  # fmt: skip
    """Enterprises that stand, in the order of their names; `q` is part of a name."""
    where = zone_asked(request, zone)
    found = selectors.enterprises(request.actor, where, industry=industry, group=group, text=q, number=page, size=size)
    rows = [asdict(row) for row in found.rows]
    return answer({"total": found.total, "page": page, "size": size, "rows": rows})


def near(request: AuthedRequest, name: Text, credit_code: Text = "", zone: UUID | None = None) -> HttpResponse:
    """Known enterprises that a name or code may be, best first: to be looked at before one is registered."""
    found = selectors.candidates(request.actor, zone_asked(request, zone), name, credit_code)
    return answer([{**asdict(one), "because": filled(one.because.say, one.because.params)} for one in found])


def enterprise(request: AuthedRequest, id: UUID) -> HttpResponse:
    """One enterprise, today or as known on a past day (`day`), with its last 20 entries."""
    by, position = request.actor, position_of(request)
    row = selectors.enterprise_for(by, id)
    known = selectors.record(by, id, position=position)
    data = {
        "id": id,
        "version": known.version,
        "values": known.values,
        "merged_into": row.merged_into,
        "came_from": [asdict(one) for one in selectors.merged_from(by, id)],
        **entries(_feed(request, id, None, ENTRIES)),
    }
    return answer(data, version=known.version)


def enterprise_entries(
    request: AuthedRequest, id: UUID, before: Position | None = None, limit: Size = ENTRIES
) -> HttpResponse:
    """What the book says of an enterprise, newest first, from before position `before` on; for the zone's staff."""
    return answer(entries(_feed(request, id, before, limit)))


def _feed(request: AuthedRequest, id: UUID, before: int | None, limit: int) -> Feed:
    row = selectors.enterprise_for(request.actor, id)
    if not policies.RULES.can(request.actor, "export", row):
        return NOTHING
    return feed(id, by=request.actor, before=before, until=position_of(request), limit=limit)

"""What can be asked about leads and the talks library: the same selectors as the pages."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from pydantic import Field

from southgate.apps.pipeline.policies import leads as policies
from southgate.apps.pipeline.rest.leads import shaping
from southgate.apps.pipeline.selectors.leads import inbox as lists
from southgate.apps.pipeline.selectors.leads import library as libraries
from southgate.apps.pipeline.selectors.leads.inbox import View
from southgate.apps.pipeline.selectors.leads.record import record
from southgate.domain.colours.talks import TalkColour
from southgate.domain.errors import NotFound, Reason, Refused
from southgate.kernel.book.reading import PAGE as ENTRIES
from southgate.kernel.book.reading import feed
from southgate.kernel.panels.answers import AuthedRequest, day_of, position_of
from southgate.kernel.panels.rest.answering import answer, entries
from southgate.kernel.panels.rest.asking import PageNumber, Position, Size, zone_asked

Some = Annotated[str, Field(max_length=60)]
KEYS = frozenset({"", libraries.UNKNOWN, libraries.PAUSED, libraries.REMOVED, *(one.value for one in TalkColour)})
GRADES = frozenset({"", "A", "B", "C", "none"})


def _zone(request: AuthedRequest, zone: UUID | None) -> UUID:
    where = zone_asked(request, zone)
    if not policies.may(request.actor, "view", where):
        raise NotFound("leads")
    return where


def leads(
    request: AuthedRequest, zone: UUID | None = None, view: View = View.WAITING, q: Some = "",
    page: PageNumber = 1, size: Size = lists.SIZE,
) -> HttpResponse:  # fmt: skip
    """A page of leads with their most urgent clock: those that wait first by when, others the newest first."""
    where = _zone(request, zone)
    asked = lists.Asked(view, q.strip(), page, size)
    found = lists.inbox(request.actor, where, asked, day=day_of(request), position=position_of(request))
    return answer(shaping.page(found))


def lead(request: AuthedRequest, id: UUID) -> HttpResponse:
    """One lead, today or as known on a past day (`day`), with clocks, hand-overs, credit and its last 20 entries."""
    position = position_of(request)
    known = record(request.actor, id, day=day_of(request), position=position)
    found = feed([known.id, *known.transfers], by=request.actor, until=position, limit=ENTRIES)
    return answer({**shaping.record(known), **entries(found)}, version=known.version)


def lead_entries(
    request: AuthedRequest, id: UUID, before: Position | None = None, limit: Size = ENTRIES
) -> HttpResponse:
    """What the book says of a lead and its hand-overs, newest first, from before position `before` on."""
    position = position_of(request)
    known = record(request.actor, id, day=day_of(request), position=position)
    subjects = [known.id, *known.transfers]
    return answer(entries(feed(subjects, by=request.actor, before=before, until=position, limit=limit)))


def talks(
    request: AuthedRequest, zone: UUID | None = None, colour: Some = "", grade: Some = "", q: Some = "",
    page: PageNumber = 1, size: Size = libraries.SIZE,
) -> HttpResponse:  # fmt: skip
    """A page of the talks library by colour and class, those longest without progress first."""
    where = _zone(request, zone)
    wrong = [(name, given) for name, given, known in (("colour", colour, KEYS), ("grade", grade, GRADES))
             if given not in known]  # fmt: skip
    if wrong:
        raise Refused([Reason("“%(text)s”不在可选项里", {"text": given}, where=name) for name, given in wrong])
    asked = libraries.Asked(colour, grade, q.strip(), page, size)
    found = libraries.library(request.actor, where, asked, day=day_of(request), position=position_of(request))
    return answer(shaping.library(found))


def removals(request: AuthedRequest) -> HttpResponse:
    """Questions to take projects out of the library that wait for a second person."""
    return answer([shaping.removal(one) for one in libraries.asked_removals(request.actor)])

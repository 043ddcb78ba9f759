"""What can be asked about figures, signings, tasks and lists: the same selectors as the pages."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from pydantic import Field

from southgate.apps.pipeline.policies import signings as policies
from southgate.apps.pipeline.rest.signings import shaping
from southgate.apps.pipeline.selectors.figures.figure import Asked, ask
from southgate.apps.pipeline.selectors.figures.overview import overview
from southgate.apps.pipeline.selectors.figures.rows import COUNTED, opened
from southgate.apps.pipeline.selectors.signings import reading
from southgate.domain.counting.words import ListedClass, Screening
from southgate.domain.errors import NotFound
from southgate.domain.periods import read_period, up_to
from southgate.kernel.book.models import Head
from southgate.kernel.book.reading import PAGE as ENTRIES
from southgate.kernel.book.reading import feed
from southgate.kernel.panels.answers import AuthedRequest, day_of, position_of
from southgate.kernel.panels.rest.answering import answer, entries
from southgate.kernel.panels.rest.asking import PageNumber, zone_asked

Span = Annotated[str, Field(max_length=12)]
Word = Annotated[str, Field(max_length=60)]
Year = Annotated[int, Field(ge=1980, le=2099)]


def figures(
    request: AuthedRequest, zone: UUID | None = None, period: Span = "", unit: UUID | None = None,
    event: UUID | None = None,
) -> HttpResponse:  # fmt: skip
    """Counts and rates of a zone or park: of the months so far, or of `period` (2026, 2026-11, 2026-1-11)."""
    what, position = _asked(request, zone, period, unit, event), position_of(request)
    rows = overview(request.actor, what, position=position)
    at = Head.objects.values_list("position", flat=True).get() if position is None else position
    return answer({
        "zone": what.zone, "period": what.period.key, "position": at, "papers": what.rules.papers,
        "figures": [shaping.figure(one) for one in rows],
    })  # fmt: skip


def rows(
    request: AuthedRequest, key: Word, zone: UUID | None = None, period: Span = "", unit: UUID | None = None,
    event: UUID | None = None, group: Word = COUNTED, page: PageNumber = 1,
) -> HttpResponse:  # fmt: skip
    """What stands behind a figure: the signings that counted, or those that one rule leaves out."""
    what = _asked(request, zone, period, unit, event)
    found = opened(request.actor, what, key, group=group, number=page, position=position_of(request))
    return answer(shaping.opened(found))


def _asked(request: AuthedRequest, zone: UUID | None, period: str, unit: UUID | None, event: UUID | None) -> Asked:
    """The zone, park or city that was named, else the one that the reader works in."""
    where = zone if zone is not None else request.zone.pk if request.zone is not None else None
    if where is None:
        raise NotFound("zone")
    span = read_period(period) if period else up_to(day_of(request))
    return ask(request.actor, where, span, event=event, unit=unit)


def signings(
    request: AuthedRequest, zone: UUID | None = None, state: Screening | None = None, page: PageNumber = 1
) -> HttpResponse:
    """Signings of a zone that the reader sees, the newest first."""
    where = zone_asked(request, zone)
    policies.require_staff(request.actor, where)
    found = reading.listed(
        request.actor, where, state=state.value if state is not None else "", number=page,
        position=position_of(request),
    )  # fmt: skip
    return answer({"total": found.total, "page": page, "rows": [shaping.line(one) for one in found.lines]})


def signing(request: AuthedRequest, id: UUID) -> HttpResponse:
    """One signing with its last entries."""
    row = reading.signing_for(request.actor, id)
    [known] = reading.lines([row], request.actor)
    book = entries(feed(id, by=request.actor, limit=ENTRIES))
    return answer({**shaping.signing(row, known), **book}, version=row.version)


def tasks(request: AuthedRequest, zone: UUID | None = None, year: Year | None = None) -> HttpResponse:
    """Tasks of a zone and its units for a year."""
    where = zone_asked(request, zone)
    policies.require_staff(request.actor, where)
    found = reading.tasks(request.actor, where, year or day_of(request).year)
    return answer([shaping.task(row) for row in found])


def lists(request: AuthedRequest) -> HttpResponse:
    """Which 500 lists are known, and how whole they are."""
    policies.require_lists(request.actor)
    found = reading.lists(request.actor)
    return answer([{"list": one.list, "year": one.year, "count": one.count, "whole": one.whole} for one in found])


def firms(request: AuthedRequest, list: ListedClass, year: Year) -> HttpResponse:
    """The firms of one list of one year."""
    policies.require_lists(request.actor)
    return answer([shaping.firm(row) for row in reading.firms(request.actor, list, year)])

"""Working days over HTTP: which days are open, why, and how far it is between two."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_noop
from ninja import Router, Schema

from southgate.domain.calendar.table import FIRST, LAST
from southgate.domain.errors import Reason, Refused
from southgate.kernel.calendar.selectors import calendar_for
from southgate.kernel.calendar.web.showing import reasons_in_words
from southgate.kernel.panels.answers import AuthedRequest
from southgate.kernel.panels.rest.answering import answer
from southgate.kernel.panels.rest.asking import Day, zone_asked
from southgate.kernel.panels.rest.documents import answers

router = Router(tags=["calendar"])
MOST_DAYS = 366
OUTSIDE = gettext_noop("%(what)s 超出工作日历的范围（%(first)s 至 %(last)s）")


class DaySeen(Schema):
    """`provisional`: no notice makes its year final, so it is counted by weekends alone."""

    day: date
    open: bool
    kind: str
    provisional: bool
    because: str


class DaysSeen(Schema):
    first: date
    last: date
    open_days: int
    days: list[DaySeen]


@router.get("/days", response=answers(DaysSeen, 404), summary=gettext_noop("工作日"))
def days(
    request: AuthedRequest, first: Day | None = None, last: Day | None = None, zone: UUID | None = None
) -> HttpResponse:
    """Each day from `first` to `last`, both included: this year when nothing is said, at most 366 days."""
    start = first or date((last or request.today).year, 1, 1)
    end = last or date(start.year, 12, 31)
    _check(start, end)
    where = zone_asked(request, zone) if zone is not None else request.zone.pk if request.zone else None
    calendar = calendar_for(where, today=request.today)
    reasons = [calendar.because(start + timedelta(days=number)) for number in range((end - start).days + 1)]
    words = reasons_in_words(reasons, request.actor)
    found = [
        {"day": one.day, "open": one.open, "kind": one.kind.value, "provisional": one.provisional, "because": said}
        for one, said in zip(reasons, words, strict=True)
    ]
    return answer({"first": start, "last": end, "open_days": calendar.count(start, end), "days": found})


def _check(first: date, last: date) -> None:
    reasons = []
    if last < first:
        reasons.append(Reason("止日早于起日", where="last", mend="核对日期"))
    if (last - first).days >= MOST_DAYS:
        reasons.append(Reason("一次最多 %(most)d 天", {"most": MOST_DAYS}, where="last", mend="分几次取"))
    for name, day in (("first", first), ("last", last)):
        if not FIRST <= day <= LAST:
            params = {"what": day.isoformat(), "first": FIRST.isoformat(), "last": LAST.isoformat()}
            reasons.append(Reason(OUTSIDE, params, where=name, mend="核对日期"))
    if reasons:
        raise Refused(reasons)

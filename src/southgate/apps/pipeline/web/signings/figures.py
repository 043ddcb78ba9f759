"""The counts page: figures of a zone or park in a period, and what stands behind each of them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.policies import signings as policies
from southgate.apps.pipeline.selectors.figures.figure import Asked, ask, figures
from southgate.apps.pipeline.selectors.figures.overview import Beside, overview
from southgate.apps.pipeline.selectors.figures.rows import COUNTED, opened
from southgate.apps.pipeline.selectors.signings import reading
from southgate.apps.pipeline.web.here import Here, here
from southgate.apps.pipeline.web.signings import showing
from southgate.apps.pipeline.web.signings.forms import ScopeForm
from southgate.apps.pipeline.web.signings.tabs import tabs
from southgate.domain.counting.rates import percent
from southgate.domain.errors import NotFound, Reason, Refused
from southgate.domain.periods import read_period, up_to
from southgate.kernel.book.models import Head
from southgate.kernel.panels.answers import AuthedRequest, day_of, page, position_of

PAGE = reading.PAGE


def figures_page(request: AuthedRequest) -> HttpResponse:
    where = here(request)
    what = _asked(request, where)
    rows = overview(request.actor, what, position=position_of(request))
    by = request.actor
    context = {
        "title": _("签约与指标"),
        "views": tabs("figures"),
        "lead": _lead(rows, what),
        "form": ScopeForm(what, by=by, where=where, today=day_of(request)),
        "families": showing.families(rows, lambda key: address(key, what)),
        "papers": what.rules.papers,
        "period": showing.period_words(what.period),
        "position": rows[0].figure.position if rows else Head.objects.get().position,
        "to_screen": reading.to_screen(by).filter(zone_id=where.zone).count() if request.as_of is None else 0,
        "left": reading.not_registered(by, where.zone).count() if request.as_of is None else 0,
        "may_set": policies.may_set(by, what.zone),
    }
    return page(request, "pipeline/signings/figures.html", context)


def _asked(request: AuthedRequest, where: Here) -> Asked:
    """The scope that the address names; without one, the place one works in and the months so far."""
    query = request.GET
    zone = _uuid(query, "zone") or where.park or where.zone
    period = read_period(query["period"]) if query.get("period") else up_to(day_of(request))
    return ask(request.actor, zone, period, event=_uuid(query, "event"), unit=_uuid(query, "unit"))


def _uuid(query: QueryDict, name: str) -> UUID | None:
    text = query.get(name, "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotFound(text[:60]) from None


def address(key: str, what: Asked, **more: Any) -> str:
    """Where a figure opens, with the group and page that are asked for."""
    given = {"zone": what.zone, "period": what.period.key, "event": what.scope.event, "unit": what.scope.unit, **more}
    query = urlencode({name: value for name, value in given.items() if value is not None})
    return f"{reverse('figures:rows', args=[key])}?{query}"


def _lead(rows: tuple[Beside, ...], what: Asked) -> str:
    """One sentence that could be read aloud: how many were signed, and how the task stands."""
    one = next((row for row in rows if row.figure.key == "signed"), None)
    if one is None:
        return ""
    params = {"period": showing.period_words(what.period), "value": showing.figure_words(one.figure)}
    if one.reached is None:
        return _("%(period)s签约项目 %(value)s。") % params
    params |= {"reached": percent(one.reached, 1), "ahead": showing.ahead_words(one.ahead)}
    return _("%(period)s签约项目 %(value)s，完成全年任务的 %(reached)s %%，%(ahead)s。") % params


def rows_page(request: AuthedRequest, key: str) -> HttpResponse:
    what = _asked(request, here(request))
    group, number = request.GET.get("group", COUNTED), number_asked(request.GET.get("page", ""))
    found = opened(request.actor, what, key, group=group, number=number, position=position_of(request))
    [figure] = figures(what, [key], position=position_of(request))
    back = f"{reverse('figures:figures')}?{urlencode({'zone': what.zone, 'period': what.period.key})}"
    context = {
        "title": _(found.title),
        "crumbs": [(_("签约与指标"), back), (showing.period_words(what.period), back)],
        "value": showing.figure_words(figure),
        "exact": showing.exact(figure),
        "note": showing.note(figure),
        "says": showing.says(figure),
        "figure": figure,
        "counts": [
            {"label": _(one.why), "value": one.count, "url": address(key, what, group=one.key),
             "current": one.key == group}
            for one in found.groups
        ],
        "rows": [showing.line(one) for one in found.lines],
        "page": pager(found.number, len(found.lines), found.total, lambda n: address(key, what, group=group, page=n)),
    }  # fmt: skip
    return page(request, "pipeline/signings/rows.html", context)


def number_asked(text: str) -> int:
    if not text:
        return 1
    if not text.isdecimal() or not 1 <= int(text) <= 100_000:
        raise Refused([Reason("“%(text)s”不是页码", {"text": text[:20]}, where="page")])
    return int(text)


def pager(number: int, shown: int, total: int, url: Any) -> dict[str, Any]:
    first = (number - 1) * PAGE + 1 if shown else 0
    last = first + shown - 1 if shown else 0
    return {
        "first": first, "last": last, "total": total,
        "prev_url": url(number - 1) if number > 1 else "", "next_url": url(number + 1) if last and last < total else "",
    }  # fmt: skip

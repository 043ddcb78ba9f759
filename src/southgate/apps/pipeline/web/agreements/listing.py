"""协议与履约: agreements on their way, and what both sides promised, the overdue first."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from southgate.apps.pipeline.policies.projects import works_in
from southgate.apps.pipeline.selectors.agreements import listing
from southgate.apps.pipeline.selectors.agreements.listing import Due, Unsigned
from southgate.apps.pipeline.web.agreements import shaping
from southgate.apps.pipeline.web.agreements.around import page_of
from southgate.apps.pipeline.web.here import here
from southgate.domain.agreements.words import FORM_NAMES, SIDE_NAMES, STATE_NAMES, AgreementForm, Side, State
from southgate.domain.errors import NotFound
from southgate.kernel.panels.answers import AuthedRequest, page
from southgate.kernel.panels.words import mark

VIEWS = {"open": gettext_noop("履行中"), "claimed": gettext_noop("等认定"), "ended": gettext_noop("已了结")}
COLOURS = {State.SUBMITTED: "blue", State.RETURNED: "yellow"}


@require_GET
def list_page(request: AuthedRequest) -> HttpResponse:
    where = here(request)
    if not works_in(request.actor, where.zone):
        raise NotFound("agreements")
    show, number = request.GET.get("show", "open"), request.GET.get("page", "1")
    if show not in VIEWS or not number.isdecimal() or not 0 < int(number) < 100_000:
        raise NotFound(show)
    if request.as_of is not None:
        return page(request, "pipeline/agreements/list.html", _only_today())
    at = int(number)
    due = listing.due_page(request.actor, where.zone, today=request.today, park=where.park, show=show, number=at)
    context = {
        "title": _("协议与履约"),
        "lead": _lead(due.overdue),
        "views": [_view(key, say, show) for key, say in VIEWS.items()],
        "rows": [_due(one) for one in due.rows],
        "show": show,
        "page": _pager(due.total, at, show),
        "unsigned": [_unsigned(one) for one in listing.unsigned(request.actor, where.zone, where.park)],
        "ledger_url": reverse("pipeline:ledger"),
    }
    return page(request, "pipeline/agreements/list.html", context)


def _only_today() -> dict[str, Any]:
    """What was overdue on a past day would have to be counted with the calendar of that day: each record shows it."""
    say = _("这一页只列今天的。某一天的承诺，在每份协议的页上回看。")
    return {"title": _("协议与履约"), "lead": say, "only_today": True}


def _view(key: str, say: str, show: str) -> dict[str, Any]:
    return {"name": _(say), "url": f"?{urlencode({'show': key})}", "count": None, "current": key == show}


def _lead(overdue: int) -> str:
    if not overdue:
        return _("没有逾期的承诺。只有已签订的协议里的承诺在这里，不进任何任务、排名和目标。")
    return _("%(count)s 条承诺逾期，排在最前。只有已签订的协议里的承诺在这里，不进任何任务、排名和目标。") % {
        "count": overdue
    }


def _due(one: Due) -> dict[str, Any]:
    return {
        "one": one,
        "side": _(SIDE_NAMES[Side(one.side)]),
        "title": _(one.title),
        "quantity": shaping.quantity_words(one.quantity, one.places, one.unit),
        "mark": shaping.standing_mark(one.state, one.claimed, one.left),
        "url": page_of(one.agreement),
        "project_url": reverse("pipeline:project", args=[one.project]),
    }


def _unsigned(one: Unsigned) -> dict[str, Any]:
    state = State(one.state)
    return {
        "one": one,
        "form": _(FORM_NAMES[AgreementForm(one.form)]),
        "mark": mark(COLOURS.get(state, "normal"), _(STATE_NAMES[state])),
        "url": page_of(one.id),
    }


def _pager(total: int, at: int, show: str) -> dict[str, Any]:
    last = min(total, at * listing.SIZE)

    def url(number: int) -> str:
        return f"?{urlencode({'show': show, 'page': number})}"

    return {
        "first": min(total, (at - 1) * listing.SIZE + 1), "last": last, "total": total,
        "prev_url": url(at - 1) if at > 1 else "", "next_url": url(at + 1) if last < total else "",
    }  # fmt: skip

"""The inbox of leads: what waits, most urgent first, in groups by when; offers before everything else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_GET

from southgate.apps.pipeline.policies import leads as policies
from southgate.apps.pipeline.selectors.leads import inbox as reading
from southgate.apps.pipeline.selectors.leads import wording as words
from southgate.apps.pipeline.selectors.leads.inbox import Asked, Inbox, LeadRow, Offer, View
from southgate.apps.pipeline.web.here import Here, here
from southgate.domain.clocks.leads import ClockState
from southgate.domain.errors import NotFound
from southgate.domain.leads import SOURCE_NAMES, STATE_NAMES, LeadState, Source
from southgate.kernel.panels.answers import AuthedRequest, day_of, page, position_of

VIEWS: Mapping[View, str] = {
    View.WAITING: gettext_noop("在跟进"),
    View.MINE: gettext_noop("我的"),
    View.PROJECTS: gettext_noop("已成项目"),
    View.DROPPED: gettext_noop("已放下"),
    View.HANDED_ON: gettext_noop("已转出"),
    View.ALL: gettext_noop("全部线索"),
}
GROUPS = (
    ("late", gettext_noop("已逾期")),
    ("today", gettext_noop("今天到期")),
    ("running", gettext_noop("在时限内")),
    ("free", gettext_noop("没有时限在走")),
)
LONGEST_QUERY = 60


@require_GET
def inbox_page(request: AuthedRequest) -> HttpResponse:
    where = here(request)
    if not policies.may(request.actor, "view", where.zone):
        raise NotFound("leads")
    asked, position = asked_of(request, where), position_of(request)
    found = reading.inbox(request.actor, where.zone, asked, day=day_of(request), position=position)
    offers = reading.offers(request.actor) if position is None and asked.view is View.WAITING else ()
    counts = reading.counts(request.actor, where.zone, where.park, position)
    context = {
        "title": _("招商线索"),
        "lead": _lead(found, asked),
        "views": [_view(view, label, counts, asked) for view, label in VIEWS.items()],
        "q": asked.q,
        "view": asked.view.value,
        "groups": [*_offered(offers), *_grouped(found, asked)],
        "empty": _empty(asked, policies.may(request.actor, "register", where.zone)),
        "page": _pager(found, asked),
        "may_register": policies.may(request.actor, "register", where.zone),
    }
    return page(request, "pipeline/leads/inbox.html", context, part="work")


def asked_of(request: AuthedRequest, where: Here) -> Asked:
    """Raises NotFound for a view that there is not; a page that is no number is the first."""
    given, number = request.GET.get("view") or View.WAITING.value, request.GET.get("page", "")
    if given not in set(View):
        raise NotFound(given)
    at = max(int(number), 1) if number.isdecimal() and len(number) < 7 else 1
    return Asked(View(given), request.GET.get("q", "").strip()[:LONGEST_QUERY], at, park=where.park)


def _lead(found: Inbox, asked: Asked) -> str:
    if asked.view not in {View.WAITING, View.MINE}:
        return ""
    say = ngettext("%(n)d 条在跟进", "%(n)d 条在跟进", found.total) % {"n": found.total}
    late = _("%(n)d 条有逾期") % {"n": found.late} if found.late else _("没有逾期")
    cut = _("只按先后排了最早的 %(n)d 条") % {"n": reading.MOST} if found.cut else ""
    return _("，").join(part for part in (say, late, cut) if part) + _("。")


def _view(view: View, label: str, counts: Mapping[View, int], asked: Asked) -> dict[str, Any]:
    url = f"{reverse('leads:list')}?{urlencode({'view': view.value})}"
    return {"name": _(label), "url": url, "count": counts[view], "current": view is asked.view}


def _offered(offers: Iterable[Offer]) -> list[dict[str, Any]]:
    items = [
        {
            "title": one.name,
            "url": reverse("leads:accept", args=[one.id]),
            "by": _("%(day)s 转来") % {"day": one.offered_on.isoformat()},
            "of": words.joined([
                one.code, _("%(zone)s%(unit)s转来，等你答复") % {"zone": one.from_zone, "unit": one.from_unit},
                _("对方保留首谈功劳 %(share)s") % {"share": words.percent(one.share_millionths)},
            ]),
        }
        for one in offers
    ]  # fmt: skip
    return [{"label": _("转来待接收"), "count": len(items), "items": items}] if items else []


def _grouped(found: Inbox, asked: Asked) -> list[dict[str, Any]]:
    if asked.view not in {View.WAITING, View.MINE}:
        items = [_item(row) for row in found.rows]
        return [{"label": _(VIEWS[asked.view]), "count": found.total, "items": items}] if items else []
    groups = []
    for key, label in GROUPS:
        items = [_item(row) for row in found.rows if _when(row) == key]
        if items:
            groups.append({"label": _(label), "count": len(items), "items": items})
    return groups


def _when(row: LeadRow) -> str:
    if row.clock is None:
        return "free"
    return {ClockState.LATE: "late", ClockState.TODAY: "today"}.get(row.clock.state, "running")


def _item(row: LeadRow) -> dict[str, Any]:
    state = _(STATE_NAMES[row.state]) if row.state is not LeadState.OPEN else ""
    return {
        "title": row.name,
        "url": reverse("leads:lead", args=[row.id]),
        "by": words.clock_mark(row.clock) or state,
        "of": words.joined([
            row.code, row.investor, words.planned(row.investment_planned, row.currency),
            _(SOURCE_NAMES[Source(row.source)]), row.unit, row.person or _("还没有责任人"),
            _("保密") if row.confidential else "",
        ]),
    }  # fmt: skip


def _empty(asked: Asked, may_register: bool) -> dict[str, str]:
    if asked.q:
        return {"title": _("没有叫这个名字的线索"), "say": _("换一个词，或看全部线索。"), "url": "", "action": ""}
    say = _("客商来电、活动上认识的、上级推送的，先在这里登记一条。登记以后按时限提醒：明确责任人、研判、答复、报告。")
    url = reverse("leads:new") if may_register else ""
    return {"title": _("还没有线索"), "say": say, "url": url, "action": _("登记线索")}


def _pager(found: Inbox, asked: Asked) -> dict[str, Any]:
    first = (found.page - 1) * found.size + 1
    last = first + len(found.rows) - 1

    def url(number: int) -> str:
        query = {"view": asked.view.value, **({"q": asked.q} if asked.q else {}), "page": number}
        return f"{reverse('leads:list')}?{urlencode(query)}"

    return {
        "first": first, "last": last, "total": found.total,
        "prev_url": url(found.page - 1) if found.page > 1 else "",
        "next_url": url(found.page + 1) if last < found.total and found.rows else "",
    }  # fmt: skip

"""The reviewer's desk: which pairs wait, which were judged, the strongest first."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from southgate.apps.pipeline.selectors.suspicions import desk as reading
from southgate.apps.pipeline.selectors.suspicions.desk import Case, DeskPage
from southgate.apps.pipeline.web.here import here
from southgate.apps.pipeline.web.suspicions import showing
from southgate.domain.errors import NotFound
from southgate.domain.matching.bundles.kinds import KIND_NAMES, Kind
from southgate.kernel.panels.answers import AuthedRequest, page

LEAD = gettext_noop(
    "共用地址、合同、施工单位、凭证或照片，或投资方和产品相同的两个项目，列在这里请人复核。只是一个问题，不下结论，不进排名。"
)


@require_GET
def desk_page(request: AuthedRequest) -> HttpResponse:
    where, state, kind = here(request), request.GET.get("state", "open"), request.GET.get("kind", "")
    number = request.GET.get("page", "1")
    if state not in showing.STATES or (kind and kind not in set(Kind)) or not _is_page(number):
        raise NotFound("suspicions")
    reading.require_reviewer(request.actor, where.zone)
    if request.as_of is not None:
        return page(request, "pipeline/suspicions/desk.html", _only_today())
    found = reading.desk(request.actor, where.zone, state=state, kind=Kind(kind) if kind else None, number=int(number))
    context = {
        "title": _("疑点"),
        "lead": _(LEAD),
        "views": _views(found, state, kind),
        "kinds": [{"key": one.value, "name": _(KIND_NAMES[one]), "chosen": one.value == kind} for one in Kind],
        "state": state,
        "groups": _groups(found),
        "page": _pager(found, state, kind),
        "empty": _empty(state),
    }
    return page(request, "pipeline/suspicions/desk.html", context)


def _is_page(text: str) -> bool:
    return text.isdecimal() and 0 < len(text) < 6 and int(text) > 0


def _only_today() -> dict[str, Any]:
    say = _("疑点按今天的依据比对，不列过去某一天的。判断和变化都写在账上，在每一对的页上看。")
    return {"title": _("疑点"), "lead": "", "empty": {"title": _("这里只列今天的疑点"), "say": say}, "page": {}}


def _views(found: DeskPage, state: str, kind: str) -> list[dict[str, Any]]:
    return [
        {"name": _(name), "url": _at(one, kind), "count": found.counts[one], "current": one == state}
        for one, name in showing.STATES.items()
    ]


def _at(state: str, kind: str, number: int = 1) -> str:
    query = {"state": state, **({"kind": kind} if kind else {}), **({"page": number} if number > 1 else {})}
    return f"{reverse('suspicions:desk')}?{urlencode(query)}"


def _groups(found: DeskPage) -> list[dict[str, Any]]:
    """By how much there is to go on; the order within is the desk's own."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for case in found.rows:
        groups.setdefault(showing.strength(case.strength), []).append(_item(case))
    return [{"label": label, "count": len(items), "items": items} for label, items in groups.items()]


def _item(case: Case) -> dict[str, Any]:
    again = _("依据有变化，再次请人复核") if case.again else ""
    return {
        "title": _("%(a)s　和　%(b)s") % {"a": _named(case.a), "b": _named(case.b)},
        "url": reverse("suspicions:pair", args=[case.id]),
        "by": showing.kinds(case),
        "of": _("。").join(filter(None, (showing.why(case), again))),
    }


def _named(side: Any) -> str:
    return f"{side.name}（{side.code}）" if side.code else str(side.name)


def _pager(found: DeskPage, state: str, kind: str) -> dict[str, Any]:
    return {
        "first": found.first, "last": found.last, "total": found.total,
        "prev_url": _at(state, kind, found.number - 1) if found.number > 1 else "",
        "next_url": _at(state, kind, found.number + 1) if found.last < found.total else "",
    }  # fmt: skip


def _empty(state: str) -> dict[str, str]:
    if state != "open":
        return {"title": _("还没有这样判断过的"), "say": _("判断过的会留在这里；依据没有变化，不会再问。")}
    say = _("登记或修改项目、签约、凭证、资料时自动比对；发现两个项目可能是同一个，就列在这里，请没有经手过的人判断。")
    return {"title": _("没有等判断的"), "say": say, "url": reverse("pipeline:ledger"), "action": _("看项目台账")}

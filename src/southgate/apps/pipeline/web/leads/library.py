"""The talks library: projects in talks by colour and class, those longest without progress first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from southgate.apps.pipeline.policies import leads as policies
from southgate.apps.pipeline.selectors.leads import library as reading
from southgate.apps.pipeline.selectors.leads import wording as words
from southgate.apps.pipeline.selectors.leads.library import Asked, Library, Removal, TalkRow
from southgate.apps.pipeline.web.here import Here, here
from southgate.domain.colours.talks import COLOUR_NAMES, GRADE_NAMES, Grade
from southgate.domain.errors import NotFound
from southgate.kernel.panels.answers import AuthedRequest, day_of, page, position_of
from southgate.kernel.panels.words import day

LABELS: Mapping[str, str] = {
    **{colour.value: name for colour, name in COLOUR_NAMES.items()},
    reading.UNKNOWN: gettext_noop("首谈日期未填"),
    reading.PAUSED: gettext_noop("已暂停"),
    reading.REMOVED: gettext_noop("已移出"),
}
GRADES = {**{grade.value: name for grade, name in GRADE_NAMES.items()}, "none": gettext_noop("还没有归类")}


@require_GET
def library_page(request: AuthedRequest) -> HttpResponse:
    where, position = here(request), position_of(request)
    if not policies.may(request.actor, "view", where.zone):
        raise NotFound("talks")
    asked = asked_of(request, where)
    found = reading.library(request.actor, where.zone, asked, day=day_of(request), position=position)
    context = {
        "title": _("在谈项目库"),
        "lead": _("考察洽谈、谈定条件、形成文件、取得批复才算进展；随手记的一句话不算。"),
        "crumbs": [(_("招商线索"), reverse("leads:list"))],
        "ruled": found.ruled,
        "colours": [_colour(key, label, found, asked) for key, label in _colours(found).items()],
        "grades": [_grade(key, label, asked) for key, label in (("", gettext_noop("全部类别")), *GRADES.items())],
        "q": asked.q,
        "asked": asked,
        "rows": [_row(one) for one in found.rows],
        "removals": [_removal(one) for one in reading.asked_removals(request.actor)] if position is None else [],
        "page": _pager(found, asked),
    }
    return page(request, "pipeline/leads/library.html", context, part="rows")


def asked_of(request: AuthedRequest, where: Here) -> Asked:
    """Raises NotFound for a colour or a class that there is not."""
    colour, grade, number = (request.GET.get(name, "") for name in ("colour", "grade", "page"))
    if colour not in {"", *LABELS} or grade not in {"", *GRADES}:
        raise NotFound(colour or grade)
    at = max(int(number), 1) if number.isdecimal() and len(number) < 7 else 1
    return Asked(colour, grade, request.GET.get("q", "").strip()[:60], at, park=where.park)


def _url(asked: Asked, **change: Any) -> str:
    given = {"colour": asked.colour, "grade": asked.grade, "q": asked.q, **change}
    query = urlencode({name: value for name, value in given.items() if value})
    return f"{reverse('leads:talks')}{f'?{query}' if query else ''}"


def _colours(found: Library) -> dict[str, str]:
    return {"": gettext_noop("在库"), **{key: LABELS[key] for key in found.counts}}


def _colour(key: str, label: str, found: Library, asked: Asked) -> dict[str, Any]:
    count = found.counts.get(key) if key else sum(n for one, n in found.counts.items() if one != reading.REMOVED)
    return {"name": _(label), "url": _url(asked, colour=key), "count": count, "current": key == asked.colour}


def _grade(key: str, label: str, asked: Asked) -> dict[str, Any]:
    return {"name": _(label), "url": _url(asked, grade=key), "current": key == asked.grade}


def _row(one: TalkRow) -> dict[str, Any]:
    return {
        "name": one.name,
        "url": reverse("pipeline:project", args=[one.id]) + "#panel-talks",
        "firm": words.joined([one.firm, one.unit, one.person, _("保密") if one.confidential else ""]),
        "grade": one.grade or _("未归类"),
        "mark": words.standing(one.state, one.removed_on, one.status),
        "last": day(one.state.last) if one.state is not None else "",
        "next": words.talk_next(one.state) if one.state is not None else "",
        "planned": words.planned(one.investment_planned, one.currency),
    }


def _removal(one: Removal) -> dict[str, Any]:
    params = {"name": one.name, "who": one.asked_by, "day": day(one.asked_on)}
    return {
        "say": _("%(who)s %(day)s 提出移出「%(name)s」") % params,
        "reason": one.reason,
        "url": reverse("leads:decide", args=[one.id]) if one.can_decide else "",
        "waits": _("等另一个人核准") if one.mine else "",
    }


def _pager(found: Library, asked: Asked) -> dict[str, Any]:
    first = (found.page - 1) * found.size + 1
    last = first + len(found.rows) - 1
    return {
        "first": first, "last": last, "total": found.total,
        "prev_url": _url(asked, page=found.page - 1) if found.page > 1 else "",
        "next_url": _url(asked, page=found.page + 1) if found.rows and last < found.total else "",
    }  # fmt: skip


GRADE_CHOICES = tuple((grade.value, GRADE_NAMES[grade]) for grade in Grade)

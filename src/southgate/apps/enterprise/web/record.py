"""The list of enterprises and the page of one: who it is, what it invests in (by panels), what the book says."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.enterprise import policies, selectors
from southgate.apps.enterprise.fields import FIELDS
from southgate.apps.enterprise.web.here import zone_here
from southgate.domain.errors import Reason, Refused
from southgate.kernel.book.reading import Line, feed
from southgate.kernel.panels.answers import AuthedRequest, day_of, page, position_of
from southgate.kernel.panels.grid import Cell, Column, Grid, Row
from southgate.kernel.panels.registry import Seen, panels_of
from southgate.kernel.panels.words import gap, named

KNOWN_KEYS = frozenset({"industry", "group", "q", "page", "day"})


def list_page(request: AuthedRequest) -> HttpResponse:
    zone = zone_here(request)
    strange = sorted(set(request.GET) - KNOWN_KEYS)
    if strange:
        raise Refused([Reason("没有『%(name)s』这个条件", {"name": name}, where=name) for name in strange])
    number = int(given) if (given := request.GET.get("page", "1")).isdecimal() else 1
    found = selectors.enterprises(
        request.actor, zone, industry=request.GET.get("industry", ""), group=request.GET.get("group", ""),
        text=request.GET.get("q", ""), number=max(1, number),
    )  # fmt: skip
    may = policies.may(request.actor, "register", zone) and request.as_of is None
    context = {
        "title": _("企业名册"),
        "lead": _("%(count)s 家") % {"count": f"{found.total:,}"},
        "grid": _grid(found),
        "page": _pager(request, found),
        "may_register": may,
        "q": request.GET.get("q", ""),
        "empty": {
            "title": _("还没有企业"),
            "say": _("导入项目台账时，台账里的企业会一起登记；也可以逐家登记。同一家只登记一次。"),
            "url": reverse("enterprise:new") if may else "",
            "action": _("登记企业"),
        },
    }
    return page(request, "enterprise/list.html", context)


def _grid(found: selectors.EnterprisePage) -> Grid:
    columns = (
        Column(key="name", label=_("企业名称"), kind="name"),
        Column(key="credit_code", label=_("统一社会信用代码"), on_phone=True),
        Column(key="group_name", label=_("所属集团")),
        Column(key="industry", label=_("行业"), on_phone=True),
        Column(key="source_region", label=_("来源地")),
    )
    rows = [_row(row, found.first + place) for place, row in enumerate(found.rows)]
    return Grid(label=_("企业名册"), columns=columns, rows=rows)


def _row(row: selectors.EnterpriseRow, number: int) -> Row:
    link = named(row.name, reverse("enterprise:detail", args=[row.id]))
    texts = {name: getattr(row, name) for name in ("credit_code", "group_name", "industry", "source_region")}
    cells = {name: Cell(text or gap("unset")) for name, text in texts.items()}
    return Row(id=str(row.id), version=row.version, number=number, cells={"name": Cell(link), **cells})


def _pager(request: AuthedRequest, found: selectors.EnterprisePage) -> dict[str, Any]:
    return {
        "first": found.first,
        "last": found.last,
        "total": found.total,
        "prev_url": _at(request, found.number - 1) if found.number > 1 else "",
        "next_url": _at(request, found.number + 1) if found.number * selectors.PAGE < found.total else "",
    }


def _at(request: AuthedRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"{reverse('enterprise:list')}?{query.urlencode()}"


def enterprise_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = selectors.enterprise_for(request.actor, pk)
    if row.merged_into is not None and "stay" not in request.GET:
        return redirect("enterprise:detail", row.merged_into)
    position = position_of(request)
    shown = selectors.record(request.actor, pk, position=position)
    by, live = request.actor, position is None
    context = {
        "title": shown.values["name"],
        "code": shown.values["credit_code"],
        "lead": "，".join(filter(None, (shown.values["group_name"], shown.values["industry"]))),
        "crumbs": [(_("企业名册"), reverse("enterprise:list"))],
        "pk": pk,
        "merged": row.merged_into,
        "came_from": selectors.merged_from(by, pk),
        "facts": [
            (_(field.label), shown.values[field.name] or gap("unset")) for field in FIELDS if field.name != "name"
        ],
        "can_edit": live and row.merged_into is None and policies.RULES.can(by, "edit", row),
        "can_merge": live and policies.RULES.can(by, "merge", row),
        "panels": panels_of("enterprise", Seen(by, pk, day_of(request), position)),
        "feed": book(request, pk, position) if policies.RULES.can(by, "export", row) else None,
    }
    return page(request, "enterprise/enterprise.html", context)


def book(request: AuthedRequest, pk: UUID, position: int | None) -> dict[str, Any]:
    before = request.GET.get("before", "")
    found = feed(pk, by=request.actor, before=int(before) if before.isdecimal() else None, until=position)
    url = reverse("enterprise:detail", args=[pk])
    return {
        "total": selectors.count_entries(pk, position),
        "days": list(_days(found.lines, request)),
        "look_action": url,
        "look_day": day_of(request),
        "more_url": f"{url}?before={found.older}" if found.older is not None else "",
        "more_count": selectors.count_entries(pk, found.older - 1) if found.older is not None else 0,
    }


def _days(lines: Iterable[Line], request: AuthedRequest) -> Iterable[dict[str, Any]]:
    for day, some in groupby(lines, key=lambda line: line.recorded_at.date()):
        yield {"day": day, "is_today": day == request.today, "entries": [_entry(line) for line in some]}


def _entry(line: Line) -> dict[str, Any]:
    return {
        "sentence": line.sentence,
        "at": f"{line.recorded_at:%H:%M}",
        "by": " ".join(filter(None, (line.by, line.unit))),
        "late_days": (line.recorded_at.date() - line.occurred_on).days if line.back_entered else 0,
        "corrects_position": line.corrects,
        "position": line.position,
    }

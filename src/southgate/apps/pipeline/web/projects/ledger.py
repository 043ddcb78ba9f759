"""The ledger page: views as tabs, filters as sentences, the grid, its totals, the pager; today or a past day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.enterprise import api as enterprise
from southgate.apps.pipeline.policies import projects as policies
from southgate.apps.pipeline.selectors.projects import ledger as reading
from southgate.apps.pipeline.selectors.projects.filtering import Asked, Condition, ask
from southgate.apps.pipeline.selectors.projects.views import View, built_in, saved
from southgate.apps.pipeline.services.projects.views import forget_view, save_view
from southgate.apps.pipeline.web.board import tabs
from southgate.apps.pipeline.web.here import Here, here
from southgate.apps.pipeline.web.projects import grid as shaping
from southgate.apps.pipeline.web.projects.cells import limit_words
from southgate.apps.pipeline.web.projects.forms import ColumnsForm, FilterForm, ViewForm
from southgate.domain.money import Money
from southgate.kernel.exchange.fields import Kind
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.naming import person_names, unit_names, zone_names
from southgate.kernel.panels.answers import AuthedRequest, page, position_of
from southgate.kernel.panels.words import sum_words

COUNT_TABS_TO = 5_000
SUM_ALL_TO = 2_000
"""Above so many rows tabs are not counted and only planned investment is summed: both would take the page too long."""


def ledger_page(request: AuthedRequest) -> HttpResponse:
    where = here(request)
    asked = asked_of(request, where)
    position = position_of(request)
    found = reading.ledger(request.actor, where.zone, asked, position=position, more=shaping.RIGHTS)
    names = reading.SUMMED if found.total <= SUM_ALL_TO else ("investment_planned",)
    totals = reading.totals(request.actor, where.zone, asked, position=position, names=names)
    context = _context(request, where, asked, found, totals)
    return page(request, "pipeline/projects/ledger.html", context)


def asked_of(request: AuthedRequest, where: Here) -> Asked:
    """What the address asks for. Opened without any, the ledger shows the park that one works in."""
    query: dict[str, Sequence[str]] = dict(request.GET.lists())
    if where.park is not None and not query.keys() - {"day"}:
        query["park"] = [str(where.park)]
    return ask(query, policies.readable(request.actor, where.zone), request.actor)


def _context(
    request: AuthedRequest, where: Here, asked: Asked, found: reading.LedgerPage, totals: reading.Totals
) -> dict[str, Any]:
    by, live = request.actor, request.as_of is None
    may_register = live and policies.may(by, "register", where.zone)
    may_edit = live and bool(by.roles & (policies.OFFICERS | policies.LEADERS | policies.DOERS))
    grid = shaping.grid(found, totals, asked, by, live=live, may_edit=may_edit)
    columns = len([field for field in policies.readable(by, where.zone) if field.in_grid])
    return {
        "title": _("项目台账"),
        "lead": _lead(totals),
        "ways": tabs.ways(asked, tabs.LEDGER),
        "views": _tabs(request, where, asked),
        "save_url": f"{reverse('pipeline:save-view')}?{_query(asked)}" if asked.given and live else "",
        "delete_url": _forget_url(asked),
        "chips": chips(asked, by),
        "add_form": FilterForm(asked=asked, by=by, zone=where.zone),
        "keep": _keep(asked),
        "clear_url": shaping.address(Asked(given={"view": ("all",)})),
        "columns_url": f"{reverse('pipeline:columns')}?{_query(asked)}",
        "columns_say": f"{len(found.fields)} / {columns}",
        "grid": grid,
        "page": pager(asked, found),
        "sums": _sums(totals),
        "position": found.position,
        "may_register": may_register,
        "may_import": live and policies.may(by, "register", where.zone),
        "export_url": _export_url(asked) if policies.may(by, "export", where.zone) and live else "",
        "empty": _empty(asked, may_register),
    }


def _account(request: AuthedRequest) -> UUID:
    """Whose saved views these are; SignInRequired let nobody else in."""
    return UUID(str(request.user.pk))


def _lead(totals: reading.Totals) -> str:
    if not totals.count:
        return ""
    planned = sum_words(Money(totals.sums.get("investment_planned", 0)))
    return _("%(count)s 项，计划投资 %(sum)s") % {"count": f"{totals.count:,}", "sum": planned}


def _sums(totals: reading.Totals) -> list[str]:
    """What the pager says beside the rows: what is not in the totals, and why."""
    found = []
    if totals.foreign:
        found.append(_("%(count)s 项外币没有汇率，不在合计内") % {"count": totals.foreign})
    if totals.secret:
        planned = sum_words(Money(totals.secret_planned))
        params = {"count": totals.secret, "sum": planned}
        found.append(_("另有你参与的保密在谈 %(count)s 项 %(sum)s，不在合计内") % params)
    return found


def _tabs(request: AuthedRequest, where: Here, asked: Asked) -> list[dict[str, Any]]:
    by = request.actor
    counted = request.as_of is None and reading.is_small(by, where.zone, COUNT_TABS_TO)
    views = [*built_in(request.today), *saved(_account(request), where.zone)]
    usable = {field.name for field in policies.readable(by, where.zone)}
    return [
        _tab(view, asked, by, where, counted) for view in views if view.key != "mine" or "responsible_person" in usable
    ]


def _tab(view: View, asked: Asked, by: Actor, where: Here, counted: bool) -> dict[str, Any]:
    day = asked.given.get("day")
    query: dict[str, Sequence[str]] = {**view.asked, "view": [view.key], **({"day": list(day)} if day else {})}
    fields = policies.readable(by, where.zone)
    return {
        "name": view.name if view.own else _(view.name),
        "url": shaping.address(Asked(given={key: tuple(values) for key, values in query.items()})),
        "count": reading.count_shared(by, where.zone, ask(view.asked, fields, by)) if counted else None,
        "current": (asked.view or ("all" if not asked.conditions and not asked.text else "")) == view.key,
    }


def chips(asked: Asked, by: Actor) -> list[dict[str, str]]:
    """Each condition as a sentence that can be taken away."""
    names = _names(asked.conditions, by)
    found = [
        {
            "field": _(one.field.label),
            "say": _say(one, names),
            "remove_url": shaping.address(asked, **{one.key: None, "view": None}),
        }
        for one in asked.conditions
    ]
    if asked.text:
        found.append({"field": _("名称含"), "say": asked.text, "remove_url": shaping.address(asked, q=None, view=None)})
    return found


def _say(one: Condition, names: Mapping[UUID, str]) -> str:
    if one.test != "in":
        return limit_words(one.field, one.test, one.values[0])
    labels = dict(one.field.choices)
    words = []
    for value in one.values:
        if value is None:
            words.append(_("未填"))
        elif isinstance(value, bool):
            words.append(_("是") if value else _("否"))
        elif isinstance(value, UUID):
            words.append(names.get(value) or _("（不便显示）"))
        else:
            words.append(_(labels[value]) if value in labels else str(value))
    return _("、").join(words)


def _names(conditions: Sequence[Condition], by: Actor) -> dict[UUID, str]:
    ids: dict[Kind, set[UUID]] = {}
    for one in conditions:
        ids.setdefault(one.field.kind, set()).update(value for value in one.values if isinstance(value, UUID))
    firms = [row for row in ids.get(Kind.ENTERPRISE, ())]
    return {
        **zone_names(ids.get(Kind.PARK, ())),
        **unit_names(ids.get(Kind.UNIT, ())),
        **person_names(ids.get(Kind.PERSON, ())),
        **dict(enterprise.visible(by).filter(pk__in=firms).values_list("pk", "name")),
    }


def pager(asked: Asked, found: reading.LedgerPage) -> dict[str, Any]:
    later = found.number * reading.PAGE < found.total
    return {
        "first": found.first,
        "last": found.last,
        "total": found.total,
        "prev_url": shaping.address(asked, page=found.number - 1) if found.number > 1 else "",
        "next_url": shaping.address(asked, page=found.number + 1) if later else "",
    }


def _query(asked: Asked) -> str:
    return shaping.address(asked).partition("?")[2]


def _keep(asked: Asked) -> list[tuple[str, str]]:
    """What the filter form must not forget: conditions it has no field for, sorting, columns, the day."""
    shown = set(FilterForm.base_fields)
    return [(key, one) for key, values in asked.address(view=None).items() if key not in shown for one in values]


def _forget_url(asked: Asked) -> str:
    return reverse("pipeline:forget-view", args=[int(asked.view)]) if asked.view.isdecimal() else ""


def _export_url(asked: Asked) -> str:
    query = QueryDict(mutable=True)
    for key, values in asked.address(view=None, columns=None, page=None).items():
        query[key] = ",".join(values)
    return f"{reverse('exchange:export', args=['projects'])}?{query.urlencode()}"


def _empty(asked: Asked, may_register: bool) -> dict[str, str]:
    if asked.conditions or asked.text:
        return {
            "title": _("没有符合条件的项目"),
            "say": _("去掉一个条件，或换一个视图。"),
            "url": reverse("pipeline:ledger") + "?view=all",
            "action": _("看全部项目"),
        }
    return {
        "title": _("这里是项目台账"),
        "say": _("从首次洽谈到达产，每个项目一行。把单位手上的台账直接导入，或逐个新增；以后不用再填第二遍。"),
        "url": reverse("exchange:start") if may_register else "",
        "action": _("导入已有台账"),
    }


def save_view_page(request: AuthedRequest) -> HttpResponse:
    """Keep the present filters, sorting and columns under a name of one's own."""
    where = here(request)
    asked = asked_of(request, where)
    form = ViewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        query = asked.address(view=None, day=None)
        key = save_view(_account(request), where.zone, form.cleaned_data["name"], query)
        messages.success(request, _("已存为视图"))
        return redirect(shaping.address(Asked(given={**query, "view": (str(key),)})))
    context = {
        "title": _("存为视图"),
        "lead": _("条件、排序和列一起存下，只有自己看得到。"),
        "form": form,
        "submit": _("存下"),
        "back_url": shaping.address(asked),
    }
    return page(request, "kinds/form.html", context, status=422 if form.errors else 200)


def forget_view_page(request: AuthedRequest, pk: int) -> HttpResponse:
    where = here(request)
    if request.method == "POST":
        forget_view(_account(request), pk)
        return redirect("pipeline:ledger")
    view = next((one for one in saved(_account(request), where.zone) if one.key == str(pk)), None)
    name = view.name if view is not None else ""
    confirm = {
        "title": _("删去视图『%(name)s』") % {"name": name},
        "say": [_("只删这个视图，项目不受影响。")],
        "act": _("删去这个视图"),
        "action": request.path,
        "back_url": reverse("pipeline:ledger"),
    }
    return page(request, "pipeline/projects/confirm.html", {"title": confirm["title"], "confirm": confirm})


def columns_page(request: AuthedRequest) -> HttpResponse:
    """Choose the columns; the choice stands in the address, so a view keeps it."""
    where = here(request)
    asked = asked_of(request, where)
    fields = [field for field in policies.readable(request.actor, where.zone) if field.in_grid]
    form = ColumnsForm(request.POST or None, fields=fields, chosen=asked.columns)
    if request.method == "POST" and form.is_valid():
        return redirect(shaping.address(asked, columns=",".join(form.cleaned_data["columns"])))
    context = {"title": _("选列"), "form": form, "submit": _("按所选的列看"), "back_url": shaping.address(asked)}
    return page(request, "kinds/form.html", context)

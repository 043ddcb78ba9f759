"""Vouchers of the zone, those that wait first; and the way to a new one: which project is it for."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from southgate.apps.pipeline.policies import projects as project_rules
from southgate.apps.pipeline.selectors.vouchers import listing
from southgate.apps.pipeline.selectors.vouchers.choosing import MOST, enterable
from southgate.apps.pipeline.selectors.vouchers.listing import ALL, Asked, VoucherPage, VoucherRow
from southgate.apps.pipeline.web.here import here
from southgate.apps.pipeline.web.vouchers.forms import FilterForm
from southgate.domain.counting.vouchers import KIND_NAMES, STATE_NAMES, USE_NAMES, State, Use
from southgate.domain.errors import NotFound
from southgate.domain.money import Money
from southgate.kernel.panels.answers import AuthedRequest, page, position_of
from southgate.kernel.panels.grid import Cell, Column, Grid, Row
from southgate.kernel.panels.words import named, sum_exact, sum_words, wan


def list_page(request: AuthedRequest) -> HttpResponse:
    where = here(request)
    if not project_rules.works_in(request.actor, where.zone):
        raise NotFound("vouchers")
    asked = listing.ask(dict(request.GET.lists()))
    found = listing.listing(request.actor, where.zone, asked, park=where.park, position=position_of(request))
    context = {
        "title": _("到位资金"),
        "lead": _lead(found, asked),
        "views": _views(request, found, asked),
        "chips": _chips(request, found, asked),
        "add_form": FilterForm(asked),
        "keep": [("state", _state(asked)), *([("project", str(asked.project))] if asked.project else [])],
        "grid": _grid(found),
        "page": _pager(request, found),
        "sums": _sums(found, asked),
        "new_url": reverse("vouchers:choose") if _may_write(request) else "",
        "empty": _empty(request, asked),
    }
    return page(request, "pipeline/vouchers/list.html", context)


def _may_write(request: AuthedRequest) -> bool:
    return request.as_of is None and enterable(request.actor, here(request).zone, "").possible


def _state(asked: Asked) -> str:
    return asked.state.value if asked.state is not None else ALL


def _lead(found: VoucherPage, asked: Asked) -> str:
    waiting = found.counts[State.ENTERED]
    if not waiting:
        return _("没有等着认定的凭证。")
    return _("%(count)d 张等着认定；登记的人自己不能认定。") % {"count": waiting}


def _views(request: AuthedRequest, found: VoucherPage, asked: Asked) -> list[dict[str, Any]]:
    every: list[State | None] = [*State, None]
    return [
        {
            "name": _(STATE_NAMES[state]) if state is not None else _("全部"),
            "url": _at(request, state=state.value if state is not None else ALL, page=None),
            "count": found.counts[state] if state is not None else sum(found.counts.values()),
            "current": asked.state is state,
        }
        for state in every
    ]


def _chips(request: AuthedRequest, found: VoucherPage, asked: Asked) -> list[dict[str, str]]:
    """Conditions that can be taken off again. A project is named by the rows that are shown."""
    chips = []
    if asked.project is not None:
        name = found.rows[0].project_name if found.rows else _("一个项目")
        chips.append(("project", _("项目"), name))
    if asked.kind is not None:
        chips.append(("kind", _("凭证种类"), _(KIND_NAMES[asked.kind])))
    if asked.use is not None:
        chips.append(("use", _("资金用途"), _(USE_NAMES[asked.use])))
    return [
        {"field": label, "say": say, "remove_url": _at(request, **{key: None, "page": None}, state=_state(asked))}
        for key, label, say in chips
    ]


def _at(request: AuthedRequest, **changed: str | None) -> str:
    kept = {key: value for key, value in request.GET.items() if key not in changed}
    query = urlencode({**kept, **{key: value for key, value in changed.items() if value is not None}})
    return f"{request.path}?{query}" if query else request.path


COLUMNS = (
    ("number", "凭证号", "name", ""), ("project", "项目", "long", ""), ("kind", "凭证种类", "text", ""),
    ("use", "资金用途", "text", ""), ("paid_on", "到账日期", "day", ""), ("sum", "金额", "money", "万元"),
    ("payer", "付款方", "long", ""), ("state", "状态", "text", ""), ("entered", "登记", "text", ""),
)  # fmt: skip
ON_PHONE = frozenset({"project", "sum", "paid_on", "state"})


def _grid(found: VoucherPage) -> Grid:
    columns = [
        Column(key=key, label=_(label), kind=kind, unit=_(unit) if unit else "", on_phone=key in ON_PHONE)  # type: ignore[arg-type]
        for key, label, kind, unit in COLUMNS
    ]
    rows = [_row(row, found.first + place) for place, row in enumerate(found.rows)]
    return Grid(label=_("到位资金凭证"), columns=columns, rows=rows)


def _row(row: VoucherRow, number: int) -> Row:
    project = format_html('<a href="{}">{}</a>', reverse("pipeline:project", args=[row.project]), row.project_name)
    state = _(STATE_NAMES[row.state])
    if row.state is State.ENTERED and row.mine:
        state = _("%(state)s，由别人认定") % {"state": state}
    cells = {
        "number": named(row.number, reverse("vouchers:voucher", args=[row.id]), row.issuer),
        "project": project,
        "kind": _(KIND_NAMES[row.kind]),
        "use": _(USE_NAMES[row.use]),
        "paid_on": row.paid_on.isoformat(),
        "sum": _sum(row),
        "payer": row.payer,
        "state": state,
        "entered": f"{row.entered_by} {row.entered_on.isoformat()}".strip(),
    }
    return Row(
        id=str(row.id), version=row.version, number=number, cells={key: Cell(text) for key, text in cells.items()}
    )


def _sum(row: VoucherRow) -> SafeString:
    """In 万元; what was paid in another currency on hover."""
    if row.amount.currency == "CNY":
        return wan(Money(row.amount_cny))
    return format_html('<span title="{}">{}</span>', sum_exact(row.amount), wan(Money(row.amount_cny)))


def _sums(found: VoucherPage, asked: Asked) -> list[dict[str, str]]:
    """Of all that the conditions show, without confidential talks, in 万元 as people say them."""
    sums = found.sums
    label = _(STATE_NAMES[asked.state or State.ACCEPTED])
    shown = [(label, sums.total), *((_(USE_NAMES[use]), sums.by_use[use]) for use in Use)]
    if sums.talks:
        shown.append((_("另有本人项目组的保密在谈"), sums.talks))
    return [
        {"label": label, "value": sum_words(Money(value)), "exact": sum_exact(Money(value))} for label, value in shown
    ]


def _pager(request: AuthedRequest, found: VoucherPage) -> dict[str, Any]:
    return {
        "first": found.first,
        "last": found.last,
        "total": found.total,
        "prev_url": _at(request, page=str(found.number - 1)) if found.number > 1 else "",
        "next_url": _at(request, page=str(found.number + 1)) if found.last < found.total else "",
    }


def _empty(request: AuthedRequest, asked: Asked) -> dict[str, str]:
    title = _("没有这样的凭证") if asked.state is not State.ENTERED else _("没有等着认定的凭证")
    may = _may_write(request)
    return {
        "title": title,
        "say": _(
            "银行回单、发票、土地款收据、工程结算单等，一张一张登记，由另一个人对着影像认定，才计入项目的到位资金；一张凭证全系统只用一次。"
        ),
        "url": reverse("vouchers:choose") if may else "",
        "action": _("登记凭证") if may else "",
    }


def choose_page(request: AuthedRequest) -> HttpResponse:
    """Which project the voucher is for: one's own first, others by a part of their name or code."""
    where, text = here(request), request.GET.get("q", "").strip()[:60]
    found = enterable(request.actor, where.zone, text)
    if not found.possible:
        raise NotFound("vouchers")
    rows = [
        {"url": reverse("vouchers:new", args=[one.id]), "name": one.name, "code": one.code, "firm": one.firm}
        for one in found.projects
    ]
    context = {
        "title": _("登记凭证：先选项目"),
        "crumbs": [(_("到位资金"), reverse("vouchers:list"))],
        "q": text,
        "rows": rows,
        "more": found.more,
        "most": MOST,
    }
    return page(request, "pipeline/vouchers/choose.html", context)

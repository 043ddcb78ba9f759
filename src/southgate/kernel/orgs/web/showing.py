"""Rows of administration as the pages' tables take them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from southgate.kernel.book.reading import Line, feed
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import ROLE_NAMES, Role
from southgate.kernel.orgs.models import Unit, Zone
from southgate.kernel.orgs.selectors import PersonRow, PostHeld, PostRow, ZoneNode
from southgate.kernel.panels.grid import Cell, Column, Grid, Row
from southgate.kernel.panels.words import named

PAGE = 50
LATEST = 20
INDENT = "\N{IDEOGRAPHIC SPACE}"


def role_name(role: Role) -> str:
    return _(ROLE_NAMES[role])


def level_name(level: str) -> str:
    return _(str(Zone.Level(level).label))


def span(from_day: date, to_day: date | None, at_once: bool = False) -> str:
    """2026-01-01 起 · 2026-01-01 至 2026-06-30."""
    params = {"from_day": from_day.isoformat(), "to_day": to_day.isoformat() if to_day else ""}
    if to_day is None:
        return _("%(from_day)s 起") % params
    return _("%(from_day)s 至 %(to_day)s，即时结束" if at_once else "%(from_day)s 至 %(to_day)s") % params


def people_grid(rows: Sequence[PersonRow], first: int) -> Grid:
    columns = (
        Column(key="name", label=_("姓名"), kind="name"),
        Column(key="posts", label=_("现任"), on_phone=True),
        Column(key="phone", label=_("电话")),
        Column(key="account", label=_("账号"), on_phone=True),
    )
    return Grid(label=_("人员"), columns=columns, rows=[_person(row, first + n) for n, row in enumerate(rows)])


def _person(row: PersonRow, number: int) -> Row:
    name = row.name or _("（已依法删除）")
    posts = _("、").join(_post_words(post) for post in row.posts if post.now)
    cells = {
        "name": Cell(named(name, reverse("orgs:person", args=[row.id]))),
        "posts": Cell(posts),
        "phone": Cell(row.phone),
        "account": Cell(_account_words(row)),
    }
    return Row(id=row.id.hex, version=row.version, number=number, cells=cells)


def _post_words(post: PostHeld) -> str:
    return f"{post.unit} {post.title}".strip()


def _account_words(row: PersonRow) -> str:
    if row.account is None:
        return ""
    return row.account.username if row.account.is_active else _("%(name)s（已停用）") % {"name": row.account.username}


def posts_grid(rows: Sequence[PostRow], first: int) -> Grid:
    columns = (
        Column(key="title", label=_("岗位"), kind="name"),
        Column(key="role", label=_("角色")),
        Column(key="unit", label=_("单位")),
        Column(key="now", label=_("现任"), on_phone=True),
        Column(key="days", label=_("起止"), on_phone=True),
    )
    return Grid(label=_("岗位与任职"), columns=columns, rows=[_post(row, first + n) for n, row in enumerate(rows)])


def _post(row: PostRow, number: int) -> Row:
    now = [held for held in row.holders if held.now]
    state = _("自 %(day)s 起撤销") % {"day": row.closed_on.isoformat()} if row.closed_on else ""
    cells = {
        "title": Cell(named(row.title, reverse("orgs:post", args=[row.id]), row.zone)),
        "role": Cell(role_name(row.role)),
        "unit": Cell(row.unit),
        "now": Cell(_("、").join(held.name for held in now) or state or _("空缺")),
        "days": Cell(_("、").join(span(held.from_day, held.to_day) for held in now)),
    }
    return Row(id=row.id.hex, version=row.version, number=number, cells=cells)


def units_grid(rows: Sequence[Unit], first: int) -> Grid:
    columns = (
        Column(key="name", label=_("单位"), kind="name"),
        Column(key="zone", label=_("所属")),
        Column(key="days", label=_("起止"), on_phone=True),
    )
    return Grid(label=_("单位"), columns=columns, rows=[_unit(row, first + n) for n, row in enumerate(rows)])


def _unit(row: Unit, number: int) -> Row:
    cells = {
        "name": Cell(named(row.name, reverse("orgs:change-unit", args=[row.pk]))),
        "zone": Cell(row.zone.name),
        "days": Cell(span(row.from_day, row.to_day)),
    }
    return Row(id=row.pk.hex, version=row.version, number=number, cells=cells)


def zones_grid(rows: Sequence[ZoneNode]) -> Grid:
    columns = (
        Column(key="name", label=_("园区、片区"), kind="name"),
        Column(key="code", label=_("代码"), on_phone=True),
        Column(key="level", label=_("层级"), on_phone=True),
    )
    return Grid(label=_("园区与片区"), columns=columns, rows=[_zone(row, n) for n, row in enumerate(rows, 1)])


def _zone(row: ZoneNode, number: int) -> Row:
    link = named(row.name, reverse("orgs:change-zone", args=[row.id]), _("示例") if row.sample else "")
    cells = {
        "name": Cell(format_html("{}{}", INDENT * row.depth, link)),
        "code": Cell(row.code),
        "level": Cell(level_name(row.level)),
    }
    return Row(id=row.id.hex, version=row.version, number=number, cells=cells)


def cut(request: HttpRequest, rows: Sequence[Any]) -> tuple[Sequence[Any], dict[str, Any]]:
    """The rows of the page asked for by `?page=`, and what `parts/pager.html` shows. A page too far is the last one."""
    given = request.GET.get("page", "1")
    last_page = max((len(rows) - 1) // PAGE, 0) + 1
    number = min(max(int(given) if given.isdecimal() and len(given) < 7 else 1, 1), last_page)
    first = (number - 1) * PAGE
    shown = rows[first : first + PAGE]
    pager = {
        "first": first + 1, "last": first + len(shown), "total": len(rows),
        "prev_url": _page_url(request, number - 1) if number > 1 else "",
        "next_url": _page_url(request, number + 1) if number < last_page else "",
    }  # fmt: skip
    return shown, pager


def _page_url(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


def feed_of(subjects: Iterable[UUID], by: Actor, today: date, until: int | None) -> dict[str, Any]:
    """The last entries of these subjects, as `parts/feed.html` takes them."""
    found = feed(list(subjects), by=by, until=until, limit=LATEST)
    days = groupby(found.lines, key=lambda line: line.recorded_at.date())
    return {
        "total": len(found.lines),
        "days": [
            {"day": day, "is_today": day == today, "entries": [_entry(line) for line in lines]} for day, lines in days
        ],
    }


def _entry(line: Line) -> dict[str, Any]:
    late = (line.recorded_at.date() - line.occurred_on).days
    return {
        "sentence": line.sentence, "at": line.recorded_at.strftime("%H:%M"), "by": f"{line.by} {line.unit}".strip(),
        "position": line.position, "corrects_position": line.corrects, "late_days": max(late, 0),
    }  # fmt: skip

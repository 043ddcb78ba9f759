"""The board: a column a stage, cards to be moved; and one column again, for what changes in place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.policies import projects as policies
from southgate.apps.pipeline.selectors.board import columns as reading
from southgate.apps.pipeline.selectors.board.columns import Column, Figures
from southgate.apps.pipeline.selectors.projects.filtering import ME, Asked
from southgate.apps.pipeline.web.board import tabs, ways
from southgate.apps.pipeline.web.board.showing import cards, figures
from southgate.apps.pipeline.web.here import Here
from southgate.apps.pipeline.web.projects.forms import Choosers
from southgate.domain.projects import Stage
from southgate.kernel.panels.answers import AuthedRequest, day_of, page, position_of
from southgate.kernel.panels.words import number

TEMPLATE = "pipeline/board/board.html"


def board_page(request: AuthedRequest) -> HttpResponse:
    where, asked = ways.here_and_asked(request, reading.asked_of)
    found = reading.board(request.actor, where.zone, asked, today=day_of(request), position=position_of(request))
    at = _on_phone(request, found)
    form = ways.ConditionForm(asked=asked, choosers=Choosers(request.actor, where.zone, request.today))
    context = {
        "title": _("看板"),
        "lead": _lead(found.together),
        "ways": tabs.ways(asked, tabs.BOARD),
        "chips": ways.chips_for(tabs.BOARD, asked, request.actor),
        "toggles": _toggles(request, asked, where),
        "clear_url": f"{reverse(tabs.BOARD)}?status=",
        "add_form": form,
        "keep": [*ways.kept(asked, form), ("column", at.value)],
        "columns": [shown(asked, one, at) for one in found.columns],
        "position": found.position,
        "may_move": request.as_of is None and any(card.movable for one in found.columns for card in one.cards),
        "may_register": request.as_of is None and policies.may(request.actor, "register", where.zone),
        "empty": "" if found.together.cards else _empty(asked),
    }
    return page(request, TEMPLATE, context)


def column_part(request: AuthedRequest) -> HttpResponse:
    """One column (`of`), or with `page` the cards that come next in it: fragments of the board."""
    where, asked = ways.here_and_asked(request, reading.asked_of)
    stage = reading.stage_asked(request.GET.get("of", Stage.TALKS.value))
    found = reading.column(
        request.actor, where.zone, asked, stage, today=day_of(request), position=position_of(request)
    )
    part = "cards" if asked.page > 1 else "column"
    return page(request, f"pipeline/board/{part}.html", {"column": shown(asked, found, _at(request))})


def shown(asked: Asked, one: Column, at: Stage, moved: UUID | None = None) -> dict[str, Any]:
    """A column as its template takes it; its figures lead to the ledger with the same conditions."""
    query = query_of(asked, at)
    more = [("of", one.stage.value), ("page", str(one.number + 1))]
    return {
        "stage": one.stage.value,
        "name": one.name,
        "current": one.stage is at,
        "switch_url": tabs.address(tabs.BOARD, asked, column=one.stage.value),
        "ledger_url": tabs.address(tabs.LEDGER, asked, stage=one.stage.value),
        "cards": cards(one.cards, query, moved),
        "count": one.figures.count,
        **figures(one.figures),
        "rest": one.rest,
        "more": min(one.rest, reading.CARDS),
        "more_url": f"{reverse('board:column')}?{urlencode([*query, *more])}",
    }


def query_of(asked: Asked, at: Stage) -> list[tuple[str, str]]:
    """The board's own conditions, as parts of it hand them on."""
    pairs = [(key, one) for key, values in asked.address(**dict.fromkeys(tabs.OWN)).items() for one in values]
    return [*pairs, ("column", at.value)]


def _at(request: AuthedRequest) -> Stage:
    return reading.stage_asked(request.GET.get("column") or Stage.TALKS.value)


def _on_phone(request: AuthedRequest, found: reading.Board) -> Stage:
    """The one column that a phone shows: as asked, else the first that has a card."""
    if request.GET.get("column"):
        return _at(request)
    return next((one.stage for one in found.columns if one.figures.cards), Stage.TALKS)


def _lead(all_: Figures) -> str:
    words = figures(all_)
    params = {"count": number(all_.count), "sum": words["amount"]}
    return _("%(count)s 项，计划投资 %(sum)s") % params if all_.count else ""


def _toggles(request: AuthedRequest, asked: Asked, where: Here) -> list[Mapping[str, Any]]:
    """The two conditions that are changed most, one click each."""
    known = {field.name for field in policies.readable(request.actor, where.zone)}
    offered = (("responsible_person", ME, _("只看我的")), ("key_project", "1", _("只看重点项目")))
    return [
        {"label": label, "url": tabs.address(tabs.BOARD, asked, **{key: value})}
        for key, value, label in offered
        if key in known and key not in asked.given
    ]


def _empty(asked: Asked) -> dict[str, str]:
    if asked.conditions or asked.text:
        return {
            "title": _("没有符合条件的项目"),
            "say": _("去掉一个条件就看得到别的项目。"),
            "url": f"{reverse(tabs.BOARD)}?status=",
            "action": _("看全部项目"),
        }
    return {
        "title": _("这里按阶段看项目"),
        "say": _("每个项目一张卡片，从首次洽谈到达产；做完一步，就把卡片转到下一栏。先登记或导入项目，卡片就在这里。"),
        "url": reverse("pipeline:new"),
        "action": _("新增项目"),
    }


def moved_part(request: AuthedRequest, where: Here, asked: Asked, to: Stage, pk: UUID) -> dict[str, Any]:
    """The column that a card was just moved into, the card first."""
    found = reading.column(request.actor, where.zone, asked, to, today=request.today, moved=pk)
    return shown(asked, found, _at(request), pk)

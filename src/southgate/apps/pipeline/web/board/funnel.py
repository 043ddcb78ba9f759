"""The funnel: what it says in a sentence, as bars, as a table; every figure leads to its rows in the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from southgate.apps.pipeline.selectors.board import funnel as reading
from southgate.apps.pipeline.selectors.board.columns import asked_of
from southgate.apps.pipeline.selectors.board.funnel import Funnel, Group
from southgate.apps.pipeline.selectors.projects.filtering import EMPTY, Asked
from southgate.apps.pipeline.web.board import tabs, ways
from southgate.apps.pipeline.web.projects.forms import Choosers
from southgate.domain.counting.funnel import Step, fullest, slowest
from southgate.domain.money import Money
from southgate.domain.projects import STAGES, Stage
from southgate.kernel.panels.answers import AuthedRequest, day_of, page, position_of
from southgate.kernel.panels.words import decimal, number, sum_exact, sum_words

Names = Mapping[Stage, str]
GROUP_WORDS = {"park": gettext_noop("片区"), "lead_unit": gettext_noop("责任单位")}


def funnel_page(request: AuthedRequest) -> HttpResponse:
    where, asked = ways.here_and_asked(request, asked_of)
    group = reading.group_asked(request.GET.get("by", ""))
    found = reading.funnel_of(
        request.actor, where.zone, asked, today=day_of(request), position=position_of(request), group=group
    )
    form = ways.PeriodForm(asked=asked, choosers=Choosers(request.actor, where.zone, request.today))
    context = {
        "title": _("漏斗"),
        "ways": tabs.ways(asked, tabs.FUNNEL),
        "chips": ways.chips_for(tabs.FUNNEL, asked, request.actor),
        "toggles": _periods(asked, day_of(request)),
        "clear_url": f"{reverse(tabs.FUNNEL)}?status=",
        "add_form": form,
        "keep": [*ways.kept(asked, form), *([("by", group)] if group else [])],
        "says": finding(found.steps, found.names),
        "bars": bars(found, asked),
        "rows": rows(found, asked),
        "undated": found.undated,
        "groupings": _groupings(asked, group),
        "groups": groups(found, asked, group),
        "group_word": _(GROUP_WORDS[group]) if group else "",
        "more_groups": found.more_groups,
        "stages": list(found.names.values()),
        "position": found.position,
        "reached": found.steps[0].reached,
    }
    return page(request, "pipeline/board/funnel.html", context)


def finding(steps: Sequence[Step], names: Names) -> list[str]:
    """What the funnel shows, in sentences: where projects stop, where they wait."""
    stop, wait, said = fullest(steps), slowest(steps), []
    if stop is not None:
        params = {"stage": names[stop.stage], "next": names[_after(stop.stage)]}
        params |= {"here": number(stop.here), "reached": number(stop.reached)}
        said.append(_("停在『%(stage)s』的最多：到过的 %(reached)s 项里，%(here)s 项还没有走到『%(next)s』") % params)
    if wait is not None:
        params = {"stage": names[wait.stage], "days": number(wait.median or 0)}
        said.append(_("在『%(stage)s』停得最久，中位 %(days)s 天") % params)
    return said


def _after(stage: Stage) -> Stage:
    return STAGES[STAGES.index(stage) + 1]


def percent(millionths: int) -> str:
    """One decimal: 41.2 %."""
    return f"{decimal((millionths + 500) // 1000, 1)} %"


def bars(found: Funnel, asked: Asked) -> list[dict[str, Any]]:
    """A bar a stage, of the projects that the funnel begins with."""
    whole = found.steps[0].reached
    steps = {step.stage: step for step in found.steps}
    return [
        {
            "label": found.names[stage],
            "done": steps[stage].reached,
            "of": whole,
            "say": _rows_of(asked, steps[stage].reached, _beyond(stage)),
            "share": sum_words(Money(steps[stage].amount)),
        }
        for stage in found.names
        if whole
    ]


def rows(found: Funnel, asked: Asked) -> list[dict[str, Any]]:
    steps = {step.stage: step for step in found.steps}
    return [_row(name, steps[stage], asked) for stage, name in found.names.items()]


def _row(name: str, step: Step, asked: Asked) -> dict[str, Any]:
    here = (step.stage.value,)
    return {
        "name": name,
        "reached": _rows_of(asked, step.reached, _beyond(step.stage)),
        "amount": sum_words(Money(step.amount)),
        "exact": sum_exact(Money(step.amount)),
        "here": _rows_of(asked, step.here, here),
        "amount_here": sum_words(Money(step.amount_here)),
        "ended": _rows_of(asked, step.ended, here, status="ended") if _may_end(asked) else number(step.ended),
        "conversion": percent(step.conversion) if step.conversion is not None else "",
        "median": step.median,
        "ninetieth": step.ninetieth,
        "known": step.known,
        "unknown": step.unknown,
    }


def _may_end(asked: Asked) -> bool:
    """Whether a link to those given up would not contradict the conditions asked for."""
    return asked.given.get("status", ("ended",)) == ("ended",)


def _beyond(stage: Stage) -> tuple[str, ...]:
    return tuple(one.value for one in STAGES[STAGES.index(stage) :])


def _rows_of(asked: Asked, count: int, stages: Sequence[str], **more: str) -> SafeString | str:
    """A figure that opens its rows; a condition on stages that was asked for stays."""
    if not count:
        return "0"
    given = asked.given.get("stage")
    some = [one for one in stages if not given or one in given]
    return format_html('<a href="{}">{}</a>', tabs.address(tabs.LEDGER, asked, stage=some, **more), number(count))


def _groupings(asked: Asked, group: str) -> list[dict[str, Any]]:
    words = (("", _("不分组")), ("park", _("按片区")), ("lead_unit", _("按责任单位")))
    return [
        {"label": label, "url": tabs.address(tabs.FUNNEL, asked, by=key or None), "current": key == group}
        for key, label in words
    ]


def groups(found: Funnel, asked: Asked, group: str) -> list[dict[str, Any]]:
    """A line a park or unit: how many reached each stage, and how many of the first went on."""
    return [_group(one, found.names, asked, group) for one in found.groups]


def _group(one: Group, names: Names, asked: Asked, group: str) -> dict[str, Any]:
    of = {group: str(one.key) if one.key else EMPTY}
    steps = {step.stage: step for step in one.steps}
    first = steps[Stage.TALKS].conversion
    return {
        "name": one.name or _("未填"),
        "cells": [_rows_of(asked, steps[stage].reached, _beyond(stage), **of) for stage in names],
        "amount": sum_words(Money(steps[Stage.TALKS].amount)),
        "conversion": percent(first) if first is not None else "",
    }


def _periods(asked: Asked, today: date) -> list[dict[str, str]]:
    """Periods that are asked for most: this year's and last year's signings and first talks."""
    none = dict.fromkeys(f"{day}_{end}" for day in reading.PERIODS for end in ("from", "to"))
    offered = (
        (_("今年签约的"), "signed_on", today.year), (_("去年签约的"), "signed_on", today.year - 1),
        (_("今年首谈的"), "talk_on", today.year),
    )  # fmt: skip
    spans = ((label, {f"{day}_from": f"{year}-01-01", f"{day}_to": f"{year}-12-31"}) for label, day, year in offered)
    return [
        {"label": label, "url": tabs.address(tabs.FUNNEL, asked, **{**none, **span})}
        for label, span in spans
        if any(asked.given.get(key) != (value,) for key, value in span.items())
    ]

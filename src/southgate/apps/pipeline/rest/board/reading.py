"""Board and funnel as JSON: the same selectors as the pages. A card is moved by `POST /projects/{id}/stage`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from southgate.apps.pipeline.selectors.board import columns as board
from southgate.apps.pipeline.selectors.board import funnel as funnels
from southgate.apps.pipeline.selectors.board.cards import Card
from southgate.apps.pipeline.selectors.board.columns import Column
from southgate.domain.counting.funnel import Step
from southgate.domain.projects import STAGES, Day
from southgate.kernel.panels.answers import AuthedRequest, day_of, position_of
from southgate.kernel.panels.rest.answering import answer
from southgate.kernel.panels.rest.asking import zone_asked


def columns(request: AuthedRequest, zone: UUID | None = None) -> HttpResponse:
    """The board: each stage with its figures and the first of its cards, today or on a past day (`day`)."""
    where = zone_asked(request, zone)
    asked = board.asked_of(dict(request.GET.lists()), request.actor, where)
    found = board.board(request.actor, where, asked, today=day_of(request), position=position_of(request))
    return answer({"position": found.position, "columns": [_column(one) for one in found.columns]})


def column(request: AuthedRequest, zone: UUID | None = None) -> HttpResponse:
    """One column (`of`), twenty cards a page, the largest planned investment first."""
    where = zone_asked(request, zone)
    asked = board.asked_of(dict(request.GET.lists()), request.actor, where)
    stage = board.stage_asked(request.GET.get("of", STAGES[0].value))
    by, day, position = request.actor, day_of(request), position_of(request)
    return answer(_column(board.column(by, where, asked, stage, today=day, position=position)))


def funnel(request: AuthedRequest, zone: UUID | None = None) -> HttpResponse:
    """How many reached each stage, went on, and how long they stayed; by `park` or `lead_unit` where asked (`by`)."""
    where = zone_asked(request, zone)
    asked = board.asked_of(dict(request.GET.lists()), request.actor, where)
    group = funnels.group_asked(request.GET.get("by", ""))
    by, day, position = request.actor, day_of(request), position_of(request)
    found = funnels.funnel_of(by, where, asked, today=day, position=position, group=group)
    return answer({
        "position": found.position,
        "steps": [_step(step, found.names[step.stage]) for step in found.steps],
        "undated": found.undated,
        "groups": [
            {"id": one.key, "name": one.name, "steps": [_step(step, found.names[step.stage]) for step in one.steps]}
            for one in found.groups
        ],
        "more_groups": found.more_groups,
    })  # fmt: skip


def _column(one: Column) -> dict[str, Any]:
    own = {"count": one.figures.secret, "investment_planned": one.figures.secret_amount}
    return {
        "stage": one.stage.value,
        "name": one.name,
        "count": one.figures.count,
        "amount": one.figures.amount,
        "without_rate": one.figures.foreign,
        "confidential_of_mine": own if one.figures.secret else None,
        "cards": [_card(card) for card in one.cards],
        "page": one.number,
        "rest": one.rest,
    }


def _card(one: Card) -> dict[str, Any]:
    names = ("id", "version", "stage", "name", "firm", "public_works", "days", "overdue", "responsible", "status",
             "confidential", "key_project", "movable")  # fmt: skip
    return {
        **{name: getattr(one, name) for name in names},
        "planned": one.planned.minor if one.planned is not None else None,
        "currency": one.planned.currency if one.planned is not None else "CNY",
        **_day("since", one.since),
        **_day("promised", one.promised),
    }


def _day(name: str, day: Day | None) -> dict[str, Any]:
    return {name: day.on if day is not None else None, f"{name}_grain": "m" if day is not None and day.month else "d"}


def _step(step: Step, name: str) -> dict[str, Any]:
    found = {**asdict(step), "name": name}
    return {**found, "without_rate": found.pop("foreign")}

"""Figures and cards of the board as its templates take them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.selectors.board.cards import Card
from southgate.apps.pipeline.selectors.board.columns import Figures
from southgate.apps.pipeline.web.projects.cells import short_firm
from southgate.domain.money import Money
from southgate.domain.projects import STATUS_NAMES, Day, Status
from southgate.kernel.panels.words import mark, number, sum_exact, sum_words

Query = Sequence[tuple[str, str]]


def figures(some: Figures) -> dict[str, str]:
    """A sum as people say it, exact on hover; and what is not in it, a line each."""
    amount, own = Money(some.amount), Money(some.secret_amount)
    secret = {"count": some.secret, "sum": sum_words(own)}
    return {
        "amount": sum_words(amount),
        "exact": sum_exact(amount),
        "secret": _("另有你参与的保密在谈 %(count)s 项 %(sum)s，不在内") % secret if some.secret else "",
        "foreign": _("%(count)s 项外币没有汇率，不在合计内") % {"count": some.foreign} if some.foreign else "",
    }


def card(one: Card, query: Query) -> dict[str, Any]:
    """A card with the words on it. `move_url` is where it is moved, empty for who may not."""
    return {
        "id": one.id,
        "version": one.version,
        "stage": one.stage.value,
        "name": one.name,
        "url": reverse("pipeline:project", args=[one.id]),
        "firm": short_firm(one.firm) or (_("公共工程") if one.public_works else ""),
        "full_firm": one.firm,
        "sum": sum_words(one.planned) if one.planned is not None else "",
        "exact": sum_exact(one.planned) if one.planned is not None else "",
        "since": since(one),
        "promised": _("承诺 %(day)s") % {"day": one.promised} if one.promised is not None else "",
        "late": mark("red", _("逾期"), _("%(days)s 天") % {"days": number(one.overdue)}) if one.overdue else "",
        "responsible": one.responsible,
        "tags": _tags(one),
        "secret": one.confidential,
        "move_url": f"{reverse('board:move', args=[one.id])}?{urlencode(query)}" if one.movable else "",
    }


def since(one: Card) -> str:
    """How long it has been in its stage."""
    if one.since is None:
        return _("日期未填")
    return _("已 %(days)s 天") % {"days": number(one.days)} if one.days is not None else _day(one.since)


def _day(day: Day) -> str:
    return _("自 %(day)s") % {"day": day}


def _tags(one: Card) -> list[str]:
    found = [_("重点")] if one.key_project else []
    return found if one.status is Status.NORMAL else [*found, _(STATUS_NAMES[one.status])]

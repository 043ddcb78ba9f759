"""Figures and cards of the board.

A board has a hundred and forty cards, so they are written here in one pass and not by a template each, as the rows of
the ledger are: the page takes a third less time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from southgate.apps.pipeline.selectors.board.cards import Card
from southgate.apps.pipeline.selectors.board.columns import Figures
from southgate.apps.pipeline.web.projects.cells import short_firm
from southgate.domain.money import Money
from southgate.domain.projects import STATUS_NAMES, Status
from southgate.kernel.panels.words import mark, number, sum_exact, sum_words

Query = Sequence[tuple[str, str]]
NOWHERE = UUID(int=0)


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


class _Words(NamedTuple):
    """What is the same on every card: words of this language, and addresses around the id."""

    works: str
    no_sum: str
    secret: str
    key: str
    move: str
    move_name: str
    page: tuple[str, str]
    moving: tuple[str, str]


def _words(query: Query) -> _Words:
    page = reverse("pipeline:project", args=[NOWHERE]).split(str(NOWHERE))
    moving = f"{reverse('board:move', args=[NOWHERE])}?{urlencode(query)}".split(str(NOWHERE))
    return _Words(
        _("公共工程"), _("投资未填"), _("保密在谈"), _("重点"), _("转到…"), _("把『%(name)s』转到…"),
        (page[0], page[1]), (moving[0], escape(moving[1])),
    )  # fmt: skip


def cards(some: Iterable[Card], query: Query, moved: UUID | None = None) -> SafeString:
    """Cards of a column as list items, each with its place for what is asked in it. `moved` has just come."""
    words = _words(query)
    parts = [_card(one, words, " is-moved" if one.id == moved else "") for one in some]
    return mark_safe("".join(parts))  # noqa: S308  (every part is escaped)


def _card(one: Card, words: _Words, more: str) -> str:
    name, id = escape(one.name), str(one.id)
    url = id.join(words.moving)
    move = f' data-move="{url}"' if one.movable else ""
    head = f'<h3><a href="{id.join(words.page)}">{name}</a></h3>{_firm(one, words)}'
    lines = f'<p class="bline">{_sum(one, words)}<span>{escape(since(one))}</span></p>{_promise(one)}'
    foot = f'<p class="bline bfoot"><span>{escape(one.responsible)}</span>{_mover(one, id, url, words)}</p>'
    slot = f'<div class="bask" id="ask-{id}"></div>' if one.movable else ""
    body = f"{head}{lines}{_tags(one, words)}{foot}{slot}"
    return f'<li class="bcard{more}" id="card-{id}" data-stage="{one.stage.value}"{move}>{body}</li>'


def _firm(one: Card, words: _Words) -> str:
    if one.firm:
        return f'<p class="bfirm" title="{escape(one.firm)}">{escape(short_firm(one.firm))}</p>'
    return f'<p class="bfirm">{words.works}</p>' if one.public_works else ""


def _sum(one: Card, words: _Words) -> str:
    if one.planned is None:
        return f'<span class="why-empty">{words.no_sum}</span>'
    return f'<b title="{escape(sum_exact(one.planned))}">{escape(sum_words(one.planned))}</b>'


def since(one: Card) -> str:
    """How long it has been in its stage."""
    if one.since is None:
        return _("日期未填")
    if one.days is None:
        return _("自 %(day)s") % {"day": one.since}
    return _("已 %(days)s 天") % {"days": number(one.days)}


def _promise(one: Card) -> str:
    if one.promised is None:
        return ""
    late = mark("red", _("逾期"), _("%(days)s 天") % {"days": number(one.overdue)}) if one.overdue else ""
    return f'<p class="bline"><span>{escape(_("承诺 %(day)s") % {"day": one.promised})}</span>{late}</p>'


def _tags(one: Card, words: _Words) -> str:
    found = [f'<span class="tag tag-secret">{words.secret}</span>'] if one.confidential else []
    found += [f'<span class="tag">{words.key}</span>'] if one.key_project else []
    if one.status is not Status.NORMAL:
        found.append(f'<span class="tag">{_(STATUS_NAMES[one.status])}</span>')
    return f"<p>{' '.join(found)}</p>" if found else ""


def _mover(one: Card, id: str, url: str, words: _Words) -> str:
    """The way to move a card for the keyboard, the thumb, and without scripts."""
    if not one.movable:
        return ""
    label = escape(words.move_name % {"name": one.name})
    into = f'hx-get="{url}" hx-target="#ask-{id}" hx-swap="innerHTML"'
    return f'<a class="bmove writes" href="{url}" {into} aria-label="{label}">{words.move}</a>'

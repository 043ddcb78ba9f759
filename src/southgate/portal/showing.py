"""My work in words: the title, the distance of each thing, and the groups as `kinds/worklist.html` takes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from southgate.kernel.identity.actor import Actor
from southgate.kernel.panels import words
from southgate.portal.order import Order, Placed, When, shortened
from southgate.portal.places import WRITERS, address_of

LABELS = {
    When.OVERDUE: gettext_noop("已过期"),
    When.THIS_WEEK: gettext_noop("本周"),
    When.LATER: gettext_noop("下周以后"),
    When.NO_DAY: gettext_noop("没有期限"),
}
NEAR = 20
"""Working days up to which a distance says more than a date."""
LONGEST_GROUP = 12


def title(count: int) -> str:
    if not count:
        return _("现在没有事在等你")
    if count == 1:
        return _("1 件在等你")
    return ngettext("%(n)s 件在等你，先办这 1 件", "%(n)s 件在等你，先办这 1 件", count) % {"n": words.number(count)}


def first(order: Order, today: date) -> dict[str, Any] | None:
    if order.first is None:
        return None
    item = order.first.item
    return {
        "title": item.title,
        "url": item.url,
        "of": item.why,
        "by": distance(order.first, today),
        "act": item.action,
        "act_url": item.url,
    }


def groups(order: Order, today: date, *, everything: bool) -> list[dict[str, Any]]:
    """Each group with its whole count; a long one shows its beginning and says how many more there are."""
    return [_group(when, items, today, everything) for when, items in order.groups]


def _group(when: When, items: tuple[Placed, ...], today: date, everything: bool) -> dict[str, Any]:
    shown, more = (items, 0) if everything else shortened(items, LONGEST_GROUP)
    lines = [_line(one, today) for one in shown]
    if more:
        lines.append(
            {
                "title": _("还有 %(n)s 件") % {"n": words.number(more)},
                "url": f"{reverse('portal:mywork')}?all=1",
                "of": _("全部列出来"),
                "by": "",
            }
        )
    return {"label": _(LABELS[when]), "count": len(items), "items": lines}


def _line(one: Placed, today: date) -> dict[str, Any]:
    return {"title": one.item.title, "url": one.item.url, "of": one.item.why, "by": distance(one, today)}


def distance(one: Placed, today: date) -> str:
    """还剩 3 个工作日, 逾期 2 个工作日, or the date where it is far; empty without a day."""
    due, days = one.item.due, one.days
    if due is None or days is None:
        return ""
    if one.when is When.OVERDUE:
        return words.days_left(days) if days else _("%(day)s 到期") % {"day": words.day_words(due)}
    if due == today or 0 < days <= NEAR:
        return words.days_left(days if due > today else 0)
    return words.day_words(due, year=due.year != today.year)


def empty(by: Actor) -> dict[str, Any]:
    """Teaches what will be here and where it comes from."""
    say = _(
        "这里会列出等你办的事：快到承诺日的项目、没填全的要素、待核对的导入。"
        "都从台账里的事实算出来，不用谁派单，办完自己消失；也不计数、不排名。"
    )
    found: dict[str, Any] = {"title": _("这里会有什么"), "say": say}
    ledger, start = address_of("pipeline:ledger"), address_of("exchange:start")
    if by.roles & WRITERS and start:
        found |= {"url": start, "action": _("导入台账")}
    elif ledger:
        found |= {"url": ledger, "action": _("看项目台账")}
    return found


def nothing_on_a_past_day() -> dict[str, Any]:
    return {
        "title": _("回看某一天时没有待办"),
        "say": _("等你办的事只按今天算。台账、项目页可以看那一天日终的样子。"),
    }

"""Clocks, colours and their reasons as a page says them: word and mark together, never colour alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from southgate.domain.because import Because
from southgate.domain.clocks.days import Unit
from southgate.domain.clocks.leads import Clock, ClockState
from southgate.domain.colours.talks import COLOUR_NAMES, TalkColour, TalkState
from southgate.domain.money import Money
from southgate.domain.projects import STATUS_NAMES, Status
from southgate.kernel.panels.words import day, mark, sum_words

TERMS = frozenset({"what", "label", "colour"})
"""Params of a reason that are terms of their own, translated apart."""


def because(reason: Because) -> str:
    """A reason in the reader's language."""
    params = {name: _(value) if name in TERMS else value for name, value in reason.params.items()}
    return _(reason.say) % params


def distance(clock: Clock) -> str:
    """还剩 1 个工作日, 今天到期, 逾期 3 天, 按期, 晚 2 个工作日."""
    working = clock.unit is Unit.WORKING
    params = {"days": clock.days}
    match clock.state:
        case ClockState.MET:
            return _("已按期办")
        case ClockState.MET_LATE:
            return _late(clock, _("晚 %(days)d 个工作日办") if working else _("晚 %(days)d 天办"), _("过期后办"))
        case ClockState.STOPPED:
            stopped = _("不再计时")
            late = _("不再计时，已逾期 %(days)d 个工作日") if working else _("不再计时，已逾期 %(days)d 天")
            return late % params if clock.days else stopped
        case ClockState.TODAY:
            return _("今天到期")
        case ClockState.LATE:
            return _late(clock, _("逾期 %(days)d 个工作日") if working else _("逾期 %(days)d 天"), _("已过期限"))
    if clock.due is None:
        return _("等办")
    return (_("还剩 %(days)d 个工作日") if working else _("还剩 %(days)d 天")) % params


def _late(clock: Clock, say: str, without: str) -> str:
    """Late by closed days alone is late, by no working day."""
    return say % {"days": clock.days} if clock.days else without


COLOURS = {
    ClockState.LATE: "red",
    ClockState.TODAY: "yellow",
    ClockState.RUNNING: "normal",
    ClockState.MET: "normal",
    ClockState.MET_LATE: "normal",
    ClockState.STOPPED: "normal",
}


def clock_mark(clock: Clock | None, *, label: bool = True) -> SafeString | str:
    """Mark, what is due, and how far; nothing where nothing waits."""
    if clock is None:
        return ""
    return mark(COLOURS[clock.state], _(clock.label) if label else "", distance(clock))


TALK_COLOURS = {
    TalkColour.GREEN: "normal",
    TalkColour.YELLOW: "yellow",
    TalkColour.RED: "red",
    TalkColour.REMOVE: "red",
}


def talk_mark(state: TalkState) -> SafeString:
    """▲ 黄 2 个月没有进展."""
    say = _("%(months)d 个月没有进展") % {"months": state.months} if state.colour is not TalkColour.GREEN else ""
    return mark(TALK_COLOURS[state.colour], _(COLOUR_NAMES[state.colour]), say)


def standing(state: TalkState | None, removed_on: date | None, status: Status) -> SafeString:
    """The colour in words and mark, or why there is none."""
    if removed_on is not None:
        return mark("normal", _("已移出"), day(removed_on))
    if status is not Status.NORMAL:
        return mark("normal", _(STATUS_NAMES[status]), _("不计时"))
    return talk_mark(state) if state is not None else mark("normal", _("不计时"), _("首谈日期未填"))


def talk_next(state: TalkState) -> str:
    """What it becomes, and when, if nothing moves."""
    if state.next is None or state.next_on is None:
        return ""
    params = {"day": day(state.next_on), "colour": _(COLOUR_NAMES[state.next])}
    return _("再没有进展，%(day)s 起为%(colour)s") % params


def planned(minor: int | None, currency: str) -> str:
    return sum_words(Money(minor, currency)) if minor is not None else ""


def joined(parts: Iterable[Any]) -> str:
    return _(" · ").join(str(part) for part in parts if part)


def percent(millionths: int) -> str:
    whole, rest = divmod(millionths, 10_000)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".") + "%"

"""How figures, sums, days and gaps are written on a page. Amounts are computed in `domain.money` only."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from southgate.domain.money import MINOR_DIGITS, Money, Rounding, divide, in_wan, spoken

MINUS = "\N{MINUS SIGN}"
WHOLE = re.compile(r"\d+")
Gap = Literal["unset", "na", "secret"]
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
SHAPES = {"red": "●", "yellow": "▲", "blue": "◆", "normal": "○"}


def is_english() -> bool:
    return (get_language() or "").startswith("en")


def minus(text: str) -> str:
    """A real minus, so that negative figures are as wide as a plus and seen."""
    return text.replace("-", MINUS, 1) if text.startswith("-") else text


def number(value: int) -> str:
    """Thousands separated: 48,213; −61."""
    return minus(f"{value:,}")


def decimal(value: int, places: int, *, keep: int = 0) -> str:
    """`value` scaled by 10^places as text: (123450, 2) → 1,234.5. Trailing zeros go, but `keep` places stay."""
    sign, digits = ("-" if value < 0 else ""), str(abs(value)).rjust(places + 1, "0")
    whole, rest = digits[: len(digits) - places], digits[len(digits) - places :]
    rest = rest[:keep] + rest[keep:].rstrip("0")
    return minus(f"{sign}{int(whole):,}{'.' + rest if rest else ''}")


def sum_words(money: Money) -> str:
    """A sum as people say it: 1.06 亿元; in English CNY 106 million."""
    if not is_english():
        return minus(WHOLE.sub(lambda whole: f"{int(whole[0]):,}", spoken(money), count=1))
    minor = 10 ** MINOR_DIGITS[money.currency]
    if abs(money.minor) < 1_000_000 * minor:
        return f"{money.currency} {decimal(money.minor, MINOR_DIGITS[money.currency])}"
    hundredths = divide(money.minor * 100, 1_000_000 * minor, Rounding.HALF_UP)
    return f"{money.currency} {decimal(hundredths, 2)} million"


def sum_exact(money: Money) -> str:
    """The whole sum, for the hover and for a reader who needs each 分."""
    places = MINOR_DIGITS[money.currency]
    text = decimal(money.minor, places, keep=places)
    return f"{money.currency} {text}" if is_english() or money.currency != "CNY" else f"{text} 元"


def wan(money: Money) -> SafeString:
    """A sum in ten thousands for a column headed 万元: 36,500. Finer than 0.01 is rounded and says so on hover."""
    unit = 10_000 * 10 ** MINOR_DIGITS[money.currency]
    hundredths = divide(money.minor * 100, unit, Rounding.HALF_UP)
    text = decimal(hundredths, 2)
    if hundredths * unit == money.minor * 100:
        return format_html("{}", text)
    return format_html('<span title="{}">{}</span>', minus(in_wan(money)), text)


def wan_raw(money: Money) -> str:
    """The same as one would type it into the cell: 36500, never rounded."""
    return in_wan(money).split(" ")[0]


def day(value: date) -> str:
    """2026-11-24, for tables."""
    return value.isoformat()


def day_words(value: date, *, year: bool = False, weekday: bool = True) -> str:
    """11月24日 周二; in English Tue 24 Nov. `year` where the year is not this one, `weekday` at the end of words."""
    if is_english():
        return date_format(value, f"{'D ' if weekday else ''}j M{' Y' if year else ''}")
    front = f"{value.year}年" if year else ""
    return f"{front}{value.month}月{value.day}日{f' {WEEKDAYS[value.weekday()]}' if weekday else ''}"


def month_words(value: date) -> str:
    """2027年10月; in English Oct 2027."""
    return date_format(value, "M Y") if is_english() else f"{value.year}年{value.month}月"


def gap(kind: Gap) -> SafeString:
    """An empty cell says why."""
    word = {"unset": _("未填"), "na": _("不适用"), "secret": _("保密")}[kind]
    return format_html('<span class="why-empty">{}</span>', word)


def mark(colour: str, word: str, say: str = "") -> SafeString:
    """Shape, word and distance of an alarm, always together: ● 红 逾期 12 天. Colours are those of the pack."""
    if colour not in SHAPES:
        raise ValueError(f"no such colour: {colour!r}")
    text = f"{word} {say}".strip()
    return format_html('<span class="mark mark-{}"><i aria-hidden="true">{}</i>{}</span>', colour, SHAPES[colour], text)


def days_left(days: int) -> str:
    """A distance in working days: 还剩 3 个工作日, 今天到期, 逾期 2 个工作日."""
    if days > 0:
        return _("还剩 %(days)d 个工作日") % {"days": days}
    return _("逾期 %(days)d 个工作日") % {"days": -days} if days < 0 else _("今天到期")


def named(name: str, url: str, note: str = "", full: str = "") -> SafeString:
    """The name cell of a ledger: a link, and who it belongs to in small; `full` where `note` is shortened."""
    link = format_html('<a href="{}">{}</a>', url, name)
    if not note:
        return link
    if full and full != note:
        return format_html('{} <small title="{}">{}</small>', link, full, note)
    return format_html("{} <small>{}</small>", link, note)


def signed_html(value: int) -> SafeString:
    """A figure that may be negative: the minus is bold ink, not red; red belongs to the pack."""
    return format_html('<b class="negative">{}</b>', number(value)) if value < 0 else conditional_escape(number(value))

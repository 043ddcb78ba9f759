"""`{% load face %}`: sums, days, gaps, marks, icons, refusals, as every page writes them."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django import template
from django.forms.boundfield import BoundField, BoundWidget
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from southgate.domain.errors import Reason
from southgate.domain.money import Money
from southgate.kernel.panels import words

register = template.Library()


def _money(value: int | Money) -> Money:
    return value if isinstance(value, Money) else Money(value)


@register.filter
def money(value: int | Money | None) -> SafeString:
    """分 or Money → 1.06 亿元, with the whole sum on hover; None → 未填."""
    if value is None:
        return words.gap("unset")
    amount = _money(value)
    return format_html('<span class="sum" title="{}">{}</span>', words.sum_exact(amount), words.sum_words(amount))


@register.filter
def wan(value: int | Money | None) -> SafeString:
    """分 or Money → 36,500 for a column headed 万元; None → 未填."""
    return words.gap("unset") if value is None else words.wan(_money(value))


@register.filter
def number(value: int | None) -> str | SafeString:
    """48213 → 48,213; −61 with a real minus, bold; None → 未填."""
    return words.gap("unset") if value is None else words.signed_html(value)


@register.filter
def day(value: date | None) -> str | SafeString:
    """2026-11-24; None → 未填."""
    return words.gap("unset") if value is None else words.day(value)


@register.filter
def day_words(value: date | None) -> str | SafeString:
    """11月24日 周二 (Tue 24 Nov); None → 未填."""
    return words.gap("unset") if value is None else words.day_words(value)


@register.filter
def day_words_year(value: date | None) -> str | SafeString:
    """2027年6月28日 周一 (Mon 28 Jun 2027); None → 未填."""
    return words.gap("unset") if value is None else words.day_words(value, year=True)


@register.filter
def days_left(value: int) -> str:
    """3 → 还剩 3 个工作日."""
    return words.days_left(value)


@register.filter
def said(reason: Reason) -> str:
    """A reason's sentence in the reader's language, its places filled; a place may hold another reason."""
    params = {key: said(value) if isinstance(value, Reason) else value for key, value in reason.params.items()}
    return gettext(reason.say) % params if params else gettext(reason.say)


@register.filter
def mending(reason: Reason) -> str:
    """What to do about it, in the reader's language; empty where the reason gives none."""
    if not reason.mend:
        return ""
    return gettext(reason.mend) % reason.params if reason.params else gettext(reason.mend)


@register.filter
def classed(field: BoundField | BoundWidget, name: str) -> SafeString:
    """A form's widget with the class of its kind; what is wrong is said to readers of screens too."""
    if isinstance(field, BoundWidget):
        field.data["attrs"]["class"] = name
        return field.tag()
    kind = "form-select" if field.widget_type in {"select", "selectmultiple", "nullbooleanselect"} else name
    attrs: dict[str, str | bool] = {"class": f"{kind} num" if getattr(field.field, "unit", "") else kind}
    notes = [f"{field.auto_id}_error"] if field.errors else []
    notes += [f"{field.auto_id}_helptext"] if field.help_text else []
    if notes:
        attrs["aria-describedby"] = " ".join(notes)
    return field.as_widget(attrs=attrs)


@register.simple_tag
def empty(kind: words.Gap = "unset") -> SafeString:
    """`{% empty "na" %}`: 未填 (unset), 不适用 (na), 保密 (secret)."""
    return words.gap(kind)


@register.simple_tag
def mark(colour: str, word: str, say: str = "") -> SafeString:
    """`{% mark "red" "红" "逾期 12 天" %}`; colours red, yellow, blue, normal."""
    return words.mark(colour, word, say)


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "search" %}`: gate, search, day, file, back. Always beside words, so hidden from readers of screens."""
    sheet = static("built/icons.svg")
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', sheet, name)


@register.simple_tag
def command_id(given: UUID | str | None = None) -> SafeString:
    """The hidden field that makes a repeat harmless: `{% command_id %}` once in each form that writes."""
    return format_html('<input type="hidden" name="command_id" value="{}">', given or uuid4())

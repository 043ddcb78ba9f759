"""One value of a project as a page shows it and as one would type it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from southgate.domain.money import WAN, Money
from southgate.kernel.exchange.cells import show_cell
from southgate.kernel.exchange.days import show_day
from southgate.kernel.exchange.fields import Field, Kind
from southgate.kernel.panels.grid import Cell
from southgate.kernel.panels.words import MINUS, decimal, gap, named, number, sum_words, wan

Row = Mapping[str, Any]
WRITTEN_OTHERWISE = frozenset({Kind.SUM, Kind.COUNT, Kind.AREA, Kind.SHARE})
"""Kinds that are shown otherwise than one types them; of all others the cell itself is the text."""
_LEGAL_FORM = re.compile(r"(股份)?有限(责任)?公司$")
"""Left out where a firm stands beside its project: in every row the same, and most rows would take two lines for it."""
FIRMS_OWN = frozenset({"enterprise", "signed_on", "talk_on"})
"""What public works do not have: an empty one is 不适用, not 未填."""


def cell(field: Field, row: Row) -> Cell:
    if field.name == "name":
        firm = _("公共工程") if row["public_works"] else row.get("enterprise_name") or ""
        secret = [_("保密")] if row["confidential"] else []
        note, full = (_("、").join(filter(None, (*secret, one))) for one in (short_firm(firm), firm))
        return Cell(named(row["name"], reverse("pipeline:project", args=[row["id"]]), note, full), row["name"])
    html = shown(field, row)
    return Cell(html, typed(field, row) if field.kind in WRITTEN_OTHERWISE else None)


def short_firm(name: str) -> str:
    return _LEGAL_FORM.sub("", name)


def shown(field: Field, row: Row) -> str:
    """As it is read; an empty one says why."""
    value = value_of(field, row)
    if value is None or value == "":
        return gap("na" if row["public_works"] and field.name in FIRMS_OWN else "unset")
    return _SHOW[field.kind](field, value, row)


def noted(field: Field, row: Row) -> str:
    """As the note under a cell says it, with its unit: 70,500 万元."""
    value = value_of(field, row)
    if value is None or value == "":
        return _("未填")
    foreign = field.kind is Kind.SUM and field.currency and row["currency"] != "CNY"
    return f"{strip_tags(shown(field, row))} {_(field.unit) if field.unit and not foreign else ''}".strip()


def difference(field: Field, was: Row, will: Row) -> str:
    """（+450） beside a new figure, in the column's unit."""
    old, new = value_of(field, was), value_of(field, will)
    if field.kind not in {Kind.SUM, Kind.COUNT} or not old or not new or old == new:
        return ""
    change = new - old
    size = wan(Money(abs(change), was["currency"] if field.currency else "CNY"))
    text = strip_tags(size) if field.kind is Kind.SUM else number(abs(change))
    return _("（%(change)s）") % {"change": f"{'+' if change > 0 else MINUS}{text}"}


def typed(field: Field, row: Row) -> str:
    """As one would type it into the cell."""
    value = value_of(field, row)
    if value is None:
        return ""
    if isinstance(value, str) and field.kind is not Kind.CHOICE:
        return value
    if field.kind is Kind.SUM and value % WAN.minor == 0 and (not field.currency or row["currency"] == "CNY"):
        return str(value // WAN.minor)  # whole 万元, as nearly all are
    values = {field.name: value, "currency": row["currency"], field.grain: row.get(field.grain) if field.grain else ""}
    return show_cell(field, values, {})


def value_of(field: Field, row: Row) -> Any:
    """The value; of a reference its name, of kept words the words."""
    if field.kind in {Kind.UNIT, Kind.PARK, Kind.PERSON, Kind.ENTERPRISE}:
        return row.get(f"{field.name}_name") or None
    return row.get(field.name if field.kind is Kind.WORDS else field.column)


def _sum(field: Field, value: Any, row: Row) -> str:
    currency = row["currency"] if field.currency else "CNY"
    if currency != "CNY":
        return sum_words(Money(value, currency))
    return number(value // WAN.minor) if value % WAN.minor == 0 else wan(Money(value))


def _day(field: Field, value: date, row: Row) -> str:
    return show_day(value, row.get(field.grain) or "d")


_SHOW: Mapping[Kind, Callable[[Field, Any, Row], str]] = {
    Kind.TEXT: lambda field, value, row: str(value),
    Kind.WORDS: lambda field, value, row: str(value),
    Kind.CODE: lambda field, value, row: str(value),
    Kind.SUM: _sum,
    Kind.DAY: _day,
    Kind.COUNT: lambda field, value, row: number(value),
    Kind.AREA: lambda field, value, row: decimal(value, 3),
    Kind.SHARE: lambda field, value, row: decimal(value, 4),
    Kind.CHOICE: lambda field, value, row: _(next(label for key, label in field.choices if key == value)),
    Kind.FLAG: lambda field, value, row: _("是") if value else _("否"),
    Kind.UNIT: lambda field, value, row: str(value),
    Kind.PARK: lambda field, value, row: str(value),
    Kind.PERSON: lambda field, value, row: str(value),
    Kind.ENTERPRISE: lambda field, value, row: str(value),
}


def total(field: Field, value: int) -> str:
    """A total below its column, in the column's unit."""
    if field.kind is Kind.SUM:
        return wan(Money(value))
    return decimal(value, 3) if field.kind is Kind.AREA else number(value)


def limit_words(field: Field, test: str, value: Any) -> str:
    """≥ 10,000 万元, 2026-01-01 起."""
    if field.kind is Kind.DAY:
        return _("%(day)s 起") % {"day": value} if test == "from" else _("到 %(day)s") % {"day": value}
    sign = "≥" if test == "min" else "≤"
    text = decimal(value // 10_000, 2) if field.kind is Kind.SUM else _plain(field, value)
    return f"{sign} {text} {_(field.unit) if field.unit else ''}".strip()


def _plain(field: Field, value: int) -> str:
    places = {Kind.AREA: 3, Kind.SHARE: 4}.get(field.kind, 0)
    return decimal(value, places) if places else number(value)

"""Figures, signings and periods as pages write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from southgate.apps.pipeline.selectors.figures.figure import RATE, Figure
from southgate.apps.pipeline.selectors.figures.overview import Beside
from southgate.apps.pipeline.selectors.signings.reading import Line
from southgate.domain.counting.definitions import Unit
from southgate.domain.counting.rates import percent, signed_percent
from southgate.domain.counting.words import CLASS_NAMES, ListedClass, Screening
from southgate.domain.money import Money
from southgate.domain.periods import JOINT, Period
from southgate.kernel.panels.words import day, decimal, minus, number, sum_exact, sum_words

FAMILIES = {
    "signed": gettext_noop("签约"),
    "large": gettext_noop("亿元以上项目"),
    "listed": gettext_noop("三类500强"),
    "rates": gettext_noop("率"),
}
UNITS = {Unit.PROJECTS: gettext_noop("个"), Unit.FIRMS: gettext_noop("家")}


def value_words(value: int | None, unit: str) -> str:
    """A value with its unit as people say it; a rate comes with its own text."""
    if value is None:
        return _("没有可除的数")
    if unit == Unit.MONEY:
        return sum_words(Money(value))
    if unit == Unit.SCORE:
        return decimal(value, 6)
    if unit == RATE:
        return f"{minus(percent(value, 1))} %"
    return f"{number(value)} {_(UNITS[Unit(unit)])}"


def figure_words(one: Figure) -> str:
    return f"{one.shown} %" if one.unit == RATE and one.shown is not None else value_words(one.value, one.unit)


def exact(one: Figure) -> str:
    return sum_exact(Money(one.value)) if one.unit == Unit.MONEY and one.value is not None else ""


def signed(millionths: int | None, digits: int = 1) -> str:
    return "" if millionths is None else minus(signed_percent(millionths, digits))


def families(rows: Sequence[Beside], url: Any) -> list[dict[str, Any]]:
    """Figures by family, in their order; `url` gives where each opens to its rows.

    A column that no figure of the family fills is left out: a rate has no task, a zone without tasks has none at all.
    """
    found = []
    for key, label in FAMILIES.items():
        mine = [_row(one, url) for one in rows if one.figure.family == key and not _is_part_of_nothing(one, rows)]
        if mine:
            has = {name: any(one[name] for one in mine) for name in ("task", "grown")}
            found.append({"label": _(label), "rows": mine, "has": has})
    return found


def _is_part_of_nothing(one: Beside, rows: Sequence[Beside]) -> bool:
    """The three classes of the 500 lists say nothing where there is no such project at all, now or a year before."""
    whole, _dot, part = one.figure.key.partition(".")
    total = next((row for row in rows if row.figure.key == whole), None)
    return bool(part) and total is not None and not total.figure.value and not total.before


def _row(one: Beside, url: Any) -> dict[str, Any]:
    found = one.figure
    return {
        "key": found.key,
        "title": _(found.title),
        "value": figure_words(found),
        "exact": exact(found),
        "url": url(found.key),
        "says": says(found),
        "note": note(found),
        "task": value_words(one.task, found.unit) if one.task is not None else "",
        "reached": f"{percent(one.reached, 1)} %" if one.reached is not None else "",
        "ahead": ahead_words(one.ahead),
        "before": value_words(one.before, found.unit) if one.before is not None else "",
        "grown": f"{signed(one.grown)} %" if one.grown is not None else "",
    }


def says(one: Figure) -> str:
    """The definition in the reader's language. Its last sentence stands in every one."""
    return _(one.says)


def note(one: Figure) -> str:
    """Numerator and denominator of a rate, as they were counted."""
    if one.unit != RATE or one.part is None or one.over is None:
        return ""
    unit = Unit.MONEY if one.key == "arrived" else Unit.PROJECTS
    params = {"part": value_words(one.part, unit), "over": value_words(one.over, unit), "title": _(one.over_title)}
    return _("%(part)s ÷ %(title)s %(over)s") % params


def ahead_words(millionths: int | None) -> str:
    """快于序时 8.2 个百分点, 慢于序时 …; empty without a task."""
    if millionths is None:
        return ""
    points = percent(abs(millionths), 1)
    if not points.strip("0."):
        return _("与序时持平")
    say = _("快于序时 %(points)s 个百分点") if millionths > 0 else _("慢于序时 %(points)s 个百分点")
    return say % {"points": points}


def period_words(period: Period) -> str:
    """2026年1—11月, 2026年11月, 2026年."""
    params = {"year": period.year, "first": period.first_month, "last": period.last_month}
    if period.is_year:
        return _("%(year)d年") % params
    return (_("%(year)d年%(first)d—%(last)d月") if period.is_cumulative else _("%(year)d年%(last)d月")) % params


def periods(year: int, chosen: Period) -> list[tuple[str, str]]:
    """What can be chosen: first months and single months of this year and two before; January is no month apart."""
    found: list[Period] = []
    for one in range(year, year - 3, -1):
        found += [Period(one), *(Period(one, 1, last) for last in range(11, JOINT - 1, -1))]
        found += [Period(one, month, month) for month in range(12, JOINT, -1)]
    if chosen not in found:
        found.insert(0, chosen)
    return [(period.key, period_words(period)) for period in found]


def line(one: Line) -> dict[str, Any]:
    """One signing in a table."""
    return {
        "url": reverse("figures:signing", args=[one.id]),
        "project": one.project_name,
        "kind": _(one.kind),
        "form": _(one.form),
        "day": day_words(one),
        "amount": one.amount,
        "enterprise": one.enterprise,
        "event": one.event,
        "unit": one.lead_unit,
        "state": state_words(one),
        "waits": one.state_key == Screening.REPORTED and not one.withdrawn,
    }


def day_words(one: Line) -> str:
    return day(one.signed_on)[:7] if one.by_month else day(one.signed_on)


def state_words(one: Line) -> str:
    if one.withdrawn:
        return _("已撤回")
    if one.replaced:
        return _("%(state)s，业主已更换") % {"state": _(one.state)}
    return _(one.state)


def class_name(one: str) -> str:
    return _(CLASS_NAMES[ListedClass(one)]) if one else ""


def project_url(pk: UUID) -> str:
    return reverse("pipeline:project", args=[pk])

"""Figures and signings as JSON. No query here."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from southgate.apps.pipeline.selectors.figures.overview import Beside
from southgate.apps.pipeline.selectors.figures.rows import Opened
from southgate.apps.pipeline.selectors.signings.reading import Line


def figure(one: Beside) -> dict[str, Any]:
    found = one.figure
    return {
        "key": found.key, "title": _(found.title), "says": _(found.says), "caliber": _(found.caliber),
        "unit": found.unit, "value": found.value, "shown": found.shown, "part": found.part, "over": found.over,
        "over_title": _(found.over_title) if found.over_title else "", "task": one.task, "reached": one.reached,
        "ahead": one.ahead, "before": one.before, "grown": one.grown, "opens_to": found.opens_to,
    }  # fmt: skip


def line(one: Line) -> dict[str, Any]:
    return {
        "id": one.id, "version": one.version, "project": one.project, "project_name": one.project_name,
        "kind": one.kind_key, "form": one.form_key, "state": one.state_key, "withdrawn": one.withdrawn,
        "signed_on": one.signed_on, "grain": "m" if one.by_month else "d",
        "amount": one.amount.minor if one.amount is not None else None,
        "currency": one.amount.currency if one.amount is not None else None, "amount_cny": one.amount_cny,
        "enterprise": one.enterprise, "event": one.event, "lead_unit": one.lead_unit,
        "contract_number": one.contract_number, "listed_class": one.listed, "replaced": one.replaced,
        "can": sorted(one.can),
    }  # fmt: skip


def opened(found: Opened) -> dict[str, Any]:
    return {
        "key": found.key, "title": _(found.title), "group": found.group,
        "groups": [{"key": one.key, "why": _(one.why), "count": one.count} for one in found.groups],
        "total": found.total, "page": found.number, "rows": [line(one) for one in found.lines],
    }  # fmt: skip


def signing(row: Any, known: Line) -> dict[str, Any]:
    names = ("reported_on", "decided_on", "rate_millionths", "rate_on", "reinvestment", "municipal",
             "recognised_number", "listed_share_millionths", "introduced_on", "unreported_months",
             "credit")  # fmt: skip
    return {**line(known), **{name: getattr(row, name) for name in names}}


def task(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk, "version": row.version, "definition": row.definition, "year": row.year, "target": row.target,
        "unit": row.unit_id, "unit_name": row.unit.name if row.unit is not None else "", "source": row.source,
    }  # fmt: skip


def firm(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk, "version": row.version, "name": row.name, "rank": row.rank, "credit_code": row.credit_code,
        "source": row.source,
    }  # fmt: skip

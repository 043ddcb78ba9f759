"""Projects as JSON: rows of the ledger, one record, sums, facets. No query here; hidden fields are absent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from southgate.apps.pipeline.fields.projects import BY_NAME
from southgate.apps.pipeline.selectors.projects.ledger import Facet, LedgerPage, Totals
from southgate.apps.pipeline.selectors.projects.record import Member, Record, StagePassed
from southgate.kernel.exchange.fields import REFERENCES, Field
from southgate.kernel.exchange.typed import outgoing

ALWAYS = (("id", "id"), ("version", "version"), ("enterprise_name", "enterprise_name"), ("currency", "currency"))
EVEN_IF_NOT_ASKED = ("code", "stage", "status", "confidential", "public_works")
"""Fields that stand in every row, for a reader who may know them."""


def page(found: LedgerPage, size: int, known: Iterable[str]) -> dict[str, Any]:
    """One page; every row holds the same keys."""
    names = set(known)
    more = [(name, name) for name in EVEN_IF_NOT_ASKED if name in names]
    keys = list(dict([*ALWAYS, *more, *outgoing(found.fields)]).items())
    rows = [{name: row[key] for name, key in keys} for row in found.rows]
    return {"total": found.total, "page": found.number, "size": size, "position": found.position, "rows": rows}


def totals(found: Totals) -> dict[str, Any]:
    """Shared figures; the confidential talks of the reader's own teams stand apart, and only for them."""
    own = {"count": found.secret, "investment_planned": found.secret_planned}
    return {
        "count": found.count,
        "sums": found.sums,
        "without_rate": found.foreign,
        "confidential_of_mine": own if found.secret else None,
    }


def field(what: Field) -> dict[str, Any]:
    return {
        "name": what.name,
        "label": _(what.label),
        "kind": what.kind.value,
        "group": _(what.group) if what.group else "",
        "unit": _(what.unit) if what.unit else "",
        "why": _(what.why) if what.why else "",
        "required": what.required,
        "editable": what.editable,
        "choices": [{"value": value, "label": _(label)} for value, label in what.choices],
        "grain": what.grain,
        "currency": what.currency,
    }


def facets(name: str, found: Sequence[Facet], names: Mapping[Any, str], most: int) -> dict[str, Any]:
    """`complete` is false when there may be more values than were counted."""
    what = BY_NAME[name]
    labels: Mapping[Any, str] = {value: _(label) for value, label in what.choices}
    if what.kind in REFERENCES:
        labels = names
    shown = [(one.value, labels.get(one.value, one.value or ""), one.count) for one in found]
    values = [{"value": value, "label": label, "count": count} for value, label, count in shown]
    return {"field": name, "values": values, "complete": len(found) < most}


def record(known: Record, team: Sequence[Member]) -> dict[str, Any]:
    values = {name: known.values[key] for name, key in outgoing(known.fields)}
    values |= {name: known.values[name] for name in ("enterprise_name", "currency", "investment_cny")}
    return {
        "id": known.id,
        "zone": known.zone,
        "zone_name": known.zone_name,
        "version": known.version,
        "values": values,
        "stages": [stage(one) for one in known.stages],
        "gaps": known.gaps,
        "editable": sorted(name for name in known.editable if BY_NAME[name].editable or name in RATE),
        "can": known.can,
        "team": [member(one) for one in team],
    }


RATE = frozenset({"rate_millionths", "rate_on"})
"""Not typed into the grid, but part of what a change in another currency needs."""


def stage(one: StagePassed) -> dict[str, Any]:
    day = one.day
    return {
        "stage": one.stage.value,
        "name": _(one.name),
        "state": one.state,
        "day": day.on if day is not None else None,
        "grain": "m" if day is not None and day.month else "d",
        "days": one.days,
    }


def member(one: Member) -> dict[str, Any]:
    return {"person": one.person, "name": one.name, "from_day": one.from_day, "to_day": one.to_day}

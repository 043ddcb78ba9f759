"""Leads and the talks library as JSON. No query here; what a reader may not know is absent."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from southgate.apps.pipeline.fields.leads import FIELDS
from southgate.apps.pipeline.selectors.leads import wording
from southgate.apps.pipeline.selectors.leads.inbox import Inbox, LeadRow
from southgate.apps.pipeline.selectors.leads.library import Library, Removal, TalkRow
from southgate.apps.pipeline.selectors.leads.record import LeadRecord
from southgate.domain.clocks.leads import Clock
from southgate.kernel.exchange.fields import Kind

DAYS = ("named_on", "judged_on", "answered_on", "reported_on", "bureau_on")


def page(found: Inbox) -> dict[str, Any]:
    rows = [line(row) for row in found.rows]
    return {"total": found.total, "page": found.page, "size": found.size, "late": found.late, "rows": rows}


def line(row: LeadRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "version": row.version,
        "code": row.code,
        "name": row.name,
        "investor": row.investor,
        "source": row.source,
        "state": row.state.value,
        "judgement": row.judgement,
        "zone": row.zone,
        "zone_name": row.zone_name,
        "lead_unit": row.unit,
        "responsible_person": row.person,
        "received_on": row.received_on,
        "investment_planned": row.investment_planned,
        "currency": row.currency,
        "confidential": row.confidential,
        "clock": clock(row.clock) if row.clock is not None else None,
        "late": row.late,
    }


def clock(one: Clock) -> dict[str, Any]:
    return {
        "key": one.key.value,
        "label": _(one.label),
        "start": one.start,
        "due": one.due,
        "met_on": one.met_on,
        "state": one.state.value,
        "days": one.days,
        "unit": one.unit.value,
        "says": wording.distance(one),
        "because": wording.because(one.because),
        "provisional": one.provisional,
    }


def record(known: LeadRecord) -> dict[str, Any]:
    values = known.values
    return {
        "id": known.id,
        "zone": known.zone,
        "zone_name": known.zone_name,
        "version": known.version,
        "code": values["code"],
        "state": known.state.value,
        "judgement": values["judgement"],
        "values": _values(known),
        **{name: values[name] for name in DAYS},
        "clocks": [clock(one) for one in known.clocks],
        "unbound": wording.because(known.unbound) if known.unbound is not None else "",
        "transfers": [_transfer(one) for one in known.handed],
        "credit": [{"unit": one.unit, "name": one.name, "millionths": one.millionths} for one in known.credit],
        "alike": [_alike(one) for one in known.alike],
        "talked_first": known.talked_first,
        "project": known.project,
        "can": dict(known.can),
    }


def _values(known: LeadRecord) -> dict[str, Any]:
    """By field name, references as ids: what goes out may come back in."""
    keys = {field.name: field.name if field.kind is Kind.WORDS else field.column for field in FIELDS}
    found = {name: known.values[key] for name, key in keys.items() if key in known.values}
    return {**found, "currency": known.values["currency"]}


def _transfer(one: Any) -> dict[str, Any]:
    names = (
        "id", "version", "from_zone", "from_unit", "to_zone", "to_unit", "share_millionths", "offered_on",
        "decided_on", "reason", "answer",
    )  # fmt: skip
    return {**{name: getattr(one, name) for name in names}, "state": one.state.value, "can": sorted(one.can)}


def _alike(one: Any) -> dict[str, Any]:
    names = ("id", "code", "name", "first_contact_on", "first_unit", "first")
    return {**{name: getattr(one, name) for name in names}, "state": one.state.value}


def library(found: Library) -> dict[str, Any]:
    return {
        "total": found.total,
        "page": found.page,
        "size": found.size,
        "counts": dict(found.counts),
        "rows": [talk(row) for row in found.rows],
    }


def talk(row: TalkRow) -> dict[str, Any]:
    state = row.state
    return {
        "id": row.id,
        "version": row.version,
        "code": row.code,
        "name": row.name,
        "enterprise": row.firm,
        "grade": row.grade,
        "colour": state.colour.value if state is not None else None,
        "months": state.months if state is not None else None,
        "last": state.last if state is not None else None,
        "next": state.next.value if state is not None and state.next is not None else None,
        "next_on": state.next_on if state is not None else None,
        "because": wording.because(state.because) if state is not None else "",
        "status": row.status.value,
        "removed_on": row.removed_on,
        "lead_unit": row.unit,
        "responsible_person": row.person,
        "investment_planned": row.investment_planned,
        "currency": row.currency,
    }


def removal(one: Removal) -> dict[str, Any]:
    names = ("id", "version", "project", "name", "reason", "asked_by", "asked_on", "can_decide")
    return {name: getattr(one, name) for name in names}

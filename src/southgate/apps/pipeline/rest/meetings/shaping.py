"""Visits, follow-ups, events and introducers as JSON. No query here."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from southgate.apps.pipeline.selectors.meetings.events import EventRecord, Line
from southgate.apps.pipeline.selectors.meetings.introducers import IntroducedRow, IntroducerRow
from southgate.apps.pipeline.selectors.meetings.naming import Whom
from southgate.apps.pipeline.selectors.meetings.rewards import Given
from southgate.apps.pipeline.selectors.meetings.visits import FollowRow, VisitRow
from southgate.domain.errors import Reason
from southgate.kernel.identity.web.errors import filled


def _whom(of: Whom) -> dict[str, Any]:
    return {"kind": of.kind, "id": of.id, "name": of.name}


def _said(reason: Reason) -> str:
    return filled(reason.say, reason.params)


def visit(row: VisitRow) -> dict[str, Any]:
    names = ("id", "version", "zone", "on", "kind", "place", "with_whom", "note", "by", "open", "withdrawn", "event")
    findings = [{"kind": one.kind, "text": one.text} for one in row.findings]
    return {**{name: getattr(row, name) for name in names}, "whom": _whom(row.whom), "findings": findings}


def follow_up(row: FollowRow) -> dict[str, Any]:
    names = ("id", "version", "visit", "text", "owner", "owner_name", "due_on", "state", "done_on", "result", "late")
    return {**{name: getattr(row, name) for name in names}, "whom": _whom(row.whom)}


def event(known: EventRecord) -> dict[str, Any]:
    names = (
        "id",
        "version",
        "zone",
        "name",
        "kind",
        "state",
        "held_on",
        "to_on",
        "place",
        "organiser",
        "reason",
        "can",
    )
    return {
        **{name: getattr(known, name) for name in names},
        "lines": [_line(one) for one in known.lines],
        "totals": asdict(known.totals),
    }


def _line(line: Line) -> dict[str, Any]:
    names = (
        "id", "version", "part", "announced", "onsite", "currency", "stage", "signed_later", "arrived", "started_on",
        "outcome", "in_figures",
    )  # fmt: skip
    signings = [
        {"id": one.id, "kind": one.kind, "on": one.on, "projects": one.projects, "money": one.money,
         "upgrades": one.upgrades, "because": [_said(reason) for reason in one.because]}
        for one in line.standing.here
    ]  # fmt: skip
    elsewhere = _said(line.standing.elsewhere) if line.standing.elsewhere is not None else ""
    known = {name: getattr(line, name) for name in names}
    return {**known, "whom": _whom(line.whom), "signings": signings, "elsewhere": elsewhere}


def introducer(row: IntroducerRow) -> dict[str, Any]:
    names = ("id", "version", "zone", "kind", "name", "credit_code", "registered_on", "barred_why")
    return {**{name: getattr(row, name) for name in names}, "brought": [_brought(one) for one in row.brought]}


def _brought(one: IntroducedRow) -> dict[str, Any]:
    return {
        "id": one.id, "version": one.version, "whom": _whom(one.whom), "on": one.on,
        "registered_on": one.registered_on, "reward": _reward(one.reward) if one.reward is not None else None,
    }  # fmt: skip


def _reward(given: Given) -> dict[str, Any]:
    found = given.reward
    steps = [{"base": step.base, "rate": step.rate, "gives": step.gives} for step in found.steps]
    return {
        "amount": found.amount, "base": found.base, "steps": steps, "uplifted": found.uplifted,
        "uplift_for": given.uplift_for, "rule": given.title, "checks": list(given.checks),
    }  # fmt: skip

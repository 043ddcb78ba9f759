"""Registering leads and correcting their facts. Order: lock → allow → decide → record; all reasons at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.entries.leads import LeadChanged, LeadRegistered
from southgate.apps.pipeline.fields.leads import BY_COLUMN, FIXED
from southgate.apps.pipeline.models.leads import Lead
from southgate.apps.pipeline.policies import leads as policies
from southgate.apps.pipeline.services.leads import alike, facts, numbering
from southgate.apps.pipeline.services.leads.commands import EditLead, RegisterLead
from southgate.apps.pipeline.services.projects import references
from southgate.domain.errors import Reason, Refused
from southgate.domain.leads import LeadState
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.exchange.columns import differences
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.models import Unit

NOT_WITHOUT_REASON = frozenset({"received_on", "first_contact_on", "first_unit_id"})
"""From when the clocks run, and who talked first."""
NEVER_EMPTY = frozenset({"name", "source", "received_on"})


@command
def register_leads(draft: Draft, commands: Sequence[RegisterLead], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Register leads; of a confidential one the registrar is who may see it."""
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        policies.require_in(by, "register", cmd.zone)
        reasons += [replace(reason, item=item) for reason in _wrong_new(cmd, by, today)]
    if reasons:
        raise Refused(reasons)
    return {"ids": [_register(draft, cmd) for cmd in commands]}


def _wrong_new(cmd: RegisterLead, by: Actor, today: date) -> list[Reason]:
    found = facts.misfits(cmd.values)
    if not found:
        found = facts.wrong(facts.columns_from(cmd.values), None, today)
    return found + facts.unknown(cmd.values, cmd.zone, by) + alike.repeats(cmd, by)


def _register(draft: Draft, cmd: RegisterLead) -> UUID:
    id, by = draft.new_id(), draft.by
    given = {name: value for name, value in facts.columns_from(cmd.values).items() if value not in (None, "")}
    received = given.setdefault("received_on", draft.today)
    where = references.ground(cmd.zone)
    own = by.unit if _stands_in(by.unit, where) else None
    unit = given.get("lead_unit_id") or given.get("first_unit_id") or own
    standing = {
        "first_unit_id": given.get("first_unit_id") or own or unit,
        "lead_unit_id": unit,
        "taken_by_id": by.person,
    }
    given |= {name: value for name, value in standing.items() if value is not None}
    given["code"] = numbering.next_code(cmd.zone, where.code, received.year)
    draft.record(id, LeadRegistered({"zone_id": cmd.zone, **given}), zone=cmd.zone, occurred_on=received)
    return id


def _stands_in(unit: UUID | None, where: references.Ground) -> bool:
    """Whether it is a unit of the zone, or of a place above or below it."""
    near = where.line | where.parks
    return unit is not None and Unit.objects.filter(pk=unit, zone__in=near).exists()


@command
def edit_leads(draft: Draft, commands: Sequence[EditLead], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Correct or complete what is known of leads; what stays the same is not written."""
    rows = draft.lock_many(Lead, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        policies.RULES.require(by, "edit", rows[cmd.id])
        reasons += [replace(reason, item=item) for reason in _wrong_old(cmd, rows[cmd.id], by, today)]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        row = rows[cmd.id]
        changed, was = differences(facts.columns_from(cmd.values), row)
        if changed:
            reason = Said.of(cmd.reason.strip(), label="reason") if cmd.reason.strip() else None
            draft.record(row.id, LeadChanged(changed, was, reason), zone=row.zone_id)
    return {"ids": [cmd.id for cmd in commands]}


def _wrong_old(cmd: EditLead, row: Lead, by: Actor, today: date) -> list[Reason]:
    found = ended(row) + facts.misfits(cmd.values)
    if any(reason.where for reason in found):
        return found
    columns = facts.columns_from(cmd.values)
    changed, _ = differences(columns, row)
    names = {BY_COLUMN[column].name if column in BY_COLUMN else column for column in changed}
    found += [_fixed(name) for name in sorted(names & FIXED)]
    found += [
        _not_empty(BY_COLUMN[name].label, name) for name in sorted(NEVER_EMPTY & set(changed)) if not changed[name]
    ]
    if NOT_WITHOUT_REASON & set(changed) and not cmd.reason.strip():
        found.append(Reason("改收到日期、首谈日期或首谈单位要写明原因", where="reason", mend="写明依据"))
    found += _mixed(changed, columns, row)
    after = {**facts.columns_of(row), **columns}
    return found + facts.wrong(after, names, today) + facts.unknown(cmd.values, row.zone_id, by)


def _fixed(name: str) -> Reason:
    return Reason("保密不在这里改", where=name, mend="到线索页解除保密，写明原因")


def _not_empty(label: str, name: str) -> Reason:
    return Reason("『%(label)s』不能清空", {"label": label}, where=name)


def _mixed(changed: Mapping[str, Any], columns: Mapping[str, Any], row: Lead) -> list[Reason]:
    """Who changes the currency says the sum anew."""
    if "currency" not in changed or "investment_planned" in columns or row.investment_planned is None:
        return []
    params = {"currency": columns["currency"], "was": row.currency}
    say = "币种改为 %(currency)s，这一项还是 %(was)s"
    return [Reason(say, params, where="investment_planned", mend="金额和币种一起改")]


def ended(row: Lead) -> list[Reason]:
    """Why nothing more is written on a lead that has ended. Facts of what became a project are the project's."""
    if row.state == LeadState.OPEN.value:
        return []
    if row.state == LeadState.PROJECT.value:
        return [Reason("线索已成项目，不能再办", mend="到项目页办")]
    return [Reason("线索已放下，不能再办", mend="先恢复跟进")]

"""Handing leads over between units and zones: offered by one side, accepted or sent back by the other.

Nothing is lost on the way: the day it came, its clocks, who talked first and its whole history go along, the giver's
zone goes on seeing it, and his share of the credit is agreed when it is offered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.entries.leads import (
    LeadHandedOver,
    TransferAccepted,
    TransferDeclined,
    TransferOffered,
    TransferWithdrawn,
)
from southgate.apps.pipeline.models.leads import Lead, LeadTransfer
from southgate.apps.pipeline.policies import leads as policies
from southgate.apps.pipeline.selectors.leads.receivers import receivers
from southgate.apps.pipeline.services.leads import facts
from southgate.apps.pipeline.services.leads.commands import (
    AcceptTransfer,
    DeclineTransfer,
    OfferLead,
    WithdrawTransfer,
)
from southgate.apps.pipeline.services.leads.recording import ended
from southgate.apps.pipeline.services.leads.steps import not_offered
from southgate.apps.pipeline.services.projects import references
from southgate.domain.errors import Reason, Refused
from southgate.domain.leads import TransferState
from southgate.domain.money import MILLION
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.models import Unit
from southgate.kernel.orgs.selectors import people_named


@command
def offer_leads(draft: Draft, commands: Sequence[OfferLead], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Offer leads to another unit or zone. Answers the ids of the transfers."""
    rows = draft.lock_many(Lead, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    persons: list[UUID | None] = []
    for item, cmd in enumerate(commands):
        policies.RULES.require(by, "hand_over", rows[cmd.id])
        person, found = _receiver(cmd, rows[cmd.id])
        persons.append(person)
        reasons += [replace(reason, item=item) for reason in _wrong_offer(cmd, rows[cmd.id]) + found]
    if reasons:
        raise Refused(reasons)
    offers = zip(commands, persons, strict=True)
    return {"ids": [_offer(draft, cmd, rows[cmd.id], person) for cmd, person in offers]}


def _giver(row: Lead) -> UUID | None:
    return row.lead_unit_id or row.first_unit_id


def _wrong_offer(cmd: OfferLead, row: Lead) -> list[Reason]:
    found = ended(row) + not_offered(row)
    if _giver(row) is None:
        found.append(Reason("线索还没有责任单位，不知道由谁转出", mend="先写明责任单位"))
    if not 0 <= cmd.share_millionths <= MILLION:
        found.append(Reason("保留的功劳在 0 到 100% 之间", where="share_millionths"))
    if cmd.to_zone not in dict(receivers(row.zone_id)):
        found.append(Reason("没有这个园区", where="to_zone", mend="从名单里选"))
    elif cmd.to_unit is not None and not _in_zone(cmd.to_unit, cmd.to_zone):
        found.append(Reason("这个单位不在对方园区", where="to_unit", mend="从名单里选，或留空由对方定"))
    if cmd.to_zone == row.zone_id and cmd.to_unit in {None, _giver(row)}:
        found.append(Reason("本园区内转，要选另一个单位", where="to_unit", mend="选接收单位"))
    return found + facts.said(cmd.reason, "reason", ask="转出要写明原因")


def _in_zone(unit: UUID, zone: UUID) -> bool:
    where = references.ground(zone)
    return Unit.objects.filter(pk=unit, zone__in=where.line | where.parks).exists()


def _receiver(cmd: OfferLead, row: Lead) -> tuple[UUID | None, list[Reason]]:
    """The person whom a name means there; whoever is named twice, or by nobody's name, is not guessed."""
    name = cmd.to_person.strip()
    if not name:
        secret = [Reason("保密线索要指名转给一个人", where="to_person", mend="写对方接手人的全名")]
        return None, secret if row.confidential else []
    if cmd.to_zone not in dict(receivers(row.zone_id)):
        return None, []
    same = people_named(cmd.to_zone).get(name, ())
    if len(same) == 1:
        return same[0], []
    say = "对方园区有不止一个人叫这个名字" if same else "对方园区没有叫这个名字的人"
    return None, [Reason(say, where="to_person", mend="核对全名，或留空由对方定")]


def _offer(draft: Draft, cmd: OfferLead, row: Lead, person: UUID | None) -> UUID:
    giver = _giver(row)
    if giver is None:
        raise Refused([Reason("线索还没有责任单位，不知道由谁转出")])
    id = draft.new_id()
    offered = TransferOffered(
        lead=row.id, from_zone=row.zone_id, to_zone=cmd.to_zone, from_unit=giver,
        share_millionths=cmd.share_millionths, reason=Said.of(cmd.reason.strip(), label="reason"), to_unit=cmd.to_unit,
        to_person=person,
    )  # fmt: skip
    draft.record(id, offered, zone=row.zone_id)
    return id


@command
def accept_transfers(draft: Draft, commands: Sequence[AcceptTransfer], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Take leads over. Whoever offered one never accepts it himself. Answers the ids of the leads."""
    transfers, leads = _both(draft, commands)
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        row = transfers[cmd.id]
        policies.TRANSFERS.require(by, "answer", row)
        found = _wrong_answer(row, leads[row.lead_id], by) + _wrong_taker(cmd, row, by)
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    return {"ids": [_accept(draft, cmd, transfers[cmd.id], leads[transfers[cmd.id].lead_id]) for cmd in commands]}


def _both(draft: Draft, commands: Sequence[Any]) -> tuple[dict[UUID, LeadTransfer], dict[UUID, Lead]]:
    """Transfers with their leads, locked: an answer and a step of the giver never pass each other."""
    transfers = draft.lock_many(LeadTransfer, {cmd.id: cmd.seen for cmd in commands})
    return transfers, draft.lock_many(Lead, dict.fromkeys(row.lead_id for row in transfers.values()))


def _wrong_answer(row: LeadTransfer, lead: Lead, by: Actor) -> list[Reason]:
    found = ended(lead)
    if row.state != TransferState.OFFERED.value:
        found.append(Reason("这次转出已有答复或已收回", mend="刷新页面"))
    if by.person is not None and by.person == row.offered_by_id:
        found.append(Reason("转出的人不能替对方答复", mend="请接收单位的人答复"))
    return found


def _unit(cmd: AcceptTransfer, row: LeadTransfer, by: Actor) -> UUID | None:
    return cmd.unit or row.to_unit_id or by.unit


def _wrong_taker(cmd: AcceptTransfer, row: LeadTransfer, by: Actor) -> list[Reason]:
    """The new responsible person and unit stand in the receiving zone, and both are known at once."""
    found = []
    unit, person = _unit(cmd, row, by), cmd.person or row.to_person_id or by.person
    if unit is None:
        found.append(Reason("没有写明接收单位", where="unit", mend="选接收单位"))
    elif not _in_zone(unit, row.to_zone_id):
        found.append(Reason("这个单位不在本园区", where="unit", mend="从名单里选"))
    elif row.to_zone_id == row.from_zone_id and unit == row.from_unit_id:
        found.append(Reason("接收单位不能就是转出单位", where="unit", mend="从名单里选"))
    if person is None:
        return [*found, Reason("没有写明责任人", where="person", mend="选责任人")]
    strange = references.unknown([{"responsible_person": person}], references.ground(row.to_zone_id), by)[0]
    return found + [replace(reason, where="person") for reason in strange]


def _accept(draft: Draft, cmd: AcceptTransfer, row: LeadTransfer, lead: Lead) -> UUID:
    unit, person = _unit(cmd, row, draft.by), cmd.person or row.to_person_id or draft.by.person
    if unit is None or person is None:
        raise Refused([Reason("没有写明接收单位或责任人")])
    draft.record(row.id, TransferAccepted(to_unit=unit), zone=row.to_zone_id)
    moves = row.to_zone_id != lead.zone_id
    firm = lead.enterprise.name if moves and lead.enterprise is not None and not lead.investor else ""
    taken = LeadHandedOver(row.id, row.to_zone_id, lead.zone_id, unit, person, firm)
    draft.record(lead.id, taken, zone=row.to_zone_id)
    return lead.id


@command
def decline_transfers(
    draft: Draft, commands: Sequence[DeclineTransfer], *, by: Actor, today: date
) -> Mapping[str, Any]:
    """Send leads back, with the reason: they stay where they were."""
    return _close(draft, commands, by, "answer", "退回要写明原因", TransferDeclined)


@command
def withdraw_transfers(
    draft: Draft, commands: Sequence[WithdrawTransfer], *, by: Actor, today: date
) -> Mapping[str, Any]:
    """Take an offer back before it is answered, with the reason."""
    return _close(draft, commands, by, "withdraw", "收回转出要写明原因", TransferWithdrawn)


def _close(draft: Draft, commands: Sequence[Any], by: Actor, verb: str, ask: str, payload: Any) -> Mapping[str, Any]:
    transfers, leads = _both(draft, commands)
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        row = transfers[cmd.id]
        policies.TRANSFERS.require(by, verb, row)
        found = ended(leads[row.lead_id]) + facts.said(cmd.reason, "reason", ask=ask)
        if row.state != TransferState.OFFERED.value:
            found.append(Reason("这次转出已有答复或已收回", mend="刷新页面"))
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        row = transfers[cmd.id]
        draft.record(row.id, payload(Said.of(cmd.reason.strip(), label="reason")), zone=row.from_zone_id)
    return {"ids": [transfers[cmd.id].lead_id for cmd in commands]}

"""What both sides promised: written down before the agreement is sent to approval, reported and decided after it is
signed, each time by two persons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.entries.agreements import (
    ClaimReturned,
    CommitmentChanged,
    CommitmentClaimed,
    CommitmentDecided,
    CommitmentDropped,
    CommitmentRegistered,
)
from southgate.apps.pipeline.models.agreements import Agreement, Commitment
from southgate.apps.pipeline.policies import agreements as policies
from southgate.apps.pipeline.selectors.agreements.rules import measures
from southgate.apps.pipeline.services.agreements import checking
from southgate.apps.pipeline.services.agreements.commands import (
    AddCommitment,
    ClaimCommitment,
    DecideCommitment,
    DropCommitment,
    EditCommitment,
    ReturnClaim,
)
from southgate.domain.agreements.commitments import (
    Claim,
    Needed,
    Promise,
    claim_refusals,
    decision_refusals,
    needed_refusals,
    promise_refusals,
)
from southgate.domain.agreements.words import CHANGEABLE, Side, Standing, State
from southgate.domain.errors import NotFound, Reason
from southgate.kernel.book import keeping
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor


def _promise(cmd: AddCommitment | EditCommitment, row: Agreement, today: date) -> Promise:
    known = measures(row.zone_id, today)
    first = Commitment.objects.filter(pk=cmd.needs).first() if cmd.needs is not None else None
    needed = None
    if first is not None:
        measure = known.of(first.measure)
        tax = measure is not None and measure.tax
        needed = Needed(agreement=first.agreement_id, side=Side(first.side), state=Standing(first.state), tax=tax)
    return Promise(
        agreement=row.id, side=cmd.side, measure=known.of(cmd.measure), text=cmd.text, quantity=cmd.quantity,
        due_on=cmd.due_on, needs=needed, needs_unknown=cmd.needs is not None and first is None,
    )  # fmt: skip


def _columns(cmd: AddCommitment | EditCommitment, promise: Promise) -> dict[str, Any]:
    measure = promise.measure
    assert measure is not None
    return {
        "side": cmd.side.value, "measure": measure.key, "award": measure.award, "quantity": cmd.quantity,
        "places": measure.places, "unit": measure.unit, "due_on": cmd.due_on, "needs_id": cmd.needs,
    }  # fmt: skip


@command
def add_commitments(draft: Draft, commands: Sequence[AddCommitment], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Write down what one side promises in an agreement that is not sent to approval yet."""
    ids = []
    for item, cmd in enumerate(commands):
        row = draft.lock(Agreement, cmd.agreement)
        policies.RULES.require(by, "edit", row)
        promise = _promise(cmd, row, today)
        checking.refuse([*_fixed(row), *promise_refusals(promise)], item)
        id = draft.new_id()
        given: dict[str, Any] = {"zone_id": row.zone_id, "project_id": row.project_id, "agreement_id": row.id}
        given |= {name: value for name, value in _columns(cmd, promise).items() if value is not None}
        given["text_said"] = Said.of(cmd.text.strip(), label="text")
        draft.record(id, CommitmentRegistered(given), zone=row.zone_id)
        ids.append(id)
    return {"ids": ids}


def _fixed(row: Agreement) -> list[Reason]:
    if row.state in CHANGEABLE:
        return []
    return [Reason("提交以后双方的承诺不能再改", where="state", mend="等退回；已签订的写补充协议")]


def _locked(draft: Draft, id: UUID, seen: int) -> tuple[Commitment, Agreement]:
    """The commitment and its agreement, the agreement first: all writers of one agreement wait for one row."""
    agreement = Commitment.objects.filter(pk=id).values_list("agreement_id", flat=True).first()
    if agreement is None:
        raise NotFound(str(id))
    row = draft.lock(Agreement, agreement)
    return draft.lock(Commitment, id, seen=seen), row


@command
def edit_commitments(draft: Draft, commands: Sequence[EditCommitment], *, by: Actor, today: date) -> Mapping[str, Any]:
    for item, cmd in enumerate(commands):
        row, agreement = _locked(draft, cmd.id, cmd.seen)
        policies.COMMITMENTS.require(by, "edit", row)
        promise = _promise(cmd, agreement, today)
        own = [Reason("不能以自己为前提", where="needs", mend="换一条")] if cmd.needs == cmd.id else []
        checking.refuse([*_fixed(agreement), *_open(row), *own, *promise_refusals(promise)], item)
        columns = _columns(cmd, promise)
        changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
        was = {name: getattr(row, name) for name in changed}
        if _words(row) != cmd.text.strip():
            changed["text_said"] = Said.of(cmd.text.strip(), label="text")
        if changed:
            draft.record(row.id, CommitmentChanged(changed, was), zone=row.zone_id)
    return {"ids": [cmd.id for cmd in commands]}


def _words(row: Commitment) -> str:
    return next(iter(keeping.read([row.text_said]).values()), "") if row.text_said else ""


def _open(row: Commitment) -> list[Reason]:
    if row.state == Standing.OPEN.value:
        return []
    return [Reason("这条承诺已经去掉或认定过", where="state", mend="刷新页面看现在的状态")]


@command
def drop_commitments(draft: Draft, commands: Sequence[DropCommitment], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Take a commitment out of a draft; it never bound anybody."""
    for item, cmd in enumerate(commands):
        row, agreement = _locked(draft, cmd.id, cmd.seen)
        policies.COMMITMENTS.require(by, "edit", row)
        reasons = [*_fixed(agreement), *_open(row)]
        if Commitment.objects.filter(needs=row).exclude(state=Standing.DROPPED.value).exists():
            reasons.append(Reason("园区有承诺以它为前提", where="needs", mend="先改或去掉园区的那一条"))
        checking.refuse(reasons, item)
        draft.record(row.id, CommitmentDropped(), zone=row.zone_id)
    return {"ids": [cmd.id for cmd in commands]}


@command
def claim_commitments(
    draft: Draft, commands: Sequence[ClaimCommitment], *, by: Actor, today: date
) -> Mapping[str, Any]:
    """Say how a commitment ended, with the paper or the reason; it stays open until a second person decided."""
    for item, cmd in enumerate(commands):
        row, agreement = _locked(draft, cmd.id, cmd.seen)
        policies.COMMITMENTS.require(by, "claim", row)
        digest, missing = checking.evidence(cmd.evidence_file, agreement.id, "evidence_file")
        missing += checking.line(cmd.evidence_number, "evidence_number", checking.LONGEST_NUMBER)
        missing += checking.line(cmd.reason, "reason", checking.LONGEST_REASON)
        if by.person is None:
            missing.append(Reason("报告要由具体的人来做", where="by", mend="用本人的账号办理"))
        checking.refuse([*claim_refusals(_claim(cmd, row, agreement, today), today), *missing], item)
        said = Said.of(cmd.reason.strip(), label="reason") if cmd.reason.strip() else None
        payload = CommitmentClaimed(cmd.to.value, cmd.evidence_number.strip(), cmd.evidence_file, digest, said)
        draft.record(row.id, payload, zone=row.zone_id, occurred_on=cmd.occurred_on)
    return {"ids": [cmd.id for cmd in commands]}


def _claim(cmd: ClaimCommitment, row: Commitment, agreement: Agreement, today: date) -> Claim:
    return Claim(
        agreement_state=State(agreement.state), state=Standing(row.state), to=cmd.to, on=cmd.occurred_on or today,
        has_evidence=bool(cmd.evidence_number.strip()) or cmd.evidence_file is not None, reason=cmd.reason,
        needs=_needed(row), pending=bool(row.claimed),
    )  # fmt: skip


def _needed(row: Commitment) -> Standing | None:
    """How the commitment stands that has to be met first, under a lock of the same agreement."""
    if row.needs_id is None:
        return None
    return Standing(Commitment.objects.values_list("state", flat=True).get(pk=row.needs_id))


@command
def decide_commitments(
    draft: Draft, commands: Sequence[DecideCommitment], *, by: Actor, today: date
) -> Mapping[str, Any]:
    """A second person decides that it ended as was reported. What it needs is asked again: it may be open anew."""
    for item, cmd in enumerate(commands):
        row, _agreement = _locked(draft, cmd.id, cmd.seen)
        policies.COMMITMENTS.require(by, "decide", row)
        reasons = decision_refusals(row.claimed, row.claimed_by_id, by.person)
        if row.claimed:
            reasons += needed_refusals(Standing(row.claimed), _needed(row))
        checking.refuse(reasons, item)
        met_on = row.claimed_on if row.claimed == Standing.MET.value else None
        draft.record(row.id, CommitmentDecided(row.claimed, met_on), zone=row.zone_id)
    return {"ids": [cmd.id for cmd in commands]}


@command
def return_claims(draft: Draft, commands: Sequence[ReturnClaim], *, by: Actor, today: date) -> Mapping[str, Any]:
    """A second person does not agree with what was reported; the commitment stays open."""
    for item, cmd in enumerate(commands):
        row, _agreement = _locked(draft, cmd.id, cmd.seen)
        policies.COMMITMENTS.require(by, "decide", row)
        reasons = [*decision_refusals(row.claimed, row.claimed_by_id, by.person), *checking.why(cmd.reason)]
        checking.refuse(reasons, item)
        draft.record(row.id, ClaimReturned(Said.of(cmd.reason.strip(), label="reason")), zone=row.zone_id)
    return {"ids": [cmd.id for cmd in commands]}

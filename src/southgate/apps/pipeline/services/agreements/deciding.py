"""A second person approves or returns a text; then it is signed, and one day ends. Fair-competition reviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from southgate.apps.pipeline.entries.agreements import (
    AgreementApproved,
    AgreementEnded,
    AgreementReturned,
    AgreementSigned,
    FairReviewRegistered,
)
from southgate.apps.pipeline.models.agreements import Agreement, FairReview
from southgate.apps.pipeline.models.signings import Signing
from southgate.apps.pipeline.policies import agreements as policies
from southgate.apps.pipeline.services.agreements import checking
from southgate.apps.pipeline.services.agreements.commands import (
    ApproveAgreement,
    EndAgreement,
    RecordReview,
    ReturnAgreement,
    SignAgreement,
)
from southgate.apps.pipeline.services.agreements.facts import latest_review, text_facts
from southgate.domain.agreements.approving import approval_refusals, signing_refusals
from southgate.domain.agreements.words import State
from southgate.domain.errors import Reason
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor


@command
def approve_agreements(
    draft: Draft, commands: Sequence[ApproveAgreement], *, by: Actor, today: date
) -> Mapping[str, Any]:
    """Approve the latest text: a second person, and the review record where a passage asks for it."""
    for item, cmd in enumerate(commands):
        row = draft.lock(Agreement, cmd.id, seen=cmd.seen)
        policies.RULES.require(by, "approve", row)
        checking.refuse(approval_refusals(text_facts(row), by.person), item)
        review = latest_review(row)
        approved = AgreementApproved(row.text_number, review.id if review is not None else None)
        draft.record(row.id, approved, zone=row.zone_id)
    return {"ids": [cmd.id for cmd in commands]}


@command
def return_agreements(
    draft: Draft, commands: Sequence[ReturnAgreement], *, by: Actor, today: date
) -> Mapping[str, Any]:
    """Give a text back to its writer, with the reason."""
    for item, cmd in enumerate(commands):
        row = draft.lock(Agreement, cmd.id, seen=cmd.seen)
        policies.RULES.require(by, "approve", row)
        reasons = checking.why(cmd.reason)
        if row.state not in (State.SUBMITTED, State.APPROVED):
            reasons.append(Reason("协议没有在等审批", where="state", mend="刷新页面看现在的状态"))
        checking.refuse(reasons, item)
        words = Said.of(cmd.reason.strip(), label="reason")
        draft.record(row.id, AgreementReturned(row.text_number, words), zone=row.zone_id)
    return {"ids": [cmd.id for cmd in commands]}


@command
def sign_agreements(draft: Draft, commands: Sequence[SignAgreement], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Write down that the approved text was signed, on which day, and by which signing it is counted."""
    for item, cmd in enumerate(commands):
        row = draft.lock(Agreement, cmd.id, seen=cmd.seen)
        policies.RULES.require(by, "edit", row)
        number = cmd.contract_number.strip() or row.contract_number
        reasons = signing_refusals(text_facts(row))
        reasons += checking.past(cmd.signed_on, today, "signed_on")
        reasons += checking.line(number, "contract_number", checking.LONGEST_NUMBER)
        reasons += _not_its_signing(cmd, row)
        checking.refuse(reasons, item)
        signed = AgreementSigned(row.text_number, number, cmd.signing)
        draft.record(row.id, signed, zone=row.zone_id, occurred_on=cmd.signed_on)
    return {"ids": [cmd.id for cmd in commands]}


def _not_its_signing(cmd: SignAgreement, row: Agreement) -> list[Reason]:
    if cmd.signing is None:
        return []
    if Signing.objects.filter(pk=cmd.signing, project=row.project_id, withdrawn=False).exists():
        return []
    return [Reason("没有这次签约", where="signing", mend="从本项目的签约里选")]


@command
def end_agreements(draft: Draft, commands: Sequence[EndAgreement], *, by: Actor, today: date) -> Mapping[str, Any]:
    """A signed agreement ends, or a draft is given up; the reason stays."""
    for item, cmd in enumerate(commands):
        row = draft.lock(Agreement, cmd.id, seen=cmd.seen)
        policies.RULES.require(by, "end", row)
        reasons = [*checking.why(cmd.reason), *checking.past(cmd.occurred_on, today, "occurred_on")]
        if row.state == State.ENDED:
            reasons.append(Reason("协议已经终止", where="state", mend="刷新页面看现在的状态"))
        checking.refuse(reasons, item)
        words = AgreementEnded(Said.of(cmd.reason.strip(), label="reason"))
        draft.record(row.id, words, zone=row.zone_id, occurred_on=cmd.occurred_on)
    return {"ids": [cmd.id for cmd in commands]}


@command
def record_reviews(draft: Draft, commands: Sequence[RecordReview], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Attach the record of a fair-competition review to the version that was reviewed."""
    ids = []
    for item, cmd in enumerate(commands):
        row = draft.lock(Agreement, cmd.agreement)
        policies.RULES.require(by, "review", row)
        digest, reasons = checking.evidence(cmd.file, row.id, "file")
        checking.refuse([*_unreviewable(cmd, row, today), *reasons], item)
        id = draft.new_id()
        given = {
            "zone_id": row.zone_id, "agreement_id": row.id, "text_number": cmd.text_number,
            "number": cmd.number.strip(), "office": cmd.office.strip(), "reviewed_on": cmd.reviewed_on,
            "conclusion": cmd.conclusion.value, "file": cmd.file, "sha256": digest, "recorded_by_id": by.person,
        }  # fmt: skip
        columns = {name: value for name, value in given.items() if value is not None}
        draft.record(id, FairReviewRegistered(columns), zone=row.zone_id, occurred_on=cmd.reviewed_on)
        ids.append(id)
    return {"ids": ids}


def _unreviewable(cmd: RecordReview, row: Agreement, today: date) -> list[Reason]:
    reasons = checking.line(cmd.number, "number", checking.LONGEST_NUMBER, needed="没有写审查文号")
    reasons += checking.line(cmd.office, "office", checking.LONGEST_TITLE, needed="没有写审查机关")
    reasons += checking.past(cmd.reviewed_on, today, "reviewed_on")
    if row.state in (State.SIGNED, State.ENDED):
        reasons.append(Reason("协议已签订或已终止，不能再补审查", where="state", mend="审查要在签订以前做"))
    if row.text_number == 0 or cmd.text_number != row.text_number:
        params = {"number": row.text_number}
        mend = "按最新一版送审"
        reasons.append(Reason("现在是第 %(number)s 版，审查要对着这一版", params, "text_number", mend))
    same = FairReview.objects.filter(agreement=row, text_number=cmd.text_number, number=cmd.number.strip())
    if same.exists():
        reasons.append(Reason("这份审查记录已经挂在这一版上", where="number", mend="刷新页面查看"))
    return reasons

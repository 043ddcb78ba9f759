"""What can be asked of agreements and what hangs on them: one frozen command a request. No `occurred_on` is today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from southgate.domain.agreements.words import AgreementForm, Conclusion, Flag, Side, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftAgreement:
    """`text` may come later. `supplements`: of a supplement, the signed agreement that it changes."""

    project: UUID
    title: str
    form: AgreementForm
    enterprise: UUID | None = None
    supplements: UUID | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditAgreement:
    """`values`: any of title, form, enterprise, supplements, contract_number."""

    id: UUID
    seen: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteText:
    """A new version. `file`: evidence of this agreement from which the words were taken."""

    id: UUID
    seen: int
    text: str
    file: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitAgreement:
    id: UUID
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveAgreement:
    id: UUID
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnAgreement:
    id: UUID
    seen: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignAgreement:
    """`signing`: the signing of the project by which it is counted."""

    id: UUID
    seen: int
    signed_on: date
    contract_number: str = ""
    signing: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndAgreement:
    id: UUID
    seen: int
    reason: str
    occurred_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddFlag:
    """`quote` as it stands in the latest text."""

    agreement: UUID
    quote: str
    flag: Flag


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearFlag:
    id: UUID
    seen: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReview:
    """`text_number`: which version was reviewed; only the latest one can be. `file`: the review's paper, evidence of
    this agreement."""

    agreement: UUID
    text_number: int
    number: str
    office: str
    reviewed_on: date
    conclusion: Conclusion
    file: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCommitment:
    """`quantity` in units of 10^-places of the measure. `needs`: which commitment of the enterprise comes first."""

    agreement: UUID
    side: Side
    measure: str
    text: str
    quantity: int | None
    due_on: date | None
    needs: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditCommitment:
    """All of it anew; what stays the same is not written."""

    id: UUID
    seen: int
    side: Side
    measure: str
    text: str
    quantity: int | None
    due_on: date | None
    needs: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DropCommitment:
    id: UUID
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCommitment:
    """How it ended: met with a paper's number or file, missed or waived with the reason."""

    id: UUID
    seen: int
    to: Standing
    occurred_on: date | None = None
    evidence_number: str = ""
    evidence_file: UUID | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideCommitment:
    id: UUID
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnClaim:
    id: UUID
    seen: int
    reason: str

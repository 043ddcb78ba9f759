"""What the OpenAPI document says of agreements going out."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ninja import Schema

from southgate.kernel.panels.rest.documents import EntriesSeen


class UnsignedSeen(Schema):
    """An agreement on its way. `flags`: passages that wait for a judgement or a review."""

    id: UUID
    title: str
    form: str
    state: str
    project_name: str
    text_number: int
    flags: int


class DueSeen(Schema):
    """A commitment of a signed agreement. `quantity` in units of 10^-`places` of `unit`; `left` in working days."""

    id: UUID
    project: UUID
    project_name: str
    agreement: UUID
    agreement_title: str
    side: str
    title: str
    text: str
    quantity: int | None
    places: int
    unit: str
    due_on: date
    state: str
    claimed: str
    left: int | None


class DuePage(Schema):
    """The overdue first. `overdue`: of all open ones that the reader sees."""

    total: int
    overdue: int
    page: int
    rows: list[DueSeen]


class PassageSeen(Schema):
    """A flagged passage: `first` and `last` in the latest text."""

    id: UUID
    version: int
    flag: str
    flag_name: str
    rule: str
    why: str
    quote: str
    first: int
    last: int
    state: str
    found_by: str
    added_by: str
    judged_by: str
    judged_on: date | None
    reason: str
    can_judge: bool


class VersionSeen(Schema):
    number: int
    on: date
    by: str
    length: int
    sha256: str
    file: UUID | None


class ReviewedSeen(Schema):
    """`holds`: whether it is the review of the latest version."""

    id: UUID
    text_number: int
    number: str
    office: str
    on: date
    conclusion: str
    by: str
    file: UUID
    holds: bool


class PromisedSeen(Schema):
    id: UUID
    version: int
    side: str
    measure: str
    title: str
    award: bool
    text: str
    quantity: int | None
    places: int
    unit: str
    due_on: date
    needs: UUID | None
    state: str
    claimed: str
    claimed_by: str
    claimed_on: date | None
    evidence_number: str
    evidence_file: UUID | None
    met_on: date | None
    decided_by: str
    decided_on: date | None
    reason: str
    left: int | None
    can_claim: bool
    can_decide: bool


class AgreementSeen(EntriesSeen):
    """One agreement with its latest text, passages, versions, reviews and what both sides promised."""

    id: UUID
    version: int
    zone: UUID
    project: UUID
    project_name: str
    title: str
    form: str
    state: str
    enterprise_name: str
    supplements: UUID | None
    signing: UUID | None
    contract_number: str
    text_number: int
    text: str
    submitted_on: date | None
    approved_on: date | None
    signed_on: date | None
    ended_on: date | None
    returned: str
    ended: str
    passages: list[PassageSeen]
    versions: list[VersionSeen]
    reviews: list[ReviewedSeen]
    commitments: list[PromisedSeen]
    can: dict[str, bool]


class PieceSeen(Schema):
    """`change`: same, taken or added against the version before."""

    change: str
    text: str


class ComparedSeen(Schema):
    number: int
    latest: int
    sha256: str
    pieces: list[PieceSeen]

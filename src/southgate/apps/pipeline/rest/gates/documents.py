"""What the OpenAPI document says of gates, documents, reviews and leaves going out."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ninja import Schema


class NeedSeen(Schema):
    """One need: `note` says how it stands, `mend` what to do. `overridable`: leave may be asked to pass without it."""

    key: str
    label: str
    met: bool
    note: str
    mend: str
    source: str
    overridable: bool
    on: date | None


class GateSeen(Schema):
    """The gate of a stage for one project. `open`: nothing is missing, or a granted leave covers it (`override`)."""

    to: str
    label: str
    open: bool
    overridable: bool
    override: UUID | None
    needs: list[NeedSeen]


class DeadlineSeen(Schema):
    """A deadline after signing. `days_left` in calendar days, null once it is met."""

    key: str
    label: str
    source: str
    signed_on: date
    due: date
    met: bool
    met_on: date | None
    late: bool
    days_left: int | None


class DocumentSeen(Schema):
    id: UUID
    version: int
    kind: str
    label: str
    number: str
    on: date | None
    planned_on: date | None
    file: UUID | None
    sha256: str
    place: str
    work: str
    started_on: date | None
    verifier: str
    added_by: str
    added_on: date | None
    withdrawn: bool
    reason: str


class OpinionSeen(Schema):
    id: UUID
    version: int
    who: str
    verdict: str
    text: str
    on: date | None
    by: str
    mine: bool


class ReviewSeen(Schema):
    id: UUID
    version: int
    state: str
    convened_on: date | None
    convened_by: str
    decided_on: date | None
    decided_by: str
    text: str
    opinions: list[OpinionSeen]
    may_decide: bool


class OverrideSeen(Schema):
    """`needs`: what was unmet when leave was asked, by its name."""

    id: UUID
    version: int
    to: str
    state: str
    needs: list[str]
    reason: str
    asked_by: str
    asked_on: date | None
    decided_by: str
    decided_on: date | None
    text: str
    used_on: date | None
    may_decide: bool


class BehindSeen(Schema):
    """Everything behind the gates of one project."""

    documents: list[DocumentSeen]
    reviews: list[ReviewSeen]
    overrides: list[OverrideSeen]
    deadlines: list[DeadlineSeen]

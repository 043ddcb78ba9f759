"""What the OpenAPI document says of suspicions going out."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from ninja import Schema

from southgate.kernel.panels.rest.documents import EntriesSeen, ReasonSeen

StateSeen = Literal["open", "same", "different"]
SharedSeen = Literal[
    "address", "contract", "contractor", "voucher", "product", "photo", "name", "resigned", "bundle"
]  # fmt: skip
"""What two projects share. The document knows a kind of schema by its name, and other rooms have kinds too."""


class PairSideSeen(Schema):
    id: UUID
    name: str
    code: str
    firm: str
    zone: UUID


class PairCaseSeen(Schema):
    """Two projects that may be one. `strength` in millionths, of all that is asked together; `kinds`: what they share.

    `version` is the pair's: it grows with every entry about any of its suspicions.
    """

    id: UUID
    version: int
    state: StateSeen
    a: PairSideSeen
    b: PairSideSeen
    strength: int
    kinds: list[SharedSeen]
    because: list[str]
    keeps: UUID | None
    again: bool


class ReviewDeskSeen(Schema):
    """`counts` of pairs by state, as far as the reader sees both projects."""

    total: int
    page: int
    size: int
    counts: dict[str, int]
    rows: list[PairCaseSeen]


class SuspicionSeen(Schema):
    id: UUID
    kind: SharedSeen
    strength: int
    state: StateSeen
    because: list[str]


class PairFactSeen(Schema):
    """One fact of both: `a` and `b` as text, days, or sums in 分 by `kind`; `alike`: same, near or empty."""

    label: str
    kind: Literal["text", "day", "sum"]
    a: str | int | date | None
    b: str | int | date | None
    alike: Literal["same", "near", ""]


class PairPapersSeen(Schema):
    """Ids of one project's papers as far as the reader sees them; `shared`: those that the other has too."""

    signings: list[UUID]
    vouchers: list[UUID]
    documents: list[UUID]
    files: list[UUID]
    shared: list[UUID]


class WholePair(EntriesSeen):
    """`can`: what the reader may do now; `against`: why he may not judge; `unsettled`: signings that still count of
    the project that does not keep counting."""

    pair: PairCaseSeen
    suspicions: list[SuspicionSeen]
    facts: list[PairFactSeen]
    papers_of_a: PairPapersSeen
    papers_of_b: PairPapersSeen
    reason: str
    judged_on: date | None
    can: dict[str, bool]
    against: list[ReasonSeen]
    unsettled: list[UUID]

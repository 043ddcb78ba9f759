"""What the OpenAPI document says of suspicions going out."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from ninja import Schema

from southgate.domain.matching.bundles.kinds import Kind
from southgate.kernel.panels.rest.documents import EntriesSeen, ReasonSeen

StateSeen = Literal["open", "same", "different"]


class SideSeen(Schema):
    id: UUID
    name: str
    code: str
    firm: str
    zone: UUID


class CaseSeen(Schema):
    """Two projects that may be one. `strength` in millionths, of all that is asked together; `kinds`: what they share.

    `version` is the pair's: it grows with every entry about any of its suspicions.
    """

    id: UUID
    version: int
    state: StateSeen
    a: SideSeen
    b: SideSeen
    strength: int
    kinds: list[Kind]
    because: list[str]
    keeps: UUID | None
    again: bool


class DeskSeen(Schema):
    """`counts` of pairs by state, as far as the reader sees both projects."""

    total: int
    page: int
    size: int
    counts: dict[str, int]
    rows: list[CaseSeen]


class SuspicionSeen(Schema):
    id: UUID
    kind: Kind
    strength: int
    state: StateSeen
    because: list[str]


class ComparedSeen(Schema):
    """One fact of both: `a` and `b` as text, days, or sums in 分 by `kind`; `alike`: same, near or empty."""

    label: str
    kind: Literal["text", "day", "sum"]
    a: str | int | date | None
    b: str | int | date | None
    alike: Literal["same", "near", ""]


class PapersSeen(Schema):
    """Ids of one project's papers as far as the reader sees them; `shared`: those that the other has too."""

    signings: list[UUID]
    vouchers: list[UUID]
    documents: list[UUID]
    files: list[UUID]
    shared: list[UUID]


class WholePair(EntriesSeen):
    """`can`: what the reader may do now; `against`: why he may not judge; `unsettled`: signings that still count of
    the project that does not keep counting."""

    pair: CaseSeen
    suspicions: list[SuspicionSeen]
    facts: list[ComparedSeen]
    papers_of_a: PapersSeen
    papers_of_b: PapersSeen
    reason: str
    judged_on: date | None
    can: dict[str, bool]
    against: list[ReasonSeen]
    unsettled: list[UUID]

"""What the OpenAPI document says of visits, follow-ups, events and introducers going out."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ninja import Schema

from southgate.kernel.panels.rest.documents import EntriesSeen


class WhomSeen(Schema):
    """A project, a lead or an enterprise."""

    kind: str
    id: UUID
    name: str


class FindingSeen(Schema):
    kind: str
    text: str


class VisitSeen(Schema):
    """`open`: how many follow-ups are still to be done. Of words erased by law only an empty text is left."""

    id: UUID
    version: int
    zone: UUID
    on: date
    kind: str
    place: str
    whom: WhomSeen
    with_whom: str
    note: str
    by: str
    findings: list[FindingSeen]
    open: int
    withdrawn: bool
    event: UUID | None


class VisitPage(Schema):
    total: int
    page: int
    size: int
    rows: list[VisitSeen]


class FollowUpSeen(Schema):
    id: UUID
    version: int
    visit: UUID
    whom: WhomSeen
    text: str
    owner: UUID
    owner_name: str
    due_on: date
    state: str
    done_on: date | None
    result: str
    late: bool


class WholeVisit(EntriesSeen):
    visit: VisitSeen
    follow_ups: list[FollowUpSeen]


class EventRowSeen(Schema):
    """`lines` and `announced` (分) never hold a confidential talk."""

    id: UUID
    name: str
    kind: str
    state: str
    held_on: date
    to_on: date | None
    place: str
    lines: int
    announced: int | None


class WorthSeen(Schema):
    """What one signing at the event is worth: 0 or 1 project, 分, 0 or 1 upgrade; and why not more."""

    id: UUID
    kind: str
    on: date
    projects: int
    money: int
    upgrades: int
    because: list[str]


class EventLineSeen(Schema):
    """Sums in minor units of `currency`; `arrived` in 分. `in_figures` is false for a talk of the reader's own team."""

    id: UUID
    version: int
    whom: WhomSeen
    part: str
    announced: int | None
    onsite: int | None
    currency: str
    stage: str
    signings: list[WorthSeen]
    elsewhere: str
    signed_later: date | None
    arrived: int | None
    started_on: date | None
    outcome: str
    in_figures: bool


class TotalsSeen(Schema):
    lines: int
    announced: int
    onsite: int
    counted: int
    counted_money: int
    upgrades: int
    signed_later: int
    arrived: int
    started: int
    unrated: int


class EventSeen(Schema):
    id: UUID
    version: int
    zone: UUID
    name: str
    kind: str
    state: str
    held_on: date
    to_on: date | None
    place: str
    organiser: UUID | None
    reason: str
    lines: list[EventLineSeen]
    totals: TotalsSeen
    can: dict[str, bool]


class RewardStepSeen(Schema):
    base: int
    rate: int
    gives: int


class RewardSeen(Schema):
    """分. `amount` is null where the rule cannot be computed. Nothing is payable here."""

    amount: int | None
    base: int
    steps: list[RewardStepSeen]
    uplifted: int | None
    uplift_for: str
    rule: str
    checks: list[str]


class IntroducedSeen(Schema):
    id: UUID
    version: int
    whom: WhomSeen
    on: date
    registered_on: date
    reward: RewardSeen | None


class IntroducerSeen(Schema):
    id: UUID
    version: int
    zone: UUID
    kind: str
    name: str
    credit_code: str
    registered_on: date
    barred_why: str
    brought: list[IntroducedSeen]

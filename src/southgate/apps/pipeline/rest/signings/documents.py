"""What the OpenAPI document says of figures, signings, tasks and lists going out."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ninja import Schema

from southgate.domain.counting.words import Form, ListedClass, Screening, SigningKind
from southgate.kernel.panels.rest.documents import EntriesSeen


class FigureSeen(Schema):
    """`value` in the `unit`: projects, firms, money (分), score and rate (millionths). Of a rate, `part` and `over` are
    what was divided and `shown` is the text in per cent. `task`, `reached`, `ahead`, `grown` in the same units or in
    millionths; null where there is nothing to compare. `papers` are the packs with their editions."""

    key: str
    title: str
    says: str
    caliber: str
    unit: str
    value: int | None
    shown: str | None
    part: int | None
    over: int | None
    over_title: str
    task: int | None
    reached: int | None
    ahead: int | None
    before: int | None
    grown: int | None
    opens_to: str


class FiguresSeen(Schema):
    zone: UUID
    period: str
    position: int
    papers: list[str]
    figures: list[FigureSeen]


class SigningLineSeen(Schema):
    """`amount` in minor units of `currency`; `replaced`: counted for the signing after a change of owner."""

    id: UUID
    version: int
    project: UUID
    project_name: str
    kind: SigningKind
    form: Form
    state: Screening
    withdrawn: bool
    signed_on: date
    grain: str
    amount: int | None
    currency: str | None
    amount_cny: int | None
    enterprise: str
    event: str
    lead_unit: str
    contract_number: str
    listed_class: str
    replaced: bool
    can: list[str]


class GroupSeen(Schema):
    """`key` is `counted`, or the rule by which the rows of the group do not count; `why` says it."""

    key: str
    why: str
    count: int


class RowsSeen(Schema):
    key: str
    title: str
    group: str
    groups: list[GroupSeen]
    total: int
    page: int
    rows: list[SigningLineSeen]


class SigningsPage(Schema):
    total: int
    page: int
    rows: list[SigningLineSeen]


class SigningSeen(SigningLineSeen, EntriesSeen):
    """One signing with its book. `credit`: unit or zone id (hex) → share in millionths."""

    reported_on: date | None
    decided_on: date | None
    rate_millionths: int | None
    rate_on: date | None
    reinvestment: bool
    municipal: bool
    recognised_number: str
    listed_share_millionths: int | None
    introduced_on: date | None
    unreported_months: int
    credit: dict[str, int]


class TaskSeen(Schema):
    id: UUID
    version: int
    definition: str
    year: int
    target: int
    unit: UUID | None
    unit_name: str
    source: str


class ListSeen(Schema):
    """`whole`: all 500 firms are known."""

    list: ListedClass
    year: int
    count: int
    whole: bool


class FirmSeen(Schema):
    id: UUID
    version: int
    name: str
    rank: int | None
    credit_code: str
    source: str


class FirmsListed(Schema):
    """Ids of the firms that were new; `unchanged` stood there already."""

    ids: list[UUID]
    unchanged: int
    position: int
    repeated: bool

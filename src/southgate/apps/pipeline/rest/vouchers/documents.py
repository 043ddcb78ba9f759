"""What the OpenAPI document says of vouchers going out."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ninja import Schema

from southgate.domain.counting.vouchers import Origin, State, Use, VoucherKind
from southgate.kernel.panels.rest.documents import EntriesSeen, ReasonSeen


class VoucherSeen(Schema):
    """`amount` in minor units of `currency`, `amount_cny` in 分."""

    id: UUID
    version: int
    project: UUID
    project_name: str
    project_code: str
    kind: VoucherKind
    use: Use
    origin: Origin
    number: str
    issuer: str
    payer: str
    paid_on: date
    amount: int
    currency: str
    amount_cny: int
    state: State
    entered_by: str
    entered_on: date
    has_slip: bool


class SumsSeen(Schema):
    """In 分, of the asked state (of all: the accepted), without confidential talks.

    `confidential_of_mine` is what the reader's own talks would add.
    """

    fixed: int
    working: int
    land: int
    total: int
    confidential_of_mine: int


class VoucherPage(Schema):
    total: int
    page: int
    size: int
    counts: dict[str, int]
    sums: SumsSeen
    rows: list[VoucherSeen]


class WholeVoucher(EntriesSeen):
    """`can`: what the reader may do now. `against`: what by the zone's rule stands against accepting it."""

    id: UUID
    version: int
    zone: UUID
    project: UUID
    project_name: str
    project_code: str
    kind: VoucherKind
    use: Use
    origin: Origin
    number: str
    issuer: str
    payer: str
    paid_on: date
    amount: int
    currency: str
    rate_millionths: int | None
    rate_on: date | None
    amount_cny: int
    state: State
    people: dict[str, str]
    entered_on: date
    decided_on: date | None
    reason: str
    returned: bool
    corrects: UUID | None
    corrected_by: UUID | None
    slip: UUID | None
    sha256: str
    can: dict[str, bool]
    against: list[ReasonSeen]
    rule: str


class LeftOut(Schema):
    number: str
    amount_cny: int
    because: str


class InPlaceSeen(Schema):
    """Money in place of one project in 分: accepted by use, planned beside it, and what of it counts by the rule.

    `stated`: what the office's own ledger says, while there is no accepted voucher.
    """

    arrived: dict[str, int]
    planned: dict[str, int | None]
    total: int
    vouchers: dict[str, int]
    stated: int | None
    counted: int
    left_out: list[LeftOut]
    rule: str

"""What the OpenAPI document says of board and funnel."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ninja import Schema

from southgate.apps.pipeline.rest.projects.documents import FILTER, OwnTalks
from southgate.apps.pipeline.selectors.board.funnel import GROUPS
from southgate.domain.projects import STAGES, Stage, Status
from southgate.kernel.panels.rest.asking import query


class CardSeen(Schema):
    """`days` in the stage, null where its day is not known; `overdue` days behind the promise."""

    id: UUID
    version: int
    stage: Stage
    name: str
    firm: str
    public_works: bool
    planned: int | None
    currency: str
    since: date | None
    since_grain: str
    days: int | None
    promised: date | None
    promised_grain: str
    overdue: int
    responsible: str
    status: Status
    confidential: bool
    key_project: bool
    movable: bool


class BoardColumnSeen(Schema):
    """`amount` in 分, without confidential talks; `without_rate` projects are in no sum; `rest` cards come after."""

    stage: Stage
    name: str
    count: int
    amount: int
    without_rate: int
    confidential_of_mine: OwnTalks | None
    cards: list[CardSeen]
    page: int
    rest: int


class BoardSeen(Schema):
    position: int
    columns: list[BoardColumnSeen]


class FunnelStepSeen(Schema):
    """`conversion` in millionths; `median` and `ninetieth` in days of the `known` finished stays."""

    stage: Stage
    name: str
    reached: int
    here: int
    ended: int
    amount: int
    amount_here: int
    without_rate: int
    conversion: int | None
    median: int | None
    ninetieth: int | None
    known: int
    unknown: int


class FunnelGroupSeen(Schema):
    id: UUID | None
    name: str
    steps: list[FunnelStepSeen]


class FunnelSeen(Schema):
    """`undated` projects are left out: the day that the period asks for is not known. `more_groups` are not listed."""

    position: int
    steps: list[FunnelStepSeen]
    undated: int
    groups: list[FunnelGroupSeen]
    more_groups: int


COLUMN = (
    *FILTER,
    query("of", {"type": "string", "enum": [stage.value for stage in STAGES]}, "The stage of the column"),
    query("page", {"type": "integer", "minimum": 1, "maximum": 100_000}),
)
GROUPED = (*FILTER, query("by", {"type": "string", "enum": list(GROUPS)}, "One funnel for each of these"))

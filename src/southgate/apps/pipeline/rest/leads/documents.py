"""What the OpenAPI document says of leads, their clocks and hand-overs, and of the talks library going out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import WithJsonSchema

from southgate.apps.pipeline.fields.leads import FIELDS
from southgate.kernel.exchange import typed
from southgate.kernel.panels.rest.asking import query
from southgate.kernel.panels.rest.documents import EntriesSeen

PAST = query("day", {"type": "string", "format": "date"}, "A past day: as it was known at that day's end.")
Values = Annotated[
    dict[str, Any],
    WithJsonSchema({"type": "object", "properties": {**typed.schema_out(FIELDS), "currency": {"type": "string"}}}),
]


class ClockSeen(Schema):
    """`days` in `unit`: left while it runs, late when it is or was late. `due` null: the rule names no day."""

    key: str
    label: str
    start: date
    due: date | None
    met_on: date | None
    state: str
    days: int
    unit: str
    says: str
    because: str
    provisional: bool


class LeadLine(Schema):
    id: UUID
    version: int
    code: str
    name: str
    investor: str
    source: str
    state: str
    judgement: str
    zone: UUID
    zone_name: str
    lead_unit: str
    responsible_person: str
    received_on: date
    investment_planned: int | None
    currency: str
    confidential: bool
    clock: ClockSeen | None
    late: int


class LeadPage(Schema):
    """`late`: of the open ones of the whole view those with a clock that ran out."""

    total: int
    page: int
    size: int
    late: int
    rows: list[LeadLine]


class TransferSeen(Schema):
    id: UUID
    version: int
    state: str
    from_zone: str
    from_unit: str
    to_zone: str
    to_unit: str
    share_millionths: int
    offered_on: date
    decided_on: date | None
    reason: str
    answer: str
    can: list[str]


class ShareSeen(Schema):
    unit: UUID
    name: str
    millionths: int


class AlikeSeen(Schema):
    id: UUID
    code: str
    name: str
    first_contact_on: date
    first_unit: str
    state: str
    first: bool


class LeadSeen(EntriesSeen):
    """One lead. `unbound`: why it has no clocks, empty when it has. `contact` is absent for who only looks."""

    id: UUID
    zone: UUID
    zone_name: str
    version: int
    code: str
    state: str
    judgement: str
    values: Values
    named_on: date | None
    judged_on: date | None
    answered_on: date | None
    reported_on: date | None
    bureau_on: date | None
    clocks: list[ClockSeen]
    unbound: str
    transfers: list[TransferSeen]
    credit: list[ShareSeen]
    alike: list[AlikeSeen]
    talked_first: bool
    project: UUID | None
    can: dict[str, bool]


class TalkLine(Schema):
    """`colour` is null for one that is not timed; `last` its last typed progress, or its first talk."""

    id: UUID
    version: int
    code: str
    name: str
    enterprise: str
    grade: str
    colour: str | None
    months: int | None
    last: date | None
    next: str | None
    next_on: date | None
    because: str
    status: str
    removed_on: date | None
    lead_unit: str
    responsible_person: str
    investment_planned: int | None
    currency: str


class TalkPage(Schema):
    total: int
    page: int
    size: int
    counts: dict[str, int]
    rows: list[TalkLine]


class RemovalSeen(Schema):
    id: UUID
    version: int
    project: UUID
    name: str
    reason: str
    asked_by: str
    asked_on: date
    can_decide: bool

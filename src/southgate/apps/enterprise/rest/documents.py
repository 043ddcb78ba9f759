"""What the OpenAPI document says of enterprises going out."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import WithJsonSchema

from southgate.apps.enterprise.fields import FIELDS
from southgate.kernel.exchange import typed
from southgate.kernel.panels.rest.asking import query
from southgate.kernel.panels.rest.documents import EntriesSeen

Values = Annotated[dict[str, Any], WithJsonSchema({"type": "object", "properties": typed.schema_out(FIELDS)})]
PAST = query("day", {"type": "string", "format": "date"}, "A past day: as known at its end")


class EnterpriseLine(Schema):
    id: UUID
    version: int
    name: str
    credit_code: str
    group_name: str
    industry: str
    source_region: str


class EnterpriseList(Schema):
    """In the order of their names; `total` is exact."""

    total: int
    page: int
    size: int
    rows: list[EnterpriseLine]


class EnterpriseSeen(EntriesSeen):
    """`merged_into`: the record that stands for this one now. Entries are for the zone's staff."""

    id: UUID
    version: int
    values: Values
    merged_into: UUID | None
    came_from: list[EnterpriseLine]


class NearSeen(Schema):
    """A known enterprise that a new name may be; `score` 0 to 100, `because` says why."""

    id: UUID
    name: str
    credit_code: str
    score: int
    because: str

"""What the OpenAPI document says of projects going out, and of the conditions that their ledger takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import WithJsonSchema

from southgate.apps.pipeline.fields.projects import FIELDS, OWN
from southgate.apps.pipeline.selectors.projects.filtering import MEASURES, UNSORTABLE, WORDS
from southgate.kernel.exchange import typed
from southgate.kernel.exchange.fields import REFERENCES, Field, Kind
from southgate.kernel.panels.rest.asking import query
from southgate.kernel.panels.rest.documents import EntriesSeen

TEXT = {"type": "string", "maxLength": 200}
TEXTS = {"type": "array", "items": TEXT, "maxItems": 50}
DAY = {"type": "string", "format": "date"}
_VALUES = {
    "type": "object",
    "properties": {
        **typed.schema_out(OWN),
        "currency": {"type": "string"},
        "investment_cny": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
    },
}
Values = Annotated[dict[str, Any], WithJsonSchema(_VALUES)]
Row = Annotated[
    dict[str, Any],
    WithJsonSchema(
        {
            "type": "object",
            "required": ["id", "version", "currency"],
            "properties": {
                "id": {"type": "string", "format": "uuid"},
                "version": {"type": "integer"},
                **_VALUES["properties"],  # type: ignore[dict-item]
            },
        }
    ),
]


class ProjectPage(Schema):
    """`total` is exact; `position` is where the book stood."""

    total: int
    page: int
    size: int
    position: int
    rows: list[Row]


class OwnTalks(Schema):
    count: int
    investment_planned: int


class ProjectTotals(Schema):
    """Sums in 分 by field; `without_rate` projects have money in another currency and are in no sum."""

    count: int
    sums: dict[str, int]
    without_rate: int
    confidential_of_mine: OwnTalks | None


class FacetValue(Schema):
    value: UUID | str | None
    label: str
    count: int


class ProjectFacet(Schema):
    field: str
    values: list[FacetValue]
    complete: bool


class Choice(Schema):
    value: str
    label: str


class FieldSeen(Schema):
    """`grain` and `currency` name what accompanies the field; `kind` says how a number is to be read."""

    name: str
    label: str
    kind: Kind
    group: str
    unit: str
    why: str
    required: bool
    editable: bool
    choices: list[Choice]
    grain: str
    currency: str


class StageSeen(Schema):
    stage: str
    name: str
    state: str
    day: date | None
    grain: str
    days: int | None


class MemberSeen(Schema):
    person: UUID
    name: str
    from_day: date
    to_day: date | None


class ProjectSeen(EntriesSeen):
    """`gaps` are fields that a project this far should have, `editable` those that the reader may change."""

    id: UUID
    zone: UUID
    zone_name: str
    version: int
    values: Values
    stages: list[StageSeen]
    gaps: list[str]
    editable: list[str]
    can: dict[str, bool]
    team: list[MemberSeen]


def _conditions(what: Field) -> Iterator[dict[str, Any]]:
    if what.kind in WORDS:
        yield query(what.name, _several(what), _said(what))
    if what.kind in MEASURES:
        for test in ("min", "max"):
            yield query(f"{what.name}_{test}", TEXT, f"{_said(what)}, as people type it")
    if what.kind is Kind.DAY:
        for test in ("from", "to"):
            yield query(f"{what.name}_{test}", DAY, _said(what))


def _several(what: Field) -> dict[str, Any]:
    if what.choices:
        return {**TEXTS, "items": {"type": "string", "enum": [value for value, _ in what.choices]}}
    if what.kind is Kind.FLAG:
        return {**TEXTS, "items": {"type": "string", "enum": ["0", "1"]}}
    return TEXTS


def _said(what: Field) -> str:
    also = " (id, none" + (", me)" if what.kind is Kind.PERSON else ")") if what.kind in REFERENCES else ""
    return f"{what.label}{also}"


CONDITIONS = tuple(condition for what in FIELDS if not what.describes for condition in _conditions(what))
FILTER = (
    *CONDITIONS,
    query("q", {"type": "string", "maxLength": 60}, "Part of the name, or the beginning of the code"),
    query("day", DAY, "A past day: as known at its end"),
)
_SORTABLE = [what.name for what in FIELDS if not what.describes and what.kind not in UNSORTABLE]
PAGING = (
    query("sort", {"type": "string", "enum": [*_SORTABLE, *(f"-{name}" for name in _SORTABLE)]}),
    query("page", {"type": "integer", "minimum": 1, "maximum": 100_000}),
    query("columns", TEXT, "Names of fields, separated by commas"),
)
PAST = query("day", DAY, "A past day: as known at its end")

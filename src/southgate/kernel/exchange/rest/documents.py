"""What the OpenAPI document says of imports: an upload, its dry run, what it asks."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from southgate.kernel.exchange.fields import Kind
from southgate.kernel.panels.rest.documents import ReasonSeen


class KindSeen(Schema):
    """A kind of record that the reader may import here; `fields` are the columns of its template."""

    kind: str
    title: str
    fields: list[ColumnOfKind]


class ColumnOfKind(Schema):
    name: str
    label: str
    kind: Kind
    required: bool


class UploadLine(Schema):
    """`state` is uploaded, reading, refused, checked, publishing, published, undoing, undone or dropped."""

    id: UUID
    kind: str
    name: str
    state: str
    working: bool
    done: int
    total: int
    counts: dict[str, int]
    size: int
    sha256: str
    created_at: datetime
    before: UUID | None


class UploadList(Schema):
    total: int
    page: int
    size: int
    rows: list[UploadLine]


class ColumnSeen(Schema):
    """A column of the workbook and the field it goes to ("" is none); answered by `columns[layout][title]`."""

    sheet: str
    letter: str
    title: str
    layout: str
    field: str
    unit: str
    because: str
    settled: bool
    hidden: bool


class UnitAsked(Schema):
    """A column whose unit is not said; answered by `units[key]`."""

    key: str
    field: str
    sheet: str
    say: str
    options: list[str]
    answer: str


class NameAsked(Schema):
    """A name that the zone lacks; answered by `names[key]` with the id that was meant, "" to set it up."""

    key: str
    kind: str
    name: str
    near: list[str]


class AsideSeen(Schema):
    sheet: str
    row: int | None
    what: str
    text: str


class UploadSeen(UploadLine):
    reasons: list[ReasonSeen]
    columns: list[ColumnSeen]
    units: list[UnitAsked]
    names: list[NameAsked]
    aside: list[AsideSeen]


class CellSeen(Schema):
    """`value` as one would type it, `raw` as the workbook shows it, `old` as it stands now where it changes."""

    value: str
    raw: str
    old: str | None
    because: str
    key: str


class RowQuestion(Schema):
    """A doubtful cell; answered by `cells[key]`."""

    field: str
    say: str
    options: list[str]
    key: str


class RowSeen(Schema):
    """`key` names the row in `rows` (to leave it) and `take` (to take it back)."""

    sheet: str
    number: int
    outcome: str
    key: str
    cells: dict[str, CellSeen]
    reasons: list[ReasonSeen]
    questions: list[RowQuestion]
    notes: list[str]


class RowPage(Schema):
    total: int
    page: int
    size: int
    rows: list[RowSeen]


KindSeen.model_rebuild()
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_of(*types: str) -> dict[str, Any]:
    """`openapi_extra` of an operation that hands a file out."""
    content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in types}
    return {"responses": {200: {"description": "The file", "content": content}}}

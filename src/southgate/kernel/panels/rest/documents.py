"""What the OpenAPI document says of answers. Rows go out as they are read; these schemas only describe them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict


class ReasonSeen(Schema):
    """One reason: what is wrong, how to mend it, which field or parameter, which item of a list."""

    say: str
    mend: str
    where: str
    item: int | None


class ChangeSeen(Schema):
    """One entry that was written since `seen`: `fields` holds the columns that it set."""

    position: int
    kind: str
    by: str
    recorded_at: int
    fields: dict[str, Any]


class StaleSeen(Schema):
    id: UUID
    seen: int
    version: int
    changes: list[ChangeSeen]


class Problem(Schema):
    """Every refusal. `error` is a word for programs, the rest is for people, in the language that was asked for."""

    error: str
    say: str
    reasons: list[ReasonSeen]


class StaleProblem(Problem):
    """The record moved on since it was read: what changed meanwhile stands in `stale`; nothing was written."""

    stale: list[StaleSeen]


class Written(Schema):
    """A change that stands in the book. `repeated`: this command id had been carried out before."""

    id: UUID
    version: int | None
    position: int
    repeated: bool


class EntrySeen(Schema):
    """One entry of the book: `corrects` and `corrected_by` are positions."""

    position: int
    version: int
    kind: str
    sentence: str
    occurred_on: date
    recorded_at: datetime
    back_entered: bool
    by: str
    unit: str
    corrects: int | None
    corrected_by: int | None


class EntriesSeen(Schema):
    """Newest first; `older` is what `before` must be for the next ones, null at the first entry."""

    entries: list[EntrySeen]
    older: int | None


class Open(Schema):
    """Holds fields by name; what the reader may not know is absent."""

    model_config = ConfigDict(extra="allow")


ALWAYS = (401, 403, 422, 429)
CHANGING = (400, 409, 413, 428)


def answers(ok: Any, *codes: int, status: int = 200) -> dict[int, Any]:
    """The answers of an operation: the good one and every refusal that it knows."""
    refusals = {code: StaleProblem if code == 409 else Problem for code in sorted({*ALWAYS, *codes})}
    return {status: ok, **refusals}


def changes(ok: Any = Written, *codes: int, status: int = 200) -> dict[int, Any]:
    """The answers of an operation that writes."""
    return answers(ok, 404, *CHANGING, *codes, status=status)

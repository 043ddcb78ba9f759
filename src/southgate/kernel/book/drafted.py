"""One entry as a service drafts it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

import orjson


@dataclass(slots=True)
class Drafted:
    """One entry before it has a position.

    In a bulk command `payload` is only the class (`KIND`, `VERSION`) where nobody subscribes to the kind: the text
    says the rest, and thousands of payloads beside it weigh hundreds of megabytes.
    """

    subject_kind: str
    subject: UUID
    payload: Any
    text: str
    occurred_on: date
    zone: UUID | None
    supersedes: int | None

    @property
    def data(self) -> dict[str, Any]:
        """The payload as plain data, read from its text: keeping both would double the weight of a large batch."""
        return cast(dict[str, Any], orjson.loads(self.text))

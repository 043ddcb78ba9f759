"""Why a date, a colour or a count came out as it did: one sentence with its numbers, beside every such answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Because:
    """`say` is a Chinese message template (msgid), filled from `params` after translation."""

    say: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.say % self.params if self.params else self.say

"""The four ways in which the house says no.

HTTP answers (404, 403, 409, 422) are made of them at the edge; nothing below the pages knows HTTP.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_KEY = re.compile(r"[a-z_]+")


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a refusal: what, why, where, and how to mend it.

    `say` and `mend` are Chinese message templates (gettext msgids) with named places `%(name)s`,
    filled from `params` after translation; `where` names the field, cell or row it speaks of
    (`"name"`, `"重点!H12"`), `item` the position of the command in the list that was sent.
    """

    say: str
    params: Mapping[str, Any] = field(default_factory=dict)
    where: str = ""
    mend: str = ""
    item: int | None = None

    def __str__(self) -> str:
        return self.say % self.params if self.params else self.say

    @property
    def place(self) -> str:
        """`where` as a page shows it: a cell, a file with its line; the bare key of a field is for programs."""
        return "" if _KEY.fullmatch(self.where) else self.where


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that was written since the reader looked: what a stale writer has to know."""

    position: int
    kind: str
    by: str
    recorded_at: int
    fields: Mapping[str, Any]


class SouthgateError(Exception):
    """Base of the four, so that an edge can map them in one place."""


class NotFound(SouthgateError):
    """The thing does not exist for this actor: absent and hidden look the same."""


class Forbidden(SouthgateError):
    """The actor may see the thing, but not do this to it."""

    def __init__(self, verb: str, say: str = "没有权限") -> None:
        super().__init__(f"{say}: {verb}")
        self.verb = verb
        self.say = say


class Stale(SouthgateError):
    """The row moved on since the writer looked; carries what changed meanwhile."""

    def __init__(self, subject: Any, seen: int, now: int, changes: Sequence[Change] = ()) -> None:
        super().__init__(f"{subject}: seen {seen}, now {now}")
        self.subject = subject
        self.seen = seen
        self.now = now
        self.changes = tuple(changes)


class Refused(SouthgateError):
    """A rule says no; carries every reason at once (一次性告知)."""

    def __init__(self, reasons: Sequence[Reason]) -> None:
        if not reasons:
            raise ValueError("a refusal needs at least one reason")
        super().__init__("；".join(str(reason) for reason in reasons))
        self.reasons = tuple(reasons)

"""How a project stands before a gate: plain facts, so that a thousand cases are judged in a second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from southgate.domain.projects import Stage

_NONE: Mapping[str, int] = MappingProxyType({})
_NEVER: Mapping[str, date] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A document that was added and not withdrawn. `on`: when it was issued, else when it was added; of a photo, shot.

    `digest` tells two files apart: the same file given twice is one document. `planned_on` is a day that it promises.
    """

    kind: str
    on: date | None = None
    digest: str = ""
    number: str = ""
    planned_on: date | None = None
    work: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A review, the latest convened last. `opinions` given of `members`; `state` open, passed or returned."""

    kind: str
    state: str
    on: date | None = None
    opinions: int = 0
    members: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A signing that stands (not withdrawn, not rejected). `amount` in 分."""

    kind: str
    form: str
    on: date | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The project with what hangs on it. `given`: names of fields that are filled in; `days` and `sums` (分) by field.

    `arrived`: accepted money in 分 by use. `planned`: planned investment in 分.
    """

    stage: Stage
    public_works: bool = False
    given: frozenset[str] = frozenset()
    days: Mapping[str, date] = field(default_factory=lambda: _NEVER)
    sums: Mapping[str, int] = field(default_factory=lambda: _NONE)
    planned: int | None = None
    arrived: Mapping[str, int] = field(default_factory=lambda: _NONE)
    documents: tuple[Filed, ...] = ()
    reviews: tuple[Reviewed, ...] = ()
    signings: tuple[Signed, ...] = ()

    @property
    def contract_money(self) -> int | None:
        """What was contracted: the sum of the signings that name one, else the planned investment."""
        signed = [one.amount for one in self.signings if one.amount is not None]
        return sum(signed) if signed else self.planned

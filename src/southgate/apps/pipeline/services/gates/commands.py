"""What can be asked around a gate: one frozen command a request. Days are those on which it happened."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from southgate.domain.gates.photos import PhotoFacts
from southgate.domain.gates.reviews import Verdict
from southgate.domain.projects import Stage
from southgate.kernel.files.storing import Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class AddDocument:
    """A document of a project. `stored`: its file, already on disk; `name` is what the file is called."""

    project: UUID
    kind: str
    stored: Stored | None = None
    name: str = ""
    number: str = ""
    issued_on: date | None = None
    planned_on: date | None = None
    photo: PhotoFacts = field(default_factory=PhotoFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawDocument:
    id: UUID
    seen: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConveneReview:
    """Ask persons and units for their opinion on letting the project in (准入评审)."""

    project: UUID
    people: tuple[UUID, ...] = ()
    units: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveOpinion:
    """`id` of the opinion that was asked for."""

    id: UUID
    seen: int
    verdict: Verdict
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideReview:
    """`text`: the conditions under which it passed, or why it was returned."""

    id: UUID
    seen: int
    passed: bool
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOverride:
    """Leave to move the project to a stage though something is missing; what is missing is worked out, not given."""

    project: UUID
    to: Stage
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideOverride:
    id: UUID
    seen: int
    granted: bool
    text: str = ""

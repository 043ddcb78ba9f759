"""What can be asked of visits, follow-ups, events and introducers: one frozen command a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a visit or an introduction is about: one of the three."""

    project: UUID | None = None
    lead: UUID | None = None
    enterprise: UUID | None = None

    @property
    def given(self) -> tuple[UUID, ...]:
        return tuple(one for one in (self.project, self.lead, self.enterprise) if one is not None)


@dataclass(frozen=True, slots=True)
class Found:
    """A typed finding. The text says what; it may be empty, for the kind says something already."""

    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class ToDo:
    """What is to be done, by whom, until when. `finding` is the place of the finding that it comes from, if any."""

    text: str
    owner: UUID
    due_on: date
    finding: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVisit:
    """No `on` means today. `with_whom` names persons, so it is kept beside the book."""

    about: About
    kind: str = "went"
    on: date | None = None
    place: str = ""
    with_whom: str = ""
    note: str = ""
    findings: tuple[Found, ...] = ()
    follow_ups: tuple[ToDo, ...] = ()
    event: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectVisit:
    """`values` by name: kind, on, place, with_whom, note; what is not named stays."""

    id: UUID
    seen: int
    values: Mapping[str, Any]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawVisit:
    id: UUID
    seen: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddFollowUp:
    visit: UUID
    to_do: ToDo


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseFollowUp:
    """`state` is done or dropped; `result` what came of it, or why not."""

    id: UUID
    seen: int
    state: str
    result: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOnFollowUp:
    """Another owner, another day, or both."""

    id: UUID
    seen: int
    reason: str
    owner: UUID | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEvent:
    zone: UUID
    kind: str
    name: str
    held_on: date
    to_on: date | None = None
    place: str = ""
    organiser: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditEvent:
    """`values` by column: kind, name, held_on, to_on, place, organiser_id."""

    id: UUID
    seen: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveEvent:
    """To held, or to cancelled with a reason."""

    id: UUID
    seen: int
    to: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Sums of a project at an event, in minor units of `currency`."""

    announced_minor: int | None = None
    onsite_minor: int | None = None
    currency: str = "CNY"
    rate_millionths: int | None = None
    rate_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One line of an event: a project, or a lead that is not one yet."""

    project: UUID | None = None
    lead: UUID | None = None
    part: str = "presented"
    sums: Sums = Sums()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAtEvent:
    event: UUID
    lines: tuple[Listing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeListed:
    """`outcome`: what became of it in words, None leaves it; sums are given whole."""

    id: UUID
    seen: int
    part: str
    sums: Sums
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOff:
    id: UUID
    seen: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldCeremony:
    """Sign, or start, these lines of an event in one go: all of them or none. `form`: what is signed there."""

    event: UUID
    seen: int
    part: str
    listed: tuple[UUID, ...]
    form: str = "contract"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterIntroducer:
    """`barred_why` when it is known to be one that may not introduce. `not_ours`: checked that a person of the same
    name as one of the zone's own is another one."""

    zone: UUID
    kind: str
    name: str
    credit_code: str = ""
    phone: str = ""
    barred_why: str = ""
    reason: str = ""
    not_ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BarIntroducer:
    """`why` empty: cleared again."""

    id: UUID
    seen: int
    why: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduce:
    introducer: UUID
    about: About
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawIntroduction:
    id: UUID
    seen: int
    reason: str

"""What can be asked of this room: one frozen command a request. `occurred_on` is when it happened; None is today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from southgate.domain.projects import Stage, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterProject:
    """`values` by field name, with grains, currency and rate under their own; no `code` means one is given.

    `not_the_same`: projects of the same name that were shown and are others.
    """

    zone: UUID
    values: Mapping[str, Any]
    occurred_on: date | None = None
    not_the_same: tuple[UUID, ...] = ()
    batch: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditProject:
    """`values` holds what is to change. `supersedes` is the position of the entry that this one corrects."""

    id: UUID
    seen: int
    values: Mapping[str, Any]
    reason: str = ""
    occurred_on: date | None = None
    supersedes: int | None = None
    batch: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveStage:
    id: UUID
    seen: int
    to: Stage
    occurred_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStatus:
    id: UUID
    seen: int
    to: Status
    reason: str
    occurred_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndConfidentiality:
    id: UUID
    seen: int
    reason: str
    occurred_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinTeam:
    id: UUID
    person: UUID
    from_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveTeam:
    id: UUID
    person: UUID
    to_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteProject:
    """记一件事. Needs no version: it changes nothing that another could have changed meanwhile."""

    id: UUID
    text: str
    occurred_on: date | None = None

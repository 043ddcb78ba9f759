"""What can be asked of this room: one frozen command a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEnterprise:
    """`values` by field name; `not_the_same` are the candidates that were shown and are other enterprises."""

    zone: UUID
    values: Mapping[str, Any]
    not_the_same: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditEnterprise:
    id: UUID
    seen: int
    values: Mapping[str, Any] = field(default_factory=dict)
    occurred_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeEnterprises:
    """`away` goes on as `keep`."""

    keep: UUID
    away: UUID
    seen_keep: int
    seen_away: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmergeEnterprise:
    """`id` is the record that had been merged away; it stands by itself again."""

    id: UUID
    seen: int
    reason: str

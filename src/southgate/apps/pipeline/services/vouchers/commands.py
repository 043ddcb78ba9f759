"""What can be asked about vouchers: one frozen command a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from southgate.kernel.files.storing import Stored

FIELDS = (
    "kind", "use", "origin", "number", "issuer", "payer", "paid_on", "amount", "currency", "rate_millionths", "rate_on"
)  # fmt: skip
"""What a slip says: the values of a voucher by name. Sums in minor units of `currency`."""


@dataclass(frozen=True, slots=True)
class Slip:
    """The paper itself, as a photo or a scan that is on disk already, with the name it came under."""

    stored: Stored
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterVoucher:
    """`values` by name of `FIELDS`. `corrects`: a rejected voucher of the project in whose place this one stands.

    `not_the_same`: vouchers with the same number that were shown and are others.
    """

    project: UUID
    values: Mapping[str, Any]
    slip: Slip | None = None
    corrects: UUID | None = None
    not_the_same: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectVoucher:
    """Before it is decided: `values` holds what was wrong; a `slip` takes the place of the one before."""

    id: UUID
    seen: int
    reason: str
    values: Mapping[str, Any] = field(default_factory=dict)
    slip: Slip | None = None
    not_the_same: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptVoucher:
    id: UUID
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectVoucher:
    """Of a voucher that waits for its decision; its number is free afterwards."""

    id: UUID
    seen: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackVoucher:
    """Of an accepted one: the money leaves the project's sum, its number is free afterwards."""

    id: UUID
    seen: int
    reason: str

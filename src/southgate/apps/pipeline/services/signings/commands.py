"""What can be asked about signings, the 500 lists and tasks: one frozen command a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from southgate.domain.counting.words import Form, ListedClass, SigningKind

VALUES = frozenset({
    "form", "signed_on", "signed_grain", "event", "enterprise", "contract_number", "amount", "currency",
    "rate_millionths", "rate_on", "reinvestment", "municipal", "carved_from", "recognised_number", "listed_firm",
    "listed_share_millionths", "listed_evidence", "lead_unit",
})  # fmt: skip
"""Names of what a signing says of itself; references are ids, `listed_evidence` is words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterSigning:
    """`kind` None lets the rule decide. `added`: the sum is added to a contract that stands."""

    project: UUID
    signed_on: date
    values: Mapping[str, Any]
    kind: SigningKind | None = None
    form: Form = Form.CONTRACT
    added: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectSigning:
    """`values` holds what is to change (also `kind`). What was decided is screened anew."""

    id: UUID
    seen: int
    values: Mapping[str, Any]
    reason: str
    kind: SigningKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenSigning:
    """甄别 by a second person: confirmed as it stands, or rejected with the reason."""

    id: UUID
    seen: int
    confirm: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawSigning:
    id: UUID
    seen: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFirm:
    """A firm on a list of a year, as the published list writes it."""

    list: ListedClass
    year: int
    name: str
    source: str
    rank: int | None = None
    credit_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlistFirm:
    id: UUID
    seen: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTask:
    """`target` is a count, or 分 for money. The source is the paper that set it."""

    zone: UUID
    definition: str
    year: int
    target: int
    source: str
    unit: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTask:
    id: UUID
    seen: int
    target: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawTask:
    id: UUID
    seen: int
    reason: str

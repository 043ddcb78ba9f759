"""What can be asked of leads: one frozen command a request. `occurred_on` is when it happened; None is today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from southgate.domain.leads import Judgement, ReportKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLead:
    """`values` by field name; without a day of receipt it is today, without a first unit the registrar's own.

    `not_the_same`: leads and projects of the same name or investor that were shown and are others.
    """

    zone: UUID
    values: Mapping[str, Any]
    not_the_same: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditLead:
    """`values` holds what is to change. Who talked first and when it came are corrected with a reason alone."""

    id: UUID
    seen: int
    values: Mapping[str, Any]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePerson:
    id: UUID
    seen: int
    person: UUID
    unit: UUID | None = None
    occurred_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeLead:
    id: UUID
    seen: int
    to: Judgement
    reason: str
    occurred_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLead:
    """What was told to who brought the lead, or to the investor."""

    id: UUID
    seen: int
    text: str
    occurred_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLead:
    id: UUID
    seen: int
    what: ReportKind
    text: str
    occurred_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinBureau:
    """The city's bureau joined early."""

    id: UUID
    seen: int
    text: str = ""
    occurred_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLead:
    """End its confidentiality."""

    id: UUID
    seen: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DropLead:
    id: UUID
    seen: int
    reason: str
    occurred_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreLead:
    id: UUID
    seen: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferLead:
    """`to_person` is the full name of who is to take it, in the other zone: a confidential lead is offered to one
    person, whom its giver knows by name; nobody is shown lists of people elsewhere."""

    id: UUID
    seen: int
    to_zone: UUID
    share_millionths: int
    reason: str
    to_unit: UUID | None = None
    to_person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptTransfer:
    """`id` is the transfer's. Without a unit it is the one that was asked, without a person whoever accepts."""

    id: UUID
    seen: int
    unit: UUID | None = None
    person: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineTransfer:
    id: UUID
    seen: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawTransfer:
    id: UUID
    seen: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BecomeProject:
    """`values` are fields of the project that the lead does not know, or that are better known now."""

    id: UUID
    seen: int
    values: Mapping[str, Any] = field(default_factory=dict)
    not_the_same: tuple[UUID, ...] = ()
    occurred_on: date | None = None

"""What the generator makes: plain frozen facts, ready for the bulk road. Every firm in them is invented (示例)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

Id: TypeAlias = UUID | int | str
"""Whatever the caller knows a park, a unit or a person by; handed back unchanged."""

Value: TypeAlias = str | int | bool | date | Decimal | UUID | None


class Stage(StrEnum):
    TALKS = "talks"
    SIGNED = "signed"
    LANDED = "landed"
    STARTED = "started"
    BUILDING = "building"
    IN_PRODUCTION = "in_production"
    FULL_OUTPUT = "full_output"


class Status(StrEnum):
    NORMAL = "normal"
    PAUSED = "paused"
    ENDED = "ended"


STAGES = tuple(Stage)
STAGE_DATES = ("talk_on", "signed_on", "landed_on", "start_on", "building_on", "produced_on", "full_output_on")
"""The field that says when a stage was reached, in the order of STAGES."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A lead unit and the people in it; the first are as likely as the last to be responsible."""

    unit: Id
    people: tuple[Id, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The zone that a portfolio is made for.

    `works_desks` take public works (all desks where empty). `series` (0–99) is the end of the invented area code
    9900xx in the credit codes: zones with different series never share a code.
    """

    parks: Sequence[Id]
    desks: Sequence[Desk]
    leaders: Sequence[Id]
    works_desks: Sequence[Desk] = ()
    local: str = "示例市"
    series: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Enterprise:
    number: int
    name: str
    credit_code: str
    group: str
    chain: str
    industry: str
    source_region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One project. Money is whole 分 of `currency`; `land_mu` has one decimal; a date not reached is None."""

    number: int
    name: str
    enterprise: int | None
    enterprise_name: str
    credit_code: str
    park: Id
    chain: str
    industry: str
    source_region: str
    land_mode: str
    land_mu: Decimal | None
    currency: str
    investment_planned: int
    investment_fixed: int
    investment_working: int
    investment_land: int
    output_expected: int | None
    tax_expected: int | None
    jobs_expected: int | None
    talk_on: date | None
    signed_on: date | None
    landed_on: date | None
    start_on: date | None
    building_on: date | None
    produced_on: date | None
    full_output_on: date | None
    production_promised_on: date | None
    stage: Stage
    status: Status
    confidential: bool
    public_works: bool
    fund_source: str
    lead_unit: Id
    responsible_person: Id
    liaison_leader: Id


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to a project.

    kind: registered · edited · stage_moved · status_changed · noted. `changes` are (field, new value); the project as
    registered, with all changes made in order, is the project of today. `recorded_at` is integer microseconds since
    1970 (UTC), in office hours of Asia/Shanghai, and rises within a project; to write many projects into one book,
    sort by it.
    """

    kind: str
    occurred_on: date
    recorded_at: int
    by: Id
    changes: tuple[tuple[str, Value], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Made:
    """A project, the enterprise that came with it (None where it has none or it came before), and its history.

    `first` is the project as it was registered; without a history it is the project itself.
    """

    project: Project
    enterprise: Enterprise | None
    first: Project
    history: tuple[Happening, ...]

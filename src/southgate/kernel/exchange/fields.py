"""What a record consists of, said once: grid, form, template, import, export and API read the same list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """How a value is read, checked, stored and shown."""

    TEXT = "text"
    SUM = "sum"  # minor units of the row's currency; shown and typed in 万元
    DAY = "day"  # a DATE; with `grain` a month is kept as its last day and shown as a month
    COUNT = "count"  # whole number
    AREA = "area"  # 亩, kept as thousandths
    SHARE = "share"  # per cent, kept as millionths
    CHOICE = "choice"
    FLAG = "flag"
    CODE = "code"  # unified social credit code
    WORDS = "words"  # free text or personal data: kept words (`Said`), never payload
    UNIT = "unit"  # reference to a unit of the zone, typed by name
    PARK = "park"
    PERSON = "person"
    ENTERPRISE = "enterprise"


REFERENCES = frozenset({Kind.UNIT, Kind.PARK, Kind.PERSON, Kind.ENTERPRISE})


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One field; made once, and the same as itself alone.

    `name` is the column of the row (without `_id`/`_said`), `canonical` its name in any ledger's answer.

    `label` and `why` are Chinese msgids; `why` answers 为什么问这个. `group` is the head above columns of the grid.
    `grain` names the column that tells day from month; `choices` are (value, Chinese msgid).
    `currency` names the column a SUM's currency stands in; empty means always CNY.
    `in_import` false: no column of template or import (a derived figure). `longest` is the column's length for text.
    `sample` stands under the head of the template, `describes` names the reference whose detail this field is
    (the credit code of the enterprise): such a field is no column of the row itself. `titles` are other heads that
    offices give this column, the lowest one or the whole path (计划投资/用地). `person` names the field that takes the
    column instead when it holds nothing but names of people the zone knows (联系领导: a post, or who it is).
    """

    name: str
    label: str
    kind: Kind
    group: str = ""
    unit: str = ""
    why: str = ""
    canonical: str = ""
    required: bool = False
    editable: bool = True
    in_grid: bool = True
    grain: str = ""
    choices: Sequence[tuple[str, str]] = ()
    currency: str = ""
    in_import: bool = True
    longest: int = 200
    sample: str = ""
    describes: str = ""
    titles: tuple[str, ...] = ()
    person: str = ""
    column: str = field(init=False, default="")
    """Attribute name of the model column."""

    def __post_init__(self) -> None:
        ending = "_id" if self.kind in REFERENCES else "_said" if self.kind is Kind.WORDS else ""
        object.__setattr__(self, "column", f"{self.name}{ending}")

"""What is read from one cell: the value, how sure, the cell's own text, and why it was read so. A doubt is a
question."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from southgate.domain.errors import Reason
from southgate.domain.money import Money

Read = str | int | Decimal | Money | bool | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question to a person about one cell. `kind` is one of the kinds of the ledger schema; the value is left out."""

    kind: str
    say: Reason
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """`value` None with no doubt: not given. `raw` is the cell as its source shows it; `because` says how it was
    read."""

    value: Read
    raw: str
    because: Reason
    approx: bool = False
    doubt: Doubt | None = None


NOT_GIVEN = Reason("未填")
AS_WRITTEN = Reason("照录")


def absent(raw: str) -> Reading:
    return Reading(None, raw, NOT_GIVEN)


def asked(raw: str, kind: str, say: str, options: tuple[str, ...] = (), **params: object) -> Reading:
    """A reading whose value is left out because it has to be asked about."""
    question = Reason(say, {"raw": raw, **params})
    return Reading(None, raw, question, doubt=Doubt(kind, question, options))

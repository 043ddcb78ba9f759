"""What kind a new signing of a project can be, and which one it is when nobody says more (明政办〔2006〕95号).

The rule proposes with its reason, the person who registers confirms; what the known signings make impossible is
refused. A signing that is neither first nor an upgrade, an increase or a change of owner is a repeat, and never counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from southgate.domain.counting.words import KIND_NAMES, Form, SigningKind
from southgate.domain.errors import Reason


@dataclass(frozen=True, slots=True)
class Known:
    """A signing of the same project that stands: neither withdrawn nor rejected."""

    kind: SigningKind
    form: Form
    signed_on: date
    enterprise: UUID | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """The new one. `ledger_signed_to`: the last day on which the project was signed by the ledger, if it says so (of a
    month its end); `owner`: the enterprise that the project has now."""

    form: Form
    signed_on: date
    enterprise: UUID | None = None
    owner: UUID | None = None
    added: bool = False
    ledger_signed_to: date | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    kind: SigningKind
    because: str


def possible(known: Sequence[Known], wanted: Wanted) -> frozenset[SigningKind]:
    """Kinds that the facts allow."""
    if not known and not _signed_before(wanted):
        return frozenset({SigningKind.FIRST})
    found = {SigningKind.REPEAT, SigningKind.INCREASE}
    if _upgrades(known, wanted):
        found.add(SigningKind.UPGRADE)
    if _other_owner(known, wanted):
        found.add(SigningKind.OWNER_CHANGE)
    return frozenset(found)


def decide(known: Sequence[Known], wanted: Wanted) -> Decided:
    """What it is by the rule: the enterprise is another → owner change; money is added → increase; contract after
    agreement → upgrade; nothing known → first; else a repeat."""
    allowed = possible(known, wanted)
    if SigningKind.FIRST in allowed:
        return Decided(SigningKind.FIRST, "这个项目以前没有签过")
    if SigningKind.OWNER_CHANGE in allowed:
        return Decided(SigningKind.OWNER_CHANGE, "签约企业与项目现在的企业不同")
    if wanted.added:
        return Decided(SigningKind.INCREASE, "在已签合同之上追加投资")
    if SigningKind.UPGRADE in allowed:
        return Decided(SigningKind.UPGRADE, "以前签的是协议，这次签合同")
    if not known:
        return Decided(SigningKind.REPEAT, "台账载明这个项目更早已签约")
    return Decided(SigningKind.REPEAT, "这个项目已经签过，没有新增投资，也没有换业主")


def refusals(kind: SigningKind, known: Sequence[Known], wanted: Wanted) -> list[Reason]:
    """Why a kind that somebody chose cannot be."""
    if kind in possible(known, wanted):
        return []
    rule = decide(known, wanted)
    names = {"kind": KIND_NAMES[kind], "rule": KIND_NAMES[rule.kind], "because": rule.because}
    params = {name: Reason(word) for name, word in names.items()}  # each said in the reader's language
    say = "不能登记为%(kind)s：%(because)s，按规则是%(rule)s"
    return [Reason(say, params, where="kind", mend="选可以选的性质，或核对以前的签约")]


def _signed_before(wanted: Wanted) -> bool:
    """The ledger says that it was signed before this day. A later day there, such as that of a move recorded after the
    contract, says nothing of an earlier signing."""
    ends = wanted.ledger_signed_to
    return ends is not None and ends < wanted.signed_on


def _upgrades(known: Sequence[Known], wanted: Wanted) -> bool:
    """A contract where only agreements were signed."""
    return bool(known) and wanted.form is Form.CONTRACT and all(one.form is Form.AGREEMENT for one in known)


def _other_owner(known: Sequence[Known], wanted: Wanted) -> bool:
    last = next((one.enterprise for one in reversed(known) if one.enterprise is not None), None)
    before = wanted.owner or last
    return before is not None and wanted.enterprise is not None and wanted.enterprise != before

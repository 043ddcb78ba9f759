"""What happens to a voucher, and what an accepted one does to its project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from southgate.domain.counting.vouchers import KIND_NAMES, ORIGIN_NAMES, USE_NAMES, Origin, Use, VoucherKind
from southgate.kernel.book.payloads import Ref, Said, Say, Sum, Words, entry_kind

Columns = Mapping[str, Any]
LABELS = {
    "kind": "凭证种类", "use": "资金用途", "origin": "内资或外资", "number": "凭证号", "issuer": "出具单位",
    "payer": "付款方", "paid_on": "到账日期", "amount": "金额", "rate_millionths": "折算汇率", "rate_on": "汇率日期",
    "file": "凭证影像",
}  # fmt: skip


@entry_kind("voucher.registered")
@dataclass(frozen=True, slots=True)
class VoucherRegistered:
    """`set` is everything that the slip says, and which project it is for."""

    set: Columns

    def sentence(self) -> Say:
        params = {
            "kind": Words(KIND_NAMES[VoucherKind(self.set["kind"])]),
            "number": self.set["number"],
            "sum": Sum(self.set["amount"], self.set.get("currency") or "CNY"),
            "project": Ref("project", _hex(self.set["project_id"])),
        }
        return Say("登记「%(project)s」的%(kind)s %(number)s，%(sum)s", params)


@entry_kind("voucher.changed")
@dataclass(frozen=True, slots=True)
class VoucherChanged:
    set: Columns
    was: Columns = field(default_factory=dict)
    reason: Said | None = None

    def sentence(self) -> Say:
        changes = tuple(_change(name, self.set, self.was) for name in LABELS if name in self.set)
        if self.reason is not None:
            return Say("更正：%(changes)s，因为%(reason)s", {"changes": changes, "reason": self.reason})
        return Say("更正：%(changes)s", {"changes": changes})


def _change(name: str, set: Columns, was: Columns) -> Say:
    label = Words(LABELS[name])
    if name == "file":
        return Say("换%(field)s", {"field": label})
    params = {"field": label, "was": _shown(name, was), "now": _shown(name, {**was, **set})}
    return Say("%(field)s由%(was)s改为%(now)s", params)


def _shown(name: str, columns: Columns) -> Any:
    value: Any = columns.get(name)
    match name:
        case "kind":
            return Words(KIND_NAMES[VoucherKind(value)])
        case "use":
            return Words(USE_NAMES[Use(value)])
        case "origin":
            return Words(ORIGIN_NAMES[Origin(value)])
        case "amount":
            return Sum(int(value or 0), columns.get("currency") or "CNY")
    return None if value is None else str(value)


def _hex(value: Any) -> str:
    return value.hex if isinstance(value, UUID) else str(value)


@entry_kind("voucher.accepted")
@dataclass(frozen=True, slots=True)
class VoucherAccepted:
    """By a second person, against the slip itself."""

    on: date

    def sentence(self) -> Say:
        return Say("认定这张凭证，计入到位资金")


@entry_kind("voucher.rejected")
@dataclass(frozen=True, slots=True)
class VoucherRejected:
    """Its number is free again: a corrected one may follow."""

    on: date
    reason: Said

    def sentence(self) -> Say:
        return Say("不予认定，因为%(reason)s", {"reason": self.reason})


@entry_kind("voucher.returned")
@dataclass(frozen=True, slots=True)
class VoucherReturned:
    """It had been accepted: the money leaves the project's sum by an entry of its own."""

    on: date
    reason: Said

    def sentence(self) -> Say:
        return Say("撤回认定，不再计入到位资金，因为%(reason)s", {"reason": self.reason})


@entry_kind("project.money_arrived")
@dataclass(frozen=True, slots=True)
class MoneyArrived:
    """An accepted voucher's sum in 分 by use. `first`: none was accepted before, and the ledger stated `stated`."""

    voucher: UUID
    use: str
    amount: int
    first: bool = False
    stated: int | None = None

    def sentence(self) -> Say:
        params = {"use": Words(USE_NAMES[Use(self.use)]), "sum": Sum(self.amount)}
        return Say("到位资金（%(use)s）增加%(sum)s，凭证已认定", params)


@entry_kind("project.money_returned")
@dataclass(frozen=True, slots=True)
class MoneyReturned:
    """A voucher's acceptance was taken back. With the `last` one the sum that the ledger had stated stands again."""

    voucher: UUID
    use: str
    amount: int
    last: bool = False
    stated: int | None = None

    def sentence(self) -> Say:
        params = {"use": Words(USE_NAMES[Use(self.use)]), "sum": Sum(self.amount)}
        return Say("到位资金（%(use)s）减少%(sum)s，凭证的认定已撤回", params)

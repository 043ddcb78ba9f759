"""Rules of money in place as packs: schema `money.in_place/1`, as `domain.counting.in_place.InPlace` reads it.

[counts]
uses = ["fixed", "land"]           # what counts; the rest is kept and shown, and not counted
slip = true                        # a voucher needs its paper as a file before it can be accepted
[least]                            # may be left out: from which sum on a single project counts
domestic = 300_000_000             # 分
foreign = 10_000_000               # minor units of `currency`
currency = "USD"
[[proof]]                          # which paper proves what
kind = "bank_slip"
origins = ["domestic"]
uses = ["fixed", "working"]
[[narrower]]                       # may be left out: industries of which less counts
words = ["商贸"]
uses = ["fixed"]
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from southgate.domain.counting.in_place import InPlace, faults, unproved
from southgate.domain.counting.vouchers import Origin, Use, VoucherKind
from southgate.domain.errors import Reason, Refused
from southgate.domain.money import MINOR_DIGITS
from southgate.kernel.packs.schemas import Schema, register
from southgate.kernel.packs.selectors import pack_for
from southgate.kernel.packs.shipped import shipped
from southgate.kernel.packs.toml import PackText

IN_PLACE = "money.in_place/1"
DEFAULT = "default.money"
LABELS = {
    "counts": "计入什么", "uses": "用途", "slip": "要有凭证影像", "least": "单个项目起点", "domestic": "内资",
    "foreign": "外资", "currency": "外资币种", "proof": "哪种凭证证明什么", "kind": "凭证种类", "origins": "内资或外资",
    "narrower": "只计一部分的行业", "words": "行业词",
}  # fmt: skip


def read_rule(pack: PackText) -> InPlace:
    """The rule of a pack. Raises Refused with every fault, each with file and line."""
    rule = pack.read(InPlace)
    found = [Reason(say, where=pack.where(path)) for path, say in faults(rule)]
    if rule.least.currency not in MINOR_DIGITS:
        params = {"currency": rule.least.currency}
        found.append(Reason("不认识的币种 %(currency)s", params, where=pack.where("least.currency")))
    if found:
        raise Refused(found)
    return rule


SCHEMA = register(Schema(IN_PLACE, "到位资金认定", read_rule, labels=LABELS, default=DEFAULT))


@dataclass(frozen=True, slots=True)
class Ruled:
    """A rule with the title of the pack that it stands in, and the pack's key and edition."""

    rule: InPlace
    title: str
    key: str
    edition: int


def rule_for(zone: UUID, day: date) -> Ruled:
    """The rule that the zone uses on the day; before any pack is loaded, the default as shipped."""
    found = pack_for(IN_PLACE, zone=zone, day=day)
    if found is None:
        return _as_shipped()
    return Ruled(found.value, found.head.title, found.head.key, found.head.version)


def against(row: Any, ruled: Ruled) -> list[Reason]:
    """What by the rule stands against accepting a voucher: it proves nothing, or its paper is not here."""
    because = unproved(VoucherKind(row.kind), Origin(row.origin), Use(row.use), ruled.rule)
    found = [because] if because is not None else []
    if ruled.rule.counts.slip and row.file is None:
        found.append(Reason("没有凭证影像，认定要对着凭证看", where="slip", mend="请登记人补上影像"))
    return found


@cache
def _as_shipped() -> Ruled:
    pack = next(pack for pack in shipped("default") if pack.head.key == DEFAULT)
    return Ruled(read_rule(pack), pack.head.title, pack.head.key, pack.head.version)

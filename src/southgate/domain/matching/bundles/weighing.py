"""How much it says that two projects share something: whole millionths, each part with its reason.

Law: symmetric in the two projects; what speaks for itself (the key) comes first, what only supports it after; what a
name says against it (一期, 二期) is taken off. Numbers are the house's own, chosen so that a chance meeting of one
weak kind stays below `FLOOR`; no published rule gives any.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from southgate.domain.errors import Reason
from southgate.domain.matching.bundles import facts as of
from southgate.domain.matching.bundles.facts import Facts
from southgate.domain.matching.bundles.kinds import Kind
from southgate.domain.money import MILLION, Money, spoken

FLOOR = 300_000
TOP = 990_000
"""A comparison never is certain: that is for a person."""
INVESTOR, PRODUCT, PLANNED, NEAR, BUILDER, PHASES = 200_000, 150_000, 150_000, 50_000, 50_000, -200_000
LARGE = 1_000_000_000
"""分: ten million yuan. Below it equal planned sums are common."""
YEAR, QUARTER = 366, 92
"""Days. 12.3: a firm called to sign 4–5 times in a month, one project signed 4–5 times."""


@dataclass(frozen=True, slots=True)
class Finding:
    """That projects `a` and `b` (the smaller id first) share `key`; `strength` in millionths."""

    kind: Kind
    key: str
    a: UUID
    b: UUID
    strength: int
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    amount: int
    because: Reason


def finding(kind: Kind, key: str, a: Facts, b: Facts, parts: list[Weighed]) -> Finding | None:
    """The parts together; None when they are too little to ask a person about."""
    strength = min(TOP, sum(part.amount for part in parts))
    if strength < FLOOR:
        return None
    first, second = (a, b) if a.id < b.id else (b, a)
    return Finding(kind, key, first.id, second.id, strength, tuple(part.because for part in parts))


def supports(a: Facts, b: Facts, *, known: frozenset[str] = frozenset()) -> Iterator[Weighed]:
    """What else the two have in common; `known` names what the key says already."""
    if "investor" not in known and of.same_investor(a, b):
        yield Weighed(INVESTOR, Reason("投资方相同"))
    if "product" not in known and same_product(a, b):
        yield Weighed(PRODUCT, Reason("产品相同"))
    if same_sum(a, b):
        yield Weighed(PLANNED, Reason("计划投资都是 %(sum)s", {"sum": spoken(Money(a.planned or 0, "CNY"))}))
    days = days_between(a, b) if "days" not in known and of.same_investor(a, b) else None
    if days is not None and days <= YEAR:
        yield Weighed(NEAR, Reason("签约相隔 %(days)d 天", {"days": days}))
    if "builder" not in known and set(of.builders_of(a.contractor)) & set(of.builders_of(b.contractor)):
        yield Weighed(BUILDER, Reason("施工单位相同"))
    if other_phases(a, b):
        yield Weighed(PHASES, Reason("名称写明是不同的期，可能是分期建设"))


def same_product(a: Facts, b: Facts) -> bool:
    return bool(set(of.products_of(a.product)) & set(of.products_of(b.product)))


def same_sum(a: Facts, b: Facts) -> bool:
    return a.planned is not None and a.planned == b.planned and a.planned >= LARGE


def other_phases(a: Facts, b: Facts) -> bool:
    one, two = of.phases_of(a), of.phases_of(b)
    return bool(one and two and one != two)


def days_between(a: Facts, b: Facts) -> int | None:
    """The fewest days between a signing of one and a signing of the other; None while one is unsigned."""
    return min((abs((x - y).days) for x in a.signed for y in b.signed), default=None)


def overlapping(a: Facts, b: Facts) -> bool:
    """Whether both may have been under construction on one day; what is not known rules nothing out."""
    return _before(a.start_on, b.produced_on) and _before(b.start_on, a.produced_on)


def _before(start: date | None, end: date | None) -> bool:
    return start is None or end is None or start <= end


def together(strengths: list[int]) -> int:
    """Several findings about one pair as one number: each takes its share of the doubt that the others left."""
    doubt = MILLION
    for strength in strengths:
        doubt = doubt * (MILLION - strength) // MILLION
    return MILLION - doubt

"""From projects that share a key to findings about pairs of them.

Law: a pair is weighed against what everybody in its zones may know and the two themselves. So a confidential talk, or
a project of a third zone, never makes two others look more or less alike; adding a project that shares no key changes
nothing at all; and the order of the projects does not matter.

What many share says little: of a weak kind the strength falls with their number, and beyond `most` nothing is said (the
park's standard plant, a big contractor). Of a strong kind (a contract, a slip, a photo) each is then compared with its
neighbours in the order of ids only, so that 200 projects under one contract are 199 pairs and not 19,900.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement, pairwise

from southgate.domain.errors import Reason
from southgate.domain.matching.bundles import facts as of
from southgate.domain.matching.bundles.facts import Facts
from southgate.domain.matching.bundles.keys import Key, Meet
from southgate.domain.matching.bundles.kinds import Kind
from southgate.domain.matching.bundles.patterns import patterns
from southgate.domain.matching.bundles.weighing import (
    Finding,
    Weighed,
    finding,
    overlapping,
    same_product,
    supports,
)

HARD, CROWD = 2_000, 200
"""Members of one key that are looked at: of the whole house, of one zone's weak kind. What more share is a word."""
MOST_SECRET = 30
"""Confidential talks under one key that are compared with each other."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What sharing a key of one `Meet` says. `base` within a zone, `across` between two (0: nothing).

    `most`: up to how many members every pair is compared; `chain`: up to how many neighbours are. `thin`: the
    strength is shared out among the members. `known`: what the key says already. `unless`: pairs that another key
    speaks of.
    """

    kind: Kind
    say: Reason | None
    base: int
    across: int
    most: int
    chain: int = 0
    thin: bool = False
    known: frozenset[str] = frozenset()
    unless: Callable[[Facts, Facts], bool] = lambda a, b: False


def _same_firm(a: Facts, b: Facts) -> bool:
    return of.firm_of(a) == of.firm_of(b) != ""


def _same_firm_or_code(a: Facts, b: Facts) -> bool:
    return _same_firm(a, b) or (a.credit_code == b.credit_code != "")


def _no_work_for_both(a: Facts, b: Facts) -> bool:
    """One contractor after the other site is his trade; of the same product the closer key speaks."""
    return same_product(a, b) or not overlapping(a, b)


RULES: Mapping[Meet, Rule] = {
    Meet.ADDRESS: Rule(Kind.ADDRESS, Reason("建设地址相同"), 450_000, 0, 6, thin=True),
    Meet.SITE: Rule(Kind.ADDRESS, Reason("两个园区的项目，建设地址相同"), 0, 400_000, 4, thin=True),
    Meet.CONTRACT: Rule(Kind.CONTRACT, Reason("合同编号相同"), 700_000, 200_000, 12, chain=200),
    Meet.SCAN: Rule(Kind.CONTRACT, Reason("合同文本是同一份文件"), 700_000, 700_000, 12, chain=200),
    Meet.VOUCHER: Rule(Kind.VOUCHER, Reason("凭证的种类、编号和出具单位都相同"), 850_000, 850_000, 12, chain=200),
    Meet.PAPER: Rule(Kind.VOUCHER, Reason("凭证是同一份文件"), 900_000, 900_000, 12, chain=200),
    Meet.PAYMENT: Rule(Kind.VOUCHER, Reason("凭证的付款人、金额和日期都相同"), 500_000, 500_000, 4, thin=True),
    Meet.PHOTO: Rule(Kind.PHOTO, Reason("现场照片是同一份文件"), 850_000, 850_000, 12, chain=200),
    Meet.PRODUCT: Rule(
        Kind.PRODUCT,
        Reason("投资方和产品都相同"),
        450_000,
        250_000,
        6,
        thin=True,
        known=frozenset({"investor", "product"}),
    ),
    Meet.CONTRACTOR: Rule(
        Kind.CONTRACTOR,
        Reason("同一时期的施工单位相同"),
        150_000,
        0,
        4,
        thin=True,
        known=frozenset({"builder"}),
        unless=_no_work_for_both,
    ),
    Meet.BUILT: Rule(
        Kind.CONTRACTOR,
        Reason("施工单位和产品都相同"),
        230_000,
        0,
        4,
        thin=True,
        known=frozenset({"builder", "product"}),
        unless=lambda a, b: not overlapping(a, b),
    ),
    Meet.NAME: Rule(
        Kind.NAME,
        Reason("投资方相同，项目名称相同或只差写法"),
        600_000,
        400_000,
        6,
        thin=True,
        known=frozenset({"investor"}),
    ),
    Meet.LONG_NAME: Rule(
        Kind.NAME, Reason("项目名称相同，投资方不同"), 350_000, 0, 3, thin=True, unless=of.same_investor
    ),
    Meet.FIRM: Rule(Kind.RESIGNED, None, 1, 1, 12),
    Meet.CODE: Rule(Kind.RESIGNED, None, 1, 1, 12, unless=_same_firm),
    Meet.GROUP: Rule(Kind.RESIGNED, None, 1, 1, 12, unless=_same_firm_or_code),
}
PATTERNS = frozenset({Meet.FIRM, Meet.CODE, Meet.GROUP})


def reach(meet: Meet) -> int:
    """How many members of such a key are looked at."""
    rule = RULES[meet]
    return HARD if rule.across or rule.chain else CROWD


def findings(key: Key, members: Sequence[Facts]) -> list[Finding]:
    """Everything that sharing `key` says about pairs of `members`, in the order of their ids."""
    if not 2 <= len(members) <= reach(key.meet):
        return []
    rule = RULES[key.meet]
    found = [
        one
        for a, b, crowd in _pairs(rule, members)
        if not rule.unless(a, b)
        for one in (patterns(str(key), a, b, crowd) if key.meet in PATTERNS else _weighed(rule, key, a, b, crowd))
    ]
    return sorted(found, key=lambda one: (one.a, one.b, one.kind))


def _weighed(rule: Rule, key: Key, a: Facts, b: Facts, crowd: Sequence[Facts]) -> Iterator[Finding]:
    base = rule.base if a.zone == b.zone else rule.across
    count = len({a.id, b.id}.union(one.id for one in crowd)) if rule.thin else 2
    assert rule.say is not None, key.meet
    parts = [Weighed(base * 2 // count, rule.say), *supports(a, b, known=rule.known)]
    found = finding(rule.kind, str(key), a, b, parts)
    if found is not None:
        yield found


def _pairs(rule: Rule, members: Sequence[Facts]) -> Iterator[tuple[Facts, Facts, list[Facts]]]:
    """Pairs to compare, each with the open projects of its zones that share the key."""
    zones: dict[object, list[Facts]] = defaultdict(list)
    for one in _in_order(members):
        zones[one.zone].append(one)
    for x, y in combinations_with_replacement(sorted(zones, key=str), 2):
        if not (rule.base if x == y else rule.across):
            continue
        here = zones[x] if x == y else _in_order([*zones[x], *zones[y]])
        crowd = [one for one in here if not one.confidential]
        for a, b in _compared(rule, here, crowd):
            if x == y or a.zone != b.zone:
                yield a, b, crowd


def _compared(rule: Rule, here: Sequence[Facts], crowd: Sequence[Facts]) -> Iterator[tuple[Facts, Facts]]:
    """Every pair, or neighbours only, as many as there are. A confidential one stands beside the open ones alone."""
    yield from _among(rule, crowd)
    secret = [one for one in here if one.confidential]
    if len(crowd) >= max(rule.most, rule.chain):
        return
    for one in secret:
        yield from (pair for pair in _among(rule, _in_order([*crowd, one])) if one in pair)
    for both in combinations(secret, 2) if len(secret) <= MOST_SECRET else ():
        yield from (pair for pair in _among(rule, _in_order([*crowd, *both])) if pair == both)


def _among(rule: Rule, around: Sequence[Facts]) -> Iterator[tuple[Facts, Facts]]:
    if len(around) <= rule.most:
        yield from combinations(around, 2)
    elif len(around) <= rule.chain:
        yield from pairwise(around)


def _in_order(members: Sequence[Facts]) -> list[Facts]:
    return sorted(members, key=lambda facts: facts.id)

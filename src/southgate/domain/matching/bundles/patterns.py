"""What one investor's projects show among each other: signed again within months, sums put together (打包), one
project under several names (sources 12.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.fuzz import ratio

from southgate.domain.errors import Reason
from southgate.domain.matching.bundles import facts as of
from southgate.domain.matching.bundles.facts import Facts
from southgate.domain.matching.bundles.kinds import Kind
from southgate.domain.matching.bundles.weighing import (
    LARGE,
    QUARTER,
    YEAR,
    Finding,
    Weighed,
    days_between,
    finding,
    same_product,
    same_sum,
    supports,
)
from southgate.domain.money import Money, spoken

RESIGNED, SOON, BUNDLE, ALIKE = 350_000, 100_000, 450_000, 350_000
SIMILAR = 80
"""Of 100: project names that share four characters in five, without firm, places and 项目."""
MOST_PARTS = 4
"""Parts that are put together to one whole; of more, some always add up by chance."""
WITHIN_INVESTOR = frozenset({"investor"})


def patterns(key: str, a: Facts, b: Facts, around: Sequence[Facts]) -> Iterator[Finding]:
    """`around`: the other projects of the investor that may count as parts of a whole."""
    for found in (_resigned(key, a, b), _bundled(key, a, b, around), _alike(key, a, b)):
        if found is not None:
            yield found


def _resigned(key: str, a: Facts, b: Facts) -> Finding | None:
    """Signed again within a year, and about the same thing."""
    days = days_between(a, b)
    if days is None or days > YEAR or not (same_product(a, b) or same_sum(a, b) or similar(a, b)):
        return None
    parts = [Weighed(RESIGNED, Reason("同一投资方 %(days)d 天内再次签约", {"days": days}))]
    if days <= QUARTER:
        parts.append(Weighed(SOON, Reason("相隔不到三个月")))
    return finding(Kind.RESIGNED, key, a, b, [*parts, *supports(a, b, known=WITHIN_INVESTOR | {"days"})])


def _alike(key: str, a: Facts, b: Facts) -> Finding | None:
    """Nearly one name. Equal names meet by their own key."""
    one, two = of.name_of(a.name, a.firm), of.name_of(b.name, b.firm)
    if one.core == two.core or one.marks != two.marks or not similar(a, b):
        return None
    parts = [Weighed(ALIKE, Reason("投资方相同，项目名称相近"))]
    return finding(Kind.NAME, key, a, b, [*parts, *supports(a, b, known=WITHIN_INVESTOR)])


def similar(a: Facts, b: Facts) -> bool:
    one, two = of.name_of(a.name, a.firm).core, of.name_of(b.name, b.firm).core
    return min(len(one), len(two)) >= 4 and ratio(one, two) >= SIMILAR


def _bundled(key: str, a: Facts, b: Facts, around: Sequence[Facts]) -> Finding | None:
    """One's planned sum is the other's and some more of the same investor's, to the fen."""
    if a.planned is None or b.planned is None or a.planned == b.planned:
        return None
    whole, part = (a, b) if a.planned > b.planned else (b, a)
    others = [one.planned for one in around if one.planned and one.id not in {a.id, b.id}]
    count = parts_of((whole.planned or 0) - (part.planned or 0), others)
    if not part.planned or (whole.planned or 0) < LARGE or not count:
        return None
    params = {"whole": _sum(whole), "part": _sum(part), "count": count}
    parts = [
        Weighed(BUNDLE, Reason("计划投资 %(whole)s 正好等于 %(part)s 与同一投资方另外 %(count)d 个项目之和", params))
    ]
    return finding(Kind.BUNDLE, key, a, b, [*parts, *supports(a, b, known=WITHIN_INVESTOR)])


def _sum(facts: Facts) -> str:
    return spoken(Money(facts.planned or 0, "CNY"))


def parts_of(rest: int, amounts: Sequence[int]) -> int:
    """How many of `amounts`, at most `MOST_PARTS` - 1 and as few as possible, make up `rest`; 0 when none do."""
    if rest <= 0:
        return 0
    if rest in amounts:
        return 1
    for i, one in enumerate(amounts):
        if rest - one in amounts[i + 1 :]:
            return 2
    for i, one in enumerate(amounts):
        for j in range(i + 1, len(amounts)):
            if rest - one - amounts[j] in amounts[j + 1 :]:
                return 3
    return 0

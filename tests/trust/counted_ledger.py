"""A year of signings as a zone would write them down, and what must be counted of them: plain data, worked out here.

This file imports nothing of the product. It says by construction which rows count and why the others do not (repeat
signings, upgrades, increases, excluded kinds, other zones, confidential talks, last year …), and adds the counts up
itself; `test_counted_ledger.py` feeds the rows through the services and compares.

    Project: key, zone (home, other), stage, secret, nature, signings
    Signing: on, amount (分, None: not given), what the officer types, what the second person does, why ("" counts)
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

YI = 10_000_000_000
NATURES = ("local", "fiscal", "ppp", "branch", "extraction", "farming", "real_estate", "leisure", "phase",
           "relocation", "new_line")  # fmt: skip
YEAR, MONTHS = 2026, 10
"""Counted are the first ten months; FIRST_DAY and LAST_DAY are theirs."""
FIRST_DAY, LAST_DAY = date(2026, 1, 1), date(2026, 10, 31)
CONTROL = 500_001
"""Millionths that a listed firm must hold at least."""
LISTS = {"global": 4, "china": 5, "private": 3}
"""Firms that stand on each list of the year."""


@dataclass
class Signing:
    on: date
    amount: int | None
    why: str = ""
    kind: str = "first"
    form: str = "contract"
    currency: str = "CNY"
    rate: int | None = None
    then: str = "confirm"
    new_owner: bool = False
    reinvestment: bool = False
    municipal: bool = False
    carved: bool = False
    listed: tuple[str, int] | None = None
    share: int = 600_000


@dataclass
class Project:
    key: int
    stage: str = "signed"
    zone: str = "home"
    secret: bool = False
    nature: str = "ordinary"
    withdrawn: bool = False
    signings: list[Signing] = field(default_factory=list)


@dataclass(frozen=True)
class Ledger:
    projects: tuple[Project, ...]
    expected: dict[str, int]

    @property
    def signings(self) -> list[Signing]:
        return [one for project in self.projects for one in project.signings]


def make(seed: int = 2026) -> Ledger:
    """The same seed gives the same ledger: about 1,100 signings, of which two fifths count as projects."""
    rng, keys = random.Random(seed), count(1)
    projects = [*_counted(rng, keys), *_again(rng, keys), *_excluded(rng, keys), *_not_yet(rng, keys)]
    return Ledger(tuple(projects), _expected(projects))


def _day(rng: random.Random) -> date:
    return FIRST_DAY + timedelta(days=rng.randrange((LAST_DAY - FIRST_DAY).days - 60))


def _amount(rng: random.Random) -> int:
    """From 1 亿 to 30 亿, to the 分."""
    return rng.randrange(YI, 30 * YI)


def _one(keys: Iterator[int], signing: Signing, **said: object) -> Project:
    return Project(next(keys), signings=[signing], **said)  # type: ignore[arg-type]


def _counted(rng: random.Random, keys: Iterator[int]) -> Iterator[Project]:
    """What counts: ordinary ones, reinvestment, just at the floor, municipal, in dollars, of listed firms."""
    for number in range(130):
        yield _one(keys, Signing(_day(rng), _amount(rng), reinvestment=number % 9 == 0))
    for _ in range(20):
        yield _one(keys, Signing(_day(rng), YI))
    for _ in range(25):
        yield _one(keys, Signing(_day(rng), rng.randrange(YI // 2, YI), municipal=True))
    for _ in range(20):
        dollars = rng.randrange(1_500_000_000, 9_000_000_000)
        yield _one(keys, Signing(_day(rng), dollars, currency="USD", rate=7_100_000))
    for one, firms in LISTS.items():
        for number in range(3 * firms):
            yield _one(keys, Signing(_day(rng), _amount(rng), listed=(one, number % firms)))
        for number in range(firms):  # of a listed firm that does not control it: a project, but no listed one
            yield _one(keys, Signing(_day(rng), _amount(rng), listed=(one, number), share=CONTROL - 1 - number))


def _again(rng: random.Random, keys: Iterator[int]) -> Iterator[Project]:
    """Projects that were signed, and signed again: repeats, upgrades, increases, changes of owner."""
    for _ in range(90):
        project = _one(keys, Signing(_day(rng), _amount(rng)))
        for times in range(rng.randrange(1, 4)):
            later = project.signings[0].on + timedelta(days=10 + 15 * times)
            project.signings.append(Signing(later, project.signings[0].amount, "repeat", "repeat"))
        yield project
    for _ in range(40):
        first = Signing(_day(rng), _amount(rng), form="agreement")
        yield _two(keys, first, Signing(first.on + timedelta(days=30), first.amount, "upgrade", "upgrade"))
    for _ in range(40):
        first = Signing(_day(rng), _amount(rng))
        yield _two(
            keys, first, Signing(first.on + timedelta(days=40), rng.randrange(1, 5 * YI), "increase", "increase")
        )
    for _ in range(15):
        first = Signing(_day(rng), _amount(rng), "replaced")
        after = Signing(first.on + timedelta(days=50), _amount(rng), kind="owner_change", new_owner=True)
        yield _two(keys, first, after)


def _two(keys: Iterator[int], first: Signing, second: Signing) -> Project:
    return Project(next(keys), signings=[first, second])


def _excluded(rng: random.Random, keys: Iterator[int]) -> Iterator[Project]:
    """Kinds that do not count, sums below the floors or unknown, other zones, other years."""
    for nature in NATURES:
        for _ in range(8):
            yield _one(keys, Signing(_day(rng), _amount(rng), f"nature.{nature}"), nature=nature)
    for _ in range(20):
        yield _one(keys, Signing(_day(rng), rng.randrange(1, YI), "below_floor"))
        yield _one(keys, Signing(_day(rng), rng.randrange(1, YI // 2), "below_municipal_floor", municipal=True))
    for _ in range(10):
        yield _one(keys, Signing(_day(rng), None, "no_sum"))
        yield _one(keys, Signing(_day(rng), rng.randrange(1, YI), "no_rate", currency="USD"))
        yield _one(keys, Signing(_day(rng), _amount(rng), "carved", carved=True))
    for _ in range(60):
        yield _one(keys, Signing(_day(rng), _amount(rng), "other_zone"), zone="other")
        yield _one(keys, Signing(date(2025, rng.randrange(1, 13), 9), _amount(rng), "last_year"))
    for _ in range(10):
        yield _one(keys, Signing(date(2026, 11, 5), _amount(rng), "later"))


def _not_yet(rng: random.Random, keys: Iterator[int]) -> Iterator[Project]:
    """Talks, secret or not, that have not passed the gate; what nobody confirmed; what was taken back."""
    for _ in range(30):
        yield _one(keys, Signing(_day(rng), _amount(rng), "confidential"), stage="talks", secret=True)
        yield _one(keys, Signing(_day(rng), _amount(rng), "in_talks"), stage="talks")
    for then, why in (("nothing", "unconfirmed"), ("reject", "rejected"), ("withdraw", "withdrawn")):
        for _ in range(20):
            yield _one(keys, Signing(_day(rng), _amount(rng), why, then=then))
    for _ in range(10):
        yield _one(keys, Signing(_day(rng), _amount(rng), "project_withdrawn"), withdrawn=True)


def _expected(projects: list[Project]) -> dict[str, int]:
    """The counts of the first ten months, by the words of the rules alone."""
    all_of_them = [one for project in projects for one in project.signings]
    counts = [one for one in all_of_them if not one.why]
    added = [one for one in all_of_them if one.why == "increase"]
    large = [one for one in counts if _is_large(one)]
    listed = [one for one in counts if one.listed is not None and one.share >= CONTROL]
    found = {
        "signed": len(counts),
        "signed_sum": sum(_cny(one) for one in [*counts, *added]),
        "large": len(large),
        "large_sum": sum(_cny(one) for one in large),
        "upgrades": sum(one.why == "upgrade" for one in all_of_them),
        "score": 1_000_000 * len(counts),
        "listed": len(listed),
        "listed_firms": len({one.listed for one in listed}),
    }
    for name in LISTS:
        mine = [one for one in listed if one.listed is not None and one.listed[0] == name]
        found |= {f"listed.{name}": len(mine), f"listed_firms.{name}": len({one.listed for one in mine})}
    return found


def _is_large(one: Signing) -> bool:
    return (one.amount or 0) >= (1_000_000_000 if one.currency == "USD" else YI)


def _cny(one: Signing) -> int:
    """In 分; a half is rounded up."""
    if one.currency == "CNY":
        return one.amount or 0
    return ((one.amount or 0) * (one.rate or 0) * 2 + 1_000_000) // 2_000_000

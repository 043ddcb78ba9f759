"""What a place has published about counting signings, as its packs say it. Nothing here is a constant of the code.

Each shape is one kind of pack, with the paper it comes from; a zone chooses one of each. `Rules` is what it uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from southgate.domain.counting.words import ListedClass, SigningKind
from southgate.domain.money import MILLION, Rounding
from southgate.domain.projects import Nature


@dataclass(frozen=True, slots=True)
class Large:
    """亿元以上: from which contract sum on, in 分, and in cents for sums in US dollars."""

    cny: int
    usd: int


@dataclass(frozen=True, slots=True)
class SigningRules:
    """Which kinds count as a project, which bring money, which are upgrades (schema counting.signings/1)."""

    project: tuple[SigningKind, ...]
    money: tuple[SigningKind, ...]
    upgrade: tuple[SigningKind, ...]
    large: Large


@dataclass(frozen=True, slots=True)
class Floor:
    """Below which contract sum nothing counts, in 分; for projects brought by units of the city another."""

    cny: int
    municipal_cny: int


@dataclass(frozen=True, slots=True)
class Exclusions:
    """Natures that do not count (schema counting.exclusions/1).

    `carved`: the attracted part inside a fiscal project is listed, and counts, as a project of its own.
    """

    natures: tuple[Nature, ...]
    carved: bool
    floor: Floor | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """What one project weighs in a score, in millionths (schema counting.weights/1)."""

    reinvestment: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """A project is assessed once, within so many years of its introduction (schema counting.assessment/1).

    `monthly`: it stood in the ledger and something was written about it in every month; else it is 突击上报.
    `platform`: it counts only when the platform above has recognised it.
    """

    years: int
    monthly: bool
    platform: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """三类500强 (schema counting.listed/1): the classes from the highest, and the share from which a firm of the list
    controls the investor, in millionths."""

    classes: tuple[ListedClass, ...]
    control: int


class RateKey(StrEnum):
    PERFORMED = "performed"
    STARTED = "started"
    ARRIVED = "arrived"
    PRODUCED = "produced"


@dataclass(frozen=True, slots=True)
class RateRule:
    """A rate with its words and how it is rounded: `says` declares numerator and denominator."""

    key: RateKey
    title: str
    says: str
    digits: int
    rounding: Rounding


@dataclass(frozen=True, slots=True)
class RateRules:
    rate: tuple[RateRule, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything a zone uses; None where it has chosen nothing and no default speaks.

    `papers` are the packs with their editions, as a figure shows them.
    """

    signings: SigningRules
    exclusions: Exclusions | None = None
    weights: Weights | None = None
    assessment: Assessment | None = None
    listed: Listed | None = None
    rates: RateRules | None = None
    papers: tuple[str, ...] = ()

    @property
    def reinvestment_weight(self) -> int:
        return self.weights.reinvestment if self.weights is not None else MILLION

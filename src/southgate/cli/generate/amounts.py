"""Investment, its three parts, and what a plant promises: whole 万元 as offices write them, kept as 分."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from southgate.cli.generate.words import RENTED
from southgate.domain.money import WAN

FEN = WAN.minor
MEDIAN_WAN, SPREAD = 12_000, 1.25  # lognormal: half of all projects below 1.2 亿元, one in twenty above 9 亿元
LEAST_WAN, MOST_WAN = 500, 1_000_000  # 500万元, the threshold of fixed-asset statistics (sources 1.6); 100亿元
_LOG_MEDIAN = 9.392661928770137  # ln MEDIAN_WAN


@dataclass(frozen=True, slots=True)
class Amounts:
    """planned = fixed + working + land, all in 分; `land_mu` in 亩 with one decimal, None for rented rooms."""

    planned: int
    fixed: int
    working: int
    land: int
    output: int | None
    tax: int | None
    jobs: int | None
    land_mu: Decimal | None


def planned_wan(rng: Random) -> int:
    """Planned investment in 万元, written with the round figures an office would use."""
    drawn = 0.0
    while not LEAST_WAN <= drawn <= MOST_WAN:
        drawn = rng.lognormvariate(_LOG_MEDIAN, SPREAD)
    unit = 10 if drawn < 10_000 else 100 if drawn < 100_000 else 1_000
    return round(drawn / unit) * unit


def of_plant(rng: Random, land_mode: str) -> Amounts:
    draw = rng.random
    wan = planned_wan(rng)
    land = 0 if land_mode == RENTED else round(wan * (0.05 + 0.06 * draw()) / 10) * 10
    fixed = round(wan * (0.64 + 0.2 * draw()) / 10) * 10
    output = round(fixed * (0.9 + 1.7 * draw()) / 10) * 10
    tax = max(10, round(output * (0.02 + 0.05 * draw())))
    jobs = max(8, round(wan / (70 + 130 * draw())))
    return Amounts(
        planned=wan * FEN,
        fixed=fixed * FEN,
        working=(wan - fixed - land) * FEN,
        land=land * FEN,
        output=output * FEN,
        tax=tax * FEN,
        jobs=jobs,
        land_mu=_tenths(max(30, round(land / (26 + 20 * draw()) * 10))) if land else None,
    )


def of_works(rng: Random) -> Amounts:
    """A public work: all of it fixed assets, nothing promised in return."""
    sum_ = planned_wan(rng) * FEN
    return Amounts(sum_, sum_, 0, 0, None, None, None, _tenths(round(sum_ / FEN / 20) + 50))


def _tenths(number: int) -> Decimal:
    return Decimal(number).scaleb(-1)

"""What an introducer may get by a published rule, from money that was accepted as arrived; nothing is payable here.

A rule is data (a pack, sources 8). Sums in 分, rates in millionths; each amount is rounded once, down, at its end:
a reward is never a 分 higher than the rule gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from southgate.domain.errors import Reason
from southgate.domain.money import MILLION, Rounding, divide


class Use(StrEnum):
    """What accepted money was for."""

    FIXED = "fixed"
    WORKING = "working"
    LAND = "land"


class Mode(StrEnum):
    """Marginal: each part of the sum by the rate of its own band. Whole: all of it by the band that the sum is in."""

    MARGINAL = "marginal"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Band:
    """Money up to `up_to` (included; None: without end) at `rate`."""

    rate: int
    up_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardRule:
    """`uses`: which money counts. `minimum`: of the counted money, below it nothing is given. `cap`: of one project.

    `years`: money counts that arrived within so many years; 0 is without end. `uplift`: added to the reward of a
    project that is as `uplift_for` says; whether the cap also covers what is added, `uplift_capped` says.
    `missing`: what the known text of the rule does not say; then nothing can be computed by it.
    """

    uses: tuple[Use, ...]
    bands: tuple[Band, ...]
    mode: Mode = Mode.MARGINAL
    minimum: int = 0
    cap: int | None = None
    years: int = 0
    years_from: str = ""
    uplift: int = 0
    uplift_for: str = ""
    uplift_capped: bool = True
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Arrived:
    """Accepted money of one project in 分, by use, as far as it arrived in time."""

    fixed: int = 0
    working: int = 0
    land: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One part of the sum with its rate and what it gives, before rounding down to 分."""

    base: int
    rate: int

    @property
    def gives(self) -> int:
        return divide(self.base * self.rate, MILLION, Rounding.DOWN)


@dataclass(frozen=True, slots=True)
class Reward:
    """`amount` is None where the rule cannot be computed. `uplifted`: what it would be with the addition, if there is
    one. `because` tells each step that made it so."""

    amount: int | None
    base: int
    steps: tuple[Step, ...] = ()
    uplifted: int | None = None
    because: tuple[Reason, ...] = ()


def reward(rule: RewardRule, money: Arrived) -> Reward:
    """The reward for one project; every reason that lessens it is told."""
    base = sum(getattr(money, use.value) for use in rule.uses)
    if rule.missing:
        return Reward(None, base, because=(Reason("算不出：%(missing)s", {"missing": rule.missing}),))
    if base < rule.minimum or base <= 0:
        params = {"minor": rule.minimum}
        return Reward(0, base, because=(Reason("计奖的到位资金没有达到 %(minor)s 分", params, where="minimum"),))
    steps = tuple(_steps(rule, base))
    exact = sum(step.base * step.rate for step in steps)
    amount, reasons = _capped(rule, exact, MILLION)
    if not rule.uplift:
        return Reward(amount, base, steps, None, tuple(reasons))
    uplifted, _ = _with_uplift(rule, exact)
    return Reward(amount, base, steps, uplifted, tuple(reasons))


def _steps(rule: RewardRule, base: int) -> Iterator[Step]:
    """Bands are in rising order, the last without end (`faults` sees to it)."""
    below = 0
    for band in rule.bands:
        within = base if band.up_to is None else min(base, band.up_to)
        if rule.mode is Mode.WHOLE:
            if band.up_to is None or base <= band.up_to:
                yield Step(base, band.rate)
                return
        elif within > below:
            yield Step(within - below, band.rate)
        below = within


def _capped(rule: RewardRule, exact: int, divisor: int) -> tuple[int, list[Reason]]:
    amount = divide(exact, divisor, Rounding.DOWN)
    if rule.cap is None or amount <= rule.cap:
        return amount, []
    return rule.cap, [Reason("单个项目最高 %(minor)s 分", {"minor": rule.cap}, where="cap")]


def _with_uplift(rule: RewardRule, exact: int) -> tuple[int, list[Reason]]:
    more = exact * (MILLION + rule.uplift)
    if rule.uplift_capped:
        return _capped(rule, more, MILLION * MILLION)
    base, reasons = _capped(rule, exact, MILLION)
    return divide(base * (MILLION + rule.uplift), MILLION, Rounding.DOWN), reasons


def faults(rule: RewardRule) -> Iterator[tuple[str, str]]:
    """(path, what is wrong) of a rule that cannot be meant so."""
    if not rule.uses:
        yield "uses", "没有说哪些到位资金计奖"
    limits = [band.up_to for band in rule.bands]
    if not rule.missing and (not limits or limits[-1] is not None):
        yield "bands", "最后一档应没有上限"
    known = [limit for limit in limits[:-1] if limit is not None]
    if not rule.missing and (len(known) < len(limits) - 1 or known != sorted(set(known))):
        yield "bands", "各档的上限应从小到大"
    for number, band in enumerate(rule.bands, 1):
        if not 0 < band.rate < MILLION:
            yield f"bands[{number}].rate", "比例应在 0 与 100% 之间，按百万分之一写"
    if rule.uplift and not rule.uplift_for:
        yield "uplift_for", "没有说什么样的项目另加"
    if rule.years and not rule.years_from:
        yield "years_from", "没有说年限从哪天算起"

"""Rates, tasks, growth and the time line: one division, last, by the mode that the rule names.

The published figures of one place round differently (98.8 %, but 90 for 89.9 and 34 for 34.4), so digits and mode
belong to each rate's pack (sources 1.7, vector 3).
"""

from __future__ import annotations

from dataclasses import dataclass

from southgate.domain.money import Rounding, divide, share
from southgate.domain.periods import Period

POINTS = 10_000
"""Millionths in one per cent."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """`part` of `whole`, both as counted (numbers, or 分)."""

    part: int
    whole: int

    def millionths(self, rounding: Rounding = Rounding.HALF_UP) -> int | None:
        """None where there is nothing to divide by: a rate of nothing is no rate, not zero."""
        return share(self.part, self.whole, rounding) if self.whole else None

    def percent(self, digits: int, rounding: Rounding = Rounding.HALF_UP) -> str | None:
        """In per cent with so many digits, from the counts themselves: divided and rounded once."""
        return _text(divide(self.part * 100 * 10**digits, self.whole, rounding), digits) if self.whole else None


def percent(millionths: int, digits: int, rounding: Rounding = Rounding.HALF_UP) -> str:
    """A share in per cent, `98.8`, with a minus where it is below zero."""
    return _text(divide(millionths * 10**digits, POINTS, rounding), digits)


def signed_percent(millionths: int, digits: int, rounding: Rounding = Rounding.HALF_UP) -> str:
    """Growth and distance keep their sign both ways: `+68`, `-11`; zero has none."""
    text = percent(millionths, digits, rounding)
    return f"+{text}" if not text.startswith("-") and text.strip("0.") else text


def completion(value: int, target: int) -> int:
    """What is reached of a task in millionths: 21 of 12 is 175 % (vector 1). It may be more than the whole."""
    return share(value, target, Rounding.HALF_UP)


def distance(reached: int, period: Period) -> int:
    """How far a task is ahead of the time line (序时), below zero behind it; millionths."""
    return reached - period.share


def ahead(reached: int, period: Period, digits: int) -> str:
    """The same in points with its sign: 超进度 +42.31, 欠进度 -12.92 (vector 4)."""
    return signed_percent(distance(reached, period), digits)


def growth(now: int, before: int) -> int | None:
    """同比 in millionths with its sign; None where there was nothing a year before, or less than nothing."""
    return share(now - before, before, Rounding.HALF_UP) if before > 0 else None


def implied_rate(cny: int, foreign: int) -> int:
    """The rate that two published sums imply, in millionths: 130.6 亿元 / 19.5 亿美元 = 6.697 (vector 6)."""
    return share(cny, foreign, Rounding.HALF_UP)


def _text(scaled: int, digits: int) -> str:
    sign, plain = ("-" if scaled < 0 else ""), str(abs(scaled)).rjust(digits + 1, "0")
    return f"{sign}{plain[:-digits]}.{plain[-digits:]}" if digits else f"{sign}{plain}"

"""The funnel: of the projects one looks at, how many reached each stage, how many went on, how long each stage took.

A project has reached a stage when it stands in it or beyond it, whether or not a day is known for it; a project that
went back has not reached what it went back from. Days in a stage are counted for finished stays alone, from the day it
was reached to the day of the next one; a stay without both days, or with days in the wrong order, is unknown and said
to be so, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from southgate.domain.money import MILLION, Rounding, share
from southgate.domain.projects import STAGES, Stage

MEDIAN, NINETIETH = MILLION // 2, MILLION * 9 // 10


@dataclass(frozen=True, slots=True)
class Standing:
    """How many projects stand in a stage now; `ended` of them are given up. `amount` in 分.

    `foreign`: projects whose planned investment has no rate, so that it is in no sum.
    """

    count: int = 0
    ended: int = 0
    amount: int = 0
    foreign: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the funnel. `conversion` in millionths of those that reached it; None where nobody did, or at the
    last stage. `median` and `ninetieth` in days, None where no stay is known; `unknown` stays have no days.
    """

    stage: Stage
    reached: int
    here: int
    ended: int
    amount: int
    amount_here: int
    foreign: int
    conversion: int | None
    median: int | None
    ninetieth: int | None
    known: int
    unknown: int


Stays = Mapping[int, int]
"""Days of a stay → how many stays took so long."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a funnel is computed from: standings by stage, and finished stays by the stage they were in."""

    standings: Mapping[Stage, Standing]
    stays: Mapping[Stage, Stays] = field(default_factory=dict)


def funnel(counted: Counted) -> tuple[Step, ...]:
    """The seven steps, in the order of the stages."""
    found: list[Step] = []
    beyond = Standing()
    for stage in reversed(STAGES):
        here = counted.standings.get(stage, Standing())
        reached = _together(here, beyond)
        found.append(_step(stage, here, reached, beyond.count, counted.stays.get(stage, {})))
        beyond = reached
    return tuple(reversed(found))


def _together(a: Standing, b: Standing) -> Standing:
    return Standing(a.count + b.count, a.ended + b.ended, a.amount + b.amount, a.foreign + b.foreign)


def _step(stage: Stage, here: Standing, reached: Standing, went_on: int, stays: Stays) -> Step:
    whole = {days: many for days, many in stays.items() if days >= 0}
    known = sum(whole.values())
    last = stage is STAGES[-1]
    return Step(
        stage=stage,
        reached=reached.count,
        here=here.count,
        ended=here.ended,
        amount=reached.amount,
        amount_here=here.amount,
        foreign=reached.foreign,
        conversion=None if last or not reached.count else share(went_on, reached.count, Rounding.HALF_UP),
        median=percentile(whole, MEDIAN),
        ninetieth=percentile(whole, NINETIETH),
        known=known,
        unknown=went_on - known,
    )


def percentile(stays: Stays, millionths: int) -> int | None:
    """The shortest stay that is at least as long as that share of all (nearest rank); None without any."""
    total = sum(stays.values())
    if not total:
        return None
    rank = max(1, -(-total * millionths // MILLION))
    passed = 0
    for days in sorted(stays):
        passed += stays[days]
        if passed >= rank:
            return days
    raise AssertionError("a rank lies within its total")


def fullest(steps: Sequence[Step]) -> Step | None:
    """The stage short of the last from which most projects have not gone on, the earlier one of two; None for none."""
    some = [step for step in steps if step.conversion is not None and step.here]
    return max(some, key=lambda step: step.here) if some else None


def slowest(steps: Iterable[Step]) -> Step | None:
    """Where projects stayed longest by the median, the earlier one of two; None where no stay is known."""
    some = [step for step in steps if step.median is not None]
    return max(some, key=lambda step: step.median or 0) if some else None

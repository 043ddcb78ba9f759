"""How far a project is, and the dates on which it got there: drawn backwards from today."""

from __future__ import annotations

from bisect import bisect
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from southgate.cli.generate.made import STAGES, Stage, Status

SHARES = (20, 14, 10, 8, 23, 14, 11)  # how many of a hundred stand at each stage
WORKS_SHARES = (0, 0, 20, 15, 35, 30, 0)  # public works are not talked over or signed, and have no full output
LASTS = ((60, 260), (60, 240), (30, 200), (10, 70), (200, 620), (150, 420))  # days a stage takes, least and most
SINCE = (240, 220, 180, 60, 420, 400, 1400)  # days ago at most that the present stage was reached
_REST = (980, 820, 640, 520, 430)  # days from reaching a stage to production, about
_SUMS = tuple(accumulate(SHARES))
_WORKS_SUMS = tuple(accumulate(WORKS_SHARES))
PAUSED, ENDED = 0.04, 0.07  # below: paused; below that: ended; only before production


@dataclass(frozen=True, slots=True)
class Timeline:
    """`reached[i]` is the day stage i was reached, None where it was not (yet, or never for public works)."""

    stage: Stage
    status: Status
    reached: tuple[date | None, ...]
    promised: date | None


def draw(rng: Random, today: date, *, talks: bool = False, works: bool = False) -> Timeline:
    """One timeline. `talks` keeps it at the first stage; `works` begins at the third."""
    at = 0 if talks else bisect(_WORKS_SUMS if works else _SUMS, rng.random() * 100)
    first = 2 if works else 0
    reached: list[date | None] = [None] * len(STAGES)
    days = 1 + int(rng.random() * SINCE[at])
    reached[at] = workday(today - timedelta(days=days))
    for stage in range(at - 1, first - 1, -1):
        least, most = LASTS[stage]
        days += least + int(rng.random() * (most - least))
        reached[stage] = workday(today - timedelta(days=days))
    return Timeline(STAGES[at], _status(rng, at), tuple(reached), _promise(rng, at, reached, today))


def workday(day: date) -> date:
    """`day`, or the Friday before a Saturday or Sunday, which keeps the order of days. Holidays are not looked at."""
    late = day.weekday() - 4
    return day - timedelta(days=late) if late > 0 else day


def _status(rng: Random, at: int) -> Status:
    luck = rng.random()
    if at >= STAGES.index(Stage.IN_PRODUCTION) or luck >= ENDED:
        return Status.NORMAL
    return Status.PAUSED if luck < PAUSED else Status.ENDED


def _promise(rng: Random, at: int, reached: Sequence[date | None], today: date) -> date | None:
    """The promised production date: near the real one once it is there, else as far off as the stage lets expect."""
    produced = reached[STAGES.index(Stage.IN_PRODUCTION)]
    if produced is not None:
        return _month_end(rng, produced + timedelta(days=int(rng.random() * 100) - 60))
    if at == 0 and rng.random() < 0.6:
        return None
    since = reached[at] or today
    return _month_end(rng, since + timedelta(days=int(_REST[at] * (0.55 + 0.8 * rng.random()))))


def _month_end(rng: Random, day: date) -> date:
    """Promises mostly name the last day of a month."""
    return day.replace(day=monthrange(day.year, day.month)[1]) if rng.random() < 0.6 else day

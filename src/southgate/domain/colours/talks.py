"""The talks library (在谈项目库): each project in talks has a grade and a colour that follows from typed progress.

Handan zone's 三类三色 (sources 1.3): A push hard, B normal, C reserve; green moving, yellow after two consecutive
months without progress, red after three, out of the library after more than half a year. Laws, tested in `tests/`:
- only typed progress (a visit, a term agreed, a document, a permit …) moves the timer; a free note never does;
- months are counted by the corresponding day (`domain/months`); a colour that asks for full months (满) turns on that
  day, one that asks for more (超过) on the day after: last progress 31 January is yellow from 31 March on;
- nothing is taken out by itself: when it is due the library proposes, two persons decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from southgate.domain.because import Because
from southgate.domain.months import add_months, full_months
from southgate.domain.sources import Source


class Grade(StrEnum):
    A = "A"
    B = "B"
    C = "C"


GRADE_NAMES: Mapping[Grade, str] = {Grade.A: "A 类 重点推动", Grade.B: "B 类 一般跟进", Grade.C: "C 类 储备对接"}


class Progress(StrEnum):
    """What counts as progress of a talk. The last two happen outside the talks themselves and end most of them."""

    VISIT = "visit"
    TERM = "term"
    DOCUMENT = "document"
    PERMIT = "permit"
    VOUCHER = "voucher"
    SIGNING = "signing"


PROGRESS_NAMES: Mapping[Progress, str] = {
    Progress.VISIT: "考察洽谈",
    Progress.TERM: "谈定条件",
    Progress.DOCUMENT: "形成文件",
    Progress.PERMIT: "取得批复",
    Progress.VOUCHER: "资金到位",
    Progress.SIGNING: "签约",
}


class TalkColour(StrEnum):
    """`REMOVE` is no colour of the paper: it says that the project is due to be taken out."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    REMOVE = "remove"


COLOUR_NAMES: Mapping[TalkColour, str] = {
    TalkColour.GREEN: "绿",
    TalkColour.YELLOW: "黄",
    TalkColour.RED: "红",
    TalkColour.REMOVE: "应移出",
}
ORDER = tuple(TalkColour)


@dataclass(frozen=True, slots=True)
class Step:
    """From when a colour holds: `months` full months without progress; `over`: more than that many."""

    colour: TalkColour
    months: int
    over: bool = False

    def turns_on(self, last: date) -> date:
        day = add_months(last, self.months)
        return day + timedelta(days=1) if self.over else day


@dataclass(frozen=True, slots=True)
class TalkRules:
    """`steps` in the order in which they come; before the first, a project is green. `kinds` count as progress."""

    source: Source
    steps: tuple[Step, ...]
    kinds: frozenset[Progress] = frozenset(Progress)


@dataclass(frozen=True, slots=True)
class TalkState:
    """A project's colour on a day. `last` is its last typed progress, `since` the day its colour began.

    `next` and `next_on`: what it becomes, and when, if nothing moves; None when there is nothing left.
    """

    colour: TalkColour
    last: date
    months: int
    since: date
    next: TalkColour | None
    next_on: date | None
    because: Because


_STEP_SAY = {
    False: "%(last)s 起连续 %(months)d 个月没有进展，满 %(limit)d 个月为%(colour)s（%(source)s）",
    True: "%(last)s 起连续 %(months)d 个月没有进展，超过 %(limit)d 个月应移出（%(source)s）",
}
_GREEN_SAY = "%(last)s 有进展，未满 %(limit)d 个月为绿（%(source)s）"


def talk_state(last: date, today: date, rules: TalkRules) -> TalkState:
    """The colour on `today` of a project whose last progress (or first talk, before any) was on `last`."""
    at = _reached(last, today, rules.steps)
    following = rules.steps[at + 1] if at + 1 < len(rules.steps) else None
    months = full_months(last, today)
    return TalkState(
        colour=rules.steps[at].colour if at >= 0 else TalkColour.GREEN,
        last=last,
        months=months,
        since=rules.steps[at].turns_on(last) if at >= 0 else last,
        next=following.colour if following is not None else None,
        next_on=following.turns_on(last) if following is not None else None,
        because=_because(last, months, at, rules),
    )


def _reached(last: date, today: date, steps: Sequence[Step]) -> int:
    """The number of the last step that `today` has reached; -1 before the first."""
    return max((number for number, step in enumerate(steps) if step.turns_on(last) <= today), default=-1)


def _because(last: date, months: int, at: int, rules: TalkRules) -> Because:
    params = {"last": last.isoformat(), "months": months, "source": rules.source.cite()}
    if at < 0:
        return Because(_GREEN_SAY, {**params, "limit": rules.steps[0].months})
    step = rules.steps[at]
    return Because(_STEP_SAY[step.over], {**params, "limit": step.months, "colour": COLOUR_NAMES[step.colour]})


def last_days(colour: TalkColour, today: date, rules: TalkRules) -> tuple[date | None, date | None]:
    """(first, last) day of progress between which a project has `colour` today; None where nothing bounds it.

    For lists: a colour is a range of dates, so a query by it needs no arithmetic a row.
    """
    number = next((number for number, step in enumerate(rules.steps) if step.colour is colour), -1)
    latest = _latest(rules.steps[number], today) if number >= 0 else None
    beyond = rules.steps[number + 1] if number + 1 < len(rules.steps) else None
    before = _latest(beyond, today) if beyond is not None else None
    return (before + timedelta(days=1) if before is not None else None), latest


def _latest(step: Step, today: date) -> date:
    """The last day of progress from which `today` has reached the step. Later progress reaches it later."""
    day = today
    while step.turns_on(day) > today:
        day -= timedelta(days=1)
    return day

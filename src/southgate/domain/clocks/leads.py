"""The clocks of a lead: a person named, a first judgement, an answer, reports; from the rules of a pack.

江门市招商线索管理办法, 江府办函〔2024〕37号 (sources 1.2): leads of ≥ 1亿元 get a named person within 1 day, a first
judgement in 3 (a week when outside experts are needed on a major one), an answer to who brought it within a week of the
judgement; what is followed is reported every two weeks; from 5亿元 on the city's bureau joins early. Laws, tested:
- a hand-over, a rename or a correction of other facts moves no clock: they run from the day the lead was received;
- a clock that was met never runs again, except the report's, which each report starts anew;
- when a lead ends (dropped, or a project now) its clocks stop, and what was late then is still said;
- a lead whose sum is known and below the rule's scope is not bound by it, and says so; an unknown sum binds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from southgate.domain.because import Because
from southgate.domain.calendar.work import WorkCalendar
from southgate.domain.clocks.days import Limit, Unit, days_late, days_left, due_day
from southgate.domain.leads import Judgement
from southgate.domain.sources import Source


class AnsweredFrom(StrEnum):
    """What starts the clock of the answer: the lead itself, or the judgement that is to be told."""

    RECEIVED = "received"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class LeadRules:
    """What a pack says. Sums in 分; `smaller_too`: leads below `from_cny` have the same clocks."""

    source: Source
    from_cny: int
    smaller_too: bool
    named: Limit
    judged: Limit
    judged_with_experts: Limit
    answered: Limit
    reported: Limit
    bureau_from_cny: int
    answered_from: AnsweredFrom
    rolls: bool


@dataclass(frozen=True, slots=True)
class LeadFacts:
    """What the clocks look at. `ended_on`: dropped, or became a project; `restored_on`: taken up again after that."""

    received_on: date
    investment_cny: int | None = None
    named_on: date | None = None
    judged_on: date | None = None
    judgement: str = ""
    answered_on: date | None = None
    reported_on: date | None = None
    bureau_on: date | None = None
    experts_needed: bool = False
    major: bool = False
    ended_on: date | None = None
    restored_on: date | None = None


class Key(StrEnum):
    NAMED = "named"
    JUDGED = "judged"
    ANSWERED = "answered"
    REPORTED = "reported"
    BUREAU = "bureau"


LABELS: Mapping[Key, str] = {
    Key.NAMED: "明确责任人",
    Key.JUDGED: "首次研判",
    Key.ANSWERED: "答复推荐方",
    Key.REPORTED: "进展报告",
    Key.BUREAU: "市级部门提前介入",
}


class ClockState(StrEnum):
    MET = "met"
    MET_LATE = "met_late"
    RUNNING = "running"
    TODAY = "today"
    LATE = "late"
    STOPPED = "stopped"


OPEN_STATES = frozenset({ClockState.RUNNING, ClockState.TODAY, ClockState.LATE})


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock on a day. `due` None: the rule asks for it without a day (the bureau).

    `days` in `unit`: left while it runs, late when it is or was late. `provisional`: the due day lies in a year whose
    holiday notice is not loaded.
    """

    key: Key
    start: date
    due: date | None
    met_on: date | None
    state: ClockState
    days: int
    unit: Unit
    because: Because
    provisional: bool = False

    @property
    def label(self) -> str:
        return LABELS[self.key]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def was_late(self) -> bool:
        return self.state in {ClockState.LATE, ClockState.MET_LATE} or (
            self.state is ClockState.STOPPED and self.days > 0
        )


UNBOUND = Because("投资额不到 %(from)s 亿元，不在%(source)s范围内，不设时限")
_SAY: Mapping[Unit, str] = {
    Unit.WORKING: "%(start)s %(what)s起 %(days)d 个工作日内%(label)s（%(source)s）",
    Unit.CALENDAR: "%(start)s %(what)s起 %(days)d 日内%(label)s（%(source)s）",
}
_RECEIVED, _JUDGED, _FOLLOWED, _REPORTED, _RESTORED = "收到线索", "作出研判", "研判跟进", "上次报告", "恢复跟进"


def unbound(facts: LeadFacts, rules: LeadRules) -> Because | None:
    """Why the rule does not bind this lead; None when it does."""
    if rules.smaller_too or facts.investment_cny is None or facts.investment_cny >= rules.from_cny:
        return None
    return Because(UNBOUND.say, {"from": _yi(rules.from_cny), "source": rules.source.cite()})


def _yi(fen: int) -> str:
    """亿元, with as many digits as it needs: a threshold of a pack is a round number."""
    whole, rest = divmod(fen, 10_000_000_000)
    return f"{whole}.{rest:010d}".rstrip("0").rstrip(".")


def clocks(facts: LeadFacts, rules: LeadRules, cal: WorkCalendar, today: date) -> tuple[Clock, ...]:
    """Every clock that has begun, in the order in which they are met; none for a lead the rule does not bind."""
    if unbound(facts, rules) is not None:
        return ()
    return tuple(_all(facts, rules, cal, today))


def _all(facts: LeadFacts, rules: LeadRules, cal: WorkCalendar, today: date) -> Iterator[Clock]:
    maker = _Maker(facts, rules, cal, today)
    yield maker.make(Key.NAMED, rules.named, facts.received_on, _RECEIVED, facts.named_on)
    with_experts = facts.experts_needed and facts.major
    limit = rules.judged_with_experts if with_experts else rules.judged
    yield maker.make(Key.JUDGED, limit, facts.received_on, _RECEIVED, facts.judged_on)
    answer_start = _answer_start(facts, rules)
    if answer_start is not None:
        yield maker.make(Key.ANSWERED, rules.answered, *answer_start, facts.answered_on)
    if facts.judgement == Judgement.FOLLOW and facts.judged_on is not None and facts.ended_on is None:
        start, what = _report_start(facts, facts.judged_on)
        yield maker.make(Key.REPORTED, rules.reported, start, what, None)
    if facts.investment_cny is not None and facts.investment_cny >= rules.bureau_from_cny:
        yield _bureau(facts, rules)


def _answer_start(facts: LeadFacts, rules: LeadRules) -> tuple[date, str] | None:
    """None while there is nothing to tell yet. Who answered before he judged has answered all the same."""
    if rules.answered_from is AnsweredFrom.RECEIVED:
        return facts.received_on, _RECEIVED
    if facts.judged_on is not None:
        return facts.judged_on, _JUDGED
    return (facts.received_on, _RECEIVED) if facts.answered_on is not None else None


def _report_start(facts: LeadFacts, judged_on: date) -> tuple[date, str]:
    """The latest of what starts the report's clock."""
    starts = [(judged_on, _FOLLOWED), (facts.reported_on, _REPORTED), (facts.restored_on, _RESTORED)]
    return max(((day, what) for day, what in starts if day is not None), key=lambda start: start[0])


@dataclass(frozen=True, slots=True)
class _Maker:
    facts: LeadFacts
    rules: LeadRules
    cal: WorkCalendar
    today: date

    def make(self, key: Key, limit: Limit, start: date, what: str, met_on: date | None) -> Clock:
        due = due_day(start, limit, self.cal, rolls=self.rules.rolls)
        state, days = self._state(due, limit.unit, met_on)
        params: dict[str, Any] = {
            "start": start.isoformat(), "what": what, "days": limit.days, "label": LABELS[key],
            "source": self.rules.source.cite(),
        }  # fmt: skip
        because = Because(_SAY[limit.unit], params)
        return Clock(key, start, due, met_on, state, days, limit.unit, because, self.cal.is_provisional(due))

    def _state(self, due: date, unit: Unit, met_on: date | None) -> tuple[ClockState, int]:
        late = days_late(due, met_on or self.facts.ended_on or self.today, unit, self.cal)
        if met_on is not None:
            return (ClockState.MET_LATE if met_on > due else ClockState.MET), late
        if self.facts.ended_on is not None:
            return ClockState.STOPPED, late
        if self.today > due:
            return ClockState.LATE, late
        left = days_left(self.today, due, unit, self.cal)
        return (ClockState.TODAY if self.today == due else ClockState.RUNNING), left


def _bureau(facts: LeadFacts, rules: LeadRules) -> Clock:
    params = {"from": _yi(rules.bureau_from_cny), "source": rules.source.cite()}
    because = Because("投资额 %(from)s 亿元以上，请市级部门提前介入（%(source)s）", params)
    ended = ClockState.STOPPED if facts.ended_on is not None else ClockState.RUNNING
    state = ended if facts.bureau_on is None else ClockState.MET
    return Clock(Key.BUREAU, facts.received_on, None, facts.bureau_on, state, 0, Unit.CALENDAR, because)


def most_urgent(found: tuple[Clock, ...]) -> Clock | None:
    """The open clock that is due first; None when nothing waits for a day."""
    waiting = [clock for clock in found if clock.is_open and clock.due is not None]
    return min(waiting, key=lambda clock: (clock.due or date.max, list(Key).index(clock.key)), default=None)

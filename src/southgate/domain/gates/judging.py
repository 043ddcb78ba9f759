"""Judging a project at a gate: every need with how it stands, met or not, all at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from southgate.domain.errors import Reason
from southgate.domain.gates.standing import Filed, Reviewed, Standing
from southgate.domain.gates.table import USES, Check, GateTable, LocalStage, Need, Only, Year
from southgate.domain.money import MILLION, Money, in_wan
from southgate.domain.projects import STAGE_NAMES, STAGES, Stage

NOTHING = Reason("")
SUBMIT = "提交准入评审"


@dataclass(frozen=True, slots=True)
class Judged:
    """One need as it stands. `note` says how, where there is something to say; `options` of an either-or, in order.

    `on`: since which day it is met, where a day is known.
    """

    need: Need
    met: bool
    note: Reason = NOTHING
    on: date | None = None
    options: tuple[Judged, ...] = ()

    @property
    def mend(self) -> str:
        """What to do about it (msgid). Where nobody was asked yet, the first thing is to ask."""
        asks = self.need.check is Check.REVIEW and not self.met and not self.note.say
        return SUBMIT if asks else self.need.mend

    def refusal(self) -> Reason:
        """What a refused move says of it."""
        say, params = self.need.say, {}
        if self.note.say:
            say, params = "%(need)s（%(how)s）", {"need": Reason(self.need.say), "how": self.note}
        return Reason(say, params, self.need.key, self.mend)


def needs_of(table: GateTable, standing: Standing, to: Stage) -> list[Need]:
    """What is asked on the way from where the project is to `to`, passed stages included; nothing on the way back."""
    way = STAGES[STAGES.index(standing.stage) + 1 : STAGES.index(to) + 1]
    kind = Only.PUBLIC_WORKS if standing.public_works else Only.INVESTED
    stages = {row.key for row in table.stage if row.stage in way}
    return [need for need in table.need if need.stage in stages and need.only in {Only.ALL, kind}]


def judge(table: GateTable, standing: Standing, to: Stage, *, today: date) -> tuple[Judged, ...]:
    """Every need on the way to `to` with how it stands, in the order of the table."""
    options = {option.key: option for option in table.option}
    return tuple(state_of(need, standing, options, today=today) for need in needs_of(table, standing, to))


def unknown_stage(table: GateTable, to: Stage) -> list[Reason]:
    """A place that has no such stage lets nobody into it."""
    if table.has(to):
        return []
    mend = "选规则包里有的阶段"
    return [Reason("本园区的阶段里没有『%(stage)s』", {"stage": STAGE_NAMES[to]}, where="to", mend=mend)]


def state_of(need: Need, standing: Standing, options: Mapping[str, Need], *, today: date) -> Judged:
    if need.check is Check.ANY:
        states = tuple(state_of(options[key], standing, options, today=today) for key in need.options)
        met = [state for state in states if state.met]
        days = [state.on for state in met if state.on is not None]
        return Judged(need, bool(met), NOTHING, min(days, default=None), states)
    return _JUDGES[need.check](need, standing, today)


def local_stage(table: GateTable, standing: Standing, *, today: date) -> LocalStage | None:
    """What the place calls the stage the project is in: the last row that fits, else the last that it has passed."""
    fitting = (row for row in reversed(table.stage) if _fits(row, standing, today))
    at = STAGES.index(standing.stage)
    passed = (row for row in reversed(table.stage) if STAGES.index(row.stage) <= at)
    return next(fitting, None) or next(passed, None)


def _fits(row: LocalStage, standing: Standing, today: date) -> bool:
    if standing.stage is not row.stage and standing.stage not in row.also:
        return False
    return all(in_year(standing.days.get(one.field), one.year, today) for one in row.when)


def in_year(day: date | None, year: Year, today: date) -> bool:
    """Whether a day is known and lies in that year."""
    if day is None:
        return False
    match year:
        case Year.THIS:
            return day.year == today.year
        case Year.LATER:
            return day.year > today.year
        case Year.EARLIER:
            return day.year < today.year
    return True


def _field(need: Need, standing: Standing, today: date) -> Judged:
    return Judged(need, standing.given.issuperset(need.fields))


def _day(need: Need, standing: Standing, today: date) -> Judged:
    days = [standing.days.get(name) for name in need.fields]
    met = all(in_year(day, need.year, today) for day in days)
    known = [day for day in days if day is not None]
    note = Reason("现在是 %(day)s", {"day": min(known).isoformat()}) if known and not met else NOTHING
    return Judged(need, met, note, max(known) if met else None)


def _sum(need: Need, standing: Standing, today: date) -> Judged:
    sums = [standing.sums.get(name) for name in need.fields]
    met = all(value is not None and value >= need.least for value in sums)
    known = [value for value in sums if value is not None]
    if met or not known or not need.least:
        return Judged(need, met)
    params = {"sum": in_wan(Money(min(known))), "least": in_wan(Money(need.least))}
    return Judged(need, False, Reason("现在 %(sum)s，要 %(least)s", params))


def _document(need: Need, standing: Standing, today: date) -> Judged:
    """Documents of the kinds named. A photo counts by what it shows; the same file twice is one."""
    named = [document for document in standing.documents if document.kind in need.kinds]
    fitting = [document for document in named if _serves(document, need, today)]
    found = {one.digest or f"{one.kind} {one.number} {number}": one for number, one in enumerate(fitting)}
    met = len(found) >= need.count
    days = sorted(document.on for document in found.values() if document.on is not None)
    since = days[need.count - 1] if met and len(days) >= need.count else None
    return Judged(need, met, _documents_note(need, len(found), len(named), met), since)


def _serves(document: Filed, need: Need, today: date) -> bool:
    shows = not need.works or document.work in need.works
    promises = need.year is Year.KNOWN or in_year(document.planned_on, need.year, today)
    return shows and promises


def _documents_note(need: Need, found: int, named: int, met: bool) -> Reason:
    if met:
        return NOTHING
    if named > found:
        return Reason("有 %(others)d 份不合要求", {"others": named - found})
    return Reason("已有 %(found)d 份，要 %(count)d 份", {"found": found, "count": need.count}) if found else NOTHING


def _review(need: Need, standing: Standing, today: date) -> Judged:
    """The last decided review counts; one that is still open changes nothing but the note."""
    mine = [one for one in standing.reviews if one.kind in need.kinds]
    decided = [one for one in mine if one.state != "open"]
    last = decided[-1] if decided else None
    met = last is not None and last.state == "passed"
    return Judged(need, met, _review_note(mine, last), last.on if met and last is not None else None)


def _review_note(mine: list[Reviewed], last: Reviewed | None) -> Reason:
    if mine and mine[-1].state == "open":
        return Reason("评审中，意见 %(given)d / %(members)d", {"given": mine[-1].opinions, "members": mine[-1].members})
    if last is not None and last.state == "returned":
        params = {"day": last.on.isoformat() if last.on else "", "opinions": last.opinions}
        return Reason("%(day)s 退回，意见 %(opinions)d 条", params)
    return NOTHING


def _signing(need: Need, standing: Standing, today: date) -> Judged:
    fitting = [
        one
        for one in standing.signings
        if (not need.kinds or one.kind in need.kinds) and (not need.forms or one.form in need.forms)
    ]
    days = [one.on for one in fitting if one.on is not None]
    return Judged(need, bool(fitting), NOTHING, min(days, default=None))


def _money(need: Need, standing: Standing, today: date) -> Judged:
    """Accepted money against a sum and a share of the contract money; shares compared as whole numbers."""
    arrived = sum(standing.arrived.get(use, 0) for use in need.uses or USES)
    base = standing.contract_money
    if need.share_millionths and not base:
        return Judged(need, False, Reason("合同金额和计划投资都没有，算不出比例"))
    met = arrived >= need.least and arrived * MILLION >= (base or 0) * need.share_millionths
    if met:
        return Judged(need, True)
    asked = max(need.least, -(-(base or 0) * need.share_millionths // MILLION))
    params = {"sum": in_wan(Money(arrived)), "least": in_wan(Money(asked))}
    return Judged(need, False, Reason("已认定到位 %(sum)s，要 %(least)s", params))


_JUDGES: Mapping[Check, Callable[[Need, Standing, date], Judged]] = {
    Check.FIELD: _field,
    Check.DAY: _day,
    Check.SUM: _sum,
    Check.DOCUMENT: _document,
    Check.REVIEW: _review,
    Check.SIGNING: _signing,
    Check.MONEY: _money,
}

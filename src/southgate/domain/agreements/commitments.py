"""Commitments of both sides of a signed agreement: what they measure, when they are overdue, how they end.

Law: a commitment ends by two persons. One says how (met with its evidence; missed or waived with the reason), another
decides. Public money (an award) is due only once the enterprise's commitment that it needs was decided to be met
(sources 7). A commitment is part of one signed agreement; no task, rank or target may be made of it (sources 12.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from southgate.domain.agreements.words import Side, Standing, State
from southgate.domain.calendar.work import WorkCalendar
from southgate.domain.errors import Reason

LARGEST = 10**15
"""Ten thousand 亿 in hundredths: more is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What can be promised. `unit` "" with `counted` false: the thing itself (start of building), no quantity.

    `award`: public money to the enterprise. `tax`: how much tax it pays, on which no award may depend.
    """

    key: str
    side: Side
    title: str
    unit: str = ""
    places: int = 0
    counted: bool = True
    award: bool = False
    tax: bool = False


@dataclass(frozen=True, slots=True)
class Measures:
    measure: tuple[Measure, ...]

    def of(self, key: str) -> Measure | None:
        return next((one for one in self.measure if one.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """The enterprise's commitment that another one waits for."""

    agreement: UUID
    side: Side
    state: Standing
    tax: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A commitment as it is written down. `needs`: None when nothing has to come first; absent ones are refused."""

    agreement: UUID
    side: Side
    measure: Measure | None
    text: str
    quantity: int | None
    due_on: date | None
    needs: Needed | None = None
    needs_unknown: bool = False


LONGEST = 1000


def promise_refusals(promise: Promise) -> list[Reason]:
    """Everything that keeps it from being dated, measurable and told apart."""
    return [*_measured(promise), *_waits(promise)]


def _measured(promise: Promise) -> Iterator[Reason]:
    measure = promise.measure
    if measure is None:
        yield Reason("没有这个衡量项目", where="measure", mend="从列表里选")
    elif measure.side is not promise.side:
        yield Reason("“%(measure)s”不是这一方的承诺", {"measure": measure.title}, "measure", "换一项，或改成另一方")
    elif measure.counted and promise.quantity is None:
        yield Reason("“%(measure)s”要写数量", {"measure": measure.title}, "quantity", "写数量，单位已定")
    elif not measure.counted and promise.quantity is not None:
        yield Reason("“%(measure)s”不写数量", {"measure": measure.title}, "quantity", "留空")
    if promise.quantity is not None and not 0 < promise.quantity <= LARGEST:
        yield Reason("数量要是正数，也不能太大", where="quantity", mend="核对数量和单位")
    if promise.due_on is None:
        yield Reason("没有写到哪天为止", where="due_on", mend="写履行期限")
    if not 0 < len(promise.text.strip()) <= LONGEST:
        yield Reason("写 1 到 %(longest)s 个字", {"longest": LONGEST}, "text", "照协议里的话写")


def _waits(promise: Promise) -> Iterator[Reason]:
    if promise.needs_unknown:
        yield Reason("没有这条企业承诺", where="needs", mend="从本协议的企业承诺里选")
        return
    if promise.measure is not None and promise.measure.award and promise.needs is None:
        yield Reason("奖补要写明以企业哪条承诺的履行为前提", where="needs", mend="先写企业的承诺，再选它")
    if promise.needs is None:
        return
    if promise.side is not Side.ZONE:
        yield Reason("只有园区的承诺可以以企业的承诺为前提", where="needs", mend="留空")
    if promise.needs.agreement != promise.agreement or promise.needs.side is not Side.ENTERPRISE:
        yield Reason("前提要是本协议里企业的承诺", where="needs", mend="从本协议的企业承诺里选")
    elif promise.needs.tax and promise.measure is not None and promise.measure.award:
        yield Reason("奖补不能以缴多少税为前提", where="needs", mend="换一条与税收无关的企业承诺")
    elif promise.needs.state is Standing.DROPPED:
        yield Reason("那条企业承诺已经去掉", where="needs", mend="换一条")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """How somebody says that a commitment ended."""

    agreement_state: State
    state: Standing
    to: Standing
    on: date
    has_evidence: bool
    reason: str
    needs: Standing | None
    pending: bool = False


def claim_refusals(claim: Claim, today: date) -> list[Reason]:
    """Why it cannot be said so. What was missed may be met later: late is better than never, and both stand in the
    book."""
    return [*_may_be_claimed(claim, today), *needed_refusals(claim.to, claim.needs)]


def _may_be_claimed(claim: Claim, today: date) -> Iterator[Reason]:
    if claim.agreement_state is not State.SIGNED:
        yield Reason("协议还没有签订，承诺还不算数", where="state", mend="签订以后再报履行")
    if claim.state not in (Standing.OPEN, Standing.MISSED) or claim.to in (
        claim.state,
        Standing.DROPPED,
        Standing.OPEN,
    ):
        yield Reason("这条承诺已经认定过", where="to", mend="刷新页面看现在的状态")
    if claim.pending:
        yield Reason("已有一份报告等认定", where="to", mend="等认定，或请认定的人退回")
    if claim.on > today:
        yield Reason("%(day)s 还没有到", {"day": claim.on.isoformat()}, "occurred_on", "写实际发生的日期")
    if claim.to is Standing.MET and not claim.has_evidence:
        yield Reason("已履行要有凭证", where="evidence_number", mend="写凭证编号，或选一份文件")
    if claim.to in (Standing.MISSED, Standing.WAIVED) and not claim.reason.strip():
        yield Reason("未履行或免除要写明原因", where="reason", mend="写明原因和依据")


def needed_refusals(to: Standing, needs: Standing | None) -> Iterator[Reason]:
    if to is Standing.MET and needs is not None and needs is not Standing.MET:
        yield Reason("它的前提还没有认定为已履行", where="needs", mend="先报企业那条承诺的履行凭证，由另一人认定")


def decision_refusals(claimed: str, claimed_by: UUID | None, by: UUID | None) -> list[Reason]:
    """Why this person cannot decide about what was claimed."""
    if not claimed:
        return [Reason("没有等认定的履行报告", where="to", mend="刷新页面看现在的状态")]
    if by is None:
        return [Reason("认定要由具体的人来做", where="by", mend="用本人的账号办理")]
    if by == claimed_by:
        return [Reason("报告人不能自己认定", where="by", mend="请另一位有权认定的人办理")]
    return []


def days_left(due_on: date, today: date, calendar: WorkCalendar) -> int:
    """Working days until it is due; negative: overdue. A due day that is past is overdue by one at least."""
    days = calendar.between(today, due_on)
    return min(days, -1) if due_on < today else days

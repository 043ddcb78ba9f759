"""What a project is, in rules: its stages, what may stand together in one record, and when it may move on.

Every check returns all its reasons at once. A check names the fields it looks at, so that an edit is judged by
what it touches: an old gap elsewhere in the record never refuses a new fact (STYLE 4.1).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from southgate.domain.errors import Reason
from southgate.domain.money import MILLION, MINOR_DIGITS, Money, Rounding, in_wan

FIRST_YEAR, LAST_YEAR = 1980, 2099  # the first zones date from 1984; later than 2099 is a slip of the hand


class Stage(StrEnum):
    """How far a project is. 在谈 签约 落地 开工 在建 投产 达产, in this order."""

    TALKS = "talks"
    SIGNED = "signed"
    LANDED = "landed"
    STARTED = "started"
    BUILDING = "building"
    PRODUCTION = "production"
    FULL = "full"


class Status(StrEnum):
    """Whether it goes on, apart from how far it is."""

    NORMAL = "normal"
    PAUSED = "paused"
    ENDED = "ended"


class Nature(StrEnum):
    """What kind of undertaking it is, as far as counting asks. Which of them do not count is said by a pack.

    The kinds are those that a city's target measure leaves out (sources 1.4); `ORDINARY` is none of them.
    """

    ORDINARY = "ordinary"
    LOCAL = "local"
    FISCAL = "fiscal"
    PARTNERSHIP = "ppp"
    BRANCH = "branch"
    EXTRACTION = "extraction"
    FARMING = "farming"
    REAL_ESTATE = "real_estate"
    LEISURE = "leisure"
    PHASE = "phase"
    RELOCATION = "relocation"
    NEW_LINE = "new_line"


NATURE_NAMES = dict(zip(Nature, (
    "一般项目", "纯本地投资", "财政资金项目", "政府和社会资本合作", "垂直管理单位分支和网点", "单纯资源开采",
    "传统种养", "房地产", "餐饮娱乐", "已签合同内的后期", "本地企业搬迁", "现有厂房新增生产线",
), strict=True))  # fmt: skip
STAGES = tuple(Stage)
STAGE_NAMES = dict(zip(STAGES, ("在谈", "签约", "落地", "开工", "在建", "投产", "达产"), strict=True))
STATUS_NAMES = {Status.NORMAL: "正常", Status.PAUSED: "暂停", Status.ENDED: "终止"}
_DATES = ("talk_on", "signed_on", "landed_on", "start_on", "building_on", "produced_on", "full_output_on")
STAGE_DATES = dict(zip(STAGES, _DATES, strict=True))
"""The field that says on which day a stage was reached."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or a month of which only the month is known (`month`); a month is kept as its last day."""

    on: date
    month: bool = False

    @property
    def earliest(self) -> date:
        return self.on.replace(day=1) if self.month else self.on

    def __str__(self) -> str:
        return f"{self.on:%Y-%m}" if self.month else self.on.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFacts:
    """What the rules look at. Sums in minor units of `currency`; None is not given. `days` by field name."""

    name: str
    stage: Stage = Stage.TALKS
    confidential: bool = False
    public_works: bool = False
    has_enterprise: bool = False
    fund_source: str = ""
    currency: str = "CNY"
    rate_millionths: int | None = None
    rate_on: date | None = None
    planned: int | None = None
    fixed: int | None = None
    working: int | None = None
    land: int | None = None
    counts: tuple[tuple[str, int | None], ...] = ()
    progress_millionths: int | None = None
    days: tuple[tuple[str, Day], ...] = ()

    def day(self, name: str) -> Day | None:
        return dict(self.days).get(name)

    @property
    def parts(self) -> tuple[tuple[str, int | None], ...]:
        return (("investment_fixed", self.fixed), ("investment_working", self.working), ("investment_land", self.land))


@dataclass(frozen=True, slots=True)
class Mend:
    """A change that would settle a refusal: `field` becomes `minor` (minor units)."""

    field: str
    minor: int


Check = Callable[[ProjectFacts, date], Iterator[Reason]]
_PART_NAMES = {"investment_fixed": "固定资产投资", "investment_working": "流动资金", "investment_land": "用地投资"}
_INVESTMENT = frozenset({"investment_planned", *_PART_NAMES})
_MONEY = frozenset({"investment_planned", "currency", "rate_millionths", "rate_on"})
_ALL_DAYS = (*_DATES, "production_promised_on")
_ORDER = (
    ("talk_on", "signed_on", "签约日期早于首次洽谈（%(then)s 早于 %(first)s）"),
    ("signed_on", "start_on", "开工日期早于签约（%(then)s 早于 %(first)s）"),
    ("start_on", "building_on", "在建日期早于开工（%(then)s 早于 %(first)s）"),
    ("start_on", "produced_on", "投产日期早于开工（%(then)s 早于 %(first)s）"),
    ("landed_on", "produced_on", "投产日期早于落地（%(then)s 早于 %(first)s）"),
    ("produced_on", "full_output_on", "达产日期早于投产（%(then)s 早于 %(first)s）"),
    ("start_on", "production_promised_on", "承诺投产早于开工（%(then)s 早于 %(first)s）"),
)


def refusals(facts: ProjectFacts, *, today: date, changed: Collection[str] | None = None) -> list[Reason]:
    """Every reason why this record cannot stand; `changed` limits the checks to those that look at these fields."""
    return [
        reason
        for fields, check in _CHECKS
        if changed is None or not fields.isdisjoint(changed)
        for reason in check(facts, today)
    ]


def _named(facts: ProjectFacts, today: date) -> Iterator[Reason]:
    if not facts.name.strip():
        yield Reason("项目没有名称", where="name", mend="填写项目名称")


def _public_works(facts: ProjectFacts, today: date) -> Iterator[Reason]:
    if facts.public_works and facts.has_enterprise:
        yield Reason("公共工程没有投资企业", where="enterprise", mend="去掉企业，或改为非公共工程")
    if facts.public_works and not facts.fund_source.strip():
        yield Reason("公共工程没有写资金来源", where="fund_source", mend="填写资金来源，如 专项债、财政资金")
    if not facts.public_works and facts.fund_source.strip():
        yield Reason("只有公共工程写资金来源", where="fund_source", mend="去掉资金来源，或改为公共工程")


def _secret(facts: ProjectFacts, today: date) -> Iterator[Reason]:
    if facts.confidential and facts.stage is not Stage.TALKS:
        yield Reason("保密只用于在谈项目，最迟到签约为止", where="confidential", mend="去掉保密")


def _not_negative(facts: ProjectFacts, today: date) -> Iterator[Reason]:
    for name, value in (("investment_planned", facts.planned), *facts.parts, *facts.counts):
        if value is not None and value < 0:
            yield Reason("不能是负数", where=name, mend="填零或正数；不清楚就留空")
    if facts.progress_millionths is not None and not 0 <= facts.progress_millionths <= MILLION:
        yield Reason("形象进度应在 0 到 100 之间", where="progress_millionths", mend="按百分数填写，如 76.4")


def _adds_up(facts: ProjectFacts, today: date) -> Iterator[Reason]:
    over = difference(facts)
    if not over:
        return
    where = next(name for name, value in reversed(facts.parts) if value is not None)
    params = {"sum": in_wan(Money(abs(over), facts.currency))}
    if over > 0:
        yield Reason(
            "固定资产、流动资金、用地合计比计划投资多 %(sum)s", params, where=where, mend="减少其中一项，或调整计划投资"
        )
    else:
        yield Reason(
            "固定资产、流动资金、用地都已填写，合计比计划投资少 %(sum)s",
            params,
            where=where,
            mend="增加其中一项，或调整计划投资",
        )


def difference(facts: ProjectFacts) -> int:
    """What the parts have too much (positive) or too little (negative); 0 while they may still add up."""
    given = [value for _, value in facts.parts if value is not None]
    if facts.planned is None or not given:
        return 0
    over = sum(given) - facts.planned
    return over if over > 0 or len(given) == len(facts.parts) else 0


def mends(facts: ProjectFacts, changed: Collection[str]) -> list[Mend]:
    """What would make the parts add up, other fields than the changed ones first considered; empty when they do."""
    over = difference(facts)
    if not over:
        return []
    found = [
        Mend(name, value - over)
        for name, value in (facts.parts[1], facts.parts[2], facts.parts[0])
        if value is not None and name not in changed and value - over >= 0
    ]
    if facts.planned is not None and "investment_planned" not in changed:
        found.append(Mend("investment_planned", facts.planned + over))
    return found


def _foreign(facts: ProjectFacts, today: date) -> Iterator[Reason]:
    if facts.currency not in MINOR_DIGITS:
        yield Reason(
            "不认识的币种 %(currency)s", {"currency": facts.currency}, where="currency", mend="用 CNY、USD 等代码"
        )
        return
    if facts.currency == "CNY":
        if facts.rate_millionths is not None:
            yield Reason("人民币没有折算汇率", where="rate_millionths", mend="去掉汇率，或改币种")
        return
    if facts.planned is None:
        return
    if not facts.rate_millionths or facts.rate_millionths < 0:
        yield Reason("外币投资没有折算汇率，不能计入合计", where="rate_millionths", mend="填写 1 单位外币折合多少元")
    if facts.rate_on is None:
        yield Reason("外币投资没有汇率日期", where="rate_on", mend="填写汇率是哪一天的")


def _possible_days(facts: ProjectFacts, today: date) -> Iterator[Reason]:
    for name, day in facts.days:
        if not FIRST_YEAR <= day.on.year <= LAST_YEAR:
            yield Reason("%(day)s 不像真实日期", {"day": str(day)}, where=name, mend="核对年份")
        elif name in _DATES and day.earliest > today:
            yield Reason("%(day)s 还没有到，已发生的事不能写将来的日期", {"day": str(day)}, where=name, mend="核对日期")


def _days_in_order(facts: ProjectFacts, today: date) -> Iterator[Reason]:
    for first, then, say in _ORDER:
        a, b = facts.day(first), facts.day(then)
        if a is not None and b is not None and b.on < a.earliest:
            yield Reason(say, {"then": str(b), "first": str(a)}, where=then, mend="核对两个日期")


_CHECKS: Sequence[tuple[frozenset[str], Check]] = (
    (frozenset({"name"}), _named),
    (frozenset({"public_works", "enterprise", "fund_source"}), _public_works),
    (frozenset({"confidential"}), _secret),
    (_INVESTMENT | {"money_in_place", "output_expected", "tax_expected", "jobs_expected", "land_thousandths",
                    "progress_millionths"}, _not_negative),
    (_INVESTMENT, _adds_up),
    (_MONEY, _foreign),
    (frozenset(_ALL_DAYS), _possible_days),
    (frozenset(_ALL_DAYS), _days_in_order),
)  # fmt: skip


def in_cny(planned: int | None, currency: str, rate_millionths: int | None) -> int | None:
    """Planned investment in 分: itself for CNY, by the stated rate for another currency, None without a rate."""
    if planned is None or currency == "CNY":
        return planned
    if not rate_millionths or currency not in MINOR_DIGITS:
        return None
    return Money(planned, currency).convert("CNY", rate_millionths, Rounding.HALF_UP).minor


def move_refusals(
    facts: ProjectFacts, status: Status, to: Stage, *, on: date, today: date, reason: str
) -> list[Reason]:
    """Why the project cannot move to `to` on that day; forward is free here, back needs a reason."""
    found: list[Reason] = []
    if status is not Status.NORMAL:
        found.append(
            Reason("项目已%(status)s，阶段不能变动", {"status": STATUS_NAMES[status]}, where="to", mend="先恢复为正常")
        )
    if to is facts.stage:
        found.append(Reason("项目已在『%(stage)s』", {"stage": STAGE_NAMES[to]}, where="to"))
    if on > today:
        found.append(Reason("%(day)s 还没有到", {"day": on.isoformat()}, where="occurred_on", mend="写实际发生的日期"))
    at = facts.day(STAGE_DATES[facts.stage])
    forward = STAGES.index(to) > STAGES.index(facts.stage)
    if forward and at is not None and on < at.earliest:
        found.append(
            Reason(
                "早于进入『%(stage)s』的日期 %(day)s",
                {"stage": STAGE_NAMES[facts.stage], "day": str(at)},
                where="occurred_on",
                mend="核对日期",
            )
        )
    if not forward and to is not facts.stage and not reason.strip():
        found.append(Reason("退回『%(stage)s』要写明原因", {"stage": STAGE_NAMES[to]}, where="reason", mend="写明原因"))
    return found


_EXPECTED: tuple[tuple[Stage, str, Callable[[ProjectFacts, Collection[str]], bool]], ...] = (
    (Stage.TALKS, "responsible_person", lambda facts, given: "responsible_person" in given),
    (Stage.TALKS, "lead_unit", lambda facts, given: "lead_unit" in given),
    (Stage.TALKS, "liaison_leader", lambda facts, given: "liaison_leader" in given),
    (Stage.TALKS, "park", lambda facts, given: "park" in given),
    (Stage.TALKS, "investment_planned", lambda facts, given: facts.planned is not None),
    (Stage.TALKS, "enterprise", lambda facts, given: facts.has_enterprise or facts.public_works),
    (Stage.SIGNED, "signed_on", lambda facts, given: facts.day("signed_on") is not None or facts.public_works),
    (Stage.SIGNED, "investment_fixed", lambda facts, given: facts.fixed is not None),
    (Stage.SIGNED, "production_promised_on", lambda facts, given: facts.day("production_promised_on") is not None),
    (Stage.STARTED, "start_on", lambda facts, given: facts.day("start_on") is not None),
    (Stage.PRODUCTION, "produced_on", lambda facts, given: facts.day("produced_on") is not None),
)
"""What a project of a stage and beyond should say of itself; gates with evidence are another matter."""


def gaps(facts: ProjectFacts, given: Collection[str], by: Stage) -> list[str]:
    """Names of the fields that a project at stage `by` should have and lacks; `given` are references that it has."""
    reached = STAGES.index(by)
    return [name for stage, name, has in _EXPECTED if STAGES.index(stage) <= reached and not has(facts, given)]

"""The counts of signings, built from the rules that a zone uses (sources 1.4, 1.6, 1.7).

Each rule is one condition with a key and a reason of its own; no two conditions catch the same row for the same
reason, so that taking one away always shows (a test takes away each).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from southgate.domain.counting.conditions import Expr, Not, all_of, any_of, at_least, at_most, is_
from southgate.domain.counting.definitions import Condition, Definition, Kind, Measure, Rate, Unit
from southgate.domain.counting.rates_of import rates
from southgate.domain.counting.rules import Assessment, Exclusions, Floor, Large, Rules
from southgate.domain.counting.words import CLASS_NAMES, Screening, SigningKind
from southgate.domain.projects import NATURE_NAMES

KIND_WHY: Mapping[SigningKind, str] = {
    SigningKind.FIRST: "首次签约，不是这个数要的",
    SigningKind.REPEAT: "重复签约，一个项目只计一次",
    SigningKind.UPGRADE: "协议升格为合同，不重复计",
    SigningKind.INCREASE: "增资，不计为新项目",
    SigningKind.OWNER_CHANGE: "更换业主，不是这个数要的",
}
NEVER = "不含保密在谈、待甄别、已退回、已撤回和重复签约的。"
"""What every definition says at its end."""


def definitions(rules: Rules) -> tuple[Definition, ...]:
    """All counts that the zone's rules make."""
    project = (*_standing(), *_kinds(rules.signings.project), *_excluded(rules))
    money = (*_standing(), *_kinds(rules.signings.money), *_excluded(rules, floor_on=rules.signings.project))
    upgrade = (*_standing(), *_kinds(rules.signings.upgrade), *_excluded(rules, floor_on=rules.signings.project))
    large = (*project, *_summed(project), Condition("not_large", "不到亿元以上的门槛", _is_large(rules.signings.large)))
    total = Measure(Kind.SUM, "amount_cny")
    found = [
        Definition("signed", "签约项目", f"按首次签约计的项目数，更换业主的计入更换后的那一次。{NEVER}", project,
                   family="signed"),
        Definition("signed_sum", "签约额", f"首次签约的合同额加增资部分；升格不再计钱。{NEVER}",
                   (*money, *_summed(money)), total, Unit.MONEY, family="signed"),
        Definition("large", "亿元以上项目", f"签约项目里合同额达到门槛的：人民币按元，美元按美元。{NEVER}", large,
                   family="large"),
        Definition("large_sum", "亿元以上项目合同额", f"亿元以上项目的合同额。{NEVER}", large, total, Unit.MONEY,
                   family="large"),
        Definition("upgrades", "协议升格合同", f"协议转为合同的次数，钱已在协议时计过。{NEVER}", upgrade,
                   family="signed"),
        Definition("score", "签约计分数", f"签约项目数，返投项目按权重折算。{NEVER}", project,
                   Measure(Kind.WEIGHTED, "", is_("reinvestment", True), rules.reinvestment_weight), Unit.SCORE,
                   family="signed"),
        *_listed(rules, project),
    ]  # fmt: skip
    return tuple(found)


def rate_definitions(rules: Rules, last: date) -> tuple[Rate, ...]:
    """The rates that the zone's pack names, over the projects that `signed` counts, as they stood on the day `last`."""
    known = {one.key: one for one in definitions(rules)}
    return rates(rules.rates, known["signed"], _with_sum(known["signed"]), last)


def _with_sum(signed: Definition) -> Definition:
    conditions = (*signed.conditions, *_summed(signed.conditions))
    return Definition(
        "contracted", "合同额", "签约项目的合同额", conditions, Measure(Kind.SUM, "amount_cny"), Unit.MONEY
    )


def _standing() -> tuple[Condition, ...]:
    """Reported, confirmed by a second person, not taken back; of a project that may be spoken of and is signed."""
    secret, talks = is_("project.confidential", True), is_("project.stage", "talks")
    return (
        Condition("withdrawn", "签约登记已撤回", is_("withdrawn", False)),
        Condition("unconfirmed", "还没有甄别", Not(is_("state", Screening.REPORTED.value))),
        Condition("rejected", "甄别退回", Not(is_("state", Screening.REJECTED.value))),
        Condition("confidential", "项目还在保密洽谈", Not(secret)),
        Condition("in_talks", "项目还没有过『签约』这个关口", Not(all_of(talks, Not(secret)))),
        Condition("project_withdrawn", "项目登记已撤销", is_("project.withdrawn", False)),
        Condition("replaced", "业主已更换，计入更换后的那一次", is_("replaced_by", None)),
    )


def _kinds(counted: Iterable[SigningKind]) -> tuple[Condition, ...]:
    """明政办〔2006〕95号: one condition for each kind that does not count."""
    wanted = set(counted)
    return tuple(Condition(kind.value, KIND_WHY[kind], Not(is_("kind", kind.value)))
                 for kind in SigningKind if kind not in wanted)  # fmt: skip


def _excluded(rules: Rules, floor_on: Iterable[SigningKind] = ()) -> Iterator[Condition]:
    """What the zone's rules leave out. `floor_on`: an increase is no project, so only these kinds have a floor."""
    if rules.exclusions is not None:
        yield from _natures(rules.exclusions)
        if rules.exclusions.floor is not None:
            yield from _floor(rules.exclusions.floor, tuple(floor_on))
    if rules.assessment is not None:
        yield from _assessed(rules.assessment)


def _natures(found: Exclusions) -> Iterator[Condition]:
    for nature in found.natures:
        yield Condition(f"nature.{nature.value}", NATURE_NAMES[nature], Not(is_("project.nature", nature.value)))
    if not found.carved:
        yield Condition("carved", "财政项目里的一部分，不单列", is_("carved_from_id", None))


def _floor(floor: Floor, only: tuple[SigningKind, ...]) -> Iterator[Condition]:
    """A sum that is not known is neither above nor below: it is told apart for itself."""
    unknown, city = is_("amount_cny", None), is_("municipal", True)
    others = [Not(is_("kind", kind.value)) for kind in only]
    free = (all_of(*others),) if others else ()
    yield Condition("below_floor", "合同额不到计数门槛",
                    any_of(*free, unknown, city, at_least("amount_cny", floor.cny)))  # fmt: skip
    yield Condition("below_municipal_floor", "合同额不到市直单位的计数门槛",
                    any_of(*free, unknown, Not(city), at_least("amount_cny", floor.municipal_cny)))  # fmt: skip
    yield from _SUM_KNOWN


_RATE_KNOWN: Expr = any_of(
    is_("amount", None),
    is_("currency", "CNY"),
    all_of(Not(is_("rate_millionths", None)), Not(is_("rate_on", None))),
)
_SUM_KNOWN = (
    Condition("no_sum", "没有登记金额", Not(is_("amount", None))),
    Condition("no_rate", "外币没有汇率或汇率日期", _RATE_KNOWN),
)


def _summed(known: Iterable[Condition]) -> tuple[Condition, ...]:
    """Money needs a known sum; what a floor has asked for is not asked twice."""
    keys = {condition.key for condition in known}
    return tuple(condition for condition in _SUM_KNOWN if condition.key not in keys)


def _assessed(rule: Assessment) -> Iterator[Condition]:
    """The county rule: once, within some years, reported every month; recognised above where the place asks for it."""
    late = at_most("assessed_months", rule.years * 12)
    yield Condition("assessed_late", "从引进到认定超过规定年限", any_of(is_("assessed_months", None), late))
    if rule.monthly:
        yield Condition("rushed", "台账里没有逐月记载，按突击上报不计", is_("unreported_months", 0))
    if rule.platform:
        yield Condition("not_recognised", "上级平台没有认定", Not(is_("recognised_number", "")))


def _is_large(large: Large) -> Expr:
    """Total investment of at least so much; in US dollars by the dollars themselves, whatever the rate."""
    dollars = is_("currency", "USD")
    return any_of(
        all_of(dollars, at_least("amount", large.usd)), all_of(Not(dollars), at_least("amount_cny", large.cny))
    )


def _listed(rules: Rules, project: tuple[Condition, ...]) -> Iterator[Definition]:
    """Firms and projects are counted apart, in all and by class; each firm stands in one class (sources 1.6)."""
    if rules.listed is None:
        return
    named = Condition("not_listed", "不是三类500强企业的项目", Not(is_("listed_class", "")))
    control = any_of(is_("listed_class", ""), at_least("listed_share_millionths", rules.listed.control))
    of_firms = (*project, named, Condition("no_control", "没有控股依据", control))
    firms = Measure(Kind.DISTINCT, "listed_key")
    says = f"签约项目里由当年名单上的企业控股的；一家企业只列一类，列最高的一类。{NEVER}"
    yield Definition("listed", "三类500强项目", says, of_firms, family="listed")
    yield Definition("listed_firms", "三类500强企业", says, of_firms, firms, Unit.FIRMS, family="listed")
    for one in rules.listed.classes:
        other = Condition("other_class", "属于另一类", is_("listed_class", one.value))
        mine = (*of_firms, other)
        yield Definition(f"listed.{one.value}", f"{CLASS_NAMES[one]}项目", says, mine, family="listed")
        yield Definition(
            f"listed_firms.{one.value}", f"{CLASS_NAMES[one]}企业", says, mine, firms, Unit.FIRMS, family="listed"
        )

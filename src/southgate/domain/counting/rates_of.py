"""履约率 开工率 资金到位率 投产率: each over what was signed, as its pack declares (sources 1.7).

The terms differ by province (in one the landing rate is below the start rate), so words, digits and rounding are the
pack's; what is counted above the line is a stage that the project has reached by the end of the period.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from southgate.domain.counting.conditions import Expr, Not, all_of, at_least, one_of
from southgate.domain.counting.definitions import Condition, Definition, Kind, Measure, Rate, Unit
from southgate.domain.counting.rules import RateKey, RateRules
from southgate.domain.projects import STAGE_DATES, STAGES, Stage

_REACHED: Mapping[RateKey, tuple[Stage, str, str]] = {
    RateKey.PERFORMED: (Stage.LANDED, "履约项目", "还没有落地"),
    RateKey.STARTED: (Stage.STARTED, "开工项目", "还没有开工"),
    RateKey.PRODUCED: (Stage.PRODUCTION, "投产项目", "还没有投产"),
}
ARRIVED = Measure(Kind.SUM, "project.money_in_place")


def rates(rules: RateRules | None, signed: Definition, contracted: Definition, last: date) -> tuple[Rate, ...]:
    """Rates over the projects of `signed` (their sums: `contracted`), as they stood on the day `last`."""
    if rules is None:
        return ()
    found = []
    for rule in rules.rate:
        part, over = _sides(rule.key, signed, contracted, last)
        found.append(Rate(rule.key.value, rule.title, rule.says, part, over, rule.digits, rule.rounding))
    return tuple(found)


def _sides(key: RateKey, signed: Definition, contracted: Definition, last: date) -> tuple[Definition, Definition]:
    if key is RateKey.ARRIVED:
        arrived = replace(contracted, key="arrived", title="到位资金", says="同一批项目的到位资金", measure=ARRIVED)
        return replace(arrived, unit=Unit.MONEY), contracted
    stage, title, why = _REACHED[key]
    reached = Condition(f"not_{key.value}", why, by_then(stage, last))
    part = replace(signed, key=key.value, title=title, says=title, conditions=(*signed.conditions, reached))
    return part, signed


def by_then(stage: Stage, last: date) -> Expr:
    """The project has come as far, and not only later: a day that is not known is no later day."""
    so_far = one_of("project.stage", [one.value for one in STAGES[STAGES.index(stage) :]])
    return all_of(so_far, Not(at_least(f"project.{STAGE_DATES[stage]}", last + timedelta(days=1))))

"""Packs of this subject: `leads.clocks/1`, the clocks of a lead; `talks.library/1`, the colours of a talk.

[scope]
from_cny = 10000000000          # 分; leads below have no clocks unless smaller_too
smaller_too = false
bureau_from_cny = 50000000000
[limit.named]                   # also judged, judged_with_experts, answered, reported
days = 1
unit = "working"                # or "calendar"
[counting]
answered_from = "judged"        # or "received"
rolls = true                    # a limit in calendar days never ends on a closed day

[[step]]                        # of talks.library/1, in the order in which they come
colour = "yellow"
months = 2
over = false                    # full months; true: more than that many
[progress]
kinds = ["visit", "term"]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop as _

from southgate.domain.clocks.days import Limit, Unit
from southgate.domain.clocks.leads import AnsweredFrom, LeadRules
from southgate.domain.colours.talks import Progress, Step, TalkColour, TalkRules
from southgate.domain.errors import Reason, Refused
from southgate.kernel.packs.schemas import Schema, register
from southgate.kernel.packs.selectors import pack_for
from southgate.kernel.packs.toml import PackText

CLOCKS, LIBRARY = "leads.clocks/1", "talks.library/1"
LONGEST_DAYS, MOST_MONTHS = 366, 60
"""Beyond these a limit is a slip of the hand."""
_BETWEEN = "应在 %(least)s 至 %(most)s 之间"


@dataclass(frozen=True, slots=True)
class _Scope:
    from_cny: int
    bureau_from_cny: int
    smaller_too: bool = False


@dataclass(frozen=True, slots=True)
class _Limit:
    days: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class _Limits:
    named: _Limit
    judged: _Limit
    judged_with_experts: _Limit
    answered: _Limit
    reported: _Limit


@dataclass(frozen=True, slots=True)
class _Counting:
    answered_from: AnsweredFrom
    rolls: bool


@dataclass(frozen=True, slots=True)
class _Clocks:
    scope: _Scope
    limit: _Limits
    counting: _Counting


def read_clocks(pack: PackText) -> LeadRules:
    """The clocks of a pack. Raises Refused with every fault, each with file and line."""
    shape = pack.read(_Clocks)
    limits = {f.name: getattr(shape.limit, f.name) for f in fields(_Limits)}
    bounds = {"least": 1, "most": LONGEST_DAYS}
    wrong = [name for name, limit in limits.items() if not 1 <= limit.days <= LONGEST_DAYS]
    faults = [Reason(_BETWEEN, bounds, pack.where(f"limit.{name}.days")) for name in wrong]
    if shape.scope.bureau_from_cny < shape.scope.from_cny or shape.scope.from_cny < 0:
        faults.append(Reason("提前介入的数额不能低于适用范围的数额", where=pack.where("scope.bureau_from_cny")))
    if faults:
        raise Refused(faults)
    return LeadRules(
        source=pack.head.source,
        from_cny=shape.scope.from_cny,
        smaller_too=shape.scope.smaller_too,
        bureau_from_cny=shape.scope.bureau_from_cny,
        answered_from=shape.counting.answered_from,
        rolls=shape.counting.rolls,
        **{name: Limit(limit.days, limit.unit) for name, limit in limits.items()},
    )


@dataclass(frozen=True, slots=True)
class _Step:
    colour: TalkColour
    months: int
    over: bool = False


@dataclass(frozen=True, slots=True)
class _Progress:
    kinds: tuple[Progress, ...]


@dataclass(frozen=True, slots=True)
class _Library:
    step: tuple[_Step, ...]
    progress: _Progress


def read_library(pack: PackText) -> TalkRules:
    """The colours of a pack. Raises Refused with every fault, each with file and line."""
    shape = pack.read(_Library)
    if faults := list(_step_faults(shape.step, pack)):
        raise Refused(faults)
    steps = tuple(Step(step.colour, step.months, step.over) for step in shape.step)
    return TalkRules(pack.head.source, steps, frozenset(shape.progress.kinds))


def _step_faults(steps: tuple[_Step, ...], pack: PackText) -> Iterator[Reason]:
    if not steps:
        yield Reason("至少要有一个颜色", where=pack.where("step"))
    if len({step.colour for step in steps}) < len(steps) or any(step.colour is TalkColour.GREEN for step in steps):
        yield Reason("每种颜色写一次；绿色不用写", where=pack.where("step"))
    before = (0, False)
    for number, step in enumerate(steps, 1):
        where = pack.where(f"step[{number}].months")
        if not 1 <= step.months <= MOST_MONTHS:
            yield Reason(_BETWEEN, {"least": 1, "most": MOST_MONTHS}, where)
        elif (step.months, step.over) <= before:
            yield Reason("后一个颜色要晚于前一个", where=where)
        before = (step.months, step.over)


CLOCK_LABELS = {
    "scope": _("适用范围"), "from_cny": _("不少于（分）"), "smaller_too": _("不到的也计时"),
    "bureau_from_cny": _("市级部门提前介入，不少于（分）"), "limit": _("时限"), "named": _("明确责任人"),
    "judged": _("首次研判"), "judged_with_experts": _("首次研判，请外部专家的重大线索"), "answered": _("答复推荐方"),
    "reported": _("进展报告"), "days": _("天数"), "unit": _("按工作日还是自然日"), "counting": _("怎么算"),
    "answered_from": _("答复从哪天起算"), "rolls": _("末日逢休息日顺延"),
}  # fmt: skip
LIBRARY_LABELS = {
    "step": _("颜色"), "colour": _("颜色"), "months": _("没有进展的月数"), "over": _("超过才算"),
    "progress": _("哪些算进展"), "kinds": _("种类"),
}  # fmt: skip

register(Schema(CLOCKS, _("招商线索时限"), read_clocks, labels=CLOCK_LABELS, default="jiangmen.leads"))
register(Schema(LIBRARY, _("在谈项目库"), read_library, labels=LIBRARY_LABELS, default="handan.talks"))


def clock_rules(zone: UUID, day: date) -> LeadRules | None:
    """The clocks that the zone uses on the day; None when it has none (then nothing is timed, and pages say so)."""
    found = pack_for(CLOCKS, zone=zone, day=day)
    rules: LeadRules | None = found.value if found is not None else None
    return rules


def library_rules(zone: UUID, day: date) -> TalkRules | None:
    """The talks library that the zone keeps on the day; None when it keeps none."""
    found = pack_for(LIBRARY, zone=zone, day=day)
    rules: TalkRules | None = found.value if found is not None else None
    return rules

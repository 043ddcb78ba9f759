"""Rules of introducers' rewards as packs: schema `introducers.rewards/1`; and what they give for a project.

[reward]
uses = ["fixed", "working"]     # which accepted money counts
minimum = 500000000             # of it, in 分
cap = 150000000                 # 分, of one project
mode = "marginal"               # or "whole"
years = 3                       # money that arrived within so many years; 0 is without end
years_from = "公司注册之日"
uplift = 100000                 # millionths more, for projects that are
uplift_for = "高科技或国际名牌产品"
uplift_capped = true
missing = ""                    # what the known text does not say: then nothing is computed
[[reward.bands]]
up_to = 1000000000              # 分, included; the last band has none
rate = 3000                     # millionths
[says]
lines = ["…"]                   # further conditions of the rule, for people to check

No rule is a default: a zone that chose none gives nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.vouchers import Voucher
from southgate.domain.errors import Reason, Refused
from southgate.domain.introducers.rewards import Arrived, Reward, RewardRule, faults, reward
from southgate.kernel.packs.schemas import Schema, register
from southgate.kernel.packs.selectors import pack_for
from southgate.kernel.packs.toml import PackText

REWARDS = "introducers.rewards/1"


@dataclass(frozen=True, slots=True)
class Says:
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RewardPack:
    reward: RewardRule
    says: Says = Says()


def read_rewards(pack: PackText) -> RewardPack:
    """Raises Refused with every fault, each with file and line."""
    found = pack.read(RewardPack)
    wrong = [Reason(say, {}, pack.where(f"reward.{path}")) for path, say in faults(found.reward)]
    if wrong:
        raise Refused(wrong)
    return found


LABELS = {
    "reward": "奖励", "uses": "哪些到位资金计奖", "minimum": "计奖资金不少于（分）", "cap": "单个项目最高（分）",
    "mode": "分档怎么算", "bands": "分档", "up_to": "到多少（分）", "rate": "比例（百万分之）", "years": "几年内到位的",
    "years_from": "从哪天算起", "uplift": "另加（百万分之）", "uplift_for": "什么项目另加",
    "uplift_capped": "另加的也受最高额限制", "missing": "原文缺什么", "says": "还有的条件", "lines": "逐条",
}  # fmt: skip
SCHEMA = register(Schema(REWARDS, "引荐人奖励", read_rewards, labels=LABELS))


@dataclass(frozen=True, slots=True)
class Given:
    """What the rule gives for one project today. `title`, `cite` name the paper; `checks`: what people still check."""

    reward: Reward
    title: str
    cite: str
    uplift_for: str
    checks: tuple[str, ...]
    notes: tuple[Reason, ...]


def reward_of(project: Project, today: date) -> Given | None:
    """None where the zone has chosen no rule."""
    found = pack_for(REWARDS, zone=project.zone_id, day=today)
    if found is None:
        return None
    pack: RewardPack = found.value
    money, notes = arrived(project, pack.reward)
    source = found.head.source
    return Given(
        reward(pack.reward, money), found.head.title, source.cite(), pack.reward.uplift_for, pack.says.lines, notes
    )


def arrived(project: Project, rule: RewardRule) -> tuple[Arrived, tuple[Reason, ...]]:
    """Accepted money by use; within the rule's years when it has any, counted from the signing.

    The house knows no day on which a firm was registered: where the rule counts from another day, a note says so.
    """
    if not rule.years or project.signed_on is None:
        return Arrived(project.arrived_fixed, project.arrived_working, project.arrived_land), ()
    last = _years_later(project.signed_on, rule.years)
    rows = Voucher.objects.filter(project=project, state="accepted", paid_on__lte=last)
    sums: dict[str, Any] = {one["use"]: one["sum"] or 0 for one in
                            rows.order_by().values("use").annotate(sum=Sum("amount_cny"))}  # fmt: skip
    params = {"years": rule.years, "from": rule.years_from, "day": last.isoformat()}
    say = "规则只认%(from)s起 %(years)d 年内到位的；系统里没有那一天，按签约日算到 %(day)s"
    return Arrived(sums.get("fixed", 0), sums.get("working", 0), sums.get("land", 0)), (Reason(say, params),)


def _years_later(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 28."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)

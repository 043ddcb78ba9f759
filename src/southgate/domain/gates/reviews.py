"""A joint review: members give opinions, and a rule about opinions says whether it may be passed.

The rule is data of a pack; places differ. What is asked here is only counting: nothing is guessed from silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from southgate.domain.errors import Reason
from southgate.domain.money import MILLION


class Verdict(StrEnum):
    """What a member says: 同意, 附条件同意, 不同意."""

    AGREE = "agree"
    CONDITIONS = "conditions"
    AGAINST = "against"


VERDICT_NAMES = {Verdict.AGREE: "同意", Verdict.CONDITIONS: "附条件同意", Verdict.AGAINST: "不同意"}


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """When a review may be passed. `share_millionths` of all members must agree; `conditions_agree`: those who agree
    under conditions are among them. `everyone`: each member has given his opinion. At most `against` may be against.
    """

    members: int
    share_millionths: int
    everyone: bool = True
    conditions_agree: bool = True
    against: int = 0


def not_enough(members: int, rule: ReviewRule) -> list[Reason]:
    """Why a review with so many members cannot be convened."""
    if members >= rule.members:
        return []
    params = {"members": members, "least": rule.members}
    return [Reason("评审成员只有 %(members)d 个，至少要 %(least)d 个", params, "members", "再加成员")]


def not_passed(verdicts: Sequence[Verdict | None], rule: ReviewRule) -> list[Reason]:
    """Every reason why the review cannot be passed with these opinions, one a member; None has not spoken.

    Shares are compared in whole numbers: agreeing * MILLION against members * share.
    """
    found = not_enough(len(verdicts), rule)
    silent = sum(verdict is None for verdict in verdicts)
    if silent and rule.everyone:
        found.append(Reason("还有 %(silent)d 个成员没有提意见", {"silent": silent}, "opinions", "等意见提齐"))
    against = sum(verdict is Verdict.AGAINST for verdict in verdicts)
    if against > rule.against:
        params = {"against": against, "most": rule.against}
        say = "有 %(against)d 个成员不同意，最多只能有 %(most)d 个"
        found.append(Reason(say, params, "opinions", "退回，改后再评审"))
    counted = {Verdict.AGREE, Verdict.CONDITIONS} if rule.conditions_agree else {Verdict.AGREE}
    agreed = sum(verdict in counted for verdict in verdicts)
    if agreed * MILLION < len(verdicts) * rule.share_millionths:
        say = "%(members)d 个成员里 %(agreed)d 个同意，不到 %(share)s"
        counts = {"agreed": agreed, "members": len(verdicts), "share": _percent(rule.share_millionths)}
        found.append(Reason(say, counts, "opinions", "等意见提齐，或退回"))
    return found


def _percent(millionths: int) -> str:
    """666667 as 66.6667%; whole percents without places."""
    whole, rest = divmod(millionths, 10_000)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".") + "%"

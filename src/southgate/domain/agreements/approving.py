"""When a text may be approved: by a second person, and with the fair-competition review where a passage asks for it.

公平竞争审查条例 (in force 2024-08-01) asks for the review before such terms are agreed; auditors ask for its record
(sources 7). All reasons are given at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from southgate.domain.agreements.words import Conclusion, State
from southgate.domain.errors import Reason

NOBODY = Reason("审批要由具体的人来做", where="by", mend="用本人的账号办理")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFacts:
    """The latest text as approval looks at it. `open_flags`: passages that nobody cleared. `conclusion`: of the latest
    review of this very version, None when it has none; `reviewed_by` recorded it.
    """

    state: State
    number: int
    open_flags: int
    written_by: UUID | None
    submitted_by: UUID | None
    conclusion: Conclusion | None = None
    reviewed_by: UUID | None = None


def submission_refusals(facts: TextFacts) -> list[Reason]:
    """Why it cannot be sent to approval. A flag does not refuse: the approver sees what is still missing."""
    found = []
    if facts.state not in (State.DRAFT, State.RETURNED):
        found.append(Reason("只有起草中或已退回的协议可以提交", where="state", mend="刷新页面看现在的状态"))
    if facts.number == 0:
        found.append(Reason("还没有文本", where="text", mend="先写入文本"))
    elif facts.state is State.RETURNED:
        found.append(Reason("退回以后还没有写入新的文本", where="text", mend="按退回的意见改好，写入新的一版"))
    return found


def approval_refusals(facts: TextFacts, by: UUID | None) -> list[Reason]:
    """Why this person cannot approve this text."""
    found = []
    if facts.state is not State.SUBMITTED:
        found.append(Reason("协议没有在等审批", where="state", mend="刷新页面看现在的状态"))
    found += second_person(facts, by)
    found += _review(facts)
    return found


def signing_refusals(facts: TextFacts) -> list[Reason]:
    """Why an approved text cannot be signed: somebody may have flagged a passage since."""
    found = []
    if facts.state is not State.APPROVED:
        found.append(Reason("只有已批准的协议可以记签订", where="state", mend="先走完审批"))
    return [*found, *_review(facts)]


def second_person(facts: TextFacts, by: UUID | None) -> Iterator[Reason]:
    if by is None:
        yield NOBODY
        return
    if by == facts.submitted_by:
        yield Reason("提交人不能自己审批", where="by", mend="请另一位有权审批的人办理")
    if by == facts.written_by:
        yield Reason("写这一版文本的人不能自己审批", where="by", mend="请另一位有权审批的人办理")
    if by == facts.reviewed_by:
        yield Reason("挂审查记录的人不能再审批这一版", where="by", mend="请另一位有权审批的人办理")


def _review(facts: TextFacts) -> Iterator[Reason]:
    if facts.conclusion is Conclusion.NOT_PASSED:
        yield Reason("公平竞争审查没有通过", where="fair_review", mend="改掉有问题的条款，写入新的一版，再送审查")
    elif facts.open_flags and facts.conclusion is None:
        params = {"count": facts.open_flags, "number": facts.number}
        yield Reason(
            "有 %(count)s 处条款要公平竞争审查，第 %(number)s 版还没有审查记录", params, "fair_review",
            "挂上这一版的审查记录（文号、机关、日期、结论、文件），或由另一人逐处判断不涉及",
        )  # fmt: skip

"""The words of agreements: forms, states, sides, what a passage may be flagged for, how a review ended."""

from __future__ import annotations

from enum import StrEnum


class AgreementForm(StrEnum):
    """What is signed. A supplement changes what a signed one says."""

    AGREEMENT = "agreement"
    CONTRACT = "contract"
    SUPPLEMENT = "supplement"


class State(StrEnum):
    """How far an agreement is. A new text makes a submitted, approved or returned one a draft again."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"
    SIGNED = "signed"
    ENDED = "ended"


class Flag(StrEnum):
    """Why a passage needs the fair-competition review (公平竞争审查条例, in force 2024-08-01; sources 7)."""

    TAX_LINKED = "tax_linked"
    PRICE_LINKED = "price_linked"
    SELECTIVE = "selective"
    MARKET_LIMITING = "market_limiting"


class Found(StrEnum):
    RULE = "rule"
    PERSON = "person"


class ClauseState(StrEnum):
    """`CLEARED`: a second person judged that it needs no review. `REMOVED`: the latest text says it no longer."""

    OPEN = "open"
    CLEARED = "cleared"
    REMOVED = "removed"


class Conclusion(StrEnum):
    """`WITH_CHANGES`: passed as the text stands after the changes that the review asked for."""

    PASSED = "passed"
    WITH_CHANGES = "with_changes"
    NOT_PASSED = "not_passed"


class Side(StrEnum):
    """Whose obligation it is."""

    ZONE = "zone"
    ENTERPRISE = "enterprise"


class Standing(StrEnum):
    """How a commitment ended. `DROPPED`: taken out before the agreement was submitted, so it never bound anybody."""

    OPEN = "open"
    MET = "met"
    MISSED = "missed"
    WAIVED = "waived"
    DROPPED = "dropped"


FORM_NAMES = {
    AgreementForm.AGREEMENT: "投资协议",
    AgreementForm.CONTRACT: "投资合同",
    AgreementForm.SUPPLEMENT: "补充协议",
}
STATE_NAMES = {
    State.DRAFT: "起草", State.SUBMITTED: "待审批", State.APPROVED: "已批准", State.RETURNED: "已退回",
    State.SIGNED: "已签订", State.ENDED: "已终止",
}  # fmt: skip
FLAG_NAMES = {
    Flag.TAX_LINKED: "与税收挂钩", Flag.PRICE_LINKED: "与地价、要素价格挂钩", Flag.SELECTIVE: "给特定企业的奖补",
    Flag.MARKET_LIMITING: "限制市场准入或经营",
}  # fmt: skip
CLAUSE_NAMES = {
    ClauseState.OPEN: "待审查", ClauseState.CLEARED: "已判断不涉及", ClauseState.REMOVED: "文本已不含",
}  # fmt: skip
CONCLUSION_NAMES = {
    Conclusion.PASSED: "通过", Conclusion.WITH_CHANGES: "修改后通过", Conclusion.NOT_PASSED: "不通过",
}  # fmt: skip
SIDE_NAMES = {Side.ZONE: "园区", Side.ENTERPRISE: "企业"}
STANDING_NAMES = {
    Standing.OPEN: "履行中", Standing.MET: "已履行", Standing.MISSED: "未履行", Standing.WAIVED: "已免除",
    Standing.DROPPED: "已去掉",
}  # fmt: skip
CHANGEABLE = frozenset({State.DRAFT, State.RETURNED})
"""States in which terms and commitments may still be changed."""
DECIDED = (Standing.MET, Standing.MISSED, Standing.WAIVED)

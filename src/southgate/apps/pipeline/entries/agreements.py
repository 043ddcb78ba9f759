"""What happens to agreements, their texts, flagged passages, reviews and commitments, each with its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from southgate.domain.agreements.words import (
    CONCLUSION_NAMES,
    FLAG_NAMES,
    FORM_NAMES,
    SIDE_NAMES,
    STANDING_NAMES,
    AgreementForm,
    Conclusion,
    Flag,
    Side,
    Standing,
)
from southgate.kernel.book.payloads import Ref, Said, Say, Words, entry_kind

Columns = Mapping[str, Any]


def _project(columns: Columns) -> Ref:
    value = columns["project_id"]
    return Ref("project", value.hex if isinstance(value, UUID) else str(value))


@entry_kind("agreement.registered")
@dataclass(frozen=True, slots=True)
class AgreementRegistered:
    set: Columns

    def sentence(self) -> Say:
        params = {"form": Words(FORM_NAMES[AgreementForm(self.set["form"])]), "title": self.set["title"]}
        return Say("为「%(project)s」起草%(form)s「%(title)s」", {**params, "project": _project(self.set)})


@entry_kind("agreement.changed")
@dataclass(frozen=True, slots=True)
class AgreementChanged:
    """Title, form, enterprise or number changed before it is signed; or its enterprise was merged into another."""

    set: Columns
    was: Columns = field(default_factory=dict)

    def sentence(self) -> Say:
        if "title" in self.set:
            return Say("名称由「%(was)s」改为「%(now)s」", {"was": self.was.get("title"), "now": self.set["title"]})
        return Say("改了协议的基本资料")


@entry_kind("agreement.text_added")
@dataclass(frozen=True, slots=True)
class TextAdded:
    """The latest version from now on; whoever writes it cannot approve it. What was approved or sent before is void."""

    number: int
    sha256: str
    flags: int

    def sentence(self) -> Say:
        return Say(
            "写入文本第 %(number)s 版，有 %(flags)s 处要公平竞争审查", {"number": self.number, "flags": self.flags}
        )


@entry_kind("agreement.submitted")
@dataclass(frozen=True, slots=True)
class AgreementSubmitted:
    text_number: int

    def sentence(self) -> Say:
        return Say("提交审批，文本第 %(number)s 版", {"number": self.text_number})


@entry_kind("agreement.approved")
@dataclass(frozen=True, slots=True)
class AgreementApproved:
    """`review`: the fair-competition review it rests on, None where no passage asked for one."""

    text_number: int
    review: UUID | None = None

    def sentence(self) -> Say:
        if self.review is None:
            return Say("批准文本第 %(number)s 版", {"number": self.text_number})
        return Say("批准文本第 %(number)s 版，公平竞争审查已通过", {"number": self.text_number})


@entry_kind("agreement.returned")
@dataclass(frozen=True, slots=True)
class AgreementReturned:
    text_number: int
    reason: Said

    def sentence(self) -> Say:
        params = {"number": self.text_number, "reason": self.reason}
        return Say("退回文本第 %(number)s 版：%(reason)s", params)


@entry_kind("agreement.signed")
@dataclass(frozen=True, slots=True)
class AgreementSigned:
    text_number: int
    contract_number: str
    signing: UUID | None = None

    def sentence(self) -> Say:
        if self.contract_number:
            return Say("签订，合同编号 %(number)s", {"number": self.contract_number})
        return Say("签订，没有合同编号")


@entry_kind("agreement.ended")
@dataclass(frozen=True, slots=True)
class AgreementEnded:
    reason: Said

    def sentence(self) -> Say:
        return Say("终止：%(reason)s", {"reason": self.reason})


@entry_kind("agreement_text.registered")
@dataclass(frozen=True, slots=True)
class TextRegistered:
    set: Columns

    def sentence(self) -> Say:
        return Say(
            "文本第 %(number)s 版，%(length)s 个字", {"number": self.set["number"], "length": self.set["length"]}
        )


@entry_kind("clause.registered")
@dataclass(frozen=True, slots=True)
class ClauseRegistered:
    set: Columns

    def sentence(self) -> Say:
        params = {"flag": Words(FLAG_NAMES[Flag(self.set["flag"])]), "quote": self.set["quote_said"]}
        if self.set["found_by"] == "person":
            return Say("标出要审查的条款（%(flag)s）：%(quote)s", params)
        return Say("规则标出要审查的条款（%(flag)s）：%(quote)s", params)


@entry_kind("clause.cleared")
@dataclass(frozen=True, slots=True)
class ClauseCleared:
    reason: Said

    def sentence(self) -> Say:
        return Say("判断这条不涉及公平竞争审查：%(reason)s", {"reason": self.reason})


@entry_kind("clause.carried")
@dataclass(frozen=True, slots=True)
class ClauseCarried:
    """The next version says the same sentence; what was judged of it still holds."""

    text_number: int
    first: int
    last: int

    def sentence(self) -> Say:
        return Say("文本第 %(number)s 版里还是这一条", {"number": self.text_number})


@entry_kind("clause.removed")
@dataclass(frozen=True, slots=True)
class ClauseRemoved:
    text_number: int

    def sentence(self) -> Say:
        return Say("文本第 %(number)s 版里没有这一条了", {"number": self.text_number})


@entry_kind("fair_review.registered")
@dataclass(frozen=True, slots=True)
class FairReviewRegistered:
    set: Columns

    def sentence(self) -> Say:
        conclusion = Words(CONCLUSION_NAMES[Conclusion(self.set["conclusion"])])
        params = {"number": self.set["number"], "office": self.set["office"], "conclusion": conclusion}
        params["text"] = self.set["text_number"]
        return Say("文本第 %(text)s 版的公平竞争审查：%(office)s %(number)s，%(conclusion)s", params)


@entry_kind("commitment.registered")
@dataclass(frozen=True, slots=True)
class CommitmentRegistered:
    set: Columns

    def sentence(self) -> Say:
        side = Words(SIDE_NAMES[Side(self.set["side"])])
        params = {"side": side, "text": self.set["text_said"], "due": self.set["due_on"]}
        return Say("%(side)s承诺，%(due)s 前：%(text)s", params)


@entry_kind("commitment.changed")
@dataclass(frozen=True, slots=True)
class CommitmentChanged:
    set: Columns
    was: Columns = field(default_factory=dict)

    def sentence(self) -> Say:
        if "due_on" in self.set:
            return Say("履行期限由 %(was)s 改为 %(now)s", {"was": self.was.get("due_on"), "now": self.set["due_on"]})
        return Say("改了承诺的内容")


@entry_kind("commitment.dropped")
@dataclass(frozen=True, slots=True)
class CommitmentDropped:
    """Taken out before the agreement was submitted."""

    reason: Said | None = None

    def sentence(self) -> Say:
        return Say("从草案里去掉这条承诺")


@entry_kind("commitment.claimed")
@dataclass(frozen=True, slots=True)
class CommitmentClaimed:
    """How somebody says that it ended, with the paper that shows it or the reason; a second person decides."""

    to: str
    number: str = ""
    file: UUID | None = None
    sha256: str = ""
    reason: Said | None = None

    def sentence(self) -> Say:
        params: dict[str, Any] = {"to": Words(STANDING_NAMES[Standing(self.to)])}
        if self.number:
            return Say("报告「%(to)s」，凭 %(number)s，等另一人认定", {**params, "number": self.number})
        if self.reason is not None:
            return Say("报告「%(to)s」：%(reason)s，等另一人认定", {**params, "reason": self.reason})
        return Say("报告「%(to)s」，凭所附文件，等另一人认定", params)


@entry_kind("commitment.decided")
@dataclass(frozen=True, slots=True)
class CommitmentDecided:
    """`met_on`: the day it was met, as the evidence says."""

    to: str
    met_on: date | None = None

    def sentence(self) -> Say:
        return Say("认定「%(to)s」", {"to": Words(STANDING_NAMES[Standing(self.to)])})


@entry_kind("commitment.claim_returned")
@dataclass(frozen=True, slots=True)
class ClaimReturned:
    reason: Said

    def sentence(self) -> Say:
        return Say("不予认定：%(reason)s", {"reason": self.reason})

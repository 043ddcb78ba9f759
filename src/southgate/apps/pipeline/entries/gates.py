"""What happens around a gate, each with its sentence: documents, reviews, opinions, leave to pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from southgate.domain.gates.reviews import VERDICT_NAMES, Verdict
from southgate.domain.projects import STAGE_NAMES, Stage
from southgate.kernel.book.payloads import Ref, Say, Words, entry_kind

Columns = Mapping[str, Any]


def _project(value: Any) -> Ref:
    return Ref("project", value.hex if isinstance(value, UUID) else UUID(str(value)).hex)


@entry_kind("document.added")
@dataclass(frozen=True, slots=True)
class DocumentAdded:
    """`label` is what the pack calls this kind of document on that day."""

    set: Columns
    label: str

    def sentence(self) -> Say:
        params = {"label": Words(self.label), "project": _project(self.set["project_id"])}
        if self.set.get("number"):
            return Say("「%(project)s」补了材料：%(label)s（%(number)s）", {**params, "number": self.set["number"]})
        return Say("「%(project)s」补了材料：%(label)s", params)


@entry_kind("document.withdrawn")
@dataclass(frozen=True, slots=True)
class DocumentWithdrawn:
    set: Columns
    project: UUID
    label: str

    def sentence(self) -> Say:
        params = {"label": Words(self.label), "project": _project(self.project), "reason": self.set["reason_said"]}
        return Say("「%(project)s」撤回材料：%(label)s，因为%(reason)s", params)


@entry_kind("review.convened")
@dataclass(frozen=True, slots=True)
class ReviewConvened:
    """`members`: how many opinions are asked for; who they are stands in the opinions."""

    set: Columns
    members: int

    def sentence(self) -> Say:
        params = {"project": _project(self.set["project_id"]), "members": self.members}
        return Say("「%(project)s」提交准入评审，请 %(members)s 个成员提意见", params)


@entry_kind("review.decided")
@dataclass(frozen=True, slots=True)
class ReviewDecided:
    set: Columns
    project: UUID
    agreed: int
    against: int

    def sentence(self) -> Say:
        params: dict[str, Any] = {"project": _project(self.project), "agreed": self.agreed, "against": self.against}
        text = self.set.get("conditions_said")
        passed = self.set["state"] == "passed"
        if text is None:
            return Say("「%(project)s」准入评审通过：%(agreed)s 个同意，%(against)s 个不同意", params)
        if passed:
            return Say(
                "「%(project)s」准入评审通过：%(agreed)s 个同意，%(against)s 个不同意；条件：%(text)s",
                {**params, "text": text},
            )
        return Say(
            "「%(project)s」准入评审退回：%(agreed)s 个同意，%(against)s 个不同意；%(text)s", {**params, "text": text}
        )


@entry_kind("opinion.asked")
@dataclass(frozen=True, slots=True)
class OpinionAsked:
    set: Columns

    def sentence(self) -> Say:
        kind = "person" if self.set.get("person_id") else "unit"
        who = self.set[f"{kind}_id"]
        refs = {"project": _project(self.set["project_id"]), "who": Ref(kind, _hex(who))}
        return Say("请%(who)s对「%(project)s」提意见", refs)


def _hex(value: Any) -> str:
    return value.hex if isinstance(value, UUID) else UUID(str(value)).hex


@entry_kind("opinion.given")
@dataclass(frozen=True, slots=True)
class OpinionGiven:
    set: Columns
    project: UUID

    def sentence(self) -> Say:
        params: dict[str, Any] = {
            "project": _project(self.project),
            "verdict": Words(VERDICT_NAMES[Verdict(self.set["verdict"])]),
        }
        if self.set.get("text_said") is None:
            return Say("对「%(project)s」的评审意见：%(verdict)s", params)
        return Say("对「%(project)s」的评审意见：%(verdict)s，%(text)s", {**params, "text": self.set["text_said"]})


@entry_kind("override.asked")
@dataclass(frozen=True, slots=True)
class OverrideAsked:
    """`labels`: what the unmet needs are called in the pack of that day."""

    set: Columns
    labels: tuple[str, ...]

    def sentence(self) -> Say:
        params = {
            "project": _project(self.set["project_id"]),
            "to": Words(STAGE_NAMES[Stage(self.set["to"])]),
            "needs": tuple(Words(label) for label in self.labels),
            "reason": self.set["reason_said"],
        }
        return Say("申请放行「%(project)s」转入%(to)s，还缺%(needs)s；理由：%(reason)s", params)


@entry_kind("override.decided")
@dataclass(frozen=True, slots=True)
class OverrideDecided:
    set: Columns
    project: UUID
    to: str

    def sentence(self) -> Say:
        params = {"project": _project(self.project), "to": Words(STAGE_NAMES[Stage(self.to)])}
        text = self.set.get("decision_said")
        granted = self.set["state"] == "granted"
        if text is None:
            return Say("同意放行「%(project)s」转入%(to)s", params)
        if granted:
            return Say("同意放行「%(project)s」转入%(to)s：%(text)s", {**params, "text": text})
        return Say("不同意放行「%(project)s」转入%(to)s：%(text)s", {**params, "text": text})


@entry_kind("override.used")
@dataclass(frozen=True, slots=True)
class OverrideUsed:
    project: UUID
    to: str

    def sentence(self) -> Say:
        params = {"project": _project(self.project), "to": Words(STAGE_NAMES[Stage(self.to)])}
        return Say("「%(project)s」经放行转入%(to)s，放行已用掉", params)

"""What happens to a project, each with the sentence that its feed shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.entries.wording import Columns, changes
from southgate.apps.pipeline.fields.projects import BY_COLUMN
from southgate.domain.projects import STAGE_NAMES, STATUS_NAMES, Stage, Status
from southgate.kernel.book.payloads import Ref, Said, Say, Sum, Words, entry_kind


@entry_kind("project.registered")
@dataclass(frozen=True, slots=True)
class ProjectRegistered:
    """`set` is everything that was given; the batch of an import stands in it."""

    set: Columns

    def sentence(self) -> Say:
        params = {"name": self.set["name"], "stage": Words(STAGE_NAMES[Stage(self.set.get("stage", "talks"))])}
        if self.set.get("investment_planned") is None:
            return Say("登记项目「%(name)s」，%(stage)s", params)
        params["sum"] = Sum(self.set["investment_planned"], self.set.get("currency", "CNY"))
        return Say("登记项目「%(name)s」，%(stage)s，计划投资%(sum)s", params)


@entry_kind("project.changed")
@dataclass(frozen=True, slots=True)
class ProjectChanged:
    set: Columns
    was: Columns = field(default_factory=dict)
    reason: Said | None = None

    def sentence(self) -> Say:
        parts = changes(BY_COLUMN, self.set, self.was)
        if self.reason is not None:
            return Say("%(changes)s，因为%(reason)s", {"changes": parts, "reason": self.reason})
        return Say("%(changes)s", {"changes": parts})


@entry_kind("project.stage_moved")
@dataclass(frozen=True, slots=True)
class StageMoved:
    """`undated`: a ledger said the stage, not the day it was reached, so no date is taken from the entry."""

    to: str
    was: str
    undated: bool = False
    reason: Said | None = None

    def sentence(self) -> Say:
        params: dict[str, Any] = {"was": _stage(self.was), "to": _stage(self.to)}
        if self.reason is not None:
            return Say("由「%(was)s」退回「%(to)s」，因为%(reason)s", {**params, "reason": self.reason})
        return Say("由「%(was)s」转入「%(to)s」", params)


def _stage(value: str) -> Words:
    return Words(STAGE_NAMES[Stage(value)])


@entry_kind("project.status_changed")
@dataclass(frozen=True, slots=True)
class StatusChanged:
    to: str
    was: str
    reason: Said | None = None

    def sentence(self) -> Say:
        params: dict[str, Any] = {name: Words(STATUS_NAMES[Status(value)])
                                  for name, value in (("to", self.to), ("was", self.was))}  # fmt: skip
        if self.reason is not None:
            return Say("状态由%(was)s改为%(to)s，因为%(reason)s", {**params, "reason": self.reason})
        return Say("状态由%(was)s改为%(to)s", params)


@entry_kind("project.confidentiality_ended")
@dataclass(frozen=True, slots=True)
class ConfidentialityEnded:
    """`signed`: it ended because the project was signed; else somebody decided so, with a reason."""

    signed: bool
    reason: Said | None = None

    def sentence(self) -> Say:
        if self.signed or self.reason is None:
            return Say("已签约，不再保密")
        return Say("不再保密，因为%(reason)s", {"reason": self.reason})


@entry_kind("project.team_joined")
@dataclass(frozen=True, slots=True)
class TeamJoined:
    person: UUID
    from_day: date

    def sentence(self) -> Say:
        return Say("%(person)s加入项目组", {"person": Ref("person", self.person.hex)})


@entry_kind("project.team_left")
@dataclass(frozen=True, slots=True)
class TeamLeft:
    person: UUID
    to_day: date

    def sentence(self) -> Say:
        return Say("%(person)s离开项目组", {"person": Ref("person", self.person.hex)})


@entry_kind("project.noted")
@dataclass(frozen=True, slots=True)
class Noted:
    """记一件事: what happened, in a person's words."""

    text: Said

    def sentence(self) -> Say:
        return Say("%(text)s", {"text": self.text})


@entry_kind("project.withdrawn")
@dataclass(frozen=True, slots=True)
class ProjectWithdrawn:
    """Registered by a batch that was taken back."""

    batch: UUID

    def sentence(self) -> Say:
        return Say("撤销登记：登记它的那一批导入已撤销")


@entry_kind("member.joined")
@dataclass(frozen=True, slots=True)
class MemberJoined:
    project: UUID
    person: UUID
    from_day: date

    def sentence(self) -> Say:
        refs = {"person": Ref("person", self.person.hex), "project": Ref("project", self.project.hex)}
        return Say("%(person)s在「%(project)s」项目组，自%(from_day)s起", {**refs, "from_day": self.from_day})


@entry_kind("member.left")
@dataclass(frozen=True, slots=True)
class MemberLeft:
    to_day: date

    def sentence(self) -> Say:
        return Say("在项目组到%(to_day)s为止", {"to_day": self.to_day})


FOR_THE_ENTERPRISE = frozenset({"project.registered", "project.stage_moved", "project.status_changed"})
"""Kinds whose sentences name nothing internal: what the enterprise itself may read in the feed."""

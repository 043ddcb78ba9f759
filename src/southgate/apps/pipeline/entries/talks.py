"""What happens to a project in the talks library: graded, moved on, taken out by two persons, put back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from southgate.domain.colours.talks import GRADE_NAMES, PROGRESS_NAMES, Grade, Progress
from southgate.kernel.book.payloads import Ref, Said, Say, Words, entry_kind


@entry_kind("project.talk_graded")
@dataclass(frozen=True, slots=True)
class TalkGraded:
    to: str
    was: str
    reason: Said | None = None

    def sentence(self) -> Say:
        params = {"to": Words(GRADE_NAMES[Grade(self.to)])}
        if self.reason is None:
            return Say("在谈项目库定为%(to)s", params)
        return Say("在谈项目库定为%(to)s，因为%(reason)s", {**params, "reason": self.reason})


@entry_kind("project.progressed")
@dataclass(frozen=True, slots=True)
class TalkProgressed:
    """Typed progress: the only thing that moves the timer of the talks library. `text`: written by hand."""

    what: str
    text: Said | None = None

    def sentence(self) -> Say:
        params = {"what": Words(PROGRESS_NAMES[Progress(self.what)])}
        if self.text is None:
            return Say("洽谈有进展：%(what)s", params)
        return Say("洽谈有进展：%(what)s，%(text)s", {**params, "text": self.text})


@entry_kind("project.removed")
@dataclass(frozen=True, slots=True)
class TalkRemoved:
    removal: UUID

    def sentence(self) -> Say:
        return Say("移出在谈项目库")


@entry_kind("project.restored")
@dataclass(frozen=True, slots=True)
class TalkRestored:
    reason: Said

    def sentence(self) -> Say:
        return Say("放回在谈项目库，因为%(reason)s", {"reason": self.reason})


@entry_kind("removal.asked")
@dataclass(frozen=True, slots=True)
class RemovalAsked:
    project: UUID
    reason: Said

    def sentence(self) -> Say:
        params = {"project": Ref("project", self.project.hex), "reason": self.reason}
        return Say("提出把「%(project)s」移出在谈项目库，因为%(reason)s", params)


@entry_kind("removal.removed")
@dataclass(frozen=True, slots=True)
class RemovalApproved:
    reason: Said | None = None

    def sentence(self) -> Say:
        return Say("核准移出") if self.reason is None else Say("核准移出：%(reason)s", {"reason": self.reason})


@entry_kind("removal.refused")
@dataclass(frozen=True, slots=True)
class RemovalRefused:
    reason: Said

    def sentence(self) -> Say:
        return Say("不同意移出，因为%(reason)s", {"reason": self.reason})


@entry_kind("removal.restored")
@dataclass(frozen=True, slots=True)
class RemovalRestored:
    def sentence(self) -> Say:
        return Say("已放回在谈项目库")

"""What happens to a suspicion that two projects may be one, each with the sentence that the book shows.

Nothing here accuses: a suspicion is a question to a reviewer, and its sentences say 可能.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from southgate.domain.matching.bundles.kinds import KIND_NAMES, Kind
from southgate.kernel.book.payloads import Ref, Said, Say, Words, entry_kind

Columns = Mapping[str, Any]
VERDICT_NAMES = {"same": "同一个项目", "different": "不是同一个项目"}


def _hex(value: Any) -> str:
    return value.hex if isinstance(value, UUID) else str(value)


@entry_kind("suspicion.raised")
@dataclass(frozen=True, slots=True)
class SuspicionRaised:
    """`set`: both zones and projects, kind, key, strength and evidence."""

    set: Columns

    def sentence(self) -> Say:
        params = {
            "a": Ref("project", _hex(self.set["a_id"])),
            "b": Ref("project", _hex(self.set["b_id"])),
            "what": Words(KIND_NAMES[Kind(self.set["kind"])]),
        }
        return Say("%(a)s与%(b)s可能是同一个项目：%(what)s", params)


@entry_kind("suspicion.changed")
@dataclass(frozen=True, slots=True)
class SuspicionChanged:
    """The facts behind an open suspicion changed: it is stronger or weaker than it was."""

    set: Columns
    was: Columns = field(default_factory=dict)

    def sentence(self) -> Say:
        return Say("依据有变化，强度重新计算")


@entry_kind("suspicion.lapsed")
@dataclass(frozen=True, slots=True)
class SuspicionLapsed:
    """What the two had in common is no longer so (a corrected address), before anybody judged it."""

    def sentence(self) -> Say:
        return Say("依据已不成立，疑点自行消除")


@entry_kind("suspicion.reopened")
@dataclass(frozen=True, slots=True)
class SuspicionReopened:
    """Judged or lapsed before, and now the evidence is another: it asks again. `state` is what it was."""

    set: Columns
    state: str

    def sentence(self) -> Say:
        if self.state == "lapsed":
            return Say("依据重新成立，再次请人复核")
        return Say("判为「%(verdict)s」之后依据有变化，再次请人复核", {"verdict": Words(VERDICT_NAMES[self.state])})


@entry_kind("suspicion.judged")
@dataclass(frozen=True, slots=True)
class SuspicionJudged:
    """`verdict`: same or different; `keeps` is the project that goes on counting when both are the same."""

    verdict: str
    reason: Said | None = None
    keeps: UUID | None = None

    def sentence(self) -> Say:
        params: dict[str, Any] = {"verdict": Words(VERDICT_NAMES[self.verdict])}
        if self.keeps is not None:
            params["keeps"] = Ref("project", _hex(self.keeps))
            return Say("判为「%(verdict)s」，保留计数的是%(keeps)s", params)
        params["reason"] = self.reason
        return Say("判为「%(verdict)s」，因为%(reason)s", params)


@entry_kind("suspicion.taken_up")
@dataclass(frozen=True, slots=True)
class SuspicionTakenUp:
    """A judgement was taken back by the reviewer's side: the question stands again."""

    reason: Said

    def sentence(self) -> Say:
        return Say("撤回判断，因为%(reason)s", {"reason": self.reason})

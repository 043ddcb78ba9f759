"""What happens to visits, their findings and follow-ups, events, and introducers, each with its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.fields.meetings import (
    BARRED_NAMES,
    EVENT_FIELDS,
    EVENT_KIND_NAMES,
    EVENT_STATE_NAMES,
    FINDING_NAMES,
    VISIT_KIND_NAMES,
)
from southgate.kernel.book.payloads import Ref, Said, Say, Sum, Words, entry_kind

Columns = Mapping[str, Any]
SUBJECTS = ("project", "lead", "enterprise")


def _hex(value: Any) -> str:
    return value.hex if isinstance(value, UUID) else str(value)


def _whom(columns: Columns) -> Ref:
    """The project, lead or enterprise that the columns name."""
    kind = next(kind for kind in SUBJECTS if columns.get(f"{kind}_id") is not None)
    return Ref(kind, _hex(columns[f"{kind}_id"]))


@entry_kind("event.registered")
@dataclass(frozen=True, slots=True)
class EventRegistered:
    set: Columns

    def sentence(self) -> Say:
        kind = Words(EVENT_KIND_NAMES[self.set.get("kind", "fair")])
        return Say(
            "登记%(kind)s「%(name)s」，%(day)s", {"kind": kind, "name": self.set["name"], "day": self.set["held_on"]}
        )


@entry_kind("event.changed")
@dataclass(frozen=True, slots=True)
class EventChanged:
    set: Columns
    was: Columns = field(default_factory=dict)

    def sentence(self) -> Say:
        names = tuple(Words(EVENT_FIELDS[name]) for name in self.set if name in EVENT_FIELDS)
        return Say("改了活动的%(fields)s", {"fields": names})


@entry_kind("event.state_moved")
@dataclass(frozen=True, slots=True)
class EventStateMoved:
    """Held, or cancelled with the reason."""

    to: str
    was: str
    reason: Said | None = None

    def sentence(self) -> Say:
        params: dict[str, Any] = {"to": Words(EVENT_STATE_NAMES[self.to])}
        if self.reason is not None:
            return Say("活动%(to)s，因为%(reason)s", {**params, "reason": self.reason})
        return Say("活动%(to)s", params)


@entry_kind("event_project.added")
@dataclass(frozen=True, slots=True)
class EventProjectAdded:
    set: Columns

    def sentence(self) -> Say:
        params: dict[str, Any] = {"what": _whom(self.set), "event": Ref("event", _hex(self.set["event_id"]))}
        if self.set.get("announced_minor") is None:
            return Say("「%(what)s」列入活动「%(event)s」", params)
        params["sum"] = Sum(self.set["announced_minor"], self.set.get("currency", "CNY"))
        return Say("「%(what)s」列入活动「%(event)s」，对外公布%(sum)s", params)


@entry_kind("event_project.changed")
@dataclass(frozen=True, slots=True)
class EventProjectChanged:
    set: Columns
    was: Columns = field(default_factory=dict)

    def sentence(self) -> Say:
        found = []
        for name, say in (("announced_minor", "对外公布%(sum)s"), ("onsite_minor", "现场签约%(sum)s")):
            if self.set.get(name) is not None:
                found.append(Say(say, {"sum": Sum(self.set[name], self.set.get("currency", "CNY"))}))
        if not found:
            return Say("改了活动里的记录")
        return Say("%(changes)s", {"changes": tuple(found)})


@entry_kind("event_project.taken_off")
@dataclass(frozen=True, slots=True)
class EventProjectTakenOff:
    reason: Said

    def sentence(self) -> Say:
        return Say("从活动里去掉，因为%(reason)s", {"reason": self.reason})


@entry_kind("visit.recorded")
@dataclass(frozen=True, slots=True)
class VisitRecorded:
    """Whom it was with (`with_said`) and what happened (`note_said`) are kept words."""

    set: Columns

    def sentence(self) -> Say:
        params: dict[str, Any] = {
            "kind": Words(VISIT_KIND_NAMES[self.set.get("kind", "went")]), "whom": _whom(self.set)
        }  # fmt: skip
        if self.set.get("note_said") is None:
            return Say("%(kind)s：%(whom)s", params)
        return Say("%(kind)s：%(whom)s。%(note)s", {**params, "note": self.set["note_said"]})


@entry_kind("visit.changed")
@dataclass(frozen=True, slots=True)
class VisitChanged:
    """A correction, with its reason."""

    set: Columns
    was: Columns
    reason: Said

    def sentence(self) -> Say:
        return Say("更正走访记录，因为%(reason)s", {"reason": self.reason})


@entry_kind("visit.repointed")
@dataclass(frozen=True, slots=True)
class VisitRepointed:
    """The enterprise it was with was merged into another, or a merge was taken back."""

    set: Columns
    was: Columns

    def sentence(self) -> Say:
        return Say("走访的企业改为「%(firm)s」", {"firm": Ref("enterprise", _hex(self.set["enterprise_id"]))})


@entry_kind("visit.withdrawn")
@dataclass(frozen=True, slots=True)
class VisitWithdrawn:
    reason: Said

    def sentence(self) -> Say:
        return Say("走访记录作废，因为%(reason)s", {"reason": self.reason})


@entry_kind("visit_finding.recorded")
@dataclass(frozen=True, slots=True)
class FindingRecorded:
    set: Columns

    def sentence(self) -> Say:
        kind = Words(FINDING_NAMES[self.set["kind"]])
        if self.set.get("text_said") is None:
            return Say("走访发现：%(kind)s", {"kind": kind})
        return Say("走访发现：%(kind)s，%(text)s", {"kind": kind, "text": self.set["text_said"]})


@entry_kind("follow_up.assigned")
@dataclass(frozen=True, slots=True)
class FollowUpAssigned:
    set: Columns

    def sentence(self) -> Say:
        params = {
            "owner": Ref("person", _hex(self.set["owner_id"])), "day": self.set["due_on"], "text": self.set["text_said"]
        }  # fmt: skip
        return Say("跟进事项：%(text)s，由%(owner)s在 %(day)s 前办", params)


@entry_kind("follow_up.handed_on")
@dataclass(frozen=True, slots=True)
class FollowUpHandedOn:
    """Another owner or another day, with the reason."""

    set: Columns
    was: Columns
    reason: Said

    def sentence(self) -> Say:
        changes = []
        if "owner_id" in self.set:
            changes.append(Say("改由%(owner)s办", {"owner": Ref("person", _hex(self.set["owner_id"]))}))
        if "due_on" in self.set:
            changes.append(Say("改到 %(day)s 前办", {"day": self.set["due_on"]}))
        return Say("%(changes)s，因为%(reason)s", {"changes": tuple(changes), "reason": self.reason})


@entry_kind("follow_up.closed")
@dataclass(frozen=True, slots=True)
class FollowUpClosed:
    """Done with what came of it, or dropped with the reason."""

    state: str
    on: date
    result: Said

    def sentence(self) -> Say:
        if self.state == "done":
            return Say("跟进办结：%(result)s", {"result": self.result})
        return Say("跟进不再办，因为%(reason)s", {"reason": self.result})


@entry_kind("introducer.registered")
@dataclass(frozen=True, slots=True)
class IntroducerRegistered:
    """An organisation's name is public; a person's name and phone are kept words."""

    set: Columns

    def sentence(self) -> Say:
        name = self.set.get("name_said") or self.set.get("name", "")
        return Say("登记引荐人「%(name)s」", {"name": name})


@entry_kind("introducer.barred")
@dataclass(frozen=True, slots=True)
class IntroducerBarred:
    """By a rule of who may be one: public servants, staff of state firms, insiders."""

    why: str
    reason: Said

    def sentence(self) -> Say:
        params = {"why": Words(BARRED_NAMES[self.why]), "reason": self.reason}
        return Say("不得作为引荐人（%(why)s），依据：%(reason)s", params)


@entry_kind("introducer.cleared")
@dataclass(frozen=True, slots=True)
class IntroducerCleared:
    reason: Said

    def sentence(self) -> Say:
        return Say("查明可以作为引荐人，依据：%(reason)s", {"reason": self.reason})


@entry_kind("introduction.recorded")
@dataclass(frozen=True, slots=True)
class IntroductionRecorded:
    set: Columns

    def sentence(self) -> Say:
        introducer = Ref("introducer", _hex(self.set["introducer_id"]))
        return Say("「%(what)s」由%(introducer)s引荐", {"what": _whom(self.set), "introducer": introducer})


@entry_kind("introduction.followed")
@dataclass(frozen=True, slots=True)
class IntroductionFollowed:
    """The lead became a project: who brought the lead brought the project."""

    project: UUID

    def sentence(self) -> Say:
        return Say("线索成为项目「%(project)s」，引荐随之过去", {"project": Ref("project", self.project.hex)})


@entry_kind("introduction.withdrawn")
@dataclass(frozen=True, slots=True)
class IntroductionWithdrawn:
    reason: Said

    def sentence(self) -> Say:
        return Say("引荐记录作废，因为%(reason)s", {"reason": self.reason})

"""What happens to zones, units, posts and persons. Names and phones of persons are kept words, never payload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from southgate.kernel.book.payloads import Ref, Said, Say, entry_kind


@entry_kind("zone.registered")
@dataclass(frozen=True, slots=True)
class ZoneRegistered:
    set: Mapping[str, Any]

    def sentence(self) -> Say:
        return Say("登记园区「%(name)s」", {"name": self.set["name"]})


@entry_kind("zone.changed")
@dataclass(frozen=True, slots=True)
class ZoneChanged:
    set: Mapping[str, Any]
    was: Mapping[str, Any] = field(default_factory=dict)

    def sentence(self) -> Say:
        return Say("更改园区资料：%(name)s", {"name": self.set.get("name", self.was.get("name", ""))})


@entry_kind("unit.registered")
@dataclass(frozen=True, slots=True)
class UnitRegistered:
    set: Mapping[str, Any]

    def sentence(self) -> Say:
        return Say("设立单位「%(name)s」", {"name": self.set["name"]})


@entry_kind("unit.changed")
@dataclass(frozen=True, slots=True)
class UnitChanged:
    set: Mapping[str, Any]
    was: Mapping[str, Any] = field(default_factory=dict)

    def sentence(self) -> Say:
        return Say("更改单位资料：%(name)s", {"name": self.set.get("name", self.was.get("name", ""))})


@entry_kind("person.registered")
@dataclass(frozen=True, slots=True)
class PersonRegistered:
    set: Mapping[str, Any]

    def sentence(self) -> Say:
        return Say("登记人员%(name)s", {"name": self.set.get("name_said")})


@entry_kind("person.changed")
@dataclass(frozen=True, slots=True)
class PersonChanged:
    set: Mapping[str, Any]

    def sentence(self) -> Say:
        return Say("更改人员资料")


@entry_kind("person.phone_shown")
@dataclass(frozen=True, slots=True)
class PhoneShown:
    """Somebody looked at the whole number, and why (查看原文)."""

    reason: Said

    def sentence(self) -> Say:
        return Say("查看电话原文，理由：%(reason)s", {"reason": self.reason})


@entry_kind("person.erased")
@dataclass(frozen=True, slots=True)
class PersonErased:
    """Erasure by law (个人信息保护法 第47条): `words` are the ids of the kept rows destroyed with this entry."""

    words: tuple[str, ...]
    basis: str

    def sentence(self) -> Say:
        return Say("依法删除个人信息%(count)s项，依据%(basis)s", {"count": len(self.words), "basis": self.basis})


@entry_kind("post.registered")
@dataclass(frozen=True, slots=True)
class PostRegistered:
    set: Mapping[str, Any]

    def sentence(self) -> Say:
        return Say("设立岗位「%(title)s」", {"title": self.set["title"]})


@entry_kind("post.changed")
@dataclass(frozen=True, slots=True)
class PostChanged:
    set: Mapping[str, Any]
    was: Mapping[str, Any] = field(default_factory=dict)

    def sentence(self) -> Say:
        return Say("更改岗位资料：%(title)s", {"title": self.set.get("title", self.was.get("title", ""))})


@entry_kind("post.closed")
@dataclass(frozen=True, slots=True)
class PostClosed:
    on: date

    def sentence(self) -> Say:
        return Say("撤销岗位，自%(on)s起", {"on": self.on})


@entry_kind("appointment.made")
@dataclass(frozen=True, slots=True)
class AppointmentMade:
    post: UUID
    person: UUID
    from_day: date
    to_day: date | None = None

    def sentence(self) -> Say:
        refs = {"person": Ref("person", self.person.hex), "post": Ref("post", self.post.hex)}
        return Say("%(person)s自%(from_day)s起任「%(post)s」", {**refs, "from_day": self.from_day})


@entry_kind("appointment.ended")
@dataclass(frozen=True, slots=True)
class AppointmentEnded:
    """`at_once`: the rights of the post stop now, not at the end of `to_day`."""

    to_day: date
    reason: Said | None = None
    at_once: bool = False

    def sentence(self) -> Say:
        if self.at_once:
            return Say("任职即时结束（%(to_day)s）", {"to_day": self.to_day})
        return Say("任职于%(to_day)s结束", {"to_day": self.to_day})

"""What happens to an enterprise, each with its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from southgate.apps.enterprise.fields import BY_COLUMN
from southgate.kernel.book.payloads import Ref, Said, Say, Words, entry_kind


def _labels(columns: Mapping[str, Any]) -> tuple[Words, ...]:
    return tuple(Words(BY_COLUMN[column].label) for column in columns if column in BY_COLUMN)


@entry_kind("enterprise.registered")
@dataclass(frozen=True, slots=True)
class EnterpriseRegistered:
    """`not_the_same`: known enterprises with a similar name that the registrar saw and said are others."""

    set: Mapping[str, Any]
    not_the_same: tuple[UUID, ...] = ()

    def sentence(self) -> Say:
        if self.not_the_same:
            others = tuple(Ref("enterprise", id.hex) for id in self.not_the_same)
            return Say("登记企业「%(name)s」，确认与%(others)s不是一家", {"name": self.set["name"], "others": others})
        return Say("登记企业「%(name)s」", {"name": self.set["name"]})


@entry_kind("enterprise.changed")
@dataclass(frozen=True, slots=True)
class EnterpriseChanged:
    set: Mapping[str, Any]
    was: Mapping[str, Any] = field(default_factory=dict)

    def sentence(self) -> Say:
        if "name" in self.set and len(_labels(self.set)) == 1:
            return Say("企业名称由「%(was)s」改为「%(now)s」", {"was": self.was.get("name"), "now": self.set["name"]})
        return Say("更改企业资料：%(fields)s", {"fields": _labels(self.set)})


@entry_kind("enterprise.merged")
@dataclass(frozen=True, slots=True)
class EnterpriseMerged:
    """This record goes on as another; `moved` are the ids of what was re-pointed, by relation."""

    into: UUID
    moved: Mapping[str, Any]
    reason: Said | None = None

    def sentence(self) -> Say:
        return Say("并入「%(into)s」，两条记录是同一家企业", {"into": Ref("enterprise", self.into.hex)})


@entry_kind("enterprise.took_in")
@dataclass(frozen=True, slots=True)
class EnterpriseTookIn:
    """Another record of the same enterprise was merged into this one; `set` are the gaps that it filled."""

    away: UUID
    set: Mapping[str, Any] = field(default_factory=dict)
    was: Mapping[str, Any] = field(default_factory=dict)

    def sentence(self) -> Say:
        return Say("并入重复登记的「%(away)s」", {"away": Ref("enterprise", self.away.hex)})


@entry_kind("enterprise.unmerged")
@dataclass(frozen=True, slots=True)
class EnterpriseUnmerged:
    """A merge undone: this record stands by itself again, with what had been moved and still was there."""

    out_of: UUID
    moved: Mapping[str, Any]
    reason: Said | None = None

    def sentence(self) -> Say:
        return Say("撤销并入「%(out_of)s」，恢复为单独一家", {"out_of": Ref("enterprise", self.out_of.hex)})


@entry_kind("enterprise.gave_back")
@dataclass(frozen=True, slots=True)
class EnterpriseGaveBack:
    away: UUID
    set: Mapping[str, Any] = field(default_factory=dict)
    was: Mapping[str, Any] = field(default_factory=dict)

    def sentence(self) -> Say:
        return Say("与「%(away)s」分开，撤销了合并", {"away": Ref("enterprise", self.away.hex)})


@entry_kind("enterprise.withdrawn")
@dataclass(frozen=True, slots=True)
class EnterpriseWithdrawn:
    """Registered by a batch that was taken back, and used nowhere else."""

    batch: UUID

    def sentence(self) -> Say:
        return Say("撤销登记：登记它的那一批导入已撤销，别处没有用到")

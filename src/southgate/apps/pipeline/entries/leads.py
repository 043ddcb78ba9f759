"""What happens to a lead and to its hand-overs, each with the sentence that its feed shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.entries.wording import Columns, changes
from southgate.apps.pipeline.fields.leads import BY_COLUMN
from southgate.domain.leads import JUDGEMENT_NAMES, REPORT_NAMES, SOURCE_NAMES, Judgement, ReportKind, Source
from southgate.kernel.book.payloads import Ref, Said, Say, Sum, Words, entry_kind
from southgate.kernel.exchange.numbers import point

CONTACT = "contact_said"
"""Who to call is for those who work on the lead: a feed, which all who see the lead read, never says it."""


@entry_kind("lead.registered")
@dataclass(frozen=True, slots=True)
class LeadRegistered:
    set: Columns

    def sentence(self) -> Say:
        source = Source(self.set.get("source", Source.WALK_IN))
        params = {"name": self.set["name"], "source": Words(SOURCE_NAMES[source])}
        if self.set.get("investment_planned") is None:
            return Say("登记线索「%(name)s」，%(source)s", params)
        params["sum"] = Sum(self.set["investment_planned"], self.set.get("currency", "CNY"))
        return Say("登记线索「%(name)s」，%(source)s，计划投资%(sum)s", params)


@entry_kind("lead.changed")
@dataclass(frozen=True, slots=True)
class LeadChanged:
    set: Columns
    was: Columns = field(default_factory=dict)
    reason: Said | None = None

    def sentence(self) -> Say:
        parts: tuple[Say, ...] = changes(BY_COLUMN, {k: v for k, v in self.set.items() if k != CONTACT}, self.was)
        if CONTACT in self.set:
            parts = (*parts, Say("%(field)s已改", {"field": Words(BY_COLUMN[CONTACT].label)}))
        if self.reason is not None:
            return Say("%(changes)s，因为%(reason)s", {"changes": parts, "reason": self.reason})
        return Say("%(changes)s", {"changes": parts})


@entry_kind("lead.person_named")
@dataclass(frozen=True, slots=True)
class PersonNamed:
    responsible_person: UUID
    lead_unit: UUID | None = None

    def sentence(self) -> Say:
        params = {"person": Ref("person", self.responsible_person.hex)}
        if self.lead_unit is None:
            return Say("责任人：%(person)s", params)
        return Say("责任人：%(person)s，责任单位：%(unit)s", {**params, "unit": Ref("unit", self.lead_unit.hex)})


@entry_kind("lead.judged")
@dataclass(frozen=True, slots=True)
class LeadJudged:
    to: str
    reason: Said

    def sentence(self) -> Say:
        params = {"to": Words(JUDGEMENT_NAMES[Judgement(self.to)]), "reason": self.reason}
        return Say("研判：%(to)s，因为%(reason)s", params)


@entry_kind("lead.answered")
@dataclass(frozen=True, slots=True)
class LeadAnswered:
    text: Said

    def sentence(self) -> Say:
        return Say("答复推荐方：%(text)s", {"text": self.text})


@entry_kind("lead.reported")
@dataclass(frozen=True, slots=True)
class LeadReported:
    what: str
    text: Said

    def sentence(self) -> Say:
        return Say(
            "进展报告（%(what)s）：%(text)s", {"what": Words(REPORT_NAMES[ReportKind(self.what)]), "text": self.text}
        )


@entry_kind("lead.bureau_joined")
@dataclass(frozen=True, slots=True)
class BureauJoined:
    text: Said | None = None

    def sentence(self) -> Say:
        if self.text is None:
            return Say("市级部门已提前介入")
        return Say("市级部门已提前介入：%(text)s", {"text": self.text})


@entry_kind("lead.confidentiality_ended")
@dataclass(frozen=True, slots=True)
class LeadOpened:
    reason: Said

    def sentence(self) -> Say:
        return Say("不再保密，因为%(reason)s", {"reason": self.reason})


@entry_kind("lead.dropped")
@dataclass(frozen=True, slots=True)
class LeadDropped:
    reason: Said

    def sentence(self) -> Say:
        return Say("放下这条线索，因为%(reason)s", {"reason": self.reason})


@entry_kind("lead.restored")
@dataclass(frozen=True, slots=True)
class LeadRestored:
    reason: Said

    def sentence(self) -> Say:
        return Say("恢复跟进，因为%(reason)s", {"reason": self.reason})


@entry_kind("lead.handed_over")
@dataclass(frozen=True, slots=True)
class LeadHandedOver:
    """The lead is with another unit or zone from now on; its days, its first talk and its history stay.

    In another zone its park and its enterprise are none; `investor` keeps the firm's name where it was not written.
    """

    transfer: UUID
    zone: UUID
    was_zone: UUID
    lead_unit: UUID
    responsible_person: UUID
    investor: str = ""

    def sentence(self) -> Say:
        params = {
            "zone": Ref("zone", self.zone.hex), "unit": Ref("unit", self.lead_unit.hex),
            "person": Ref("person", self.responsible_person.hex),
        }  # fmt: skip
        return Say("转到%(zone)s：责任单位%(unit)s，责任人%(person)s", params)


@entry_kind("lead.became_project")
@dataclass(frozen=True, slots=True)
class BecameProject:
    project: UUID

    def sentence(self) -> Say:
        return Say("成为项目「%(project)s」", {"project": Ref("project", self.project.hex)})


@entry_kind("transfer.offered")
@dataclass(frozen=True, slots=True)
class TransferOffered:
    """`share_millionths`: what the giver keeps of his credit."""

    lead: UUID
    from_zone: UUID
    to_zone: UUID
    from_unit: UUID
    share_millionths: int
    reason: Said
    to_unit: UUID | None = None
    to_person: UUID | None = None

    def sentence(self) -> Say:
        params: dict[str, Any] = {
            "unit": Ref("unit", self.from_unit.hex), "to": _place(self.to_zone, self.to_unit),
            "share": f"{point(self.share_millionths, 4)}%", "reason": self.reason,
        }  # fmt: skip
        return Say("%(unit)s提出转给%(to)s，保留首谈功劳 %(share)s，因为%(reason)s", params)


def _place(zone: UUID, unit: UUID | None) -> Say:
    if unit is None:
        return Say("%(zone)s", {"zone": Ref("zone", zone.hex)})
    return Say("%(zone)s%(unit)s", {"zone": Ref("zone", zone.hex), "unit": Ref("unit", unit.hex)})


@entry_kind("transfer.accepted")
@dataclass(frozen=True, slots=True)
class TransferAccepted:
    to_unit: UUID

    def sentence(self) -> Say:
        return Say("%(unit)s接收", {"unit": Ref("unit", self.to_unit.hex)})


@entry_kind("transfer.declined")
@dataclass(frozen=True, slots=True)
class TransferDeclined:
    reason: Said

    def sentence(self) -> Say:
        return Say("对方退回，因为%(reason)s", {"reason": self.reason})


@entry_kind("transfer.withdrawn")
@dataclass(frozen=True, slots=True)
class TransferWithdrawn:
    reason: Said

    def sentence(self) -> Say:
        return Say("收回转出，因为%(reason)s", {"reason": self.reason})

"""What happens to a signing, to a firm of the 500 lists and to a task, each with the sentence its feed shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from southgate.domain.counting.words import CLASS_NAMES, FORM_NAMES, KIND_NAMES, Form, ListedClass, SigningKind
from southgate.kernel.book.payloads import Ref, Said, Say, Sum, Words, entry_kind

Columns = Mapping[str, Any]


def _hex(value: Any) -> str:
    return value.hex if isinstance(value, UUID) else str(value)


def _kind(value: str) -> Words:
    return Words(KIND_NAMES[SigningKind(value)])


@entry_kind("signing.registered")
@dataclass(frozen=True, slots=True)
class SigningRegistered:
    set: Columns

    def sentence(self) -> Say:
        given = self.set
        params: dict[str, Any] = {
            "project": Ref("project", _hex(given["project_id"])),
            "kind": _kind(given.get("kind", SigningKind.FIRST)),
            "form": Words(FORM_NAMES[Form(given.get("form", Form.CONTRACT))]),
            "day": str(given["signed_on"])[: 7 if given.get("signed_grain") == "m" else 10],
        }
        if given.get("amount") is None:
            return Say("登记「%(project)s」%(day)s %(kind)s（%(form)s）", params)
        params["sum"] = Sum(given["amount"], given.get("currency", "CNY"))
        return Say("登记「%(project)s」%(day)s %(kind)s（%(form)s），%(sum)s", params)


COLUMN_WORDS = {
    "kind": "性质", "form": "形式", "signed_on": "签约日期", "amount": "签约金额", "currency": "币种",
    "rate_millionths": "汇率", "rate_on": "汇率日期", "enterprise_id": "企业", "enterprise_was_id": "原企业",
    "contract_number": "合同编号", "event_id": "活动", "reinvestment": "返投", "municipal": "市直单位引进",
    "recognised_number": "上级平台认定编号", "carved_from_id": "所在财政项目", "listed_firm_id": "500强企业",
    "listed_share_millionths": "控股比例", "listed_evidence_said": "控股依据", "lead_unit_id": "责任单位",
    "park_id": "片区",
}  # fmt: skip
"""Chinese names of the columns a correction may touch."""


@entry_kind("signing.changed")
@dataclass(frozen=True, slots=True)
class SigningChanged:
    """A correction: the entry that it corrects is named by the book (`supersedes`)."""

    set: Columns
    was: Columns = field(default_factory=dict)
    reason: Said | None = None

    def sentence(self) -> Say:
        named = [COLUMN_WORDS[name] for name in self.set if name in COLUMN_WORDS]
        fields = tuple(Say("%(field)s", {"field": Words(name)}) for name in named)
        if self.reason is None:
            return Say("更正%(fields)s", {"fields": fields})
        return Say("更正%(fields)s，因为%(reason)s", {"fields": fields, "reason": self.reason})


@entry_kind("signing.confirmed")
@dataclass(frozen=True, slots=True)
class SigningConfirmed:
    """甄别: somebody else than who reported it confirms that it is what it says."""

    kind: str

    def sentence(self) -> Say:
        return Say("甄别确认：%(kind)s", {"kind": _kind(self.kind)})


@entry_kind("signing.rejected")
@dataclass(frozen=True, slots=True)
class SigningRejected:
    reason: Said

    def sentence(self) -> Say:
        return Say("甄别退回，因为%(reason)s", {"reason": self.reason})


@entry_kind("signing.reopened")
@dataclass(frozen=True, slots=True)
class SigningReopened:
    """Corrected after it was decided: it is to be screened again."""

    def sentence(self) -> Say:
        return Say("更正后重新甄别")


@entry_kind("signing.replaced")
@dataclass(frozen=True, slots=True)
class SigningReplaced:
    """The owner changed: the project counts for the signing after the change (明政办〔2006〕95号)."""

    by: UUID

    def sentence(self) -> Say:
        return Say("业主已更换，改计入更换后的那一次签约")


@entry_kind("signing.restored")
@dataclass(frozen=True, slots=True)
class SigningRestored:
    """The change of owner was taken back."""

    def sentence(self) -> Say:
        return Say("更换业主的签约不再有效，恢复计数")


@entry_kind("signing.withdrawn")
@dataclass(frozen=True, slots=True)
class SigningWithdrawn:
    reason: Said

    def sentence(self) -> Say:
        return Say("撤回签约登记，因为%(reason)s", {"reason": self.reason})


@entry_kind("listed_firm.registered")
@dataclass(frozen=True, slots=True)
class FirmListed:
    set: Columns

    def sentence(self) -> Say:
        params = {"year": self.set["year"], "list": Words(CLASS_NAMES[ListedClass(self.set["list"])])}
        return Say("列入 %(year)d 年%(list)s名单：%(name)s", {**params, "name": self.set["name"]})


@entry_kind("listed_firm.changed")
@dataclass(frozen=True, slots=True)
class FirmChanged:
    set: Columns
    was: Columns = field(default_factory=dict)

    def sentence(self) -> Say:
        return Say("更正500强名单上的记录")


@entry_kind("listed_firm.withdrawn")
@dataclass(frozen=True, slots=True)
class FirmWithdrawn:
    reason: Said

    def sentence(self) -> Say:
        return Say("从名单上撤下，因为%(reason)s", {"reason": self.reason})


@entry_kind("task.registered")
@dataclass(frozen=True, slots=True)
class TaskSet:
    set: Columns

    def sentence(self) -> Say:
        return Say("下达 %(year)d 年任务：%(definition)s %(target)s", _task(self.set))


@entry_kind("task.changed")
@dataclass(frozen=True, slots=True)
class TaskChanged:
    set: Columns
    was: Columns = field(default_factory=dict)
    reason: Said | None = None

    def sentence(self) -> Say:
        params = {"was": str(self.was.get("target", "")), "now": str(self.set.get("target", "")), "reason": self.reason}
        return Say("任务由 %(was)s 改为 %(now)s，因为%(reason)s", params)


@entry_kind("task.withdrawn")
@dataclass(frozen=True, slots=True)
class TaskWithdrawn:
    reason: Said

    def sentence(self) -> Say:
        return Say("撤销任务，因为%(reason)s", {"reason": self.reason})


def _task(given: Columns) -> dict[str, Any]:
    return {"year": given["year"], "definition": given["definition"], "target": str(given["target"])}

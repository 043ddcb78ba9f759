"""What speaks against a voucher: what it says, and whether its number or its paper was used before, anywhere.

The house-wide look ignores rights, its answer does not: where a slip was used is told only to who may see that
voucher; everybody else hears that it was used, and nothing of the project, which may be a confidential talk.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from southgate.apps.pipeline.models.vouchers import USED, Voucher
from southgate.apps.pipeline.policies.vouchers import RULES
from southgate.apps.pipeline.services.vouchers.commands import FIELDS
from southgate.domain.counting.in_place import term
from southgate.domain.counting.vouchers import STATE_NAMES, State, VoucherFacts, issuer_key, key_of, refusals
from southgate.domain.errors import Reason
from southgate.kernel.identity.actor import Actor

Values = Mapping[str, Any]
BLANK: Values = {
    "kind": "", "use": "", "origin": "", "number": "", "issuer": "", "payer": "", "paid_on": None, "amount": None,
    "currency": "CNY", "rate_millionths": None, "rate_on": None,
}  # fmt: skip
NO_PERSON = Reason("登记和认定凭证要有具体的人", mend="用本人的账号操作")
MEND_NUMBER, MEND_PAPER = "一张凭证只用一次；确属另一张，核对凭证号和出具单位", "换成这张凭证自己的影像"
NUMBER_USED = Reason("这张凭证已用于「%(project)s」（%(code)s），%(state)s", where="number", mend=MEND_NUMBER)
NUMBER_TAKEN = Reason("这张凭证已经用过", where="number", mend=MEND_NUMBER)
PAPER_USED = Reason("这份凭证影像已用于「%(project)s」（%(code)s），%(state)s", where="slip", mend=MEND_PAPER)
PAPER_TAKEN = Reason("这份凭证影像已经用过", where="slip", mend=MEND_PAPER)
LONGEST_REASON = 500


def tidied(values: Values, before: Values = BLANK) -> dict[str, Any]:
    """All values of a voucher: those given over those before, texts without spaces around them."""
    found = {name: values.get(name, before[name]) for name in FIELDS}
    found = {name: value.strip() if isinstance(value, str) else value for name, value in found.items()}
    return {**found, "currency": found["currency"] or "CNY"}


def strangers(values: Values) -> list[Reason]:
    return [
        Reason("凭证没有『%(name)s』这一项", {"name": name}, where=name) for name in sorted(values.keys() - set(FIELDS))
    ]


def wrong(values: Values, today: date) -> list[Reason]:
    return refusals(VoucherFacts(**values), today=today)


@dataclass(frozen=True, slots=True)
class Marks:
    """By what a voucher is known again."""

    kind: str
    number: str
    issuer: str
    sha256: str

    @classmethod
    def of(cls, values: Values, sha256: str) -> Marks:
        return cls(values["kind"], key_of(values["number"]), issuer_key(values["issuer"]), sha256)

    @property
    def paper(self) -> tuple[str, ...]:
        return (self.kind, self.number, self.issuer)

    def known(self) -> Q:
        """Vouchers that are this one: by number and issuer, or by their paper; and those that may be."""
        found = Q(number_key=self.number) if self.number else Q(pk__in=())
        return found | Q(sha256=self.sha256) if self.sha256 else found


def used_before(
    asked: Iterable[tuple[Marks, UUID | None, Collection[UUID]]], by: Actor
) -> list[list[Reason]]:  # fmt: skip
    """Reasons against each of several vouchers: (its marks, its own id, ids that were shown and are others)."""
    asked = list(asked)
    where = Q(pk__in=())
    for marks, _, _ in asked:
        where |= marks.known()
    known = list(Voucher.objects.filter(USED & where).select_related("project"))
    found = [_used(marks, [row for row in known if row.id != own], others, by) for marks, own, others in asked]
    return [reasons + _in_the_list(number, asked) for number, reasons in enumerate(found)]


def _used(marks: Marks, known: list[Voucher], others: Collection[UUID], by: Actor) -> list[Reason]:
    found: list[Reason] = []
    for row in known:
        seen = RULES.can(by, "view", row)
        if (row.kind, row.number_key, row.issuer_key) == marks.paper:
            found.append(_told(NUMBER_USED if seen else NUMBER_TAKEN, row, seen))
        elif marks.sha256 and row.sha256 == marks.sha256:
            found.append(_told(PAPER_USED if seen else PAPER_TAKEN, row, seen))
        elif row.number_key == marks.number and seen and row.id not in others:
            found.append(_alike(row))
    return found


def _told(reason: Reason, row: Voucher, seen: bool) -> Reason:
    """Where it was used is for who may see that voucher; that it was used is for everybody."""
    if not seen:
        return reason
    params = {"project": row.project.name, "code": row.project.code, "state": term(STATE_NAMES[State(row.state)])}
    return replace(reason, params=params)


def _alike(row: Voucher) -> Reason:
    return Reason(
        "「%(project)s」（%(code)s）有同号凭证，出具单位写作“%(issuer)s”",
        {"project": row.project.name, "code": row.project.code, "issuer": row.issuer, "id": row.id.hex,
         "name": f"{row.number}，{row.issuer}"},
        where="issuer", mend="是同一张就不再登记；不是，在下面勾选“不是同一张”再登记",
    )  # fmt: skip


def _in_the_list(number: int, asked: list[tuple[Marks, UUID | None, Collection[UUID]]]) -> list[Reason]:
    """The same slip twice in one request."""
    marks = asked[number][0]
    for other, (before, _, _) in enumerate(asked[:number]):
        if before.paper == marks.paper or (marks.sha256 and before.sha256 == marks.sha256):
            return [Reason("与这一批里第 %(number)d 张是同一张", {"number": other + 1}, where="number", mend="留一张")]
    return []


def reason_given(text: str, say: str) -> list[Reason]:
    if not text.strip():
        return [Reason(say, where="reason", mend="写明原因，记在账上")]
    if len(text) > LONGEST_REASON:
        return [Reason("最多 %(longest)d 个字", {"longest": LONGEST_REASON}, where="reason", mend="写短一些")]
    return []

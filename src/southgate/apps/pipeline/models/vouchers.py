"""Vouchers of money in place as the book leaves them. The database itself knows that a paper counts once."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from southgate.apps.pipeline.models.projects import Project
from southgate.domain.counting.vouchers import Origin, State, Use, VoucherKind, in_cny, issuer_key, key_of
from southgate.domain.errors import Reason
from southgate.kernel.book.models import PastRow, Row
from southgate.kernel.book.projections import Event, Projection, record_fold, register
from southgate.kernel.book.projections import State as Columns
from southgate.kernel.orgs.models import Person, Zone


def _key(to: Any, **options: Any) -> Any:
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", db_index=False, **options)


def _choice(of: Any, longest: int, **options: Any) -> Any:
    return models.CharField(max_length=longest, choices=[(one.value, one.value) for one in of], **options)


class VoucherColumns(models.Model):
    """`amount` in minor units of `currency`, `amount_cny` in 分 by the stated rate; both whole numbers.

    Derived by the fold: `number_key`, `issuer_key`, `amount_cny`, who entered and who decided. `park` is the project's
    when it was entered. `file` is the slip itself, `sha256` of its bytes. `changed_by`: who corrected it last.
    `corrects`: the rejected one in whose place this stands. `returned`: it was accepted once and taken back.
    """

    zone = _key(Zone)
    park = _key(Zone, null=True)
    project = _key(Project)
    kind = _choice(VoucherKind, 24)
    use = _choice(Use, 8)
    origin = _choice(Origin, 8, default=Origin.DOMESTIC.value)
    number = models.CharField(max_length=80)
    number_key = models.CharField(max_length=160)
    issuer = models.CharField(max_length=120)
    issuer_key = models.CharField(max_length=240)
    payer = models.CharField(max_length=120)
    paid_on = models.DateField()
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="CNY")
    rate_millionths = models.BigIntegerField(null=True)
    rate_on = models.DateField(null=True)
    amount_cny = models.BigIntegerField()
    file = models.UUIDField(null=True)
    sha256 = models.CharField(max_length=64, default="")
    state = _choice(State, 8, default=State.ENTERED.value)
    entered_by = _key(Person)
    entered_on = models.DateField()
    changed_by = _key(Person, null=True)
    decided_by = _key(Person, null=True)
    decided_on = models.DateField(null=True)
    reason_said = models.UUIDField(null=True)
    returned = models.BooleanField(default=False)
    corrects = models.UUIDField(null=True)

    class Meta:
        abstract = True


USED = ~Q(state=State.REJECTED.value)
"""Entered or accepted: its number and its paper are taken, in every zone of the house."""


class Voucher(VoucherColumns, Row):
    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["number_key", "kind", "issuer_key"], condition=USED, name="voucher_number_once"
            ),
            models.UniqueConstraint(fields=["sha256"], condition=USED & ~Q(sha256=""), name="voucher_paper_once"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("entered_by")), name="voucher_second_person"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(changed_by=None) | ~Q(decided_by=F("changed_by")),
                name="voucher_not_corrector",
            ),
            models.CheckConstraint(
                condition=Q(state=State.ENTERED.value, decided_by=None, decided_on=None)
                | Q(~Q(state=State.ENTERED.value), decided_by__isnull=False, decided_on__isnull=False),
                name="voucher_decided",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0, amount_cny__gte=0), name="voucher_positive"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["zone", "state", "-paid_on", "id"], name="voucher_state"),
            models.Index(fields=["zone", "-paid_on", "id"], name="voucher_paid"),
            models.Index(fields=["project", "state", "use"], name="voucher_project"),
            models.Index(fields=["zone", "state", "use", "kind", "amount_cny"], name="voucher_sums"),
        ]


class VoucherPast(VoucherColumns, PastRow):
    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id", "known_from"], name="voucher_past"),
            models.Index(fields=["project", "known_from"], name="voucher_past_project"),
            models.Index(fields=["zone", "state", "-paid_on", "id", "known_from"], name="voucher_past_state"),
        ]


_record = record_fold(Voucher)
DECISIONS = {
    "voucher.accepted": State.ACCEPTED, "voucher.rejected": State.REJECTED, "voucher.returned": State.REJECTED
}  # fmt: skip


def fold(state: Columns | None, event: Event) -> Columns:
    """The voucher after one entry. Who entered, corrected and decided is said by who wrote the entry."""
    new = _record(state, event)
    if event.kind == "voucher.registered":
        new["entered_by_id"] = event.by_person
    elif event.kind == "voucher.changed":
        new["changed_by_id"] = event.by_person
    elif event.kind in DECISIONS:
        _decide(new, event)
    new["number_key"], new["issuer_key"] = key_of(new["number"])[:160], issuer_key(new["issuer"])[:240]
    new["amount_cny"] = in_cny(new["amount"], new["currency"], new["rate_millionths"])
    return new


def _decide(new: Columns, event: Event) -> None:
    new["state"] = DECISIONS[event.kind].value
    new["decided_by_id"] = event.by_person
    new["decided_on"] = date.fromisoformat(event.data["on"])
    if event.data.get("reason") is not None:
        new["reason_said"] = UUID(event.data["reason"]["said"])
    new["returned"] = event.kind == "voucher.returned"


TAKEN = Reason("这张凭证已经用过", where="number", mend="一张凭证只用一次；确属另一张，核对凭证号和出具单位")
register(Projection("voucher", Voucher, fold, past=VoucherPast, taken=TAKEN))

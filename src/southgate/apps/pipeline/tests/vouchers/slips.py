"""Vouchers of the tests: 李经理 enters, 王科 (statistician) and 赵处 decide."""

from __future__ import annotations

import io
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.vouchers import Voucher
from southgate.apps.pipeline.services.vouchers.commands import (
    AcceptVoucher,
    CorrectVoucher,
    EnterVoucher,
    RejectVoucher,
    Slip,
    TakeBackVoucher,
)
from southgate.apps.pipeline.services.vouchers.deciding import accept_vouchers, reject_vouchers, take_back_vouchers
from southgate.apps.pipeline.services.vouchers.entering import correct_vouchers, enter_vouchers
from southgate.kernel.files import storing
from southgate.kernel.identity.actor import Actor
from southgate.kernel.testing import TODAY

WAN = 1_000_000
PAID = date(2026, 11, 3)


def values(number: str = "B-2026-0001", **changed: Any) -> dict[str, Any]:
    given = {
        "kind": "bank_slip", "use": "fixed", "origin": "domestic", "number": number, "issuer": "示例银行云澜支行",
        "payer": "示例精密传动有限公司", "paid_on": PAID, "amount": 500 * WAN,
    }  # fmt: skip
    return {**given, **changed}


def slip(text: str = "") -> Slip:
    return Slip(storing.store(io.BytesIO(b"%PDF-1.7\n" + (text or uuid4().hex).encode()), "slip.pdf"), "回单.pdf")


def enter(
    by: Actor, project: UUID, number: str = "B-2026-0001", *, paper: Slip | str | None = "", **changed: Any
) -> UUID:
    own = slip(paper) if isinstance(paper, str) else paper
    cmd = EnterVoucher(project=project, values=values(number, **changed), slip=own)
    return UUID(enter_vouchers([cmd], by=by, today=TODAY, command_id=uuid4()).data["ids"][0])


def correct(by: Actor, id: UUID, reason: str = "抄错了", *, paper: Slip | None = None, **changed: Any) -> None:
    cmd = CorrectVoucher(id=id, seen=row(id).version, reason=reason, values=changed, slip=paper)
    correct_vouchers([cmd], by=by, today=TODAY, command_id=uuid4())


def accept(by: Actor, *ids: UUID) -> None:
    commands = [AcceptVoucher(id=id, seen=row(id).version) for id in ids]
    accept_vouchers(commands, by=by, today=TODAY, command_id=uuid4())


def reject(by: Actor, id: UUID, reason: str = "付款方不是投资企业") -> None:
    cmd = RejectVoucher(id=id, seen=row(id).version, reason=reason)
    reject_vouchers([cmd], by=by, today=TODAY, command_id=uuid4())


def take_back(by: Actor, id: UUID, reason: str = "银行说已退款") -> None:
    cmd = TakeBackVoucher(id=id, seen=row(id).version, reason=reason)
    take_back_vouchers([cmd], by=by, today=TODAY, command_id=uuid4())


def row(id: UUID) -> Voucher:
    return Voucher.objects.get(pk=id)


def sums(project: UUID) -> tuple[int, int, int, int, int | None]:
    """(fixed, working, land, how many vouchers, money in place) of the project's row."""
    found = Project.objects.get(pk=project)
    return (
        found.arrived_fixed, found.arrived_working, found.arrived_land, found.voucher_count, found.money_in_place
    )  # fmt: skip

"""Vouchers for the leak test: what stands on them, their sums, their slips, that they wait or were accepted."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import UUID, uuid4

from southgate.apps.pipeline.services.vouchers.commands import AcceptVoucher, EnterVoucher, Slip
from southgate.apps.pipeline.services.vouchers.deciding import accept_vouchers
from southgate.apps.pipeline.services.vouchers.entering import enter_vouchers
from southgate.kernel import clock
from southgate.kernel.files import storing
from southgate.kernel.identity.actors import actor_for
from southgate.kernel.identity.models import Account


def voucher(by: Account, project: UUID, word: str, amount: int) -> UUID:
    """One that waits, with its slip."""
    today = clock.today()
    values = {
        "kind": "bank_slip", "use": "fixed", "origin": "domestic", "number": f"{word}-{uuid4().hex[:6]}",
        "issuer": f"{word}银行", "payer": f"{word}集团", "paid_on": today - timedelta(days=3), "amount": amount,
    }  # fmt: skip
    paper = storing.store(io.BytesIO(b"%PDF-1.7\n" + uuid4().hex.encode()), f"{word}.pdf")
    cmd = EnterVoucher(project=project, values=values, slip=Slip(paper, f"{word}.pdf"))
    made = enter_vouchers([cmd], by=actor_for(by, today), today=today, command_id=uuid4())
    return UUID(made.data["ids"][0])


def accepted(by: Account, second: Account, project: UUID, word: str, amount: int) -> UUID:
    """One that another person accepted."""
    today = clock.today()
    id = voucher(by, project, word, amount)
    accept_vouchers([AcceptVoucher(id=id, seen=1)], by=actor_for(second, today), today=today, command_id=uuid4())
    return id

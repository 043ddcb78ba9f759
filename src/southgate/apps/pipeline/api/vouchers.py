"""What other rooms and pages may use of vouchers."""

from __future__ import annotations

from southgate.apps.pipeline.models.vouchers import Voucher
from southgate.apps.pipeline.policies.vouchers import JUDGES
from southgate.apps.pipeline.selectors.vouchers.listing import VoucherRow, shaped
from southgate.apps.pipeline.selectors.vouchers.of_project import InPlaceOf, in_place_of
from southgate.apps.pipeline.selectors.vouchers.reading import visible, voucher_for
from southgate.apps.pipeline.selectors.vouchers.rules import Ruled, rule_for
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

__all__ = [
    "JUDGES",
    "AcceptVoucher",
    "CorrectVoucher",
    "EnterVoucher",
    "InPlaceOf",
    "RejectVoucher",
    "Ruled",
    "Slip",
    "TakeBackVoucher",
    "Voucher",
    "VoucherRow",
    "accept_vouchers",
    "correct_vouchers",
    "enter_vouchers",
    "in_place_of",
    "reject_vouchers",
    "rule_for",
    "shaped",
    "take_back_vouchers",
    "visible",
    "voucher_for",
]

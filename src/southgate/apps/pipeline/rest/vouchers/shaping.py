"""Vouchers as JSON: plain data, as `documents` describes it."""

from __future__ import annotations

from typing import Any

from southgate.apps.pipeline.selectors.vouchers.listing import VoucherPage, VoucherRow
from southgate.apps.pipeline.selectors.vouchers.of_project import InPlaceOf
from southgate.apps.pipeline.selectors.vouchers.record import Sight
from southgate.domain.counting.vouchers import Use
from southgate.domain.errors import Reason
from southgate.kernel.book.reading import Feed
from southgate.kernel.panels.rest.answering import entries
from southgate.kernel.panels.templatetags.face import mending, said


def page(found: VoucherPage) -> dict[str, Any]:
    sums = found.sums
    return {
        "total": found.total,
        "page": found.number,
        "size": found.size,
        "counts": {state.value: count for state, count in found.counts.items()},
        "sums": {
            **{use.value: sums.by_use[use] for use in Use},
            "total": sums.total,
            "confidential_of_mine": sums.talks,
        },
        "rows": [row(one) for one in found.rows],
    }


def row(one: VoucherRow) -> dict[str, Any]:
    names = (
        "id", "version", "project", "project_name", "project_code", "number", "issuer", "payer", "paid_on",
        "amount_cny", "entered_by", "entered_on", "has_slip", "origin",
    )  # fmt: skip
    return {
        **{name: getattr(one, name) for name in names},
        **{name: getattr(one, name).value for name in ("kind", "use", "state")},
        "amount": one.amount.minor,
        "currency": one.amount.currency,
    }


def whole(known: Sight, found: Feed) -> dict[str, Any]:
    names = (
        "id", "version", "zone", "project", "project_name", "project_code", "people", "entered_on", "decided_on",
        "reason", "returned", "corrects", "corrected_by", "can",
    )  # fmt: skip
    return {
        **{name: getattr(known, name) for name in names},
        **known.values,
        "state": known.state.value,
        "slip": known.slip.id if known.slip is not None else None,
        "sha256": known.slip.digest if known.slip is not None else "",
        "against": [reason(one) for one in known.against],
        "rule": known.ruled.title,
        **entries(found),
    }


def reason(one: Reason) -> dict[str, Any]:
    return {"say": said(one), "mend": mending(one), "where": one.where, "item": one.item}


def in_place(found: InPlaceOf) -> dict[str, Any]:
    return {
        "arrived": {use.value: found.arrived[use] for use in Use},
        "planned": {use.value: found.planned[use] for use in Use},
        "total": found.total,
        "vouchers": {state.value: count for state, count in found.counts.items()},
        "stated": found.stated,
        "counted": found.counted.total,
        "left_out": [
            {"number": one.line.key, "amount_cny": one.line.amount_cny, "because": said(one.because)}
            for one in found.counted.left_out
        ],
        "rule": found.ruled.title,
    }

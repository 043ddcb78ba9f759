"""Money in place on the project page: by use beside the plan, the latest vouchers, what of it counts and why not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from southgate.apps.pipeline.selectors.vouchers.listing import VoucherRow
from southgate.apps.pipeline.selectors.vouchers.of_project import InPlaceOf, in_place_of
from southgate.domain.counting.vouchers import KIND_NAMES, STATE_NAMES, USE_NAMES, State, Use
from southgate.domain.money import Money, Rounding, share
from southgate.kernel.panels.registry import Seen
from southgate.kernel.panels.words import decimal, sum_words, wan


def of_project(seen: Seen) -> Mapping[str, Any] | None:
    found = in_place_of(seen.by, seen.subject, today=seen.today, position=seen.position)
    return None if found is None else _shown(found)


def _shown(found: InPlaceOf) -> dict[str, Any]:
    here = reverse("vouchers:list")
    return {
        "lead": _lead(found),
        "bars": [_bar(found, use) for use in Use if found.arrived[use] or found.planned[use]] if found.total else [],
        "counted": _counted(found),
        "rows": [row_of(row) for row in found.rows],
        "waiting": found.counts[State.ENTERED],
        "more_url": f"{here}?project={found.project}" if found.count > len(found.rows) else "",
        "count": found.count,
        "new_url": reverse("vouchers:new", args=[found.project]) if found.may_enter else "",
    }


def _lead(found: InPlaceOf) -> str:
    if found.counts[State.ACCEPTED]:
        params = {"sum": sum_words(Money(found.total)), "count": found.counts[State.ACCEPTED]}
        return _("按 %(count)d 张已认定的凭证，到位 %(sum)s。") % params
    if found.stated is not None:
        return _("台账上写到位 %(sum)s，还没有认定的凭证。") % {"sum": sum_words(Money(found.stated))}
    return _("还没有认定的凭证。")


def _bar(found: InPlaceOf, use: Use) -> dict[str, Any]:
    """What arrived beside what is planned; without a plan the bar is full and says so."""
    arrived, planned = found.arrived[use], found.planned[use]
    if not planned:
        say = format_html("{} / {}", wan(Money(arrived)), _("计划未拆分"))
        return {"label": _(USE_NAMES[use]), "done": arrived, "of": arrived or 1, "say": say, "share": ""}
    part = decimal(share(arrived, planned, Rounding.HALF_UP) // 1000, 1)
    say = format_html("{} / {}", wan(Money(arrived)), wan(Money(planned)))
    return {"label": _(USE_NAMES[use]), "done": min(arrived, planned), "of": planned, "say": say, "share": f"{part} %"}


def _counted(found: InPlaceOf) -> dict[str, Any] | None:
    """What of it counts by the zone's rule; nothing to say where all of it does."""
    if not found.counted.left_out:
        return None
    params = {"sum": sum_words(Money(found.counted.total)), "rule": found.ruled.title}
    return {
        "say": _("按《%(rule)s》计入 %(sum)s；下面的不计：") % params,
        "out": [
            {"number": one.line.key, "sum": sum_words(Money(one.line.amount_cny)), "because": one.because}
            for one in found.counted.left_out
        ],
    }


def row_of(row: VoucherRow) -> dict[str, Any]:
    return {
        "url": reverse("vouchers:voucher", args=[row.id]),
        "number": row.number,
        "kind": _(KIND_NAMES[row.kind]),
        "use": _(USE_NAMES[row.use]),
        "paid_on": row.paid_on,
        "sum": Money(row.amount_cny),
        "state": _(STATE_NAMES[row.state]),
        "waits": row.state is State.ENTERED,
    }

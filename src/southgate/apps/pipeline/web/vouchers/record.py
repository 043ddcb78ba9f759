"""One voucher: its facts beside its slip, who did what; and the second person's steps: accept, reject, take back."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.selectors.vouchers.reading import voucher_for
from southgate.apps.pipeline.selectors.vouchers.record import Sight, voucher
from southgate.apps.pipeline.services.vouchers import deciding
from southgate.apps.pipeline.services.vouchers.commands import AcceptVoucher, RejectVoucher, TakeBackVoucher
from southgate.apps.pipeline.web.meetings.feeding import book_of
from southgate.apps.pipeline.web.vouchers.forms import ReasonForm
from southgate.domain.counting.vouchers import (
    KIND_NAMES,
    ORIGIN_NAMES,
    STATE_NAMES,
    USE_NAMES,
    Origin,
    State,
    Use,
    VoucherKind,
)
from southgate.domain.errors import Refused, Stale
from southgate.domain.money import Money
from southgate.kernel.identity.web.acting import MEANWHILE, done_at, form_page, send
from southgate.kernel.panels.answers import AuthedRequest, day_of, page, position_of, shown
from southgate.kernel.panels.words import decimal, sum_exact, sum_words

TEMPLATE = "pipeline/vouchers/voucher.html"


def voucher_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    known = voucher(request.actor, pk, today=day_of(request), position=position_of(request))
    return page(request, TEMPLATE, _context(request, known))


def _context(request: AuthedRequest, known: Sight) -> dict[str, Any]:
    return {
        "title": f"{_(KIND_NAMES[VoucherKind(known.values['kind'])])} {known.values['number']}",
        "tags": [_(STATE_NAMES[known.state])],
        "lead": _lead(known),
        "crumbs": [
            (_("到位资金"), reverse("vouchers:list")),
            (known.project_name, reverse("pipeline:project", args=[known.project])),
        ],
        "known": known,
        "facts": _facts(known),
        "people": _people(known),
        "next": _next(known),
        "back_to": reverse("vouchers:voucher", args=[known.corrects]) if known.corrects else "",
        "follower": reverse("vouchers:voucher", args=[known.corrected_by]) if known.corrected_by else "",
        "feed": book_of(request, known.id),
    }


def _lead(known: Sight) -> str:
    params = {
        "payer": known.values["payer"], "sum": sum_words(known.amount), "use": _(USE_NAMES[Use(known.values["use"])]),
        "day": known.values["paid_on"].isoformat(),
    }  # fmt: skip
    return _("%(payer)s %(day)s 付 %(sum)s，用于%(use)s。") % params


def _facts(known: Sight) -> list[tuple[str, str]]:
    values = known.values
    found = [
        (_("项目"), f"{known.project_name} {known.project_code}"),
        (_("金额"), sum_exact(known.amount)),
        (_("到账日期"), values["paid_on"].isoformat()),
        (_("付款方"), values["payer"]),
        (_("出具单位"), values["issuer"]),
        (_("凭证号"), values["number"]),
        (_("凭证种类"), _(KIND_NAMES[VoucherKind(values["kind"])])),
        (_("资金用途"), _(USE_NAMES[Use(values["use"])])),
        (_("内资或外资"), _(ORIGIN_NAMES[Origin(values["origin"])])),
    ]
    if values["currency"] != "CNY":
        rate = _("%(rate)s（%(day)s）") % {"rate": decimal(values["rate_millionths"], 6), "day": values["rate_on"]}
        found[2:2] = [(_("折算汇率"), rate), (_("折合人民币"), sum_exact(known.amount_cny))]
    return found


def _people(known: Sight) -> list[tuple[str, str]]:
    roles = (("entered", _("登记")), ("changed", _("更正")), ("decided", _("认定")))
    days = {"entered": known.entered_on, "decided": known.decided_on}
    return [
        (label, f"{known.people[role]} {days.get(role) or ''}".strip()) for role, label in roles if role in known.people
    ]


def _next(known: Sight) -> dict[str, Any]:
    """The one step that is next, and what else can be done; why nothing can, where that is not plain."""
    after = (known.project_in_place or 0) + known.amount_cny.minor
    return {
        "accept": known.can.get("decide", False) and not known.against,
        "effect": _("认定后，项目的到位资金含这张，为 %(sum)s") % {"sum": sum_words(Money(after))},
        "waits_for_another": known.state is State.ENTERED and known.mine,
        "against": shown(known.against) if known.state is State.ENTERED else [],
    }


def accept_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """POST accepts; GET is the record, where facts and slip stand side by side."""
    voucher_for(request.actor, pk, "decide")
    if request.method != "POST":
        return redirect("vouchers:voucher", pk)
    seen = request.POST.get("seen", "")
    cmd = AcceptVoucher(id=pk, seen=int(seen) if seen.isdecimal() else 0)
    try:
        send(request, deciding.accept_vouchers, cmd)
    except Refused as refused:
        return _again(request, pk, shown(refused.reasons), 422)
    except Stale:
        return _again(request, pk, shown([MEANWHILE]), 409)
    messages.success(request, _("已认定，计入到位资金"))
    return redirect("vouchers:voucher", pk)


def _again(request: AuthedRequest, pk: UUID, reasons: list[dict[str, Any]], status: int) -> HttpResponse:
    known = voucher(request.actor, pk, today=request.today)
    context = {**_context(request, known), "reasons": reasons, "refusal_title": _("没有认定")}
    return page(request, TEMPLATE, context, status=status)


def reject_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    voucher_for(request.actor, pk, "decide")
    known = voucher(request.actor, pk, today=request.today)
    context = _deciding(known, _("不予认定")) | {
        "lead": _("退回以后这个号码和影像就空出来，登记的人可以更正后重新登记。"),
        "submit": _("退回这张凭证"),
    }
    return _decided(request, known, context, RejectVoucher, deciding.reject_vouchers, _("已退回"))


def return_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    voucher_for(request.actor, pk, "decide")
    known = voucher(request.actor, pk, today=request.today)
    lead = _("项目的到位资金减少 %(sum)s，账上另记一笔；这个号码和影像就空出来。") % {
        "sum": sum_words(known.amount_cny)
    }
    context = _deciding(known, _("撤回认定")) | {"lead": lead, "submit": _("撤回这张凭证的认定")}
    return _decided(request, known, context, TakeBackVoucher, deciding.take_back_vouchers, _("已撤回认定"))


def _deciding(known: Sight, title: str) -> dict[str, Any]:
    url = reverse("vouchers:voucher", args=[known.id])
    return {
        "title": title,
        "crumbs": [(_("到位资金"), reverse("vouchers:list")), (known.values["number"], url)],
        "back_url": url,
    }


def _decided(
    request: AuthedRequest, known: Sight, context: dict[str, Any], command: Any, service: Any, say: str
) -> HttpResponse:
    form = ReasonForm(request.POST or None, initial={"seen": known.version})
    make = partial(_with_reason, form, known.id, command)
    return form_page(request, form, context, make, service, done_at(request, context["back_url"], say))


def _with_reason(form: ReasonForm, pk: UUID, command: Any) -> Any:
    return command(id=pk, seen=form.cleaned_data["seen"], reason=form.cleaned_data["reason"])

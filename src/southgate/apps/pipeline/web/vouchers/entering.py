"""Forms that write a voucher down: a new one, a correction, and one in the place of a rejected one."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.policies.vouchers import require_enter
from southgate.apps.pipeline.selectors.projects.reading import project_for
from southgate.apps.pipeline.selectors.vouchers.reading import voucher_for
from southgate.apps.pipeline.selectors.vouchers.record import Sight, voucher
from southgate.apps.pipeline.services.vouchers import entering
from southgate.apps.pipeline.services.vouchers.bringing import with_slip
from southgate.apps.pipeline.services.vouchers.commands import CorrectVoucher, EnterVoucher
from southgate.apps.pipeline.web.vouchers.forms import CorrectForm, VoucherForm
from southgate.domain.money import MINOR_DIGITS
from southgate.kernel.book.writing import Answer
from southgate.kernel.identity.web.acting import form_page
from southgate.kernel.panels.answers import AuthedRequest
from southgate.kernel.panels.words import decimal

TEMPLATE = "pipeline/projects/form.html"


def new_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = project_for(request.actor, pk)
    require_enter(request.actor, row)
    payer = row.enterprise.name if row.enterprise is not None else ""
    form = VoucherForm(request.POST or None, request.FILES or None, initial={**START, "payer": payer})
    context = _around(_("登记凭证"), row.name, pk) | {
        "lead": _("「%(name)s」的一张凭证。登记以后由另一个人对着影像认定，认定了才计入到位资金。")
        % {"name": row.name},
        "submit": _("登记这张凭证"),
    }
    return _entered(request, form, context, partial(_entry, request, form, pk))


START = {"currency": "CNY", "origin": "domestic"}


def _entered(request: AuthedRequest, form: VoucherForm, context: dict[str, Any], command: Any) -> HttpResponse:
    service = with_slip(entering.enter_vouchers, *_file(request))
    more = {"multipart": True, "another": _("不是同一张"), "same": _others(request)}
    return form_page(request, form, {**context, **more}, command, service, _to_the_voucher, TEMPLATE)


def _file(request: AuthedRequest) -> tuple[Any, str]:
    file: Any = request.FILES.get("slip")
    return file, (file.name or "") if file is not None else ""


def _others(request: AuthedRequest) -> tuple[UUID, ...]:
    """Vouchers with the same number that were shown and are others."""
    found = []
    for text in request.POST.getlist("not_the_same"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return tuple(found)


def _entry(request: AuthedRequest, form: VoucherForm, project: UUID, corrects: UUID | None = None) -> EnterVoucher:
    return EnterVoucher(project=project, values=form.values(), corrects=corrects, not_the_same=_others(request))


def _to_the_voucher(answer: Answer) -> HttpResponse:
    return redirect("vouchers:voucher", UUID(answer.data["ids"][0]))


def again_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """In the place of a rejected one: what it said is filled in, to be put right."""
    row = voucher_for(request.actor, pk, "enter")
    known = voucher(request.actor, pk, today=request.today)
    form = VoucherForm(request.POST or None, request.FILES or None, initial=_typed(known))
    context = _around(_("更正后重新登记"), known.project_name, row.project_id) | {
        "lead": _("被退回的是 %(number)s：%(reason)s") % {"number": known.values["number"], "reason": known.reason},
        "submit": _("重新登记"),
        "back_url": reverse("vouchers:voucher", args=[pk]),
    }
    return _entered(request, form, context, partial(_entry, request, form, row.project_id, pk))


def correct_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    voucher_for(request.actor, pk, "correct")
    known = voucher(request.actor, pk, today=request.today)
    initial = {**_typed(known), "seen": known.version}
    form = CorrectForm(request.POST or None, request.FILES or None, initial=initial)
    context = _around(_("更正凭证"), known.project_name, known.project) | {
        "lead": _("原来的值留在这本账里。更正过的人也不能认定它。"),
        "submit": _("写入更正"),
        "back_url": reverse("vouchers:voucher", args=[pk]),
        "multipart": True,
        "another": _("不是同一张"),
        "same": _others(request),
    }
    service = with_slip(entering.correct_vouchers, *_file(request))
    return form_page(
        request, form, context, partial(_correction, request, form, known), service, _to_the_voucher, TEMPLATE
    )


def _correction(request: AuthedRequest, form: CorrectForm, known: Sight) -> CorrectVoucher:
    said = form.cleaned_data
    changed = {name: value for name, value in form.values().items() if value != known.values[name]}
    return CorrectVoucher(
        id=known.id, seen=said["seen"], reason=said["reason"], values=changed, not_the_same=_others(request)
    )


def _typed(known: Sight) -> dict[str, Any]:
    """What stands now, as one would type it."""
    values = known.values
    digits = MINOR_DIGITS[values["currency"]]
    rate = values["rate_millionths"]
    return {
        **{
            name: values[name] for name in ("kind", "use", "origin", "number", "issuer", "payer", "paid_on", "currency")
        },
        "amount": decimal(values["amount"], digits, keep=digits),
        "rate": decimal(rate, 6) if rate is not None else "",
        "rate_on": values["rate_on"],
    }


def _around(title: str, name: str, project: UUID) -> dict[str, Any]:
    url = reverse("pipeline:project", args=[project])
    crumbs = [(_("到位资金"), reverse("vouchers:list")), (name, url)]
    return {"title": title, "crumbs": crumbs, "back_url": url}

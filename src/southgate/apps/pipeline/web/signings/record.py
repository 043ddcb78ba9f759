"""One signing: what it says, who reported and screened it, what is next, its book."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.selectors.signings import choosing, reading
from southgate.apps.pipeline.web.meetings.feeding import book_of
from southgate.apps.pipeline.web.signings import showing
from southgate.domain.money import Money
from southgate.kernel.book import keeping
from southgate.kernel.orgs.naming import unit_names, zone_names
from southgate.kernel.panels.answers import AuthedRequest, page, position_of
from southgate.kernel.panels.words import day, decimal, sum_exact, sum_words


def signing_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    position = position_of(request)
    row: Any = (
        reading.signing_for(request.actor, pk) if position is None else reading.signing_at(request.actor, pk, position)
    )
    [known] = reading.lines([row], request.actor if position is None else None)
    context = {
        "title": _("%(name)s：%(kind)s") % {"name": known.project_name, "kind": _(known.kind)},
        "tags": [showing.state_words(known), *([_("返投")] if known.reinvestment else [])],
        "lead": lead(known),
        "crumbs": [(_("签约登记"), reverse("figures:signings")),
                   (known.project_name, showing.project_url(known.project))],
        "known": known,
        "can": {verb: verb in known.can for verb in reading.VERBS},
        "reason": keeping.read([known.reason_said]).get(known.reason_said, "") if known.reason_said else "",
        "facts": facts(request, row, known),
        "people": people(known),
        "credit": credit(row),
        "feed": book_of(request, pk),
        "waits_for_another": known.state_key == "reported" and not known.withdrawn and "screen" not in known.can,
    }  # fmt: skip
    return page(request, "pipeline/signings/signing.html", context)


def lead(known: reading.Line) -> str:
    params = {"day": showing.day_words(known), "kind": _(known.kind), "form": _(known.form)}
    if known.amount is None:
        return _("%(day)s签%(form)s，%(kind)s，没有登记金额。") % params
    return _("%(day)s签%(form)s，%(kind)s，%(sum)s。") % {**params, "sum": sum_words(known.amount)}


def facts(request: AuthedRequest, row: Any, known: reading.Line) -> list[tuple[str, str]]:
    found = [
        (_("签约企业"), known.enterprise),
        (_("原企业"), row.enterprise_was.name if row.enterprise_was is not None else ""),
        (_("签约金额"), sum_exact(known.amount) if known.amount is not None else ""),
        (_("汇率"), _("%(rate)s（%(day)s）") % {"rate": decimal(row.rate_millionths, 6), "day": day(row.rate_on)}
         if row.rate_millionths and row.rate_on else ""),
        (_("折合人民币"), _cny(row, known)),
        (_("合同编号"), known.contract_number),
        (_("活动"), known.event),
        (_("责任单位"), known.lead_unit),
        (_("三类500强"), _listed(row)),
        (_("控股依据"), keeping.read([row.listed_evidence_said]).get(row.listed_evidence_said, "")
         if row.listed_evidence_said else ""),
        (_("市直单位引进"), _("是") if row.municipal else ""),
        (_("所在财政项目"), choosing.code_of(request.actor, row.carved_from_id)),
        (_("上级平台认定编号"), row.recognised_number),
        (_("从哪天起认识这个项目"), day(row.introduced_on) if row.introduced_on else ""),
        (_("没有记载的月份"), str(row.unreported_months) if row.unreported_months else ""),
    ]  # fmt: skip
    return [(label, value) for label, value in found if value]


def _cny(row: Any, known: reading.Line) -> str:
    if row.currency == "CNY" or known.amount is None:
        return ""
    return sum_exact(Money(row.amount_cny)) if row.amount_cny is not None else _("没有汇率，不计钱")


def _listed(row: Any) -> str:
    if not row.listed_class:
        return ""
    firm = row.listed_firm.name if row.listed_firm is not None else ""
    params = {"list": showing.class_name(row.listed_class), "firm": firm,
              "share": decimal(row.listed_share_millionths or 0, 4)}  # fmt: skip
    return _("%(list)s，%(firm)s，控股 %(share)s%%") % params


def people(known: reading.Line) -> list[tuple[str, str]]:
    found = [(_("登记"), known.reported_by, known.reported_on), (_("甄别"), known.decided_by, known.decided_on)]
    return [(label, f"{name} {when or ''}".strip()) for label, name, when in found if when is not None]


def credit(row: Any) -> list[tuple[str, str]]:
    """Whose the credit is, in shares, where the lead went from hand to hand."""
    ids = {UUID(key): share for key, share in row.credit.items()}
    names = {**zone_names(ids), **unit_names(ids)}
    return [(names.get(id, _("（不便显示）")), f"{decimal(share, 4)} %") for id, share in ids.items()]

"""Signings of a zone as a list, and the way to register one: from a project, for nothing is signed twice by name."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.policies import signings as policies
from southgate.apps.pipeline.selectors.signings import choosing, reading
from southgate.apps.pipeline.web.here import here
from southgate.apps.pipeline.web.signings import showing
from southgate.apps.pipeline.web.signings.figures import number_asked, pager
from southgate.apps.pipeline.web.signings.tabs import tabs
from southgate.domain.counting.words import SCREENING_NAMES, Screening
from southgate.domain.errors import Reason, Refused
from southgate.domain.projects import STAGE_NAMES, Stage
from southgate.kernel.panels.answers import AuthedRequest, page, position_of

LEFT = 50


def signings_page(request: AuthedRequest) -> HttpResponse:
    where, state = here(request), _state(request.GET.get("state", ""))
    policies.require_staff(request.actor, where.park or where.zone)
    found = reading.listed(
        request.actor, where.zone, state=state, park=where.park, number=number_asked(request.GET.get("page", "")),
        position=position_of(request),
    )  # fmt: skip
    context = {
        "title": _("签约登记"),
        "views": tabs("signings"),
        "states": _states(state),
        "rows": [showing.line(one) for one in found.lines],
        "page": pager(found.number, len(found.lines), found.total, lambda n: _url(state, n)),
        "may_register": request.as_of is None and choosing.may_register(request.actor, where.zone),
    }
    return page(request, "pipeline/signings/signings.html", context)


def _state(text: str) -> str:
    if text and text not in set(Screening):
        raise Refused([Reason("没有『%(name)s』这种状态", {"name": text[:20]}, where="state")])
    return text


def _states(current: str) -> list[dict[str, Any]]:
    words = [("", _("全部")), *((one.value, _(name)) for one, name in SCREENING_NAMES.items())]
    return [{"label": label, "url": _url(key), "current": key == current} for key, label in words]


def _url(state: str, number: int = 1) -> str:
    query = {name: value for name, value in (("state", state), ("page", number if number > 1 else "")) if value}
    return f"{reverse('figures:signings')}{'?' if query else ''}{urlencode(query)}"


def choose_page(request: AuthedRequest) -> HttpResponse:
    """Which project was signed: those that the ledger calls signed without a signing first, or by name."""
    where, text = here(request), request.GET.get("q", "")[:60]
    policies.require_staff(request.actor, where.park or where.zone)
    left = reading.not_registered(request.actor, where.zone)
    context = {
        "title": _("登记签约"),
        "crumbs": [(_("签约登记"), reverse("figures:signings"))],
        "q": text,
        "found": [_project(row) for row in choosing.to_sign(request.actor, where.zone, text)] if text else [],
        "left": [_project(row) for row in left[:LEFT]],
        "left_count": left.count(),
    }
    return page(request, "pipeline/signings/choose.html", context)


def _project(row: Any) -> dict[str, Any]:
    return {
        "url": reverse("figures:register", args=[row.pk]),
        "name": row.name,
        "code": row.code,
        "stage": _(STAGE_NAMES[Stage(row.stage)]),
        "signed_on": row.signed_on,
        "month": row.signed_grain == "m",
    }

"""My work, and the ground for administrators."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from southgate.domain.errors import Forbidden
from southgate.kernel.calendar.selectors import calendar_for
from southgate.kernel.identity.roles import Role
from southgate.kernel.panels import words
from southgate.kernel.panels.answers import AuthedRequest, page
from southgate.portal import ground, showing
from southgate.portal.order import Order, ordered
from southgate.portal.sources import waiting


@require_GET
def mywork(request: AuthedRequest) -> HttpResponse:
    """What waits for me: one thing first, the rest by when."""
    order = _order(request)
    past = request.as_of is not None
    context = {
        "title": _("我的工作") if past else showing.title(order.count),
        "lead": "" if past else words.day_words(request.today),
        "first": showing.first(order, request.today),
        "groups": showing.groups(order, request.today, everything="all" in request.GET),
        "empty": showing.nothing_on_a_past_day() if past else showing.empty(request.actor),
    }
    return page(request, "kinds/worklist.html", context, part="work")


def _order(request: AuthedRequest) -> Order:
    """Work is that of today: on a past day there is none."""
    if request.as_of is not None:
        return Order(None, ())
    calendar = calendar_for(request.zone.pk if request.zone else None, today=request.today)
    return ordered(waiting(by=request.actor, today=request.today), calendar, request.today)


@require_GET
def ground_page(request: AuthedRequest) -> HttpResponse:
    if Role.SYSTEM_ADMINISTRATOR not in request.actor.roles:
        raise Forbidden("view", "安全与备份由系统管理员看")
    if request.as_of is not None:  # files as they are: there is no past day of them
        return redirect("portal:ground")
    return page(request, "portal/ground.html", {"title": _("安全与备份"), "ground": ground.ground()}, part="ground")

"""The book as the auditor reads it: everything that happened in his zones, signed-in or refused, exported or shown."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from southgate.domain.errors import Forbidden
from southgate.kernel.orgs import auditing, policies
from southgate.kernel.orgs.web.here import zone_here
from southgate.kernel.panels.answers import AuthedRequest, page

KINDS = {
    "": gettext_noop("全部"),
    "account.": gettext_noop("账号与登录"),
    "appointment.": gettext_noop("任职"),
    "person.": gettext_noop("人员"),
    "export.": gettext_noop("导出"),
    "import.": gettext_noop("导入"),
    "pack": gettext_noop("规则包"),
}


@require_GET
def book(request: AuthedRequest) -> HttpResponse:
    zone_here(request)
    if not request.actor.zones_with(policies.AUDIT):
        raise Forbidden("view", gettext_noop("全部账目由审计管理员查看"))
    kind, before = request.GET.get("kind", ""), request.GET.get("before", "")
    kind = kind if kind in KINDS else ""
    found = auditing.book(request.actor, kind, int(before) if before.isdecimal() and len(before) < 19 else None)
    url = reverse("orgs:book")
    views = [{"name": _(name), "url": f"{url}?kind={key}", "current": key == kind} for key, name in KINDS.items()]
    older = f"{url}?kind={kind}&before={found.older}" if found.older else ""
    return page(request, "orgs/book.html", {"title": _("账"), "views": views, "lines": found.lines, "older_url": older})

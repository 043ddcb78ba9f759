"""Finding by name: the page of results, and the few that appear while one types."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from southgate.kernel.panels.answers import AuthedRequest, page
from southgate.kernel.search.finding import find

WHILE_TYPING = 8
ON_THE_PAGE = 100


def hits(request: AuthedRequest) -> HttpResponse:
    """The fragment under the search field."""
    q = request.GET.get("q", "").strip()
    found = find(request.actor, q, limit=WHILE_TYPING)
    all_url = f"{reverse('search:find')}?{urlencode({'q': q})}" if found.more else ""
    return render(request, "parts/search_hits.html", {"hits": found.hits, "q": q, "all_url": all_url})


def find_page(request: AuthedRequest) -> HttpResponse:
    """All results, up to a hundred, and whether there are more."""
    q = request.GET.get("q", "").strip()
    found = find(request.actor, q, limit=ON_THE_PAGE)
    title = _("查找“%(q)s”") % {"q": q} if q else _("查找")
    return page(request, "search/find.html", {"title": title, "q": q, "found": found})

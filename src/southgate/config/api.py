"""The HTTP API under /api/v1: the rooms' operations, one line each; documents behind sign-in."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import NinjaAPI

from southgate.apps.enterprise.rest import routes as enterprises
from southgate.apps.pipeline.rest.agreements import routes as agreements
from southgate.apps.pipeline.rest.board import routes as board
from southgate.apps.pipeline.rest.gates import routes as gates
from southgate.apps.pipeline.rest.leads import routes as leads
from southgate.apps.pipeline.rest.meetings import routes as meetings
from southgate.apps.pipeline.rest.projects import routes as projects
from southgate.apps.pipeline.rest.signings import routes as signings
from southgate.apps.pipeline.rest.suspicions import routes as suspicions
from southgate.apps.pipeline.rest.vouchers import routes as vouchers
from southgate.kernel.calendar import rest as calendar
from southgate.kernel.exchange.rest import routes as exchange
from southgate.kernel.identity.web.errors import said
from southgate.kernel.identity.web.tokens import ApiAuth, SessionAuth, token_actor
from southgate.kernel.orgs import rest as orgs
from southgate.kernel.panels.rest.answering import JSON, Orjson, OrjsonParser, answer, install
from southgate.kernel.panels.rest.asking import only_known
from southgate.kernel.search import rest as search

ABOUT = """The same services as the pages. Sign in with `Authorization: Bearer …` (a token from 我的账号, with scopes
`read` and `write:<kind>`) or with the session of a signed-in person (changes then need `X-CSRFToken`).

Changes carry `Command-Id`, a UUID made by the client: the same again gives the same answer and writes nothing. Changes
of a record that stands carry `If-Match` with its version: 428 without, 409 with what changed meanwhile.
Unknown parameters and fields are refused (422). Money is in minor units, shares in millionths, areas in thousandths of
a 亩; text is read as people type it. A page has at most 200 rows, a body at most 2.5 MB, an uploaded file 20 MB.
"""

api = NinjaAPI(
    title="Southgate 南大门",
    version="1",
    description=ABOUT,
    urls_namespace="api",
    auth=[ApiAuth(), SessionAuth()],
    renderer=Orjson(),
    parser=OrjsonParser(),
    docs_url=None,
    openapi_url=None,
)
api.add_decorator(only_known, mode="operation")
install(api)
api.add_router("/projects", projects.router)
api.add_router("/leads", leads.router)
api.add_router("/transfers", leads.handing)
api.add_router("/talks", leads.talks)
api.add_router("/removals", leads.removals)
api.add_router("", gates.router)
api.add_router("/vouchers", vouchers.router)
api.add_router("/suspicions", suspicions.router)
api.add_router("/figures", signings.figures)
api.add_router("/signings", signings.signings)
api.add_router("/tasks", signings.tasks)
api.add_router("/lists", signings.lists)
api.add_router("/board", board.router)
api.add_router("/agreements", agreements.router)
api.add_router("", meetings.router)
api.add_router("/enterprises", enterprises.router)
api.add_router("/imports", exchange.router)
api.add_router("/exports", exchange.exports)
api.add_router("/search", search.router)
api.add_router("/calendar", calendar.router)
api.add_router("/book", orgs.book)
api.add_router("", orgs.router)


@lru_cache(maxsize=4)
def document(language: str) -> bytes:
    """The OpenAPI document with summaries in a language."""
    schema: dict[str, Any] = api.get_openapi_schema()
    for operations in schema["paths"].values():
        for one in operations.values():
            one["summary"] = _(one["summary"])
    return orjson.dumps(schema, option=orjson.OPT_NON_STR_KEYS)


def openapi(request: HttpRequest) -> HttpResponseBase:
    return _for_readers(request) or HttpResponse(document(get_language() or "zh-hans"), JSON)


def docs(request: HttpRequest) -> HttpResponseBase:
    """The document as a page."""
    return _for_readers(request) or render(request, "ninja/swagger.html", _page())


def root(request: HttpRequest) -> HttpResponseBase:
    return _for_readers(request) or redirect("api:openapi-view")


def _page() -> dict[str, Any]:
    settings_of_page = answer({"layout": "BaseLayout", "deepLinking": True, "url": reverse("api:openapi-json")})
    return {"api": api, "add_csrf": True, "swagger_settings": settings_of_page.content.decode()}


def _for_readers(request: HttpRequest) -> HttpResponseBase | None:
    """Documents are private (ASVS 13.4.5): None for someone known, else where to sign in."""
    if request.user.is_authenticated or token_actor(request) is not None:
        return None
    if request.headers.get("Accept", "").startswith("application/json"):
        return answer(said("signed_out"), status=401)
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?next={request.path}")


def addresses() -> list[URLPattern]:
    """Operations, and their documents under the names that ninja has for them."""
    operations = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    return [
        path("", root, name="api-root"),
        path("openapi.json", openapi, name="openapi-json"),
        path("docs", docs, name="openapi-view"),
        *operations,
    ]


urls = (addresses(), "ninja", "api")

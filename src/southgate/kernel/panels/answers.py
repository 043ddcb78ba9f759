"""How a view answers: the whole page or the part a script asked for, a refusal on the page, the id of a command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from southgate.domain.errors import Reason, Refused
from southgate.kernel.book.reading import position_at
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.models import Zone


class AuthedRequest(HttpRequest):
    """A request of someone signed in, as the middleware leaves it. `as_of` is a past day, None while today."""

    actor: Actor
    today: date
    zone: Zone | None
    as_of: date | None


def day_of(request: AuthedRequest) -> date:
    """The day one is looking at."""
    return request.as_of or request.today


def position_of(request: AuthedRequest) -> int | None:
    """The last position known by the end of the past day one is looking at; None while today."""
    return position_at(request.as_of) if request.as_of else None


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, part: str = "", status: int = 200
) -> HttpResponse:
    """`template`, or its partial `part` when htmx asks for a fragment; a boosted request gets the whole page."""
    htmx = getattr(request, "htmx", None)
    fragment = bool(part and htmx and not htmx.boosted)
    answer = render(request, f"{template}#{part}" if fragment else template, dict(context), status=status)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def shown(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """Reasons as `parts/refusal.html` takes them; the place (file, line, cell) stands below each."""
    return [{"reason": reason, "rule": reason.place} for reason in reasons]


def command_id(request: HttpRequest) -> UUID:
    """The id that the form carries, so that a repeat is harmless. Raises Refused for a form without one."""
    try:
        return UUID(request.POST.get("command_id", ""))
    except ValueError:
        mend = "刷新页面后重新提交"
        raise Refused([Reason("表单里没有提交编号", where="command_id", mend=mend)]) from None

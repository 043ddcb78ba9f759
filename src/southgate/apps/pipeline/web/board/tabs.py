"""Ledger, board and funnel are three ways to look at the same projects: their addresses take the same conditions."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from southgate.apps.pipeline.selectors.projects.filtering import Asked

LEDGER, BOARD, FUNNEL = "pipeline:ledger", "board:board", "board:funnel"
WAYS = ((LEDGER, gettext_noop("台账")), (BOARD, gettext_noop("看板")), (FUNNEL, gettext_noop("漏斗")))
OWN = ("sort", "page", "columns", "view")
"""What only the ledger's address says."""


def address(route: str, asked: Asked, **changes: Any) -> str:
    """A page of these projects, with the conditions of the present one and some changed (None takes one away)."""
    query = QueryDict(mutable=True)
    for key, values in asked.address(**{**dict.fromkeys(OWN), **changes}).items():
        query.setlist(key, list(values))
    return f"{reverse(route)}?{query.urlencode()}" if query else reverse(route)


def ways(asked: Asked, current: str) -> list[dict[str, Any]]:
    """The tabs of the three pages. A board shows every stage, so it takes no condition on it."""
    return [{"label": _(label), "url": _way(route, asked), "current": route == current} for route, label in WAYS]


def _way(route: str, asked: Asked) -> str:
    url = address(route, asked) if route == LEDGER else address(route, asked, stage=None)
    return f"{url}?view=all" if route == LEDGER and "?" not in url else url

"""The parts of 活动与走访 as tabs, each only for who may see what is in it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.policies import meetings as policies
from southgate.apps.pipeline.web.here import here
from southgate.kernel.panels.answers import AuthedRequest

TABS = (
    ("visits", "走访", policies.EVENTS),
    ("follow-ups", "跟进", policies.EVENTS),
    ("events", "活动", policies.EVENTS),
    ("introducers", "引荐人", policies.INTRODUCERS),
)
"""Whoever sees the zone's events works there, and has visits of his own to look for."""


def tabs(request: AuthedRequest, current: str) -> list[dict[str, Any]]:
    zone = here(request).zone
    return [
        {"name": _(label), "url": reverse(f"meetings:{key}"), "count": None, "current": key == current}
        for key, label, rules in TABS
        if policies.may(rules, request.actor, "view", zone) or key in ("visits", "follow-ups")
    ]

"""The parts of 签约与指标 as tabs."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

TABS = (
    ("figures", gettext_noop("指标")),
    ("signings", gettext_noop("签约登记")),
    ("tasks", gettext_noop("任务")),
    ("lists", gettext_noop("500强名单")),
)


def tabs(current: str) -> list[dict[str, Any]]:
    return [
        {"name": _(label), "url": reverse(f"figures:{key}"), "count": None, "current": key == current}
        for key, label in TABS
    ]

"""On the project page: the other projects that this one may be, for those who review them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse

from southgate.apps.pipeline.selectors.suspicions.desk import cases, in_order
from southgate.apps.pipeline.selectors.suspicions.reading import visible
from southgate.kernel.panels.registry import Seen

MOST = 10


def of_project(seen: Seen) -> Mapping[str, Any] | None:
    """None where nothing is known, for who reviews nothing there, and on a past day: suspicions are today's."""
    if seen.position is not None:
        return None
    rows = visible(seen.by).filter(Q(a=seen.subject) | Q(b=seen.subject))
    pairs = [(row["a"], row["b"]) for row in in_order(rows)[: MOST + 1]]
    if not pairs:
        return None
    found = cases(seen.by, pairs[:MOST])
    others = [(one, one.b if one.a.id == seen.subject else one.a) for one in found]
    return {
        "rows": [
            {"case": one, "other": other, "url": reverse("suspicions:pair", args=[one.id])} for one, other in others
        ],
        "more": len(pairs) > MOST,
    }

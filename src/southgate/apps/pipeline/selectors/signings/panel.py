"""Signings on the project page: of today, or as known on the day one is looking at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.policies import signings as policies
from southgate.apps.pipeline.policies.projects import works_in
from southgate.apps.pipeline.selectors.signings.reading import Line, of_project
from southgate.kernel.panels.registry import Seen


def panel(seen: Seen) -> Mapping[str, Any] | None:
    """None for who is no staff there: the firm itself does not see how its signing is counted."""
    row = Project.objects.filter(pk=seen.subject).first()
    if row is None or not works_in(seen.by, row.zone_id):
        return None
    may = seen.position is None and policies.SIGNINGS.can(seen.by, "register", policies.of(row))
    lines = of_project(seen.by, seen.subject, seen.position)
    return {
        "rows": [_row(one, seen) for one in lines],
        "url": reverse("figures:register", args=[row.pk]) if may else "",
    }


def _row(one: Line, seen: Seen) -> dict[str, Any]:
    return {
        "url": reverse("figures:signing", args=[one.id]),
        "kind": _(one.kind),
        "form": _(one.form),
        "day": str(one.signed_on)[: 7 if one.by_month else 10],
        "amount": one.amount,
        "enterprise": one.enterprise,
        "event": one.event,
        "unit": one.lead_unit,
        "state": _("已撤回") if one.withdrawn else _(one.state),
    }

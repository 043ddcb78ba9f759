"""What every page around a gate shows around itself: the way back to the project; and refusals with their mends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.selectors.gates.gate import GateState
from southgate.domain.errors import Reason


def around(row: Any, title: str) -> dict[str, Any]:
    """`row` is the project."""
    url = reverse("pipeline:project", args=[row.pk])
    crumbs = [(_("项目台账"), reverse("pipeline:ledger")), (row.name, url)]
    return {"title": title, "crumbs": crumbs, "back_url": url}


def with_mends(reasons: Sequence[Reason], gate: GateState) -> list[dict[str, Any]]:
    """Reasons of a refused move for `parts/refusal.html`, each unmet need with the page where it is mended."""
    known = {need.key: need for need in gate.needs}
    return [
        {
            "reason": reason,
            "mend_url": known[reason.where].url if reason.where in known else "",
            "rule": _(known[reason.where].source) if reason.where in known and known[reason.where].source else "",
        }
        for reason in reasons
    ]

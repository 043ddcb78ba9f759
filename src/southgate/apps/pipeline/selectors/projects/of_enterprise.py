"""Projects of one enterprise, for the panel on its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.models.projects import Project, ProjectPast
from southgate.apps.pipeline.selectors.projects.reading import visible, visible_past
from southgate.domain.money import Money
from southgate.domain.projects import STAGE_NAMES, Stage
from southgate.kernel.panels.registry import Seen

MOST = 20


def of_enterprise(seen: Seen) -> Mapping[str, Any]:
    """Today's projects, or those of the day one looks at; only what the reader may see."""
    rows: Any = visible(seen.by) if seen.position is None else visible_past(seen.by, seen.position)
    found = list(rows.filter(enterprise_id=seen.subject).order_by("-investment_cny", "id")[: MOST + 1])
    more = f"{reverse('pipeline:ledger')}?enterprise={seen.subject}" if len(found) > MOST else ""
    return {"rows": [_row(row) for row in found[:MOST]], "more_url": more}


def _row(row: Project | ProjectPast) -> dict[str, Any]:
    return {
        "url": reverse("pipeline:project", args=[row.id]),
        "name": row.name,
        "stage": _(STAGE_NAMES[Stage(row.stage)]),
        "planned": Money(row.investment_planned, row.currency) if row.investment_planned is not None else None,
        "promised": row.production_promised_on,
    }

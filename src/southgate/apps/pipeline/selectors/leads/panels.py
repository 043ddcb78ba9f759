"""Panels of the project page: its place in the talks library, and the lead it came from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from southgate.apps.pipeline.selectors.leads.library import talk as read_talk
from southgate.apps.pipeline.selectors.leads.reading import talks, visible, visible_past
from southgate.kernel.orgs.naming import unit_names
from southgate.kernel.panels.registry import Seen


def talk(seen: Seen) -> Mapping[str, Any] | None:
    """None for a project that is in no library, and for a reader who sees none (the enterprise itself)."""
    if not talks(seen.by).filter(pk=seen.subject).exists():
        return None
    found = read_talk(seen.by, seen.subject, day=seen.today, position=seen.position)
    return None if found is None else {"talk": found, "row": found.row, "can": found.can, "removal": found.removal}


def origin(seen: Seen) -> Mapping[str, Any] | None:
    """The lead that the project came from, as far as the reader may see it."""
    rows: Any = visible(seen.by) if seen.position is None else visible_past(seen.by, seen.position)
    row = rows.filter(project_id=seen.subject).first()
    if row is None:
        return None
    unit = unit_names([row.first_unit_id]).get(row.first_unit_id, "") if row.first_unit_id is not None else ""
    return {
        "url": reverse("leads:lead", args=[row.id]),
        "name": row.name,
        "code": row.code,
        "first_contact_on": row.first_contact_on or row.received_on,
        "first_unit": unit,
    }

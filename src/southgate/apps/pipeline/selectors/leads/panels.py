"""Panels of the project page: its place in the talks library, and the lead it came from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.selectors.leads import wording
from southgate.apps.pipeline.selectors.leads.library import Talk
from southgate.apps.pipeline.selectors.leads.library import talk as read_talk
from southgate.apps.pipeline.selectors.leads.reading import talks, visible, visible_past
from southgate.domain.colours.talks import GRADE_NAMES, Grade, TalkColour
from southgate.kernel.orgs.naming import unit_names
from southgate.kernel.panels.registry import Seen


def talk(seen: Seen) -> Mapping[str, Any] | None:
    """None for a project that is in no library, and for a reader who sees none (the enterprise itself)."""
    if not talks(seen.by).filter(pk=seen.subject).exists():
        return None
    found = read_talk(seen.by, seen.subject, day=seen.today, position=seen.position)
    return None if found is None else _shown(found)


def _shown(found: Talk) -> dict[str, Any]:
    row, state, removal = found.row, found.row.state, found.removal
    asked = {"who": removal.asked_by, "day": removal.asked_on, "why": removal.reason} if removal is not None else {}
    can_decide = removal is not None and removal.can_decide
    return {
        "project": row.id,
        "grade": _(GRADE_NAMES[Grade(row.grade)]) if row.grade else _("还没有归类"),
        "mark": wording.standing(state, row.removed_on, row.status),
        "because": wording.because(state.because) if state is not None else "",
        "next": wording.talk_next(state) if state is not None else "",
        "can": found.can,
        "due": removal is None and state is not None and state.colour is TalkColour.REMOVE,
        "removed": row.removed_on is not None,
        "removal": _("%(who)s %(day)s 提出移出：%(why)s") % asked if asked else "",
        "decide_url": reverse("leads:decide", args=[removal.id]) if removal is not None and can_decide else "",
    }


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

"""What waits for somebody: his follow-ups, and the events of his unit whose day has come."""

from __future__ import annotations

from datetime import date

from southgate.apps.pipeline.models.meetings import EventProject
from southgate.apps.pipeline.selectors.meetings import reading
from southgate.apps.pipeline.selectors.meetings.events import EventRow
from southgate.apps.pipeline.selectors.meetings.visits import FollowRow, follow_rows
from southgate.kernel.identity.actor import Actor


def my_follow_ups(by: Actor, *, today: date) -> tuple[FollowRow, ...]:
    """What the actor himself is to do, the earliest day first."""
    rows = reading.follow_ups(by).filter(owner_id=by.person, state="open")
    return follow_rows(by, rows.order_by("due_on", "pk"), today)


def events_due(by: Actor, *, today: date) -> tuple[EventRow, ...]:
    """Planned events of the actor's units whose first day has come, with the number of lines he sees."""
    if not by.units:
        return ()
    rows = list(reading.events(by, "list").filter(organiser__in=sorted(by.units), state="planned", held_on__lte=today))
    lines = EventProject.objects.filter(reading.IN_FIGURES, event__in=[row.pk for row in rows])
    counts: dict[object, int] = {}
    for event in lines.values_list("event_id", flat=True):
        counts[event] = counts.get(event, 0) + 1
    return tuple(
        EventRow(row.pk, row.name, row.kind, row.state, row.held_on, row.to_on, row.place, counts.get(row.pk, 0), None)
        for row in rows
    )

"""What other rooms and pages may use of visits, follow-ups, events and introducers."""

from __future__ import annotations

from southgate.apps.pipeline.selectors.meetings.due import events_due, my_follow_ups
from southgate.apps.pipeline.selectors.meetings.events import EventRow
from southgate.apps.pipeline.selectors.meetings.visits import FollowRow
from southgate.apps.pipeline.services.meetings.ceremony import hold_ceremonies
from southgate.apps.pipeline.services.meetings.commands import (
    About,
    Found,
    HoldCeremony,
    Introduce,
    ListAtEvent,
    Listing,
    MoveEvent,
    RecordVisit,
    RegisterEvent,
    RegisterIntroducer,
    Sums,
    ToDo,
)
from southgate.apps.pipeline.services.meetings.events import list_at_events, move_events, register_events
from southgate.apps.pipeline.services.meetings.introducers import introduce, register_introducers
from southgate.apps.pipeline.services.meetings.visits import record_visits

__all__ = [
    "About",
    "EventRow",
    "FollowRow",
    "Found",
    "HoldCeremony",
    "Introduce",
    "ListAtEvent",
    "Listing",
    "MoveEvent",
    "RecordVisit",
    "RegisterEvent",
    "RegisterIntroducer",
    "Sums",
    "ToDo",
    "events_due",
    "hold_ceremonies",
    "introduce",
    "list_at_events",
    "move_events",
    "my_follow_ups",
    "record_visits",
    "register_events",
    "register_introducers",
]

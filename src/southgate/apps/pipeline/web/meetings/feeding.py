"""The book of a visit, an event or an introducer beside its page."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from southgate.kernel.book.reading import Line, feed
from southgate.kernel.panels.answers import AuthedRequest, position_of

MOST = 50


def book_of(request: AuthedRequest, pk: UUID) -> dict[str, Any]:
    """Its last entries as parts/feed.html takes them, grouped by the day each was recorded."""
    found = feed(pk, by=request.actor, until=position_of(request), limit=MOST)
    days = [
        {"day": day, "is_today": day == request.today, "entries": [_entry(line) for line in some]}
        for day, some in groupby(found.lines, key=lambda line: line.recorded_at.date())
    ]
    return {"total": sum(len(day["entries"]) for day in days), "days": days}


def _entry(line: Line) -> dict[str, Any]:
    recorded = line.recorded_at.date()
    return {
        "sentence": line.sentence,
        "at": f"{line.recorded_at:%H:%M}",
        "by": " ".join(filter(None, (line.by, line.unit))),
        "late_days": (recorded - line.occurred_on).days if line.back_entered else 0,
        "corrects_position": line.corrects,
        "position": line.position,
    }

"""The invented history of a sample zone: small events on past days, entered by its own officers."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from southgate.apps.pipeline.api.projects import (
    BY_NAME,
    EditProject,
    NoteProject,
    Project,
    edit_projects,
    note_projects,
)
from southgate.domain.errors import Refused
from southgate.kernel import clock
from southgate.kernel.exchange.cells import Look, columns_of, read_cells
from southgate.kernel.identity.actor import SYSTEM_ID, Actor
from southgate.kernel.identity.actors import actor_for
from southgate.kernel.identity.models import Account

HOUR = 60 * 60 * 1_000_000
BEFORE_MIDNIGHT = 8 * HOUR


def officer(login: str, today: date) -> Actor:
    """The person who signs in as `login`, with the rights of that day."""
    return actor_for(Account.objects.get(username=login), today)


def replay(path: Path, zone: UUID, *, today: date) -> None:
    """Enter the events of `path` in their order. A value is typed as in the grid; a wrong one refuses all."""
    listed = tomllib.loads(path.read_text(encoding="utf-8"))
    for number, event in enumerate(listed["event"]):
        day = today - timedelta(days=event["days_before"])
        moment = clock.now_micros() if day == today else clock.end_of(day) - BEFORE_MIDNIGHT + number
        with clock.simulated(moment):
            _enter(event, zone, day, uuid5(SYSTEM_ID, f"{zone.hex} history {number}"))


def _enter(event: Mapping[str, Any], zone: UUID, day: date, command_id: UUID) -> None:
    project = Project.objects.get(zone=zone, name=event["project"])
    by = officer(event["by"], day)
    if "note" in event:
        note_projects([NoteProject(id=project.pk, text=event["note"])], by=by, today=day, command_id=command_id)
        return
    fields = [BY_NAME[name] for name in event["set"]]
    cells, reasons = read_cells(fields, event["set"], Look())
    if reasons:
        raise Refused(reasons)
    edit = EditProject(
        id=project.pk, seen=project.version, values=columns_of(fields, cells), reason=event.get("reason", "")
    )
    edit_projects([edit], by=by, today=day, command_id=command_id)

"""The invented history of a sample zone: small events on past days, entered by its own officers."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
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


@dataclass(frozen=True, slots=True)
class Told:
    """Something that was done `days_before` today; `do` is given the day."""

    days_before: int
    do: Callable[[date], None]


def replay(told: Iterable[Told], *, today: date) -> int:
    """Do it again, day after day as the book goes, and within a day in the order told; returns how many."""
    ordered = sorted(told, key=lambda one: -one.days_before)
    for number, one in enumerate(ordered):
        day = today - timedelta(days=one.days_before)
        moment = clock.now_micros() if day == today else clock.end_of(day) - BEFORE_MIDNIGHT + number
        with clock.simulated(moment):
            one.do(day)
    return len(ordered)


def events(path: Path, zone: UUID) -> list[Told]:
    """The events of `path`. A value is typed as in the grid; a wrong one refuses all."""
    listed = tomllib.loads(path.read_text(encoding="utf-8"))["event"]
    return [
        Told(event["days_before"], partial(_enter, event, zone, uuid5(SYSTEM_ID, f"{zone.hex} history {number}")))
        for number, event in enumerate(listed)
    ]


def _enter(event: Mapping[str, Any], zone: UUID, command_id: UUID, day: date) -> None:
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

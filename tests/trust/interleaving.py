"""Two writers of different projects, the first held open before its commit, and a reader who looks meanwhile."""

from __future__ import annotations

import threading
from typing import Any
from uuid import UUID, uuid4

from django.db import connections

from southgate.apps.pipeline.services.projects.commands import EditProject, RegisterProject
from southgate.apps.pipeline.services.projects.recording import edit_projects, register_projects
from southgate.kernel.book import committing
from southgate.kernel.book.models import Entry
from southgate.kernel.identity.actor import Actor
from southgate.kernel.testing import TODAY

SHORT = 1.0
LONG = 30.0


class Held:
    """Holds the first thread that comes between its last write and its commit."""

    def __init__(self) -> None:
        self.first: int | None = None
        self.written, self.go = threading.Event(), threading.Event()
        self._real = committing.commit

    def commit(self, draft: Any) -> int:
        position = self._real(draft)
        if self.first is None:
            self.first = threading.get_ident()
            self.written.set()
            self.go.wait(LONG)
        return position


def run(by: Actor, project: UUID) -> dict[str, Any]:
    """What a reader saw while the first writer was open and the second had its turn, and how both ended."""
    held, ends = Held(), {}
    committing.commit = held.commit

    def write(name: str, do: Any) -> None:
        try:
            ends[name] = do().position
        except Exception as error:  # a writer that fails is a finding of the experiment
            ends[name] = type(error).__name__
        connections.close_all()

    first = threading.Thread(target=write, args=("first", lambda: _edit(by, project)))
    second = threading.Thread(target=write, args=("second", lambda: _register(by)))
    before = _positions()
    first.start()
    held.written.wait(LONG)
    second.start()
    second.join(SHORT)
    seen, waited = _positions(), second.is_alive()
    held.go.set()
    first.join(LONG)
    second.join(LONG)
    return {"before": before, "seen": seen, "waited": waited, "ends": ends, "after": _positions()}


def _edit(by: Actor, project: UUID) -> Any:
    cmd = EditProject(id=project, seen=1, values={"industry": "第一个写者"})
    return edit_projects([cmd], by=by, today=TODAY, command_id=uuid4())


def _register(by: Actor) -> Any:
    cmd = RegisterProject(
        zone=next(iter(by.grants[0].zones)), values={"name": "第二个写者的项目", "code": "SL-2026-9999"}
    )
    return register_projects([cmd], by=by, today=TODAY, command_id=uuid4())


def _positions() -> list[int]:
    return list(Entry.objects.order_by("position").values_list("position", flat=True))

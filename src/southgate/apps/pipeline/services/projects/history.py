"""What happened to many projects, written down together: registrations, edits and notes in one short transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from southgate.apps.pipeline.services.projects.commands import EditProject, NoteProject, RegisterProject
from southgate.apps.pipeline.services.projects.moving import draft_notes
from southgate.apps.pipeline.services.projects.recording import draft_all
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.writing import bulk_command
from southgate.kernel.identity.actor import Actor

Happening = RegisterProject | EditProject | NoteProject


@bulk_command
def publish_history(draft: Draft, commands: Sequence[Happening], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Thousands of commands; all or nothing. `registered`: ids of the new projects, in the order of their commands.

    A project is edited once in a list; what is noted about it stands after that.
    """
    notes = [cmd for cmd in commands if isinstance(cmd, NoteProject)]
    others = [cmd for cmd in commands if not isinstance(cmd, NoteProject)]
    ids = draft_all(draft, others, by=by, today=today)
    draft_notes(draft, notes, by=by, today=today)
    new = [id for id, cmd in zip(ids, others, strict=True) if isinstance(cmd, RegisterProject)]
    return {"registered": new}

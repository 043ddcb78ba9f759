"""Typed progress of a project in talks, for whoever writes down what counts as such: a visit, a document, a permit.

The one road to the timer of the talks library. A note (记一件事) never comes here.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from southgate.apps.pipeline.entries.talks import TalkProgressed
from southgate.domain.colours.talks import Progress
from southgate.domain.projects import Stage
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said


def draft_progress(draft: Draft, project_row: Any, kind: Progress, on: date, *, text: str = "") -> bool:
    """Draft that the project's talks moved on `on`. `project_row` is locked by the caller, who checked his right.

    Nothing is drafted, and False returned, for a project that is no longer in talks, and for a day that is no later
    than its last progress: neither would move the timer. `text` is given where a person writes it by hand.
    """
    known = project_row.progress_on
    if project_row.stage != Stage.TALKS.value or (known is not None and on <= known and not text):
        return False
    words = Said.of(text, label="progress") if text else None
    draft.record(project_row.id, TalkProgressed(Progress(kind).value, words), zone=project_row.zone_id, occurred_on=on)
    return True

"""Removals from the talks library, as the book leaves them. The library itself is a reading of projects."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from southgate.apps.pipeline.models.leads import words
from southgate.apps.pipeline.models.projects import Project
from southgate.domain.errors import Reason
from southgate.domain.leads import RemovalState
from southgate.kernel.book.models import Row
from southgate.kernel.book.projections import Event, Projection, State, blank, register
from southgate.kernel.orgs.models import Person, Zone


class TalkRemoval(Row):
    """That somebody asked to take a project out of the talks library, and what a second person said to it."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=8, choices=[(one.value, one.value) for one in RemovalState], default=RemovalState.ASKED.value
    )
    reason_said = models.UUIDField(null=True)
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_on = models.DateField()
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    decided_on = models.DateField(null=True)
    decided_said = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project"], condition=models.Q(state=RemovalState.ASKED.value), name="removal_asked_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=RemovalState.REMOVED.value)
                | models.Q(asked_by=None)
                | ~models.Q(decided_by=models.F("asked_by")),
                name="removal_second_person",
            ),
        ]


def fold_removal(state: State | None, event: Event) -> State:
    """A question, then its one answer; a restored project keeps the removal it came back from."""
    new = dict(state) if state is not None else blank(TalkRemoval, event.subject)
    if event.kind == "removal.asked":
        new["project_id"], new["zone_id"] = UUID(event.data["project"]), event.zone
        new.update(asked_by_id=event.by_person, asked_on=event.occurred_on, reason_said=words(event.data["reason"]))
        return new
    new["state"] = event.kind.removeprefix("removal.")
    if new["state"] != RemovalState.RESTORED:
        new.update(decided_by_id=event.by_person, decided_on=event.occurred_on)
        new["decided_said"] = words(event.data.get("reason"))
    return new


register(
    Projection("removal", TalkRemoval, fold_removal, taken=Reason("已有人提出移出，正等第二人核准", where="project"))
)

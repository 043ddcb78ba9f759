"""What can be done to talks in the library: class, progress, removal by two persons, the way back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from southgate.apps.pipeline.rest.leads.writing import LeadReasoned, Strict
from southgate.apps.pipeline.selectors.leads.reading import removal_for, talk_for, talks
from southgate.apps.pipeline.services.leads import talks as services
from southgate.apps.pipeline.services.leads.talks import (
    AskRemoval,
    DecideRemoval,
    GradeTalk,
    RecordProgress,
    RestoreTalk,
)
from southgate.domain.colours.talks import Grade, Progress
from southgate.kernel.identity.web.errors import seen_version
from southgate.kernel.panels.answers import AuthedRequest
from southgate.kernel.panels.rest.answering import written
from southgate.kernel.panels.rest.asking import Day, Note, Why, command_id


class Graded(Strict):
    to: Grade
    reason: Why = ""


class Progressed(Strict):
    what: Progress
    text: Note
    occurred_on: Day | None = None


class Decided(Strict):
    agree: bool
    reason: Why = ""


def grade(request: AuthedRequest, id: UUID, body: Graded) -> HttpResponse:
    """Put a project in talks into class A, B or C."""
    talk_for(request.actor, id, "grade")
    return _send(request, services.grade_talks, GradeTalk(id=id, seen=seen_version(request), **dict(body)))


def progress(request: AuthedRequest, id: UUID, body: Progressed) -> HttpResponse:
    """Write down typed progress: it changes nothing that another could have changed, so it needs no version."""
    talk_for(request.actor, id, "progress")
    return _send(request, services.record_progress, RecordProgress(id=id, **dict(body)), status=201)


def ask_removal(request: AuthedRequest, id: UUID, body: LeadReasoned) -> HttpResponse:
    """Ask to take a project out that is due. Answers the id of the question."""
    talk_for(request.actor, id, "ask_removal")
    cmd = AskRemoval(id=id, seen=seen_version(request), reason=body.reason)
    done = services.ask_removals([cmd], by=request.actor, today=request.today, command_id=command_id(request))
    return written(done, UUID(done.data["ids"][0]), 1, status=201)


def decide(request: AuthedRequest, id: UUID, body: Decided) -> HttpResponse:
    """Agree to a removal, or not; never by who asked. Answers the id of the project."""
    removal_for(request.actor, id, "decide")
    return _send(request, services.decide_removals, DecideRemoval(id=id, seen=seen_version(request), **dict(body)))


def restore(request: AuthedRequest, id: UUID, body: LeadReasoned) -> HttpResponse:
    """Put a project back into the library."""
    talk_for(request.actor, id, "restore")
    return _send(request, services.restore_talks, RestoreTalk(id=id, seen=seen_version(request), reason=body.reason))


def _send(request: AuthedRequest, service: Any, cmd: Any, *, status: int = 200) -> HttpResponse:
    done = service([cmd], by=request.actor, today=request.today, command_id=command_id(request))
    id = UUID(done.data["ids"][0])
    version = talks(request.actor).filter(pk=id).values_list("version", flat=True).first()
    return written(done, id, version, status=status)

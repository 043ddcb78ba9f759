"""What can be done to projects: JSON becomes the command that the page sends too, and goes to the same service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Schema
from pydantic import ConfigDict, Field, WithJsonSchema

from southgate.apps.pipeline.fields.projects import OWN
from southgate.apps.pipeline.policies import projects as policies
from southgate.apps.pipeline.rest.projects.shaping import RATE
from southgate.apps.pipeline.selectors.projects.reading import project_for, visible
from southgate.apps.pipeline.services.projects import moving, recording
from southgate.apps.pipeline.services.projects import team as teams
from southgate.apps.pipeline.services.projects.commands import (
    EditProject,
    EndConfidentiality,
    JoinTeam,
    LeaveTeam,
    MoveStage,
    NoteProject,
    RegisterProject,
    SetStatus,
)
from southgate.domain.errors import Refused
from southgate.domain.money import MINOR_DIGITS, Unit
from southgate.domain.projects import Stage, Status
from southgate.kernel.exchange import typed
from southgate.kernel.exchange.cells import Look
from southgate.kernel.exchange.fields import Field as What
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.web.errors import seen_version
from southgate.kernel.panels.answers import AuthedRequest
from southgate.kernel.panels.rest.answering import written
from southgate.kernel.panels.rest.asking import Day, Note, Why, command_id, zone_asked

WAN = 10_000
TO_REGISTER: tuple[What, ...] = OWN
TO_CHANGE: tuple[What, ...] = tuple(what for what in OWN if what.editable or what.name in RATE)
Some = Annotated[list[UUID], Field(max_length=50)]


class Strict(Schema):
    """What it does not know is refused."""

    model_config = ConfigDict(extra="forbid")


class NewProject(Strict):
    """`not_the_same`: projects of the same name that were shown by a refusal and are others."""

    values: Annotated[dict[str, Any], WithJsonSchema(typed.schema_in(TO_REGISTER))]
    occurred_on: Day | None = None
    not_the_same: Some = Field(default_factory=list)


class ChangedProject(Strict):
    values: Annotated[dict[str, Any], WithJsonSchema(typed.schema_in(TO_CHANGE))]
    reason: Why = ""
    occurred_on: Day | None = None


class MovedStage(Strict):
    to: Stage
    reason: Why = ""
    occurred_on: Day | None = None


class NewStatus(Strict):
    to: Status
    reason: Why
    occurred_on: Day | None = None


class Opened(Strict):
    reason: Why
    occurred_on: Day | None = None


class Noted(Strict):
    text: Note
    occurred_on: Day | None = None


class Joined(Strict):
    person: UUID
    from_day: Day | None = None


class Left(Strict):
    person: UUID
    to_day: Day | None = None


def register(request: AuthedRequest, body: NewProject, zone: UUID | None = None) -> HttpResponse:
    """Register a project. Refused with those of the same name, unless `not_the_same` says that they are others."""
    where = zone_asked(request, zone)
    policies.require_in(request.actor, "register", where)
    values = _read(TO_REGISTER, body.values, request.actor, where, "CNY")
    cmd = RegisterProject(
        zone=where, values=values, occurred_on=body.occurred_on, not_the_same=tuple(body.not_the_same)
    )
    return _send(request, recording.register_projects, cmd, status=201)


def change(request: AuthedRequest, id: UUID, body: ChangedProject) -> HttpResponse:
    """Change fields by name; what stays the same is not written."""
    row = project_for(request.actor, id, "edit")
    seen = seen_version(request)
    values = _read(TO_CHANGE, body.values, request.actor, row.zone_id, row.currency)
    cmd = EditProject(id=id, seen=seen, values=values, reason=body.reason, occurred_on=body.occurred_on)
    return _send(request, recording.edit_projects, cmd)


def move_stage(request: AuthedRequest, id: UUID, body: MovedStage) -> HttpResponse:
    """Move it to another stage: forward on the day it happened, back with a reason. Signing ends secrecy."""
    project_for(request.actor, id, "move_stage")
    seen = seen_version(request)
    cmd = MoveStage(id=id, seen=seen, to=body.to, reason=body.reason, occurred_on=body.occurred_on)
    return _send(request, moving.move_stage, cmd)


def set_status(request: AuthedRequest, id: UUID, body: NewStatus) -> HttpResponse:
    """Pause, end or resume it, with the reason."""
    project_for(request.actor, id, "set_status")
    seen = seen_version(request)
    cmd = SetStatus(id=id, seen=seen, to=body.to, reason=body.reason, occurred_on=body.occurred_on)
    return _send(request, moving.set_status, cmd)


def end_confidentiality(request: AuthedRequest, id: UUID, body: Opened) -> HttpResponse:
    """Open a confidential talk to the zone, by somebody of its team."""
    project_for(request.actor, id, "end_confidentiality")
    seen = seen_version(request)
    cmd = EndConfidentiality(id=id, seen=seen, reason=body.reason, occurred_on=body.occurred_on)
    return _send(request, moving.end_confidentiality, cmd)


def note(request: AuthedRequest, id: UUID, body: Noted) -> HttpResponse:
    """记一件事: it changes nothing that another could have changed, so it needs no version."""
    project_for(request.actor, id, "note")
    cmd = NoteProject(id=id, text=body.text, occurred_on=body.occurred_on)
    return _send(request, moving.note_projects, cmd, status=201)


def join(request: AuthedRequest, id: UUID, body: Joined) -> HttpResponse:
    """Take a person into the team. A team is a set: it needs no version."""
    project_for(request.actor, id, "steer_team")
    return _send(request, teams.join_team, JoinTeam(id=id, person=body.person, from_day=body.from_day), status=201)


def leave(request: AuthedRequest, id: UUID, body: Left) -> HttpResponse:
    """End a person's time in the team."""
    project_for(request.actor, id, "steer_team")
    return _send(request, teams.leave_team, LeaveTeam(id=id, person=body.person, to_day=body.to_day))


def _read(fields: Sequence[What], given: Mapping[str, Any], by: Actor, zone: UUID, currency: str) -> dict[str, Any]:
    """Raises Refused with every value that means nothing."""
    names = typed.names_for(by, zone, fields, given)
    stated = given.get("currency")
    known = stated if isinstance(stated, str) and stated in MINOR_DIGITS else currency
    values, reasons = typed.read_values(fields, given, Look(names=names, unit=Unit(WAN, known, "")))
    if reasons:
        raise Refused(reasons)
    return values


def _send(request: AuthedRequest, service: Any, cmd: Any, *, status: int = 200) -> HttpResponse:
    """One command under the client's id; the answer says which version stands now."""
    done = service([cmd], by=request.actor, today=request.today, command_id=command_id(request))
    id = UUID(done.data["ids"][0])
    version = visible(request.actor).filter(pk=id).values_list("version", flat=True).first()
    return written(done, id, version, status=status)

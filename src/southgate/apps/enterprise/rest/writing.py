"""What can be done to enterprises: JSON becomes the command that the page sends too, and goes to the same service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Schema
from pydantic import ConfigDict, Field, WithJsonSchema

from southgate.apps.enterprise import policies, selectors
from southgate.apps.enterprise.fields import FIELDS
from southgate.apps.enterprise.services import merging, recording
from southgate.apps.enterprise.services.commands import (
    EditEnterprise,
    MergeEnterprises,
    RegisterEnterprise,
    UnmergeEnterprise,
)
from southgate.domain.errors import NotFound, Refused
from southgate.kernel.exchange import typed
from southgate.kernel.exchange.cells import Look
from southgate.kernel.identity.web.errors import seen_version
from southgate.kernel.panels.answers import AuthedRequest
from southgate.kernel.panels.rest.answering import written
from southgate.kernel.panels.rest.asking import Day, Position, Why, command_id, zone_asked

Given = Annotated[dict[str, Any], WithJsonSchema(typed.schema_in(FIELDS))]


class Strict(Schema):
    """What it does not know is refused."""

    model_config = ConfigDict(extra="forbid")


class NewEnterprise(Strict):
    """`not_the_same`: known enterprises that were shown by a refusal and are others."""

    values: Given
    not_the_same: Annotated[list[UUID], Field(max_length=50)] = Field(default_factory=list)


class ChangedEnterprise(Strict):
    values: Given
    occurred_on: Day | None = None


class Merged(Strict):
    """`keep` goes on for both; `seen_keep` is the version of it that was read."""

    keep: UUID
    seen_keep: Position
    reason: Why


class Unmerged(Strict):
    reason: Why


def register(request: AuthedRequest, body: NewEnterprise, zone: UUID | None = None) -> HttpResponse:
    """Register an enterprise. Refused with those it may be, unless `not_the_same` says that they are others."""
    where = zone_asked(request, zone)
    policies.require_in(request.actor, "register", where)
    cmd = RegisterEnterprise(zone=where, values=_read(body.values), not_the_same=tuple(body.not_the_same))
    return _send(request, recording.register_enterprises, cmd, status=201)


def change(request: AuthedRequest, id: UUID, body: ChangedEnterprise) -> HttpResponse:
    """Change fields by name; what stays the same is not written."""
    selectors.enterprise_for(request.actor, id, "edit")
    seen = seen_version(request)
    cmd = EditEnterprise(id=id, seen=seen, values=_read(body.values), occurred_on=body.occurred_on)
    return _send(request, recording.edit_enterprises, cmd)


def merge(request: AuthedRequest, id: UUID, body: Merged) -> HttpResponse:
    """This record goes on as `keep`, with all that names it; all or nothing, and it can be taken back."""
    selectors.enterprise_for(request.actor, id, "merge")
    keep = selectors.enterprise_for(request.actor, body.keep, "merge")
    cmd = MergeEnterprises(
        keep=keep.pk, away=id, seen_keep=body.seen_keep, seen_away=seen_version(request), reason=body.reason
    )
    return _send(request, merging.merge_enterprises, cmd)


def unmerge(request: AuthedRequest, id: UUID, body: Unmerged) -> HttpResponse:
    """The record that was merged away stands by itself again."""
    selectors.enterprise_for(request.actor, id, "merge")
    cmd = UnmergeEnterprise(id=id, seen=seen_version(request), reason=body.reason)
    return _send(request, merging.unmerge_enterprise, cmd)


def _read(given: Mapping[str, Any]) -> dict[str, Any]:
    """Raises Refused with every value that means nothing."""
    values, reasons = typed.read_values(FIELDS, given, Look())
    if reasons:
        raise Refused(reasons)
    return values


def _send(request: AuthedRequest, service: Any, cmd: Any, *, status: int = 200) -> HttpResponse:
    """One command under the client's id; the answer says which version stands now."""
    done = service([cmd], by=request.actor, today=request.today, command_id=command_id(request))
    id = UUID(done.data["ids"][0])
    try:
        version = selectors.enterprise_for(request.actor, id).version
    except NotFound:
        version = None
    return written(done, id, version, status=status)

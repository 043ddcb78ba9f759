"""What can be done to signings, tasks and lists: JSON becomes the command that the page sends too."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Schema
from pydantic import ConfigDict, Field

from southgate.apps.pipeline.policies import signings as policies
from southgate.apps.pipeline.selectors.signings import reading
from southgate.apps.pipeline.services.signings.commands import (
    ChangeTask,
    CorrectSigning,
    ListFirm,
    RegisterSigning,
    ScreenSigning,
    SetTask,
    UnlistFirm,
    WithdrawSigning,
    WithdrawTask,
)
from southgate.apps.pipeline.services.signings.lists import list_firms, unlist_firms
from southgate.apps.pipeline.services.signings.recording import register_signings
from southgate.apps.pipeline.services.signings.screening import correct_signings, screen_signings, withdraw_signings
from southgate.apps.pipeline.services.signings.tasks import change_tasks, set_tasks, withdraw_tasks
from southgate.domain.counting.words import Form, ListedClass, SigningKind
from southgate.domain.errors import Forbidden
from southgate.kernel.identity.web.errors import seen_version
from southgate.kernel.panels.answers import AuthedRequest
from southgate.kernel.panels.rest.answering import answer, written
from southgate.kernel.panels.rest.asking import Day, Why, command_id, zone_asked

Minor = Annotated[int, Field(gt=0, lt=2**62)]
Share = Annotated[int, Field(gt=0, le=1_000_000)]
Short = Annotated[str, Field(max_length=60)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Paper = Annotated[str, Field(min_length=1, max_length=300)]
Year = Annotated[int, Field(ge=1980, le=2099)]
Grain = Annotated[str, Field(pattern="^[dm]$")]


class Strict(Schema):
    """What it does not know is refused."""

    model_config = ConfigDict(extra="forbid")


class Values(Strict):
    """What a signing says of itself. Sums in minor units of `currency`, rates and shares in millionths."""

    amount: Minor | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "CNY"
    rate_millionths: Minor | None = None
    rate_on: Day | None = None
    enterprise: UUID | None = None
    event: UUID | None = None
    lead_unit: UUID | None = None
    contract_number: Short = ""
    reinvestment: bool = False
    municipal: bool = False
    carved_from: UUID | None = None
    recognised_number: Short = ""
    listed_firm: UUID | None = None
    listed_share_millionths: Share | None = None
    listed_evidence: Why = ""


class NewSigning(Values):
    """`kind` null lets the rule decide. `added`: the sum is added to a contract that stands."""

    project: UUID
    signed_on: Day
    signed_grain: Grain = "d"
    form: Form = Form.CONTRACT
    kind: SigningKind | None = None
    added: bool = False


class CorrectedSigning(Values):
    """Only what is sent is changed."""

    signed_on: Day | None = None
    signed_grain: Grain | None = None
    form: Form | None = None
    kind: SigningKind | None = None
    reason: Why


class Screened(Strict):
    confirm: bool
    reason: Why = ""


class WithReason(Strict):
    reason: Why


class NewTask(Strict):
    """`target`: a count, 分 for money, millionths for a score."""

    definition: Short
    year: Year
    target: Minor
    source: Paper
    unit: UUID | None = None


class NewTarget(Strict):
    target: Minor
    reason: Why


class NewFirm(Strict):
    list: ListedClass
    year: Year
    name: Name
    source: Paper
    rank: Annotated[int, Field(ge=1, le=500)] | None = None
    credit_code: Annotated[str, Field(max_length=18)] = ""


class NewFirms(Strict):
    firms: Annotated[list[NewFirm], Field(min_length=1, max_length=500)]


BESIDE = frozenset({"project", "kind", "added", "reason", "signed_on", "form"})


def register(request: AuthedRequest, body: NewSigning) -> HttpResponse:
    """Register a signing. A second one of a project is kept as a repeat and never counts."""
    reading.project_to_sign(request.actor, body.project)
    values = {name: one for name, one in body.dict().items() if name not in BESIDE}
    cmd = RegisterSigning(
        project=body.project, signed_on=body.signed_on, kind=body.kind, form=body.form, added=body.added,
        values=values,
    )  # fmt: skip
    return _send(request, register_signings, cmd, status=201)


def correct(request: AuthedRequest, id: UUID, body: CorrectedSigning) -> HttpResponse:
    """Correct what a signing says, with the reason; what was decided is screened anew."""
    reading.signing_for(request.actor, id, "correct")
    given = body.dict(exclude_unset=True)
    values = {name: one for name, one in given.items() if name not in {"reason", "kind"}}
    cmd = CorrectSigning(id=id, seen=seen_version(request), values=values, reason=body.reason, kind=body.kind)
    return _send(request, correct_signings, cmd)


def screen(request: AuthedRequest, id: UUID, body: Screened) -> HttpResponse:
    """Confirm or reject it, by another person than who reported it."""
    reading.signing_for(request.actor, id, "screen")
    cmd = ScreenSigning(id=id, seen=seen_version(request), confirm=body.confirm, reason=body.reason)
    return _send(request, screen_signings, cmd)


def withdraw(request: AuthedRequest, id: UUID, body: WithReason) -> HttpResponse:
    """Take back a signing that should never have been registered."""
    reading.signing_for(request.actor, id, "withdraw")
    cmd = WithdrawSigning(id=id, seen=seen_version(request), reason=body.reason)
    return _send(request, withdraw_signings, cmd)


def set_task(request: AuthedRequest, body: NewTask, zone: UUID | None = None) -> HttpResponse:
    """Set the target of a count for a year; of the zone, or of one unit, never of a firm."""
    where = zone_asked(request, zone)
    policies.require_set(request.actor, where)
    return _send(request, set_tasks, SetTask(zone=where, **body.dict()), status=201)


def change_task(request: AuthedRequest, id: UUID, body: NewTarget) -> HttpResponse:
    reading.task_for(request.actor, id, "set")
    cmd = ChangeTask(id=id, seen=seen_version(request), target=body.target, reason=body.reason)
    return _send(request, change_tasks, cmd)


def withdraw_task(request: AuthedRequest, id: UUID, body: WithReason) -> HttpResponse:
    reading.task_for(request.actor, id, "set")
    return _send(request, withdraw_tasks, WithdrawTask(id=id, seen=seen_version(request), reason=body.reason))


def add_firms(request: AuthedRequest, body: NewFirms) -> HttpResponse:
    """Bring in firms of a published list; what stands there already is passed over."""
    policies.require_lists(request.actor)
    if not policies.LISTS.can(request.actor, "list", None):
        raise Forbidden("list")
    commands = [ListFirm(**one.dict()) for one in body.firms]
    done = list_firms(commands, by=request.actor, today=request.today, command_id=command_id(request))
    return answer({**done.data, "position": done.position, "repeated": done.repeated}, status=201)


def unlist(request: AuthedRequest, id: UUID, body: WithReason) -> HttpResponse:
    reading.listed_for(request.actor, id, "list")
    return _send(request, unlist_firms, UnlistFirm(id=id, seen=seen_version(request), reason=body.reason))


def _send(request: AuthedRequest, service: Any, cmd: Any, *, status: int = 200) -> HttpResponse:
    """One command under the client's id; the answer says which version stands now."""
    done = service([cmd], by=request.actor, today=request.today, command_id=command_id(request))
    id = UUID(done.data["ids"][0])
    return written(done, id, reading.version_of(request.actor, id), status=status)

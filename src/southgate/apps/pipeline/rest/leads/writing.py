"""What can be done to leads: JSON becomes the command that the page sends too, and goes to the same service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, WithJsonSchema

from southgate.apps.pipeline.fields.leads import FIELDS
from southgate.apps.pipeline.policies import leads as policies
from southgate.apps.pipeline.selectors.leads.reading import lead_for, transfer_for, visible
from southgate.apps.pipeline.selectors.projects.reading import visible as projects
from southgate.apps.pipeline.services.leads import becoming, recording, steps, transfers
from southgate.apps.pipeline.services.leads.commands import (
    AcceptTransfer,
    AnswerLead,
    BecomeProject,
    DeclineTransfer,
    DropLead,
    EditLead,
    JoinBureau,
    JudgeLead,
    NamePerson,
    OfferLead,
    OpenLead,
    RegisterLead,
    ReportLead,
    RestoreLead,
    WithdrawTransfer,
)
from southgate.domain.errors import Refused
from southgate.domain.leads import Judgement, ReportKind
from southgate.domain.money import MILLION, MINOR_DIGITS, Unit
from southgate.kernel.exchange import typed
from southgate.kernel.exchange.cells import Look
from southgate.kernel.exchange.fields import Field as What
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.web.errors import seen_version
from southgate.kernel.panels.answers import AuthedRequest
from southgate.kernel.panels.rest.answering import written
from southgate.kernel.panels.rest.asking import Day, Note, Why, command_id, plain_words, zone_asked

WAN = 10_000
Some = Annotated[list[UUID], Field(max_length=50)]
Share = Annotated[int, Field(ge=0, le=MILLION)]
Name = Annotated[str, Field(max_length=60), AfterValidator(plain_words)]


class Strict(Schema):
    """What it does not know is refused."""

    model_config = ConfigDict(extra="forbid")


class NewLead(Strict):
    """`not_the_same`: leads and projects that were shown by a refusal and are others."""

    values: Annotated[dict[str, Any], WithJsonSchema(typed.schema_in(FIELDS))]
    not_the_same: Some = Field(default_factory=list)


class ChangedLead(Strict):
    values: Annotated[dict[str, Any], WithJsonSchema(typed.schema_in(FIELDS))]
    reason: Why = ""


class Named(Strict):
    person: UUID
    unit: UUID | None = None
    occurred_on: Day | None = None


class Judged(Strict):
    to: Judgement
    reason: Note
    occurred_on: Day | None = None


class Told(Strict):
    text: Note
    occurred_on: Day | None = None


class Reported(Strict):
    what: ReportKind
    text: Note
    occurred_on: Day | None = None


class BureauJoined(Strict):
    text: Why = ""
    occurred_on: Day | None = None


class LeadReasoned(Strict):
    reason: Note


class Dropped(Strict):
    reason: Note
    occurred_on: Day | None = None


class Offered(Strict):
    """`to_person` is a full name, known in the other zone; a confidential lead needs one."""

    to_zone: UUID
    share_millionths: Share
    reason: Note
    to_unit: UUID | None = None
    to_person: Name = ""


class Accepted(Strict):
    unit: UUID | None = None
    person: UUID | None = None


class Become(Strict):
    """`values` are fields of the project beside those that the lead knows."""

    values: dict[str, Any] = Field(default_factory=dict)
    not_the_same: Some = Field(default_factory=list)
    occurred_on: Day | None = None


def register(request: AuthedRequest, body: NewLead, zone: UUID | None = None) -> HttpResponse:
    """Register a lead. Refused with what is alike, unless `not_the_same` says that it is another."""
    where = zone_asked(request, zone)
    policies.require_in(request.actor, "register", where)
    values = read_values(FIELDS, body.values, request.actor, where, "CNY")
    cmd = RegisterLead(zone=where, values=values, not_the_same=tuple(body.not_the_same))
    return _send(request, recording.register_leads, cmd, status=201)


def change(request: AuthedRequest, id: UUID, body: ChangedLead) -> HttpResponse:
    """Change fields by name; what stays the same is not written."""
    row = lead_for(request.actor, id, "edit")
    seen = seen_version(request)
    values = read_values(FIELDS, body.values, request.actor, row.zone_id, row.currency)
    return _send(request, recording.edit_leads, EditLead(id=id, seen=seen, values=values, reason=body.reason))


def name_person(request: AuthedRequest, id: UUID, body: Named) -> HttpResponse:
    """Name who is responsible, and his unit."""
    return _step(request, id, "name_person", steps.name_persons, NamePerson, body)


def judge(request: AuthedRequest, id: UUID, body: Judged) -> HttpResponse:
    """Judge it: follow, ask outside experts, or decline."""
    return _step(request, id, "judge", steps.judge_leads, JudgeLead, body)


def tell(request: AuthedRequest, id: UUID, body: Told) -> HttpResponse:
    """Write down what was answered to who brought it."""
    return _step(request, id, "tell", steps.answer_leads, AnswerLead, body)


def report(request: AuthedRequest, id: UUID, body: Reported) -> HttpResponse:
    """Report how it stands; the next report is then due anew."""
    return _step(request, id, "tell", steps.report_leads, ReportLead, body)


def join_bureau(request: AuthedRequest, id: UUID, body: BureauJoined) -> HttpResponse:
    """Write down that the city's bureau joined early."""
    return _step(request, id, "tell", steps.join_bureau, JoinBureau, body)


def end_confidentiality(request: AuthedRequest, id: UUID, body: LeadReasoned) -> HttpResponse:
    """Open a confidential lead to the zone."""
    return _step(request, id, "end_confidentiality", steps.open_leads, OpenLead, body)


def drop(request: AuthedRequest, id: UUID, body: Dropped) -> HttpResponse:
    """Drop it, with the reason; nothing is deleted."""
    return _step(request, id, "drop", steps.drop_leads, DropLead, body)


def restore(request: AuthedRequest, id: UUID, body: LeadReasoned) -> HttpResponse:
    """Take a dropped one up again."""
    return _step(request, id, "drop", steps.restore_leads, RestoreLead, body)


def _step(request: AuthedRequest, id: UUID, verb: str, service: Any, command: Any, body: Strict) -> HttpResponse:
    """A step's body holds the fields of its command."""
    lead_for(request.actor, id, verb)
    seen = seen_version(request)
    return _send(request, service, command(id=id, seen=seen, **dict(body)))


def offer(request: AuthedRequest, id: UUID, body: Offered) -> HttpResponse:
    """Offer it to another unit or zone. Answers the id of the transfer."""
    lead_for(request.actor, id, "hand_over")
    cmd = OfferLead(id=id, seen=seen_version(request), **dict(body))
    done = transfers.offer_leads([cmd], by=request.actor, today=request.today, command_id=command_id(request))
    return written(done, UUID(done.data["ids"][0]), 1, status=201)


def accept(request: AuthedRequest, id: UUID, body: Accepted) -> HttpResponse:
    """Take an offered lead over. Answers the id of the lead."""
    return _answer(request, id, "answer", transfers.accept_transfers, AcceptTransfer, body)


def decline(request: AuthedRequest, id: UUID, body: LeadReasoned) -> HttpResponse:
    """Send an offered lead back."""
    return _answer(request, id, "answer", transfers.decline_transfers, DeclineTransfer, body)


def withdraw(request: AuthedRequest, id: UUID, body: LeadReasoned) -> HttpResponse:
    """Take an offer back before it is answered."""
    return _answer(request, id, "withdraw", transfers.withdraw_transfers, WithdrawTransfer, body)


def _answer(request: AuthedRequest, id: UUID, verb: str, service: Any, command: Any, body: Strict) -> HttpResponse:
    transfer_for(request.actor, id, verb)
    return _send(request, service, command(id=id, seen=seen_version(request), **dict(body)))


def become(request: AuthedRequest, id: UUID, body: Become) -> HttpResponse:
    """Register the project that it became, once. Answers the id of the project."""
    row = lead_for(request.actor, id, "become_project")
    seen = seen_version(request)
    values = read_values(becoming.FIELDS, body.values, request.actor, row.zone_id, row.currency)
    cmd = BecomeProject(
        id=id, seen=seen, values=values, not_the_same=tuple(body.not_the_same), occurred_on=body.occurred_on
    )
    done = becoming.become_projects([cmd], by=request.actor, today=request.today, command_id=command_id(request))
    project = UUID(done.data["ids"][0])
    version = projects(request.actor).filter(pk=project).values_list("version", flat=True).first()
    return written(done, project, version, status=201)


def read_values(
    fields: tuple[What, ...], given: Mapping[str, Any], by: Actor, zone: UUID, currency: str
) -> dict[str, Any]:
    """Raises Refused with every value that means nothing."""
    names = typed.names_for(by, zone, fields, given)
    stated = given.get("currency")
    known = stated if isinstance(stated, str) and stated in MINOR_DIGITS else currency
    values, reasons = typed.read_values(fields, given, Look(names=names, unit=Unit(WAN, known, "")))
    if reasons:
        raise Refused(reasons)
    return values


def _send(request: AuthedRequest, service: Any, cmd: Any, *, status: int = 200) -> HttpResponse:
    """One command under the client's id; the answer says which version of the lead stands now."""
    done = service([cmd], by=request.actor, today=request.today, command_id=command_id(request))
    id = UUID(done.data["ids"][0])
    version = visible(request.actor).filter(pk=id).values_list("version", flat=True).first()
    return written(done, id, version, status=status)

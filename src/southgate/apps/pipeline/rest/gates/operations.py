"""Gates over HTTP: how a project stands, and the same commands as the pages, sent to the same services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Schema
from ninja.files import UploadedFile
from pydantic import AfterValidator, ConfigDict, Field

from southgate.apps.pipeline.policies.gates import DOCUMENTS, OVERRIDES, REVIEWS, OfThis
from southgate.apps.pipeline.selectors.gates import reading
from southgate.apps.pipeline.selectors.gates.gate import NeedState, gate_of
from southgate.apps.pipeline.selectors.gates.showing import Behind, behind
from southgate.apps.pipeline.selectors.projects.reading import project_for
from southgate.apps.pipeline.services.gates import documents, overriding, reviewing
from southgate.apps.pipeline.services.gates.commands import (
    AddDocument,
    AskOverride,
    ConveneReview,
    DecideOverride,
    DecideReview,
    GiveOpinion,
    WithdrawDocument,
)
from southgate.domain.gates.deadlines import DeadlineState
from southgate.domain.gates.photos import PhotoFacts
from southgate.domain.gates.reviews import Verdict
from southgate.domain.projects import Stage
from southgate.kernel.files.storing import LARGEST
from southgate.kernel.identity.web.errors import filled, seen_version
from southgate.kernel.panels.answers import AuthedRequest, day_of, position_of
from southgate.kernel.panels.rest.answering import answer, written
from southgate.kernel.panels.rest.asking import Day, Why, command_id, plain_words

Text = Annotated[str, Field(max_length=1000), AfterValidator(plain_words)]
Short = Annotated[str, Field(max_length=200), AfterValidator(plain_words)]
Kind = Annotated[str, Field(max_length=40)]
Some = Annotated[list[UUID], Field(max_length=50)]


class Strict(Schema):
    """What it does not know is refused."""

    model_config = ConfigDict(extra="forbid")


class NewDocument(Strict):
    """A document and, of a site photo, its facts. Which of them are asked for, the pack says; a refusal names all."""

    kind: Kind = ""
    number: Short = ""
    issued_on: Day | None = None
    planned_on: Day | None = None
    shows_name: bool = False
    place: Short = ""
    work: Kind = ""
    started_on: Day | None = None
    shot_on: Day | None = None
    verifier: Short = ""
    verifier_unit: Short = ""
    verifier_post: Short = ""
    verifier_phone: Short = ""


class Withdrawn(Strict):
    reason: Why


class Convened(Strict):
    """Persons and units of the zone whose opinion is asked."""

    people: Some = Field(default_factory=list)
    units: Some = Field(default_factory=list)


class Spoken(Strict):
    verdict: Verdict
    text: Text = ""


class ReviewDecision(Strict):
    passed: bool
    text: Text = ""


class Asked(Strict):
    to: Stage
    reason: Why


class OverrideDecision(Strict):
    granted: bool
    text: Why = ""


def gate(request: AuthedRequest, id: UUID, to: Stage) -> HttpResponse:
    """What the project still lacks for a stage, today or as known on a past day (`day`): every need, met or not."""
    project_for(request.actor, id)
    DOCUMENTS.require(request.actor, "view", OfThis(project_for(request.actor, id)))
    found = gate_of(request.actor, id, to, today=day_of(request), position=position_of(request))
    return answer({
        "to": found.to.value, "label": _(found.label), "open": found.open, "overridable": found.overridable,
        "override": found.override, "needs": [_need(one) for one in found.needs],
    })  # fmt: skip


def _need(one: NeedState) -> dict[str, Any]:
    return {
        "key": one.key, "label": _(one.label), "met": one.met, "note": filled(one.note.say, one.note.params),
        "mend": "" if one.met else _(one.mend), "source": _(one.source) if one.source else "",
        "overridable": one.overridable, "on": one.on,
    }  # fmt: skip


def everything(request: AuthedRequest, id: UUID) -> HttpResponse:
    """Documents, reviews with their opinions, leaves and deadlines of a project, today or on a past day (`day`)."""
    found = behind(request.actor, id, today=day_of(request), position=position_of(request))
    return answer(_behind(found))


def _behind(found: Behind) -> dict[str, Any]:
    return {
        "documents": [{**asdict(one), "label": _(one.label), "work": _(one.work) if one.work else ""}
                      for one in found.documents],
        "reviews": [_review(asdict(one)) for one in found.reviews],
        "overrides": [_override(asdict(one)) for one in found.overrides],
        "deadlines": [_deadline(one) for one in found.deadlines],
    }  # fmt: skip


def _review(one: Mapping[str, Any]) -> dict[str, Any]:
    opinions = [{**each, "verdict": _(each["verdict"]) if each["verdict"] else ""} for each in one["opinions"]]
    return {**{key: value for key, value in one.items() if key != "state_name"}, "opinions": opinions}


def _override(one: Mapping[str, Any]) -> dict[str, Any]:
    own = {key: value for key, value in one.items() if key not in {"state_name", "stage_name"}}
    return {**own, "to": one["to"].value, "needs": [_(label) for label in one["needs"]]}


def _deadline(one: DeadlineState) -> dict[str, Any]:
    return {
        "key": one.deadline.key, "label": _(one.deadline.label),
        "source": _(one.deadline.source) if one.deadline.source else "", "signed_on": one.signed_on, "due": one.due,
        "met": one.met, "met_on": one.met_on, "late": one.late, "days_left": one.days_left,
    }  # fmt: skip


def add_document(
    request: AuthedRequest, id: UUID, body: Form[NewDocument], file: File[UploadedFile | None] = None
) -> HttpResponse:
    """Add a document with its file (form data). The file stands in the book by its SHA-256."""
    DOCUMENTS.require(request.actor, "add", OfThis(project_for(request.actor, id)))
    if file is not None and file.size is not None and file.size > LARGEST:
        raise RequestDataTooBig
    own = body.dict()
    facts = {name: own.pop(name) for name in PhotoFacts.__dataclass_fields__}
    cmd = AddDocument(project=id, photo=PhotoFacts(**facts), **own)
    given: Any = file
    done = documents.add(
        given, (file.name or "") if file is not None else "", cmd, by=request.actor, today=request.today,
        command_id=command_id(request),
    )  # fmt: skip
    made = UUID(done.data["ids"][0])
    return written(done, made, 1, status=201)


def withdraw_document(request: AuthedRequest, id: UUID, body: Withdrawn) -> HttpResponse:
    """Take a document back, with the reason: it stays in the book and counts for nothing."""
    reading.document_for(request.actor, id, "withdraw")
    cmd = WithdrawDocument(id=id, seen=seen_version(request), reason=body.reason)
    return _send(request, documents.withdraw_documents, cmd)


def convene_review(request: AuthedRequest, id: UUID, body: Convened) -> HttpResponse:
    """Submit the project to its admission review: ask the members for their opinions."""
    REVIEWS.require(request.actor, "convene", OfThis(project_for(request.actor, id)))
    cmd = ConveneReview(project=id, people=tuple(body.people), units=tuple(body.units))
    return _send(request, reviewing.convene_reviews, cmd, status=201)


def give_opinion(request: AuthedRequest, id: UUID, body: Spoken) -> HttpResponse:
    """The opinion that one was asked for, once."""
    reading.opinion_for(request.actor, id, "give")
    cmd = GiveOpinion(id=id, seen=seen_version(request), verdict=body.verdict, text=body.text)
    return _send(request, reviewing.give_opinions, cmd)


def decide_review(request: AuthedRequest, id: UUID, body: ReviewDecision) -> HttpResponse:
    """Close a review: passed when the opinions meet the zone's rule, or returned with the reason."""
    reading.review_for(request.actor, id, "decide")
    cmd = DecideReview(id=id, seen=seen_version(request), passed=body.passed, text=body.text)
    return _send(request, reviewing.decide_reviews, cmd)


def ask_override(request: AuthedRequest, id: UUID, body: Asked) -> HttpResponse:
    """Ask that a leader lets the project pass though something is missing."""
    OVERRIDES.require(request.actor, "ask", OfThis(project_for(request.actor, id)))
    cmd = AskOverride(project=id, to=body.to, reason=body.reason)
    return _send(request, overriding.ask_overrides, cmd, status=201)


def decide_override(request: AuthedRequest, id: UUID, body: OverrideDecision) -> HttpResponse:
    """Grant or refuse leave to pass; never by the person who asked."""
    reading.override_for(request.actor, id, "decide")
    cmd = DecideOverride(id=id, seen=seen_version(request), granted=body.granted, text=body.text)
    return _send(request, overriding.decide_overrides, cmd)


def _send(request: AuthedRequest, service: Any, cmd: Any, *, status: int = 200) -> HttpResponse:
    """One command under the client's id. Every one of these writes one entry on its own subject."""
    done = service([cmd], by=request.actor, today=request.today, command_id=command_id(request))
    version = getattr(cmd, "seen", 0) + 1
    return written(done, UUID(done.data["ids"][0]), version, status=status)

"""What can be done to agreements: JSON becomes the command that the page sends too, and goes to the same service."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import FileResponse, HttpResponse
from ninja import File, Schema
from ninja.files import UploadedFile
from pydantic import AfterValidator, ConfigDict, Field

from southgate.apps.pipeline.selectors.agreements.reading import agreement_for, clause_for, commitment_for
from southgate.apps.pipeline.selectors.projects.reading import project_for
from southgate.apps.pipeline.services.agreements import commands as ask
from southgate.apps.pipeline.services.agreements import commitments, deciding, drafting, passages
from southgate.apps.pipeline.services.agreements.audit import take_pack
from southgate.domain.agreements.words import AgreementForm, Conclusion, Flag, Side, Standing
from southgate.kernel.exchange.web.handing import folder, hand_out
from southgate.kernel.files import services as files
from southgate.kernel.files.storing import LARGEST
from southgate.kernel.identity.web.errors import seen_version
from southgate.kernel.panels.answers import AuthedRequest
from southgate.kernel.panels.rest.answering import written
from southgate.kernel.panels.rest.asking import Day, Why, command_id, plain_words

Short = Annotated[str, Field(max_length=120), AfterValidator(plain_words)]
Text = Annotated[str, Field(max_length=200_000), AfterValidator(plain_words)]
Words = Annotated[str, Field(max_length=1000), AfterValidator(plain_words)]
Quantity = Annotated[int, Field(ge=0, lt=10**16)]


class Strict(Schema):
    """What it does not know is refused."""

    model_config = ConfigDict(extra="forbid")


class NewAgreement(Strict):
    project: UUID
    title: Short
    form: AgreementForm
    enterprise: UUID | None = None
    supplements: UUID | None = None
    text: Text = ""


class ChangedAgreement(Strict):
    """What is left out stays as it is."""

    title: Short = ""
    form: AgreementForm | None = None
    contract_number: Short | None = None
    enterprise: UUID | None = None
    supplements: UUID | None = None


MAY_BE_EMPTY = frozenset({"enterprise", "supplements"})


class NewText(Strict):
    text: Text
    file: UUID | None = None


class AgreementReasoned(Strict):
    reason: Why


class Signed(Strict):
    signed_on: Day
    contract_number: Short = ""
    signing: UUID | None = None


class Ended(Strict):
    reason: Why
    occurred_on: Day | None = None


class NewFlag(Strict):
    quote: Words
    flag: Flag


class NewReview(Strict):
    """`file`: evidence of this agreement."""

    text_number: Annotated[int, Field(ge=1, lt=10**6)]
    number: Short
    office: Short
    reviewed_on: Day
    conclusion: Conclusion
    file: UUID


class Promise(Strict):
    """`quantity` in units of 10^-places of the measure. A growth target beside the contract has no place here."""

    side: Side
    measure: Annotated[str, Field(max_length=40)]
    text: Words
    due_on: Day
    quantity: Quantity | None = None
    needs: UUID | None = None


class Claimed(Strict):
    to: Standing
    occurred_on: Day | None = None
    evidence_number: Short = ""
    evidence_file: UUID | None = None
    reason: Why = ""


def register(request: AuthedRequest, body: NewAgreement) -> HttpResponse:
    """Draft an agreement of a project; its text may come later."""
    project_for(request.actor, body.project, "draft_agreement")
    return _send(request, drafting.draft_agreements, ask.DraftAgreement(**body.dict()), status=201)


def change(request: AuthedRequest, id: UUID, body: ChangedAgreement) -> HttpResponse:
    """Change what it is called and with whom it is, before it is sent to approval."""
    agreement_for(request.actor, id, "edit")
    given = body.dict(exclude_unset=True)
    values = {name: value for name, value in given.items() if value is not None or name in MAY_BE_EMPTY}
    cmd = ask.EditAgreement(id=id, seen=seen_version(request), values=values)
    return _send(request, drafting.edit_agreements, cmd)


def write(request: AuthedRequest, id: UUID, body: NewText) -> HttpResponse:
    """A next version of its text: approval and review of the one before do not hold for it."""
    agreement_for(request.actor, id, "edit")
    cmd = ask.WriteText(id=id, seen=seen_version(request), text=body.text, file=body.file)
    return _send(request, drafting.write_texts, cmd)


def submit(request: AuthedRequest, id: UUID) -> HttpResponse:
    """Send it to approval by a second person."""
    agreement_for(request.actor, id, "edit")
    return _send(request, drafting.submit_agreements, ask.SubmitAgreement(id=id, seen=seen_version(request)))


def approve(request: AuthedRequest, id: UUID) -> HttpResponse:
    """Approve the latest text: another person than its writer, with the review where a passage asks for it."""
    agreement_for(request.actor, id, "approve")
    return _send(request, deciding.approve_agreements, ask.ApproveAgreement(id=id, seen=seen_version(request)))


def give_back(request: AuthedRequest, id: UUID, body: AgreementReasoned) -> HttpResponse:
    """Return it to its writer, with the reason."""
    agreement_for(request.actor, id, "approve")
    cmd = ask.ReturnAgreement(id=id, seen=seen_version(request), reason=body.reason)
    return _send(request, deciding.return_agreements, cmd)


def sign(request: AuthedRequest, id: UUID, body: Signed) -> HttpResponse:
    """Write down that the approved text was signed."""
    agreement_for(request.actor, id, "edit")
    cmd = ask.SignAgreement(id=id, seen=seen_version(request), **body.dict())
    return _send(request, deciding.sign_agreements, cmd)


def end(request: AuthedRequest, id: UUID, body: Ended) -> HttpResponse:
    """End a signed agreement, or give up a draft, with the reason."""
    agreement_for(request.actor, id, "end")
    cmd = ask.EndAgreement(id=id, seen=seen_version(request), reason=body.reason, occurred_on=body.occurred_on)
    return _send(request, deciding.end_agreements, cmd)


def add_file(request: AuthedRequest, id: UUID, file: File[UploadedFile]) -> HttpResponse:
    """Bring evidence of the agreement: a review's paper, a voucher, the scan of the signed one."""
    agreement_for(request.actor, id, "review")
    if file.size is not None and file.size > LARGEST:
        raise RequestDataTooBig
    given: Any = file
    done = files.add(
        given, file.name or "", "agreement", id, by=request.actor, today=request.today, command_id=command_id(request)
    )
    return written(done, UUID(done.data["files"][0]), 1, status=201)


def flag(request: AuthedRequest, id: UUID, body: NewFlag) -> HttpResponse:
    """Flag a passage that no rule found, quoted from the latest text."""
    agreement_for(request.actor, id, "flag")
    return _send(request, passages.add_flags, ask.AddFlag(agreement=id, quote=body.quote, flag=body.flag), status=201)


def clear(request: AuthedRequest, id: UUID, body: AgreementReasoned) -> HttpResponse:
    """Judge that a passage needs no review, with the reason: another person than who wrote or flagged it."""
    clause_for(request.actor, id, "judge")
    return _send(request, passages.clear_flags, ask.ClearFlag(id=id, seen=seen_version(request), reason=body.reason))


def review(request: AuthedRequest, id: UUID, body: NewReview) -> HttpResponse:
    """Attach the record of a fair-competition review to the latest version."""
    agreement_for(request.actor, id, "review")
    return _send(request, deciding.record_reviews, ask.RecordReview(agreement=id, **body.dict()), status=201)


def promise(request: AuthedRequest, id: UUID, body: Promise) -> HttpResponse:
    """Write down what one side promises, before the agreement is sent to approval."""
    agreement_for(request.actor, id, "edit")
    return _send(request, commitments.add_commitments, ask.AddCommitment(agreement=id, **body.dict()), status=201)


def change_promise(request: AuthedRequest, id: UUID, body: Promise) -> HttpResponse:
    """The commitment anew; what stays the same is not written."""
    commitment_for(request.actor, id, "edit")
    cmd = ask.EditCommitment(id=id, seen=seen_version(request), **body.dict())
    return _send(request, commitments.edit_commitments, cmd)


def drop(request: AuthedRequest, id: UUID) -> HttpResponse:
    """Take a commitment out of a draft."""
    commitment_for(request.actor, id, "edit")
    return _send(request, commitments.drop_commitments, ask.DropCommitment(id=id, seen=seen_version(request)))


def claim(request: AuthedRequest, id: UUID, body: Claimed) -> HttpResponse:
    """Say how a commitment ended, with its paper or the reason; a second person decides."""
    commitment_for(request.actor, id, "claim")
    cmd = ask.ClaimCommitment(id=id, seen=seen_version(request), **body.dict())
    return _send(request, commitments.claim_commitments, cmd)


def decide(request: AuthedRequest, id: UUID) -> HttpResponse:
    """Decide that it ended as was reported; never by the person who reported."""
    commitment_for(request.actor, id, "decide")
    return _send(request, commitments.decide_commitments, ask.DecideCommitment(id=id, seen=seen_version(request)))


def return_claim(request: AuthedRequest, id: UUID, body: AgreementReasoned) -> HttpResponse:
    """Do not agree with the report; the commitment stays open."""
    commitment_for(request.actor, id, "decide")
    cmd = ask.ReturnClaim(id=id, seen=seen_version(request), reason=body.reason)
    return _send(request, commitments.return_claims, cmd)


def audit(request: AuthedRequest, id: UUID) -> FileResponse:
    """The evidence of a project as one zip; who took it stands in the book."""
    project_for(request.actor, id, "audit")
    path, found = take_pack(id, folder(), by=request.actor, today=request.today, command_id=command_id(request))
    return hand_out(path, f"{found.code} {found.position}.zip", "zip")


def _send(request: AuthedRequest, service: Any, cmd: Any, *, status: int = 200) -> HttpResponse:
    """One command under the client's id. The version is that of what was written; a new one has its first."""
    done = service([cmd], by=request.actor, today=request.today, command_id=command_id(request))
    id = UUID(done.data["ids"][0])
    return written(done, id, _version(request, service, id), status=status)


def _version(request: AuthedRequest, service: Any, id: UUID) -> int | None:
    roads = {passages: clause_for, commitments: commitment_for}
    road = next((road for module, road in roads.items() if service.__module__ == module.__name__), agreement_for)
    if service is deciding.record_reviews:
        return 1
    return int(road(request.actor, id).version)

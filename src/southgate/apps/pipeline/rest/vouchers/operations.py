"""Vouchers over HTTP: the same selectors as the pages, and the same commands, sent to the same services."""

from __future__ import annotations

from typing import IO, Annotated, Any, Literal, cast
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from ninja import File, Form, Schema
from ninja.files import UploadedFile
from pydantic import AfterValidator, ConfigDict, Field

from southgate.apps.pipeline.policies import projects as project_rules
from southgate.apps.pipeline.policies.vouchers import require_enter
from southgate.apps.pipeline.rest.vouchers import shaping
from southgate.apps.pipeline.selectors.projects.reading import project_for
from southgate.apps.pipeline.selectors.vouchers import listing
from southgate.apps.pipeline.selectors.vouchers.listing import Asked
from southgate.apps.pipeline.selectors.vouchers.of_project import in_place_of
from southgate.apps.pipeline.selectors.vouchers.reading import visible, voucher_for
from southgate.apps.pipeline.selectors.vouchers.record import voucher
from southgate.apps.pipeline.services.vouchers import deciding, entering
from southgate.apps.pipeline.services.vouchers.bringing import with_slip
from southgate.apps.pipeline.services.vouchers.commands import (
    AcceptVoucher,
    CorrectVoucher,
    EnterVoucher,
    RejectVoucher,
    TakeBackVoucher,
)
from southgate.domain.counting.vouchers import Origin, State, Use, VoucherKind
from southgate.domain.errors import NotFound
from southgate.kernel.book.reading import feed
from southgate.kernel.files import storing
from southgate.kernel.identity.web.errors import seen_version
from southgate.kernel.panels.answers import AuthedRequest, day_of, position_of
from southgate.kernel.panels.rest.answering import answer, written
from southgate.kernel.panels.rest.asking import (
    Day,
    PageNumber,
    Size,
    Why,
    command_id,
    plain_words,
    zone_asked,
)

ENTRIES = 20
FIELDS = frozenset({
    "kind", "use", "origin", "number", "issuer", "payer", "paid_on", "amount", "currency", "rate_millionths", "rate_on",
})  # fmt: skip
Text = Annotated[str, Field(max_length=120), AfterValidator(plain_words)]
Number = Annotated[str, Field(max_length=80), AfterValidator(plain_words)]
Minor = Annotated[int, Field(gt=0, lt=2**62)]
Rate = Annotated[int, Field(gt=0, lt=10**12)]
Currency = Annotated[str, Field(min_length=3, max_length=3)]
Others = Annotated[list[UUID], Field(max_length=50)]


class Strict(Schema):
    """What it does not know is refused."""

    model_config = ConfigDict(extra="forbid")


class NewVoucher(Strict):
    """What stands on a slip. `amount` in minor units of `currency`, `rate_millionths` for another one than CNY.

    `corrects`: a rejected one of the project in whose place this stands. `not_the_same`: shown ones that are others.
    """

    kind: VoucherKind
    use: Use
    origin: Origin
    number: Number
    issuer: Text
    payer: Text
    paid_on: Day
    amount: Minor
    currency: Currency = "CNY"
    rate_millionths: Rate | None = None
    rate_on: Day | None = None
    corrects: UUID | None = None
    not_the_same: Others = Field(default_factory=list)


class Corrected(Strict):
    """Only what was wrong, and why."""

    reason: Why
    kind: VoucherKind | None = None
    use: Use | None = None
    origin: Origin | None = None
    number: Number | None = None
    issuer: Text | None = None
    payer: Text | None = None
    paid_on: Day | None = None
    amount: Minor | None = None
    currency: Currency | None = None
    rate_millionths: Rate | None = None
    rate_on: Day | None = None
    not_the_same: Others = Field(default_factory=list)


class VoucherReasoned(Strict):
    reason: Why


class Nothing(Strict):
    """No more than the version that was seen."""


StateAsked = State | Literal["all"]


def vouchers(
    request: AuthedRequest, zone: UUID | None = None, state: StateAsked = "all", project: UUID | None = None,
    kind: VoucherKind | None = None, use: Use | None = None, page: PageNumber = 1, size: Size = listing.PAGE,
) -> HttpResponse:  # fmt: skip
    """Vouchers of a zone with their sums by use, today or as known on a past day (`day`)."""
    where = zone_asked(request, zone)
    if not project_rules.works_in(request.actor, where):
        raise NotFound("vouchers")
    asked = Asked(None if state == "all" else State(state), project, kind, use, page)
    found = listing.listing(request.actor, where, asked, position=position_of(request), size=size)
    return answer(shaping.page(found))


def of_project(request: AuthedRequest, id: UUID) -> HttpResponse:
    """Money in place of one project: accepted by use beside the plan, and what of it counts by the zone's rule."""
    found = in_place_of(request.actor, id, today=day_of(request), position=position_of(request))
    if found is None:
        raise NotFound(str(id))
    return answer(shaping.in_place(found))


def one(request: AuthedRequest, id: UUID) -> HttpResponse:
    """One voucher, today or as known on a past day (`day`), with its last 20 entries."""
    by, position = request.actor, position_of(request)
    known = voucher(by, id, today=day_of(request), position=position)
    found = feed(id, by=by, until=position, limit=ENTRIES)
    return answer(shaping.whole(known, found), version=known.version)


def enter(request: AuthedRequest, id: UUID, body: NewVoucher) -> HttpResponse:
    """Enter a voucher; its slip is put to it afterwards. Nothing counts before a second person accepted it."""
    require_enter(request.actor, project_for(request.actor, id))
    cmd = EnterVoucher(project=id, values=_values(body), corrects=body.corrects, not_the_same=tuple(body.not_the_same))
    return _send(request, entering.enter_vouchers, cmd, status=201)


def _values(body: Schema) -> dict[str, Any]:
    """What was given, by name; words of a choice as their text."""
    given = body.model_dump(include=set(FIELDS), exclude_unset=True)
    return {name: getattr(value, "value", value) for name, value in given.items()}


def correct(request: AuthedRequest, id: UUID, body: Corrected) -> HttpResponse:
    """Put right what was typed wrong, until it is decided. Who corrects cannot accept it either."""
    voucher_for(request.actor, id, "correct")
    cmd = CorrectVoucher(
        id=id, seen=seen_version(request), reason=body.reason, values=_values(body),
        not_the_same=tuple(body.not_the_same),
    )  # fmt: skip
    return _send(request, entering.correct_vouchers, cmd)


def put_slip(request: AuthedRequest, id: UUID, file: File[UploadedFile], reason: Form[Why]) -> HttpResponse:
    """Put the photo or scan of the slip to a voucher that waits; it takes the place of the one before."""
    voucher_for(request.actor, id, "correct")
    cmd = CorrectVoucher(id=id, seen=seen_version(request), reason=reason)
    if file.size is not None and file.size > storing.LARGEST:
        raise RequestDataTooBig
    return _send(request, with_slip(entering.correct_vouchers, cast(IO[bytes], file), file.name or ""), cmd)


def accept(request: AuthedRequest, id: UUID, body: Nothing) -> HttpResponse:
    """Accept it against its slip: by somebody who neither entered nor corrected it."""
    voucher_for(request.actor, id, "decide")
    return _send(request, deciding.accept_vouchers, AcceptVoucher(id=id, seen=seen_version(request)))


def reject(request: AuthedRequest, id: UUID, body: VoucherReasoned) -> HttpResponse:
    """Reject one that waits: its number and paper are free again."""
    voucher_for(request.actor, id, "decide")
    cmd = RejectVoucher(id=id, seen=seen_version(request), reason=body.reason)
    return _send(request, deciding.reject_vouchers, cmd)


def take_back(request: AuthedRequest, id: UUID, body: VoucherReasoned) -> HttpResponse:
    """Take an acceptance back: the money leaves the project's sum by an entry of its own."""
    voucher_for(request.actor, id, "decide")
    cmd = TakeBackVoucher(id=id, seen=seen_version(request), reason=body.reason)
    return _send(request, deciding.take_back_vouchers, cmd)


def _send(request: AuthedRequest, service: Any, cmd: Any, *, status: int = 200) -> HttpResponse:
    """One command under the client's id; the answer says which version stands now."""
    done = service([cmd], by=request.actor, today=request.today, command_id=command_id(request))
    id = UUID(done.data["ids"][0])
    version = visible(request.actor).filter(pk=id).values_list("version", flat=True).first()
    return written(done, id, version, status=status)

"""What can be done to visits, follow-ups, events and introducers: JSON becomes the command that the page sends too."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field

from southgate.apps.pipeline.policies import meetings as policies
from southgate.apps.pipeline.selectors.meetings import reading
from southgate.apps.pipeline.services.meetings import ceremony, events, follow_ups, introducers, visits
from southgate.apps.pipeline.services.meetings import commands as asked
from southgate.kernel.identity.web.errors import seen_version
from southgate.kernel.panels.answers import AuthedRequest
from southgate.kernel.panels.rest.answering import written
from southgate.kernel.panels.rest.asking import Day, Why, command_id, plain_words, zone_asked

MOST = 2**62
Text = Annotated[str, Field(max_length=500), AfterValidator(plain_words)]
Name = Annotated[str, Field(max_length=120), AfterValidator(plain_words)]
Words = Annotated[str, Field(max_length=2000), AfterValidator(plain_words)]
Minor = Annotated[int, Field(ge=0, lt=MOST)]
Word = Annotated[str, Field(max_length=20), AfterValidator(plain_words)]


class Strict(Schema):
    """What it does not know is refused."""

    model_config = ConfigDict(extra="forbid")


class AboutGiven(Strict):
    """One of the three."""

    project: UUID | None = None
    lead: UUID | None = None
    enterprise: UUID | None = None

    def about(self) -> asked.About:
        return asked.About(project=self.project, lead=self.lead, enterprise=self.enterprise)


class FindingGiven(Strict):
    kind: Word
    text: Text = ""


class ToDoGiven(Strict):
    """`finding`: the place of the finding that it comes from, counted from 0."""

    text: Text
    owner: UUID
    due_on: Day
    finding: Annotated[int, Field(ge=0, le=50)] | None = None

    def to_do(self) -> asked.ToDo:
        return asked.ToDo(self.text, self.owner, self.due_on, self.finding)


class NewVisit(Strict):
    about: AboutGiven
    kind: Word = "went"
    on: Day | None = None
    place: Name = ""
    with_whom: Annotated[str, Field(max_length=200), AfterValidator(plain_words)] = ""
    note: Words = ""
    findings: list[FindingGiven] = Field(default_factory=list, max_length=20)
    follow_ups: list[ToDoGiven] = Field(default_factory=list, max_length=20)
    event: UUID | None = None


class CorrectedVisit(Strict):
    """What is left out stays."""

    kind: Word | None = None
    on: Day | None = None
    place: Name | None = None
    with_whom: Annotated[str, Field(max_length=200), AfterValidator(plain_words)] | None = None
    note: Words | None = None
    reason: Why = ""


class Because(Strict):
    reason: Why = ""


class Closed(Strict):
    state: Word = "done"
    result: Text = ""
    on: Day | None = None


class HandedOn(Strict):
    owner: UUID | None = None
    due_on: Day | None = None
    reason: Why = ""


class NewEvent(Strict):
    kind: Word
    name: Name
    held_on: Day
    to_on: Day | None = None
    place: Name = ""
    organiser: UUID | None = None


class ChangedEvent(Strict):
    """What is left out stays."""

    kind: Word | None = None
    name: Name | None = None
    held_on: Day | None = None
    to_on: Day | None = None
    place: Name | None = None
    organiser: UUID | None = None


class MovedEvent(Strict):
    """`to`: held or cancelled."""

    to: Word
    reason: Why = ""


class SumsGiven(Strict):
    """Minor units of `currency`."""

    announced: Minor | None = None
    onsite: Minor | None = None
    currency: Word = "CNY"
    rate_millionths: Minor | None = None
    rate_on: Day | None = None

    def sums(self) -> asked.Sums:
        return asked.Sums(
            announced_minor=self.announced, onsite_minor=self.onsite, currency=self.currency,
            rate_millionths=self.rate_millionths, rate_on=self.rate_on,
        )  # fmt: skip


class LineGiven(Strict):
    project: UUID | None = None
    lead: UUID | None = None
    part: Word = "presented"
    sums: SumsGiven = Field(default_factory=SumsGiven)


class Lines(Strict):
    lines: list[LineGiven] = Field(max_length=200)


class ChangedLine(Strict):
    part: Word
    sums: SumsGiven = Field(default_factory=SumsGiven)
    outcome: Text | None = None


class Ceremony(Strict):
    """`listed`: lines of the event. `part`: signing or start; `form`: agreement or contract."""

    part: Word
    listed: list[UUID] = Field(max_length=100)
    form: Word = "contract"


class NewIntroducer(Strict):
    kind: Word
    name: Name
    credit_code: Annotated[str, Field(max_length=30), AfterValidator(plain_words)] = ""
    phone: Annotated[str, Field(max_length=30), AfterValidator(plain_words)] = ""
    barred_why: Word = ""
    reason: Why = ""
    not_ours: bool = False


class Barred(Strict):
    """`why` empty: cleared again."""

    why: Word = ""
    reason: Why = ""


class NewIntroduction(Strict):
    introducer: UUID
    about: AboutGiven
    on: Day | None = None


def record_visit(request: AuthedRequest, body: NewVisit) -> HttpResponse:
    """Record a visit with its findings and follow-ups in one go."""
    given = body.dict(exclude={"about", "findings", "follow_ups"})
    cmd = asked.RecordVisit(
        **given, about=body.about.about(), findings=tuple(asked.Found(one.kind, one.text) for one in body.findings),
        follow_ups=tuple(one.to_do() for one in body.follow_ups),
    )  # fmt: skip
    return _send(request, visits.record_visits, cmd, reading.visits, status=201)


def correct_visit(request: AuthedRequest, id: UUID, body: CorrectedVisit) -> HttpResponse:
    """Correct what was written down, with the reason."""
    reading.visit_for(request.actor, id, "correct")
    values = {name: value for name, value in body.dict(exclude={"reason"}).items() if value is not None}
    cmd = asked.CorrectVisit(id=id, seen=seen_version(request), values=values, reason=body.reason)
    return _send(request, visits.correct_visits, cmd, reading.visits)


def withdraw_visit(request: AuthedRequest, id: UUID, body: Because) -> HttpResponse:
    """Withdraw a visit recorded by mistake."""
    reading.visit_for(request.actor, id, "correct")
    cmd = asked.WithdrawVisit(id=id, seen=seen_version(request), reason=body.reason)
    return _send(request, visits.withdraw_visits, cmd, reading.visits)


def add_follow_up(request: AuthedRequest, id: UUID, body: ToDoGiven) -> HttpResponse:
    """Add something to be done after a visit."""
    reading.visit_for(request.actor, id)
    cmd = asked.AddFollowUp(visit=id, to_do=body.to_do())
    return _send(request, follow_ups.add_follow_ups, cmd, reading.follow_ups, status=201)


def close_follow_up(request: AuthedRequest, id: UUID, body: Closed) -> HttpResponse:
    """Done with its result, or dropped with the reason."""
    reading.follow_up_for(request.actor, id, "close")
    cmd = asked.CloseFollowUp(id=id, seen=seen_version(request), state=body.state, result=body.result, on=body.on)
    return _send(request, follow_ups.close_follow_ups, cmd, reading.follow_ups)


def hand_on_follow_up(request: AuthedRequest, id: UUID, body: HandedOn) -> HttpResponse:
    """To another owner, or another day."""
    reading.follow_up_for(request.actor, id, "hand_on")
    cmd = asked.HandOnFollowUp(
        id=id, seen=seen_version(request), reason=body.reason, owner=body.owner, due_on=body.due_on
    )
    return _send(request, follow_ups.hand_on_follow_ups, cmd, reading.follow_ups)


def register_event(request: AuthedRequest, body: NewEvent, zone: UUID | None = None) -> HttpResponse:
    """Register an event."""
    where = zone_asked(request, zone)
    policies.require_in(policies.EVENTS, request.actor, "register", where)
    cmd = asked.RegisterEvent(zone=where, **body.dict())
    return _send(request, events.register_events, cmd, reading.events, status=201)


def change_event(request: AuthedRequest, id: UUID, body: ChangedEvent) -> HttpResponse:
    """Change an event."""
    reading.event_for(request.actor, id, "edit")
    given = {name: value for name, value in body.dict().items() if value is not None}
    values = {"organiser_id" if name == "organiser" else name: value for name, value in given.items()}
    cmd = asked.EditEvent(id=id, seen=seen_version(request), values=values)
    return _send(request, events.edit_events, cmd, reading.events)


def move_event(request: AuthedRequest, id: UUID, body: MovedEvent) -> HttpResponse:
    """Say that it was held, or cancelled and why."""
    reading.event_for(request.actor, id, "hold")
    cmd = asked.MoveEvent(id=id, seen=seen_version(request), to=body.to, reason=body.reason)
    return _send(request, events.move_events, cmd, reading.events)


def list_at_event(request: AuthedRequest, id: UUID, body: Lines) -> HttpResponse:
    """Put projects and leads on an event; all or none. Answers the id of the first line."""
    reading.event_for(request.actor, id, "list")
    lines = tuple(
        asked.Listing(project=one.project, lead=one.lead, part=one.part, sums=one.sums.sums()) for one in body.lines
    )
    cmd = asked.ListAtEvent(event=id, lines=lines)
    return _send(request, events.list_at_events, cmd, reading.listed, status=201)


def hold_ceremony(request: AuthedRequest, id: UUID, body: Ceremony) -> HttpResponse:
    """Sign, or start, these lines in one go; all or none. `item` of a reason is the place in `listed`."""
    reading.event_for(request.actor, id, "list")
    cmd = asked.HoldCeremony(
        event=id, seen=seen_version(request), part=body.part, listed=tuple(body.listed), form=body.form
    )
    return _send(request, ceremony.hold_ceremonies, cmd, reading.events)


def change_line(request: AuthedRequest, id: UUID, body: ChangedLine) -> HttpResponse:
    """Change a line of an event; its sums are given whole."""
    reading.listed_for(request.actor, id, "change")
    cmd = asked.ChangeListed(
        id=id, seen=seen_version(request), part=body.part, sums=body.sums.sums(), outcome=body.outcome
    )
    return _send(request, events.change_listed, cmd, reading.listed)


def take_off(request: AuthedRequest, id: UUID, body: Because) -> HttpResponse:
    """Take a line off an event."""
    reading.listed_for(request.actor, id, "change")
    cmd = asked.TakeOff(id=id, seen=seen_version(request), reason=body.reason)
    return _send(request, events.take_off, cmd, reading.listed)


def register_introducer(request: AuthedRequest, body: NewIntroducer, zone: UUID | None = None) -> HttpResponse:
    """Register an introducer; refused for the zone's own people and units."""
    where = zone_asked(request, zone)
    policies.require_in(policies.INTRODUCERS, request.actor, "register", where)
    cmd = asked.RegisterIntroducer(zone=where, **body.dict())
    return _send(request, introducers.register_introducers, cmd, reading.introducers, status=201)


def bar_introducer(request: AuthedRequest, id: UUID, body: Barred) -> HttpResponse:
    """Bar an introducer, or clear it again."""
    reading.introducer_for(request.actor, id, "bar")
    cmd = asked.BarIntroducer(id=id, seen=seen_version(request), why=body.why, reason=body.reason)
    return _send(request, introducers.bar_introducers, cmd, reading.introducers)


def introduce(request: AuthedRequest, body: NewIntroduction) -> HttpResponse:
    """Who brought a project or lead first; refused once it is signed."""
    reading.introducer_for(request.actor, body.introducer, "introduce")
    cmd = asked.Introduce(introducer=body.introducer, about=body.about.about(), on=body.on)
    return _send(request, introducers.introduce, cmd, reading.introductions, status=201)


def withdraw_introduction(request: AuthedRequest, id: UUID, body: Because) -> HttpResponse:
    """Withdraw an introduction recorded by mistake."""
    reading.introduction_for(request.actor, id, "withdraw")
    cmd = asked.WithdrawIntroduction(id=id, seen=seen_version(request), reason=body.reason)
    return _send(request, introducers.withdraw_introductions, cmd, reading.introductions)


def _send(request: AuthedRequest, service: Any, cmd: Any, rows: Any, *, status: int = 200) -> HttpResponse:
    """One command under the client's id; the answer says which version stands now, None when it is seen no more."""
    done = service([cmd], by=request.actor, today=request.today, command_id=command_id(request))
    id = UUID(done.data["ids"][0])
    version = rows(request.actor).filter(pk=id).values_list("version", flat=True).first()
    return written(done, id, version, status=status)

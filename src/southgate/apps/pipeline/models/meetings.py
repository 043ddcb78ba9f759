"""Visits with their findings and follow-ups, events with their projects, introducers with what they introduced.

Whom a visit was with, what was said and what is to be done are kept words: the rows hold their ids alone.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.db import models

from southgate.apps.enterprise.api import Enterprise
from southgate.apps.pipeline.models.leads import Lead
from southgate.apps.pipeline.models.projects import Project
from southgate.domain.errors import Reason
from southgate.domain.projects import in_cny
from southgate.kernel.book import projections
from southgate.kernel.book.models import PastRow, Row
from southgate.kernel.book.projections import Projection, State, record_fold, register
from southgate.kernel.orgs.models import Person, Unit, Zone


def _key(to: Any, **options: Any) -> Any:
    """A key without an index of its own: the composite indexes below begin with what lists ask for."""
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", db_index=False, **options)


def _said() -> Any:
    return models.UUIDField(null=True)


def _choice(values: tuple[str, ...], default: str) -> Any:
    return models.CharField(max_length=12, default=default, choices=[(value, value) for value in values])


EVENT_KINDS = ("fair", "signing", "start", "roadshow")
EVENT_STATES = ("planned", "held", "cancelled")
PARTS = ("signing", "start", "presented")
VISIT_KINDS = ("received", "went", "call")
FINDING_KINDS = ("interest", "term", "need", "obstacle", "document", "risk")
FOLLOW_STATES = ("open", "done", "dropped")
INTRODUCER_KINDS = ("organisation", "person")


class EventColumns(models.Model):
    """招商会, 集中签约, 集中开工 or 路演. `to_on`: its last day when it lasts longer than one."""

    zone = _key(Zone)
    kind = _choice(EVENT_KINDS, "fair")
    name = models.CharField(max_length=120)
    held_on = models.DateField()
    to_on = models.DateField(null=True)
    place = models.CharField(max_length=120, default="")
    organiser = _key(Unit, null=True)
    state = _choice(EVENT_STATES, "planned")
    state_reason_said = _said()

    class Meta:
        abstract = True


class Event(EventColumns, Row):
    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["zone", "name", "held_on"], name="event_once"),
            models.CheckConstraint(
                condition=models.Q(to_on=None) | models.Q(to_on__gte=models.F("held_on")), name="event_days_in_order"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["zone", "-held_on"], name="event_day")]


class EventPast(EventColumns, PastRow):
    class Meta:
        indexes: ClassVar = [models.Index(fields=["id", "known_from"], name="event_past")]


class EventProjectColumns(models.Model):
    """That a project, or a lead that is not one yet, is part of an event.

    `announced_minor`: what the event said; `onsite_minor`: what was signed for there; both in minor units of
    `currency`, in 分 in `announced_cny` and `onsite_cny` (derived). What came of it afterwards is never typed: it is
    read from signings, vouchers and the project. `taken_off`: put there by mistake.
    """

    event = _key(Event)
    zone = _key(Zone)
    project = _key(Project, null=True)
    lead = _key(Lead, null=True)
    part = _choice(PARTS, "presented")
    announced_minor = models.BigIntegerField(null=True)
    onsite_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, default="CNY")
    rate_millionths = models.BigIntegerField(null=True)
    rate_on = models.DateField(null=True)
    announced_cny = models.BigIntegerField(null=True)
    onsite_cny = models.BigIntegerField(null=True)
    outcome_said = _said()
    taken_off = models.BooleanField(default=False)

    class Meta:
        abstract = True


ON_IT = models.Q(taken_off=False)
ONE_OF_TWO = models.Q(project=None, lead__isnull=False) | models.Q(project__isnull=False, lead=None)


class EventProject(EventProjectColumns, Row):
    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event", "project"],
                condition=ON_IT & models.Q(project__isnull=False),
                name="event_project_once",
            ),
            models.UniqueConstraint(
                fields=["event", "lead"], condition=ON_IT & models.Q(lead__isnull=False), name="event_lead_once"
            ),
            models.CheckConstraint(condition=ONE_OF_TWO, name="event_project_or_lead"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["event", "part"], name="event_project_event"),
            models.Index(fields=["project"], name="event_project_project"),
            models.Index(fields=["lead"], name="event_project_lead"),
        ]


class EventProjectPast(EventProjectColumns, PastRow):
    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id", "known_from"], name="event_project_past"),
            models.Index(fields=["event", "known_from"], name="event_project_past_event"),
        ]


class Visit(Row):
    """One meeting with a project's, a lead's or an enterprise's people. `withdrawn`: recorded by mistake."""

    zone = _key(Zone)
    kind = _choice(VISIT_KINDS, "went")
    on = models.DateField()
    place = models.CharField(max_length=120, default="")
    project = _key(Project, null=True)
    lead = _key(Lead, null=True)
    enterprise = _key(Enterprise, null=True)
    event = _key(Event, null=True)
    with_said = _said()
    note_said = _said()
    by_person = _key(Person, null=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(project__isnull=False)
                | models.Q(lead__isnull=False)
                | models.Q(enterprise__isnull=False),
                name="visit_of_somebody",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["zone", "-on", "-id"], name="visit_day"),
            models.Index(fields=["project", "-on"], name="visit_project"),
            models.Index(fields=["lead", "-on"], name="visit_lead"),
            models.Index(fields=["enterprise", "-on"], name="visit_enterprise"),
            models.Index(fields=["event"], name="visit_event"),
            models.Index(fields=["by_person", "-on"], name="visit_person"),
        ]


class VisitFinding(Row):
    """What a visit found, by kind: interest, term, need, obstacle, document, risk."""

    visit = _key(Visit)
    zone = _key(Zone)
    project = _key(Project, null=True)
    lead = _key(Lead, null=True)
    kind = _choice(FINDING_KINDS, "interest")
    text_said = _said()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["visit"], name="visit_finding_visit")]


class FollowUp(Row):
    """What is to be done after a visit, by whom, until which day."""

    visit = _key(Visit)
    finding = _key(VisitFinding, null=True)
    zone = _key(Zone)
    project = _key(Project, null=True)
    lead = _key(Lead, null=True)
    owner = _key(Person)
    due_on = models.DateField()
    text_said = _said()
    state = _choice(FOLLOW_STATES, "open")
    done_on = models.DateField(null=True)
    result_said = _said()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state="open", done_on=None)
                | models.Q(state__in=("done", "dropped"), done_on__isnull=False, result_said__isnull=False),
                name="follow_up_closed_with_result",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "state", "due_on"], name="follow_up_owner"),
            models.Index(fields=["zone", "state", "due_on"], name="follow_up_zone"),
            models.Index(fields=["visit"], name="follow_up_visit"),
        ]


class Introducer(Row):
    """招商中介 or 引荐人, known since `registered_on`. An organisation's name is public, a person's is a kept word.

    `barred_why`: public_servant, soe_staff, insider, or empty.
    """

    zone = _key(Zone)
    kind = _choice(INTRODUCER_KINDS, "organisation")
    name = models.CharField(max_length=120, default="")
    name_said = _said()
    phone_said = _said()
    credit_code = models.CharField(max_length=18, default="")
    registered_on = models.DateField()
    barred = models.BooleanField(default=False)
    barred_why = models.CharField(max_length=20, default="")
    barred_said = _said()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["zone", "credit_code"], condition=~models.Q(credit_code=""), name="introducer_code"
            ),
            models.UniqueConstraint(fields=["zone", "name"], condition=~models.Q(name=""), name="introducer_name"),
            models.CheckConstraint(
                condition=models.Q(barred=False, barred_why="") | (models.Q(barred=True) & ~models.Q(barred_why="")),
                name="introducer_barred_why",
            ),
        ]


class Introduction(Row):
    """That an introducer brought a lead or a project first. What a lead was brought by, its project was brought by.

    `on`: the day of the introduction. `withdrawn`: recorded by mistake; then another may be the first.
    """

    introducer = _key(Introducer)
    zone = _key(Zone)
    lead = _key(Lead, null=True)
    project = _key(Project, null=True)
    on = models.DateField()
    registered_on = models.DateField()
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(withdrawn=False, project__isnull=False),
                name="introduction_first_of_project",
            ),
            models.UniqueConstraint(
                fields=["lead"],
                condition=models.Q(withdrawn=False, lead__isnull=False),
                name="introduction_first_of_lead",
            ),
            models.CheckConstraint(
                condition=models.Q(project__isnull=False) | models.Q(lead__isnull=False), name="introduction_of_what"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["introducer"], name="introduction_introducer")]


def fold_event(state: State | None, event: projections.Event) -> State:
    new = record_fold(Event)(state, event)
    if event.kind == "event.state_moved":
        new["state"] = event.data["to"]
        new["state_reason_said"] = _kept(event.data.get("reason"))
    return new


def fold_event_project(state: State | None, event: projections.Event) -> State:
    """The sums in 分 follow the sums in their currency."""
    new = record_fold(EventProject)(state, event)
    if event.kind == "event_project.taken_off":
        new["taken_off"] = True
    for said in ("announced", "onsite"):
        new[f"{said}_cny"] = in_cny(new[f"{said}_minor"], new["currency"], new["rate_millionths"])
    return new


def fold_visit(state: State | None, event: projections.Event) -> State:
    new = record_fold(Visit)(state, event)
    if event.kind == "visit.withdrawn":
        new["withdrawn"] = True
    return new


def fold_follow_up(state: State | None, event: projections.Event) -> State:
    new = record_fold(FollowUp)(state, event)
    if event.kind == "follow_up.closed":
        new.update(
            state=event.data["state"],
            done_on=date.fromisoformat(event.data["on"]),
            result_said=_kept(event.data["result"]),
        )
    return new


def fold_introducer(state: State | None, event: projections.Event) -> State:
    new = record_fold(Introducer)(state, event)
    if event.kind == "introducer.barred":
        new.update(barred=True, barred_why=event.data["why"], barred_said=_kept(event.data["reason"]))
    elif event.kind == "introducer.cleared":
        new.update(barred=False, barred_why="", barred_said=None)
    return new


def fold_introduction(state: State | None, event: projections.Event) -> State:
    new = record_fold(Introduction)(state, event)
    if event.kind == "introduction.followed":
        new["project_id"] = UUID(event.data["project"])
    elif event.kind == "introduction.withdrawn":
        new["withdrawn"] = True
    return new


def _kept(said: Any) -> UUID | None:
    return None if said is None else UUID(said["said"])


register(
    Projection(
        "event",
        Event,
        fold_event,
        past=EventPast,
        taken=Reason("同名活动当天已登记", where="name", mend="打开已登记的那一个，或改名称"),
    )
)
register(
    Projection(
        "event_project",
        EventProject,
        fold_event_project,
        past=EventProjectPast,
        taken=Reason("这个项目已在活动里", where="project", mend="刷新页面，看已有的那一行"),
    )
)
register(Projection("visit", Visit, fold_visit))
register(Projection("visit_finding", VisitFinding, record_fold(VisitFinding)))
register(Projection("follow_up", FollowUp, fold_follow_up))
register(
    Projection(
        "introducer",
        Introducer,
        fold_introducer,
        taken=Reason("这个引荐人已登记", where="name", mend="用已登记的那一个"),
    )
)
register(
    Projection(
        "introduction",
        Introduction,
        fold_introduction,
        taken=Reason("已有首个引荐人，一个项目只认一个", where="introducer", mend="查看已登记的引荐"),
    )
)

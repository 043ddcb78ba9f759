"""Deeds before the signature: leads, visits, talks, documents, reviews, events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from southgate.apps.pipeline.api.gates import (
    AddDocument,
    ConveneReview,
    GiveOpinion,
    add_document,
    convene_reviews,
    give_opinions,
    opinions_due,
)
from southgate.apps.pipeline.api.leads import (
    GradeTalk,
    JudgeLead,
    NamePerson,
    RegisterLead,
    grade_talks,
    judge_leads,
    name_persons,
    register_leads,
)
from southgate.apps.pipeline.api.meetings import (
    About,
    Found,
    ListAtEvent,
    Listing,
    MoveEvent,
    RecordVisit,
    RegisterEvent,
    Sums,
    ToDo,
    list_at_events,
    move_events,
    record_visits,
    register_events,
)
from southgate.cli.deeds.scene import Scene, paper, person, sum_of
from southgate.domain.colours.talks import Grade
from southgate.domain.gates.reviews import Verdict
from southgate.domain.leads import Judgement
from southgate.kernel.identity.actor import SYSTEM_ID

LEAD_TEXTS = ("name", "investor", "source", "industry", "source_region", "note")


def lead(scene: Scene, deed: Mapping[str, Any]) -> None:
    values = {name: deed[name] for name in LEAD_TEXTS if name in deed}
    values |= {"investment_planned": sum_of(deed["sum"]), "received_on": scene.today}
    if "unit" in deed:
        values["lead_unit"] = scene.unit(deed["unit"])
    scene.ask(register_leads, RegisterLead(zone=scene.zone, values=values))


def name_person(scene: Scene, deed: Mapping[str, Any]) -> None:
    row = scene.lead(deed)
    scene.ask(name_persons, NamePerson(id=row.pk, seen=row.version, person=person(deed["person"])))


def judge(scene: Scene, deed: Mapping[str, Any]) -> None:
    row = scene.lead(deed)
    scene.ask(judge_leads, JudgeLead(id=row.pk, seen=row.version, to=Judgement(deed["to"]), reason=deed["reason"]))


def visit(scene: Scene, deed: Mapping[str, Any]) -> None:
    to_do = tuple(
        ToDo(text=text, owner=person(owner), due_on=scene.today + timedelta(days=days))
        for text, owner, days in deed.get("follow_ups", ())
    )
    command = RecordVisit(
        about=About(project=scene.project(deed).pk), kind=deed["kind"], place=deed["place"],
        with_whom=deed["with_whom"], note=deed["note"], follow_ups=to_do,
        findings=tuple(Found(kind, text) for kind, text in deed.get("findings", ())),
    )  # fmt: skip
    scene.ask(record_visits, command)


def grade(scene: Scene, deed: Mapping[str, Any]) -> None:
    row = scene.project(deed)
    scene.ask(grade_talks, GradeTalk(id=row.pk, seen=row.version, to=Grade(deed["grade"])))


def bring_document(scene: Scene, deed: Mapping[str, Any]) -> None:
    command = AddDocument(
        project=scene.project(deed).pk, kind=deed["kind"], number=deed["number"], issued_on=scene.today
    )
    id = uuid5(SYSTEM_ID, f"{scene.zone.hex} deed {scene.number} paper")
    name = f"{deed['number']}.pdf"
    add_document(paper(deed["number"]), name, command, by=scene.by, today=scene.today, command_id=id)


def convene(scene: Scene, deed: Mapping[str, Any]) -> None:
    people = tuple(person(login) for login in deed["people"])
    scene.ask(convene_reviews, ConveneReview(project=scene.project(deed).pk, people=people))


def opine(scene: Scene, deed: Mapping[str, Any]) -> None:
    project = scene.project(deed).pk
    waiting = next(one for one in opinions_due(scene.by) if one.project == project)
    scene.ask(give_opinions, GiveOpinion(id=waiting.id, seen=1, verdict=Verdict(deed["verdict"]), text=deed["text"]))


def event(scene: Scene, deed: Mapping[str, Any]) -> None:
    """The day of the event is `held` days from the deed's; what stands in `then` became of it already."""
    held = scene.today + timedelta(days=deed["held"])
    command = RegisterEvent(zone=scene.zone, kind=deed["kind"], name=deed["name"], held_on=held, place=deed["place"])
    id = UUID(scene.ask(register_events, command).data["ids"][0])
    lines = tuple(
        Listing(project=scene.project({"project": name}).pk, part=part, sums=Sums(announced_minor=sum_of(wan)))
        for name, part, wan in deed["listed"]
    )
    scene.ask(list_at_events, ListAtEvent(event=id, lines=lines), part=1)
    if "then" in deed:
        scene.ask(move_events, MoveEvent(id=id, seen=1, to=deed["then"]), part=2)


DEEDS = {
    "lead": lead, "name_person": name_person, "judge": judge, "visit": visit, "grade": grade,
    "document": bring_document, "convene": convene, "opine": opine, "event": event,
}  # fmt: skip

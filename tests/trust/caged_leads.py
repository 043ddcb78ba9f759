"""Leads for the leak test: facts, steps, an offer that waits, a removal from the talks library that was asked for."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.services.leads import recording, steps, transfers
from southgate.apps.pipeline.services.leads.commands import (
    AnswerLead,
    JudgeLead,
    NamePerson,
    OfferLead,
    RegisterLead,
    ReportLead,
)
from southgate.apps.pipeline.services.leads.talks import (
    AskRemoval,
    GradeTalk,
    RecordProgress,
    ask_removals,
    grade_talks,
    record_progress,
)
from southgate.apps.pipeline.services.projects.commands import RegisterProject
from southgate.apps.pipeline.services.projects.recording import register_projects
from southgate.apps.pipeline.tests.leads.leads import load_rules
from southgate.domain.colours.talks import Grade, Progress
from southgate.domain.leads import Judgement, ReportKind
from southgate.kernel import clock
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.selectors import people_named
from southgate.kernel.testing import Place, make_person

LONG_AGO = date(2025, 1, 2)
TAKER = "示例接手人"


def led(by: Actor, place: Place, word: str, amount: int, *, confidential: bool = False) -> dict[str, UUID]:
    """Ids by the words of addresses. `by` is responsible; somebody of the other unit is to take it."""
    load_rules("jiangmen", "handan")
    today = clock.today()
    values = {
        "name": f"{word}线索{uuid4().hex[:4]}", "investor": f"{word}集团", "industry": f"{word}行业",
        "chain": f"{word}链", "source_region": word,
        "investment_planned": amount, "contact": f"{word} 13871935371", "note": f"{word}要地",
        "confidential": confidential, "first_contact_on": today, "lead_unit": place.first_unit,
    }  # fmt: skip
    lead = _do(recording.register_leads, RegisterLead(zone=place.zone, values=values), by)
    _do(steps.name_persons, NamePerson(id=lead, seen=1, person=by.person or UUID(int=0)), by)
    _do(steps.judge_leads, JudgeLead(id=lead, seen=2, to=Judgement.FOLLOW, reason=f"{word}相符"), by)
    _do(steps.answer_leads, AnswerLead(id=lead, seen=3, text=f"{word}答复"), by)
    _do(steps.report_leads, ReportLead(id=lead, seen=4, what=ReportKind.VISIT, text=f"{word}见面"), by)
    return {"leads": lead, "transfers": _offered(by, place, lead, word), **_in_library(by, place, word, confidential)}


def _offered(by: Actor, place: Place, lead: UUID, word: str) -> UUID:
    if TAKER not in people_named(place.zone):
        make_person(place, TAKER)
    offer = OfferLead(
        id=lead, seen=5, to_zone=place.zone, to_unit=place.second_unit, share_millionths=193_537,
        reason=f"{word}不合适", to_person=TAKER,
    )  # fmt: skip
    return _do(transfers.offer_leads, offer, by)


def _in_library(by: Actor, place: Place, word: str, confidential: bool) -> dict[str, UUID]:
    """A project that stood still for long, with somebody's question whether it may go."""
    values = {"name": f"{word}久谈{uuid4().hex[:4]}", "talk_on": LONG_AGO, "confidential": confidential}
    project = _do(register_projects, RegisterProject(zone=place.zone, values={**values, "chain": word}), by)
    in_team = Actor(by.id, by.person, by.unit, by.grants, {"project": frozenset({project})})
    version = Project.objects.values_list("version", flat=True).get(pk=project)
    _do(grade_talks, GradeTalk(id=project, seen=version, to=Grade.A), in_team)
    moved = RecordProgress(id=project, what=Progress.TERM, text=f"{word}谈定电价", occurred_on=LONG_AGO)
    _do(record_progress, moved, in_team)
    asked = _do(ask_removals, AskRemoval(id=project, seen=version + 2, reason=f"{word}联系不上"), in_team)
    return {"removals": asked, "talks": project, "projects": project}


def _do(service: Any, command: Any, by: Actor) -> UUID:
    answer = service([command], by=by, today=clock.today(), command_id=uuid4())
    return UUID(answer.data["ids"][0])

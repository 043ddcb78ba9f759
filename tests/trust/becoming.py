"""Many writers make a project of one lead at the same moment; what each of them heard, and what stands afterwards."""

from __future__ import annotations

import threading
from typing import Any
from uuid import UUID, uuid4

from django.db import connections

from southgate.apps.pipeline.models.leads import Lead
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.services.leads import becoming, recording, steps
from southgate.apps.pipeline.services.leads.commands import BecomeProject, JudgeLead, NamePerson, RegisterLead
from southgate.domain.errors import Refused, Stale
from southgate.domain.leads import Judgement
from southgate.kernel.book.models import Entry
from southgate.kernel.identity.actor import Actor, Grant
from southgate.kernel.identity.roles import Role
from southgate.kernel.testing import TODAY, make_person, make_place

LONG = 60.0


def become(writers: str, seen: str) -> dict[str, Any]:
    """`seen`: `same`, the version all of them read; `any`, each reads the version just before he writes."""
    by, lead = _followed()
    start, ends = threading.Barrier(int(writers)), list[str]()

    def write() -> None:
        start.wait(LONG)
        ends.append(_attempt(by, lead, 3 if seen == "same" else None))
        connections.close_all()

    threads = [threading.Thread(target=write) for _ in range(int(writers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    return {"ends": sorted(ends), **_standing(lead)}


def _followed() -> tuple[Actor, UUID]:
    place = make_place()
    person = make_person(place, "李经理")
    grant = Grant(Role.INVESTMENT_OFFICER, frozenset({place.zone}))
    by = Actor(id=person, person=person, grants=(grant,))
    cmd = RegisterLead(zone=place.zone, values={"name": "储能电池结构件"})
    made = recording.register_leads([cmd], by=by, today=TODAY, command_id=uuid4())
    lead = UUID(made.data["ids"][0])
    steps.name_persons([NamePerson(id=lead, seen=1, person=person)], by=by, today=TODAY, command_id=uuid4())
    judged = JudgeLead(id=lead, seen=2, to=Judgement.FOLLOW, reason="相符")
    steps.judge_leads([judged], by=by, today=TODAY, command_id=uuid4())
    return by, lead


def _attempt(by: Actor, lead: UUID, seen: int | None) -> str:
    version = seen if seen is not None else Lead.objects.values_list("version", flat=True).get(pk=lead)
    try:
        cmd = BecomeProject(id=lead, seen=version)
        becoming.become_projects([cmd], by=by, today=TODAY, command_id=uuid4())
    except Stale:
        return "stale"
    except Refused:
        return "refused"
    return "done"


def _standing(lead: UUID) -> dict[str, Any]:
    row = Lead.objects.get(pk=lead)
    became = Entry.objects.filter(subject=lead, kind="lead.became_project").count()
    return {
        "projects": Project.objects.count(),
        "state": row.state,
        "linked": row.project_id is not None,
        "became": became,
    }

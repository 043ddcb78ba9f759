"""Visits, events and introductions of leads, and what of them goes with a lead that becomes a project."""

from __future__ import annotations

import pytest

from southgate.apps.pipeline.models.meetings import Introduction, Visit
from southgate.apps.pipeline.selectors.meetings import events, visits
from southgate.apps.pipeline.selectors.meetings.panel import of_lead, of_project
from southgate.apps.pipeline.services.leads.becoming import become_projects
from southgate.apps.pipeline.services.leads.commands import BecomeProject
from southgate.apps.pipeline.services.meetings.commands import Introduce, Listing, RecordVisit
from southgate.apps.pipeline.services.meetings.introducers import introduce
from southgate.apps.pipeline.services.meetings.visits import record_visits
from southgate.apps.pipeline.tests.leads.leads import followed, lead, make_lead, seen
from southgate.apps.pipeline.tests.meetings.meetings import About, make_event, make_introducer, put_on, send, to_do
from southgate.apps.pipeline.tests.projects.projects import cast
from southgate.domain.errors import NotFound, Refused
from southgate.kernel.panels.registry import Seen
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db


def visit(play, id, *, by=None):
    cmd = RecordVisit(about=About(lead=id), note="第一次见面", follow_ups=(to_do(play.li),))
    return send(record_visits, cmd, by or play.officer)


def brought(play, id):
    who = make_introducer(play)
    return send(introduce, Introduce(introducer=who, about=About(lead=id)), play.officer)


def become(play, id):
    send(become_projects, BecomeProject(id=id, seen=seen(id)), play.officer)
    return lead(id).project_id


def test_what_a_lead_was_brought_by_its_project_was_brought_by():
    play = cast()
    id = followed(play)
    brought(play, id)
    project = become(play, id)
    row = Introduction.objects.get()
    assert (row.lead_id, row.project_id) == (id, project)
    with pytest.raises(Refused, match="已有首个引荐人"):
        cmd = Introduce(introducer=make_introducer(play, "另一商会"), about=About(project=project))
        send(introduce, cmd, play.officer)


def test_visits_follow_ups_and_events_of_a_lead_stand_on_its_projects_page():
    play = cast()
    id = followed(play)
    visit(play, id)
    event = make_event(play, kind="fair")
    put_on(play, event, Listing(lead=id))
    assert len(of_lead(Seen(play.officer, id, TODAY))["visits"]) == 1
    project = become(play, id)
    panel = of_project(Seen(play.officer, project, TODAY))
    assert (len(panel["visits"]), len(panel["follows"]), len(panel["events"])) == (1, 1, 1)
    (line,) = events.event_record(play.officer, event, today=TODAY).lines
    assert (line.whom.kind, line.whom.id, line.stage) == ("project", project, "talks")


def test_a_confidential_lead_is_met_and_seen_by_its_insiders_alone():
    play = cast()
    id = make_lead(play, by=play.officer, confidential=True)
    visit_of_it = send(record_visits, RecordVisit(about=About(lead=id), note="密谈"), play.officer)
    assert visit_of_it.data["ids"]
    with pytest.raises(NotFound):
        visit(play, id, by=play.wang)
    assert visits.visit_page(play.wang, play.zone).total == 0
    assert visits.visit_page(play.officer, play.zone).total == 1
    with pytest.raises(NotFound):
        visits.one_visit(play.wang, Visit.objects.get().pk)


def test_a_lead_is_presented_at_an_event_and_neither_signed_nor_introduced_twice():
    play = cast()
    id, event = followed(play), make_event(play)
    with pytest.raises(Refused) as refusal:
        put_on(play, event, Listing(lead=id, part="signing"))
    assert [reason.where for reason in refusal.value.reasons] == ["part"]
    put_on(play, event, Listing(lead=id))
    brought(play, id)
    with pytest.raises(Refused, match="已有首个引荐人"):
        cmd = Introduce(introducer=make_introducer(play, "另一商会"), about=About(lead=id))
        send(introduce, cmd, play.officer)

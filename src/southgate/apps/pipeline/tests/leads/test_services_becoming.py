"""A lead becomes a project exactly once; the project takes over what is known; nobody loses sight of it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from southgate.apps.enterprise.tests.firms import make_firm
from southgate.apps.pipeline.models.leads import Lead
from southgate.apps.pipeline.models.projects import Project, ProjectMember
from southgate.apps.pipeline.selectors.leads.record import credit_of_project, record
from southgate.apps.pipeline.services.leads.becoming import become_projects
from southgate.apps.pipeline.services.leads.commands import BecomeProject, EditLead
from southgate.apps.pipeline.services.leads.recording import edit_leads
from southgate.apps.pipeline.tests.leads.leads import (
    NAME,
    YI,
    followed,
    judged,
    lead,
    make_lead,
    places,
    run,
    says,
    seen,
)
from southgate.apps.pipeline.tests.projects.projects import cast, make_project, with_teams
from southgate.domain.errors import Forbidden, NotFound, Refused, Stale
from southgate.domain.leads import Judgement
from southgate.kernel.book.models import Entry
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db


def become(id, by, **more):
    return run(become_projects, BecomeProject(id=id, seen=more.pop("seen", seen(id)), **more), by)


def test_the_project_takes_over_everything_that_is_known():
    play = cast()
    firm = make_firm(play.place, "示例新能源有限公司")
    id = followed(
        play, enterprise=firm, park=play.place.north, industry="储能", source_region="深圳",
        investment_planned=3_600_000_000, currency="USD", rate_millionths=7_100_000, rate_on=TODAY,
        first_contact_on=date(2026, 11, 3), lead_unit=play.place.first_unit,
    )  # fmt: skip
    project = UUID(become(id, play.officer, values={"product": "结构件"}).data["ids"][0])
    row, known = Project.objects.get(pk=project), lead(id)
    assert (row.name, row.enterprise_id, row.park_id, row.industry) == (NAME, firm, play.place.north, "储能")
    assert (row.investment_planned, row.currency, row.rate_millionths) == (3_600_000_000, "USD", 7_100_000)
    assert (row.talk_on, row.stage, row.product) == (date(2026, 11, 3), "talks", "结构件")
    assert (row.lead_unit_id, row.responsible_person_id) == (play.place.first_unit, play.li.person)
    assert row.source == f"线索 {known.code}"
    assert (known.state, known.project_id, known.became_on) == ("project", project, TODAY)
    assert record(play.li, id, day=TODAY).project_name == NAME
    assert credit_of_project(project) == {play.place.first_unit: 1_000_000}


def test_only_once():
    play = cast()
    id = followed(play)
    version = seen(id)
    become(id, play.officer)
    with pytest.raises(Stale):
        become(id, play.officer, seen=version)
    with pytest.raises(Refused) as refusal:
        become(id, play.officer)
    assert "线索已成项目，不能再办" in says(refusal)
    assert Project.objects.count() == 1
    with pytest.raises(Refused):
        run(edit_leads, EditLead(id=id, seen=seen(id), values={"industry": "x"}), play.officer)


def test_the_database_knows_it_too():
    play = cast()
    first, second = followed(play), followed(play, "乙")
    project = UUID(become(first, play.officer).data["ids"][0])
    for change in ({"project_id": project, "state": "project"}, {"state": "project"}, {"project_id": project}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Lead.objects.filter(pk=second).update(**change)


def test_what_is_missing_is_said_at_once():
    play = cast()
    id = make_lead(play)
    with pytest.raises(Refused) as refusal:
        become(id, play.officer, values={"nature": "没有的", "colour": "红"})
    assert sorted(places(refusal)) == ["colour", "judgement", "nature", "responsible_person"]
    judged(play, id, Judgement.DECLINE)
    with pytest.raises(Refused) as refusal:
        become(id, play.officer)
    assert "judgement" in places(refusal)
    assert not Project.objects.exists()


def test_a_project_of_the_same_name_is_shown_first():
    play = cast()
    id = followed(play)
    known = make_project(play, NAME)
    with pytest.raises(Refused) as refusal:
        become(id, play.officer)
    assert "SL-2026-0001" in str(refusal.value)
    become(id, play.officer, not_the_same=(known,))
    assert Project.objects.count() == 2


def test_a_confidential_lead_becomes_a_confidential_talk_of_those_who_knew_it():
    play = cast()
    id = followed(play, confidential=True)
    project = UUID(become(id, play.li).data["ids"][0])
    assert Project.objects.get(pk=project).confidential
    members = set(ProjectMember.objects.filter(project_id=project).values_list("person_id", flat=True))
    assert members == {play.officer.person}
    assert with_teams(play.officer).teams["project"] == {project}
    sentence = Entry.objects.filter(subject=id).order_by("-seq").first()
    assert sentence is not None and NAME not in sentence.payload


def test_who_may_not():
    play, other = cast(), cast("SL2")
    id = followed(play, investment_planned=YI)
    for by, error in (
        (play.stranger, NotFound),
        (other.officer, NotFound),
        (play.zhao, Forbidden),
        (play.wang, Forbidden),
    ):
        with pytest.raises(error):
            become(id, by)
    become(id, play.li)

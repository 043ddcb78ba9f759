"""Registering projects: codes, references, repeats, confidential talks; bulk is n singles."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from southgate.apps.enterprise.tests.firms import make_firm
from southgate.apps.pipeline.models.projects import Project, ProjectMember, ProjectPast
from southgate.apps.pipeline.services.projects.commands import RegisterProject
from southgate.apps.pipeline.services.projects.recording import publish_projects, register_projects
from southgate.apps.pipeline.tests.projects.projects import WAN, cast, make_project, with_teams
from southgate.domain.errors import Forbidden, NotFound, Refused
from southgate.kernel.book.models import Entry
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db


def places(refusal):
    return [reason.where for reason in refusal.value.reasons]


def test_it_works():
    play = cast()
    firm = make_firm(play.place, "澄沅精传（示例）有限公司")
    id = make_project(
        play, enterprise=firm, park=play.place.north, stage="started", start_on=date(2026, 11, 9),
        investment_planned=58_000 * WAN, lead_unit=play.place.first_unit, responsible_person=play.li.person,
    )  # fmt: skip
    row = Project.objects.get(pk=id)
    assert (row.code, row.initials, row.investment_cny) == ("SL-2026-0001", "jmjsqzngc", 58_000 * WAN)
    assert (row.stage_on, row.version) == (date(2026, 11, 9), 1)
    assert ProjectPast.objects.get(id=id).known_to is None


def test_codes_go_on_and_may_be_given():
    play = cast()
    make_project(play, "甲")
    make_project(play, "乙", code="ZD-7")
    make_project(play, "丙")
    codes = dict(Project.objects.values_list("name", "code"))
    assert codes == {"甲": "SL-2026-0001", "乙": "ZD-7", "丙": "SL-2026-0002"}
    with pytest.raises(Refused) as refusal:
        make_project(play, "丁", code="ZD-7")
    assert places(refusal) == ["code"]


def test_foreign_money_is_counted_by_its_rate():
    play = cast()
    id = make_project(play, investment_planned=3_600 * WAN, currency="USD", rate_millionths=7_100_000, rate_on=TODAY)
    assert Project.objects.get(pk=id).investment_cny == 25_560 * WAN


def test_all_reasons_come_at_once_each_with_its_item():
    play, other = cast(), cast("SL2")
    commands = [
        RegisterProject(zone=play.zone, values={"name": "甲", "public_works": True, "park": other.place.north}),
        RegisterProject(zone=play.zone, values={"name": "", "colour": "红"}),
        RegisterProject(zone=play.zone, values={"name": "丙", "responsible_person": other.li.person}),
    ]
    with pytest.raises(Refused) as refusal:
        register_projects(commands, by=play.officer, today=TODAY, command_id=uuid4())
    found = [(reason.item, reason.where) for reason in refusal.value.reasons]
    assert found == [(0, "fund_source"), (0, "park"), (1, "colour"), (2, "responsible_person")]
    assert Project.objects.count() == 0


def test_the_same_name_is_shown_first_and_may_still_be_another_project():
    play = cast()
    known = make_project(play)
    with pytest.raises(Refused) as refusal:
        make_project(play, "精密减速器 智能工厂")
    assert "SL-2026-0001" in str(refusal.value)
    cmd = RegisterProject(zone=play.zone, values={"name": "精密减速器智能工厂"}, not_the_same=(known,))
    register_projects([cmd], by=play.officer, today=TODAY, command_id=uuid4())
    make_project(play, "精密减速器智能工厂二期")
    assert Project.objects.count() == 3


def test_a_hidden_talk_of_the_same_name_is_not_betrayed():
    play = cast()
    make_project(play, confidential=True, by=play.officer)
    make_project(play, by=play.li)
    assert Project.objects.count() == 2


def test_who_registers_a_confidential_talk_is_in_its_team():
    play = cast()
    id = make_project(play, confidential=True)
    member = ProjectMember.objects.get(project_id=id)
    assert member.person_id == play.officer.person
    assert with_teams(play.officer).teams == {"project": frozenset({id})}
    kinds = list(Entry.objects.filter(subject=id).order_by("seq").values_list("kind", flat=True))
    assert kinds == ["project.registered", "project.team_joined"]


def test_a_signed_project_is_not_confidential():
    with pytest.raises(Refused) as refusal:
        make_project(cast(), confidential=True, stage="signed")
    assert places(refusal) == ["confidential"]


def test_bulk_is_the_same_as_one_by_one():
    one, many = cast(), cast("SL2")
    names = [f"示例项目{number}号" for number in range(7)]
    values = {"investment_planned": 1000 * WAN, "stage": "signed", "signed_on": date(2026, 3, 31), "signed_grain": "m"}
    for name in names:
        make_project(one, name, **values)
    commands = [RegisterProject(zone=many.zone, values={"name": name, **values}) for name in names]
    publish_projects(commands, by=many.officer, today=TODAY, command_id=uuid4())
    skip = {"id", "position", "zone_id", "code"}
    columns = [f.attname for f in Project._meta.concrete_fields if f.attname not in skip]
    rows = [list(Project.objects.filter(zone=z).order_by("code").values(*columns)) for z in (one.zone, many.zone)]
    assert rows[0] == rows[1]


def test_stranger_leader_and_neighbour_may_not():
    play, other = cast(), cast("SL2")
    for by, error in ((play.stranger, NotFound), (other.officer, NotFound), (play.zhao, Forbidden)):
        with pytest.raises(error):
            make_project(play, by=by)
    with pytest.raises(NotFound):
        cmd = RegisterProject(zone=UUID(int=7), values={"name": "甲"})
        register_projects([cmd], by=play.officer, today=TODAY, command_id=uuid4())


def test_a_fund_source_in_place_of_an_investor_means_public_works():
    play = cast()
    assert Project.objects.get(pk=make_project(play, "标准厂房三期", fund_source="专项债")).public_works
    firm = make_firm(play.place, "澄沅精传（示例）有限公司")
    with pytest.raises(Refused) as refusal:
        make_project(play, "乙", fund_source="专项债", enterprise=firm)
    assert places(refusal) == ["fund_source"]

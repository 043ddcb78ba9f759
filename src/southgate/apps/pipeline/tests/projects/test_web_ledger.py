"""The ledger page and editing in its cells, through the whole stack."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from southgate.apps.pipeline.models.projects import Project, SavedView
from southgate.apps.pipeline.services.projects.commands import RegisterProject
from southgate.apps.pipeline.services.projects.recording import register_projects
from southgate.apps.pipeline.tests.projects.projects import WAN
from southgate.kernel.clock import today
from southgate.kernel.identity.actor import system_actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import signed_in

pytestmark = pytest.mark.django_db


def project(place, name="精密减速器智能工厂", **values):
    values = {"name": name, "park": place.north, "investment_planned": 58_000 * WAN, **values}
    commands = [RegisterProject(zone=place.zone, values=values)]
    by = system_actor([place.zone, place.north, place.east])
    return UUID(register_projects(commands, by=by, today=today(), command_id=uuid4()).data["ids"][0])


def post(client, url, body):
    return client.post(url, json.dumps(body), content_type="application/json")


def edit(client, *cells, id=None):
    edits = [{"id": str(pk), "seen": seen, "field": field, "value": value} for pk, seen, field, value in cells]
    return post(client, "/projects/cells/", {"command_id": str(id or uuid4()), "edits": edits})


def test_it_works():
    client, _, place = signed_in()
    project(place)
    page = client.get("/projects/")
    html = page.content.decode()
    assert page.status_code == 200
    for words in ("精密减速器智能工厂", "58,000", "5.8 亿元", "北片区", "新增项目", 'data-edit-url="/projects/cells/'):
        assert words in html


def test_filters_are_sentences_that_can_be_taken_away():
    client, _, place = signed_in()
    project(place, "甲")
    project(place, "乙", park=place.east, investment_planned=900 * WAN)
    html = client.get(f"/projects/?park={place.north}&investment_planned_min=10000&sort=name").content.decode()
    assert "甲" in html and ">乙<" not in html
    assert "≥ 10,000 万元" in html


@pytest.mark.parametrize(
    "query", ["colour=red", "sort=progress_note", "stage=flying", "page=0", "park=north", "investment_planned_min=x"]
)
def test_what_the_address_does_not_know_is_refused(query):
    client, _, place = signed_in()
    project(place)
    assert client.get(f"/projects/?{query}").status_code == 422


def test_an_edit_answers_with_the_row_as_it_is_now():
    client, _, place = signed_in()
    id = project(place)
    answer = edit(client, (id, 1, "investment_fixed", "42000"), (id, 1, "lead_unit", "招商一局"))
    row = answer.json()["rows"][0]
    assert (answer.status_code, row["version"], row["cells"]["investment_fixed"]) == (200, 2, "42,000")
    assert Project.objects.get(pk=id).lead_unit_id == place.first_unit
    assert answer.json()["totals"]["investment_fixed"] == "42,000"


def test_a_refusal_says_each_cell_that_is_wrong():
    client, _, place = signed_in()
    id = project(place)
    answer = edit(client, (id, 1, "land_thousandths", "很大"), (id, 1, "stage", "飞行"), (id, 1, "code", "X"))
    assert answer.status_code == 422
    assert [(r["id"], r["field"]) for r in answer.json()["reasons"]] == [
        (str(id), name) for name in ("land_thousandths", "stage", "code")
    ]


def test_stale_says_what_stands_there_now_and_by_whom():
    client, _, place = signed_in()
    id = project(place)
    edit(client, (id, 1, "industry", "传动"))
    answer = edit(client, (id, 1, "industry", "电机"))
    stale = answer.json()["stale"][0]
    assert answer.status_code == 409
    assert (stale["yours"], stale["now"], stale["by"], stale["version"]) == ("电机", "传动", "李经理", 2)


def test_the_same_edit_twice_is_written_once():
    client, _, place = signed_in()
    id, command = project(place), uuid4()
    first, second = (edit(client, (id, 1, "industry", "传动"), id=command) for _ in range(2))
    assert (first.status_code, second.status_code, Project.objects.get(pk=id).version) == (200, 200, 2)


def test_while_typing_the_sum_that_does_not_add_up_comes_with_its_mend():
    client, _, place = signed_in()
    id = project(place, investment_planned=12_800 * WAN, investment_fixed=9_400 * WAN, investment_working=2_000 * WAN,
                 investment_land=1_400 * WAN)  # fmt: skip
    body = {"id": str(id), "seen": 1, "field": "investment_fixed", "value": "9850"}
    answer = post(client, "/projects/cells/check/", body).json()
    assert (answer["was"], answer["will"]) == ("9,400 万元", "9,850 万元（+450）")
    note = answer["notes"][0]
    assert "多 450 万元" in note["say"]
    assert (note["mend"]["field"], note["mend"]["value"]) == ("investment_working", "1550")
    assert Project.objects.get(pk=id).version == 1


@pytest.mark.parametrize("body", [[], {"edits": []}, {"command_id": "x", "edits": [{}]}, {"edits": [{"id": 1}]}])
def test_bad_json_is_refused(body):
    client, _, _place = signed_in()
    assert post(client, "/projects/cells/", body).status_code == 422


def test_a_stranger_gets_nothing_and_another_zone_is_not_found():
    client, _, place = signed_in(role=None)
    id = project(place)
    assert client.get("/projects/").status_code == 404
    assert edit(client, (id, 1, "industry", "传动")).status_code == 404


def test_a_leader_reads_and_may_change_the_promise_alone():
    client, _, place = signed_in(role=Role.ZONE_LEADER)
    id = project(place)
    assert edit(client, (id, 1, "industry", "传动")).status_code == 422
    assert edit(client, (id, 1, "production_promised_on", "2099-06")).status_code == 200


def test_a_past_day_is_read_only():
    client, _, place = signed_in()
    project(place)
    page = client.get(f"/projects/?day={today() - timedelta(days=1)}")
    assert page.status_code == 200
    assert "精密减速器" not in page.content.decode()


def test_views_are_kept_and_forgotten():
    client, _account, place = signed_in()
    project(place)
    client.post("/projects/views/save/?stage=talks&sort=name", {"name": "我的在谈"})
    view = SavedView.objects.get()
    assert "我的在谈" in client.get("/projects/").content.decode()
    client.post(f"/projects/views/{view.pk}/forget/")
    assert SavedView.objects.count() == 0


def test_the_columns_chosen_stand_in_the_address():
    client, _, _place = signed_in()
    answer = client.post("/projects/columns/?stage=talks", {"columns": ["stage", "chain"]})
    assert answer.url == "/projects/?stage=talks&columns=name%2Cstage%2Cchain"
    assert client.get(answer.url).status_code == 200

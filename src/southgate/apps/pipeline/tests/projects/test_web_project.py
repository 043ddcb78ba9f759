"""The project page and its forms, without scripts."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from southgate.apps.enterprise.tests.firms import make_firm
from southgate.apps.pipeline.models.projects import Project, ProjectMember
from southgate.apps.pipeline.tests.gates.ready import make_ready
from southgate.apps.pipeline.tests.projects.test_web_ledger import project
from southgate.domain.projects import Stage
from southgate.kernel.clock import today
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import signed_in

pytestmark = pytest.mark.django_db


def send(client, url, **data):
    return client.post(url, {"command_id": str(uuid4()), **data})


def test_it_works():
    client, _, place = signed_in()
    id = project(place, stage="started", start_on=today() - timedelta(days=15), lead_unit=place.first_unit)
    html = client.get(f"/projects/{id}/").content.decode()
    for words in ("5.8 亿元", "已 15 天", "招商一局", "登记项目「精密减速器智能工厂」", "回看", "记一件事"):
        assert words in html


def test_a_new_project_from_the_form():
    client, _, place = signed_in()
    answer = send(client, "/projects/new/", name="伺服电机扩能", park=str(place.north), stage="talks",
                  investment_planned="2.48亿元", lead_unit=str(place.first_unit), confidential="on")  # fmt: skip
    row = Project.objects.get()
    assert answer.url == f"/projects/{row.pk}/"
    assert (row.investment_cny, row.confidential, row.park_id) == (24_800_000_000, True, place.north)
    assert client.get(answer.url).status_code == 200


def test_what_was_typed_is_kept_and_each_wrong_field_is_said():
    client, _, _place = signed_in()
    answer = send(client, "/projects/new/", name="", enterprise="没有的公司", stage="talks", signed_on="2026.1")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "没有叫“没有的公司”的企业" in html and 'value="2026.1"' in html
    assert Project.objects.count() == 0


def test_the_same_name_is_shown_with_a_tick_to_go_on():
    client, _, place = signed_in()
    known = project(place)
    answer = send(client, "/projects/new/", name="精密减速器智能工厂", stage="talks")
    assert answer.status_code == 422 and f'value="{known.hex}"' in answer.content.decode()
    answer = send(client, "/projects/new/", name="精密减速器智能工厂", stage="talks", not_the_same=known.hex)
    assert answer.status_code == 302 and Project.objects.count() == 2


def test_edit_writes_only_what_was_changed():
    client, _, place = signed_in()
    id = project(place, industry="传动")
    page = client.get(f"/projects/{id}/edit/")
    data = {name: field.initial for name, field in page.context["form"].fields.items()}
    data = {**{name: value for name, value in page.context["form"].initial.items() if value}, "seen": 1}
    answer = send(client, f"/projects/{id}/edit/", **{**data, "industry": "精密传动", "change_reason": "按备案证"})
    assert answer.status_code == 302, answer.context["form"].errors
    html = client.get(f"/projects/{id}/").content.decode()
    assert "行业由传动改为精密传动，因为按备案证" in html


def test_a_stale_form_keeps_the_text_and_says_so():
    client, _, place = signed_in()
    id = project(place)
    send(client, f"/projects/{id}/status/", seen=1, to="paused", occurred_on=today(), reason="停工")
    answer = send(client, f"/projects/{id}/status/", seen=1, to="ended", occurred_on=today(), reason="撤资")
    assert answer.status_code == 409 and "撤资" in answer.content.decode()


def test_stage_status_note_and_team():
    client, account, place = signed_in()
    id = project(place)
    day = today() - timedelta(days=3)
    seen = make_ready(id, Stage.SIGNED, today=today())
    assert send(client, f"/projects/{id}/stage/", seen=seen, to="signed", occurred_on=day).status_code == 302
    assert send(client, f"/projects/{id}/note/", text="谈定交地", occurred_on=day).status_code == 302
    assert send(client, f"/projects/{id}/team/", person=str(account.person), from_day=day).status_code == 302
    html = client.get(f"/projects/{id}/").content.decode()
    for words in ("由「在谈」转入「签约」", "补录，晚 3 天", "谈定交地", "李经理加入项目组"):
        assert words in html
    assert send(client, f"/projects/{id}/team/{account.person}/leave/").status_code == 302
    assert ProjectMember.objects.get().to_day == today()


def test_a_move_that_cannot_be_says_why():
    client, _, place = signed_in()
    id = project(place)
    answer = send(client, f"/projects/{id}/stage/", seen=1, to="signed", occurred_on=today() + timedelta(days=1))
    assert answer.status_code == 422 and "还没有到" in answer.content.decode()


def test_others_talks_do_not_exist():
    client, _, place = signed_in()
    id = project(place, confidential=True)
    for path in ("", "edit/", "stage/", "status/", "open/", "note/", "team/"):
        assert client.get(f"/projects/{id}/{path}").status_code == 404
    assert "精密" not in client.get("/projects/").content.decode()


def test_who_may_look_but_not_change_gets_403():
    client, _, place = signed_in(role=Role.STATISTICIAN)
    id = project(place)
    assert client.get(f"/projects/{id}/").status_code == 200
    for path in ("edit/", "stage/", "status/", "team/"):
        assert client.get(f"/projects/{id}/{path}").status_code == 403


def test_a_day_before_it_was_registered_does_not_know_it():
    client, _, place = signed_in()
    id = project(place)
    assert client.get(f"/projects/{id}/?day={today() - timedelta(days=1)}").status_code == 404


def test_it_stands_on_the_page_of_its_enterprise():
    client, _, place = signed_in()
    firm = make_firm(place, "澄沅精传有限公司")
    id = project(place, enterprise=firm)
    assert f"/projects/{id}/" in client.get(f"/enterprises/{firm}/").content.decode()


def test_a_stale_form_shows_both_texts_and_never_puts_back_what_another_changed():
    client, _, place = signed_in()
    id = project(place, industry="传动", chain="装备")
    url = f"/projects/{id}/edit/"
    form = client.get(url).context["form"]
    opened = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    assert send(client, url, **{**opened, "industry": "电机"}).status_code == 302
    answer = send(client, url, **{**opened, "chain": "机器人"})
    stale = answer.context["stale"]
    assert answer.status_code == 409
    assert {(f["key"], f["was"], f["yours"], f["now"]) for f in stale["fields"]} >= {
        ("industry", "传动", "传动", "电机"),
        ("chain", "装备", "机器人", "装备"),
    }
    chosen = {**dict(stale["keep"]), "industry": "电机", "chain": "机器人", "seen": stale["version"]}
    assert send(client, url, **chosen).status_code == 302
    row = Project.objects.get(pk=id)
    assert (row.industry, row.chain, row.version) == ("电机", "机器人", 3)

"""Pages of leads: inbox, a new one, the record, the step forms; whole page, fragment, 422, 404, past day."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from southgate.apps.pipeline.models.leads import Lead
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.services.leads.commands import RegisterLead
from southgate.apps.pipeline.services.leads.recording import register_leads
from southgate.apps.pipeline.tests.leads.leads import NAME, YI, load_rules, run
from southgate.kernel.clock import today
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import signed_in
from southgate.kernel.testing import actor_with, make_person

pytestmark = pytest.mark.django_db


def send(client, url, **data):
    return client.post(url, {"command_id": str(uuid4()), **data})


def lead(place, name=NAME, **values):
    by = actor_with([Role.INVESTMENT_OFFICER], place, person=make_person(place, "陈专员"), unit=place.first_unit)
    given = {"name": name, "lead_unit": place.first_unit, "received_on": today(), **values}
    answer = run(register_leads, RegisterLead(zone=place.zone, values=given), by, today=today())
    return UUID(answer.data["ids"][0])


def html(answer):
    return answer.content.decode()


def test_a_new_lead_from_a_phone():
    load_rules()
    client, account, _place = signed_in()
    answer = send(client, "/leads/new/", name=NAME, source="introduced", investor="示例新能源公司",
                  investment_planned="2.5亿元", received_on=today(), contact="王总 13800000000")  # fmt: skip
    row = Lead.objects.get()
    assert answer.url == f"/leads/{row.pk}/"
    assert (row.investment_cny, row.source, row.taken_by_id) == (25_000_000_000, "introduced", account.person)
    page = html(client.get(answer.url))
    for words in (
        "示例新能源公司拟投资 2.5 亿元",
        "明确责任人",
        "还剩 1 个工作日",
        "江府办函〔2024〕37号",
        "13800000000",
    ):
        assert words in page


def test_the_rate_is_asked_for_where_a_foreign_sum_is_typed():
    client, _, _place = signed_in()
    assert "折算汇率" not in html(client.get("/leads/new/"))
    given = {"name": NAME, "source": "walk_in", "investment_planned": "3600万美元", "received_on": today()}
    answer = send(client, "/leads/new/", **given)
    assert answer.status_code == 422 and "折算汇率" in html(answer)
    assert send(client, "/leads/new/", **given, rate_millionths="7.1", rate_on=today()).status_code == 302


def test_what_is_alike_is_shown_with_a_tick_to_go_on():
    client, _, place = signed_in()
    known = lead(place)
    given = {"name": NAME, "source": "walk_in", "received_on": today()}
    answer = send(client, "/leads/new/", **given)
    assert answer.status_code == 422 and f'value="{known.hex}"' in html(answer)
    assert send(client, "/leads/new/", **given, not_the_same=known.hex).status_code == 302


def test_wrong_fields_are_said_and_what_was_typed_is_kept():
    client, _, _place = signed_in()
    answer = send(client, "/leads/new/", name="", source="walk_in", investment_planned="很多", received_on="昨天")
    assert answer.status_code == 422 and 'value="很多"' in html(answer)
    assert Lead.objects.count() == 0


def test_the_inbox_and_its_fragment():
    load_rules()
    client, _, place = signed_in()
    lead(place, "很急的", investment_planned=2 * YI, received_on=today() - timedelta(days=30))
    lead(place, "不急的", investment_planned=YI // 2)
    page = html(client.get("/leads/"))
    for words in ("已逾期", "逾期", "明确责任人", "没有时限在走", "登记线索", "2 条在跟进", "1 条有逾期"):
        assert words in page
    part = html(client.get("/leads/", headers={"HX-Request": "true"}))
    assert "很急的" in part and "<html" not in part
    assert "很急的" not in html(client.get("/leads/?view=dropped"))
    assert "不急的" in html(client.get("/leads/?q=不急")) and "很急的" not in html(client.get("/leads/?q=不急"))
    assert client.get("/leads/?view=nonsense").status_code == 404


def test_an_empty_inbox_teaches():
    client, _, _place = signed_in()
    page = html(client.get("/leads/"))
    assert "还没有线索" in page and "客商来电" in page


def test_from_the_first_step_to_the_project():
    load_rules()
    client, account, place = signed_in()
    id = lead(place, investment_planned=6 * YI)
    url, day = f"/leads/{id}/", {"occurred_on": today()}
    assert send(client, f"{url}person/", seen=1, person=str(account.person), **day).status_code == 302
    assert send(client, f"{url}judge/", seen=2, what="follow", text="主业相符", **day).status_code == 302
    assert send(client, f"{url}answer/", seen=3, text="电话答复", **day).status_code == 302
    assert send(client, f"{url}report/", seen=4, what="site", text="看了两块地", **day).status_code == 302
    assert send(client, f"{url}bureau/", seen=5, text="市局来了", **day).status_code == 302
    page = html(client.get(url))
    for words in ("研判：跟进", "看了两块地", "转为项目", "进展报告（看地选址）：看了两块地", "还剩 14 天"):
        assert words in page
    form = html(client.get(f"{url}become/"))
    assert "线索里已有的都带过去" in form and 'name="investment_planned"' not in form
    answer = send(client, f"{url}become/", seen=6, product="结构件", nature="ordinary")
    project = Project.objects.get()
    assert answer.url == f"/projects/{project.pk}/"
    assert "从哪条线索来" in html(client.get(answer.url)) and "看项目" in html(client.get(url))


def test_refused_stale_and_forgotten():
    client, _, place = signed_in()
    id = lead(place)
    answer = send(client, f"/leads/{id}/report/", seen=1, what="visit", text="x", occurred_on=today())
    assert answer.status_code == 422 and "研判为跟进的线索才有进展报告" in html(answer)
    assert send(client, f"/leads/{id}/drop/", seen=1, text="", occurred_on=today()).status_code == 422
    assert send(client, f"/leads/{id}/drop/", seen=1, text="放弃", occurred_on=today()).status_code == 302
    answer = send(client, f"/leads/{id}/restore/", seen=1, reason="又来谈")
    assert answer.status_code == 409 and "又来谈" in html(answer)
    assert send(client, f"/leads/{id}/restore/", seen=2, reason="又来谈").status_code == 302


def test_edit_writes_what_was_changed_and_both_texts_of_a_stale_form():
    client, _, place = signed_in()
    id = lead(place, industry="锂电")
    url = f"/leads/{id}/edit/"
    form = client.get(url).context["form"]
    opened = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    assert send(client, url, **{**opened, "industry": "储能"}).status_code == 302
    answer = send(client, url, **{**opened, "chain": "新能源"})
    assert answer.status_code == 409 and "储能" in html(answer)
    assert Lead.objects.get().industry == "储能"
    again = {**opened, "seen": 2, "industry": "储能", "first_contact_on": "2026-11-01"}
    answer = send(client, url, **again)
    assert answer.status_code == 422 and "要写明原因" in html(answer)


def test_others_confidential_leads_do_not_exist():
    client, _, place = signed_in()
    id = lead(place, confidential=True)
    steps = ("", "edit/", "become/", "person/", "judge/", "answer/", "report/", "bureau/", "open/", "drop/", "restore/")
    for path in (*steps, "hand-over/"):
        assert client.get(f"/leads/{id}/{path}").status_code == 404
    for url in ("/leads/", "/leads/?view=all", "/", "/search/?q=储能", "/api/v1/leads?view=all"):
        assert NAME not in html(client.get(url))


def test_who_may_look_but_not_change_gets_403():
    client, _, place = signed_in(role=Role.STATISTICIAN)
    id = lead(place)
    assert client.get(f"/leads/{id}/").status_code == 200
    for path in ("edit/", "person/", "judge/", "drop/", "hand-over/", "become/"):
        assert client.get(f"/leads/{id}/{path}").status_code == 403


def test_a_past_day_is_read_only_and_does_not_know_what_came_later():
    client, _, place = signed_in()
    id = lead(place)
    yesterday = today() - timedelta(days=1)
    assert client.get(f"/leads/{id}/?day={yesterday}").status_code == 404
    assert NAME not in html(client.get(f"/leads/?day={yesterday}"))
    assert client.get(f"/leads/new/?day={yesterday}").status_code == 403
    assert client.get(f"/leads/{id}/judge/?day={yesterday}").status_code == 403

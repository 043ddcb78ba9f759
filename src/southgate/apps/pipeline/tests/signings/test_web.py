"""The pages of 签约与指标, without scripts: counts, what stands behind them, registering, screening, tasks, lists."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.test import Client

from southgate.apps.pipeline.models.signings import Signing, Task
from southgate.apps.pipeline.services.projects.commands import RegisterProject
from southgate.apps.pipeline.services.projects.recording import register_projects
from southgate.apps.pipeline.tests.signings.signings import YI, list_firm
from southgate.kernel.clock import today
from southgate.kernel.identity.actor import system_actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import make_account, signed_in

pytestmark = pytest.mark.django_db
SIGNED = date(2026, 3, 5)


def made(zone: UUID, name: str = "精密减速器智能工厂", **values) -> UUID:
    values = {"name": name, "stage": "signed", "signed_on": SIGNED, "investment_planned": 5 * YI, **values}
    cmd = RegisterProject(zone=zone, values=values)
    return UUID(register_projects([cmd], by=system_actor(), today=today(), command_id=uuid4()).data["ids"][0])


@pytest.fixture
def house():
    """An officer's browser, a place, the browser of a leader."""
    client, _, place = signed_in()
    second = Client()
    second.force_login(make_account(place, "zhao", Role.ZONE_LEADER))
    return client, place, second


def send(client, url, **data):
    return client.post(url, {"command_id": str(uuid4()), **data})


def register(client, project, **said):
    given = {"signed_on": "2026-03-05", "form": "contract", "amount": "5亿元", **said}
    return send(client, f"/figures/signings/new/{project}/", **given)


def confirm(client, row):
    return send(client, f"/figures/signings/{row.pk}/screen/", verdict="confirm", seen=row.version)


def test_from_the_project_to_the_count(house):
    client, place, second = house
    project = made(place.zone)
    assert f"/figures/signings/new/{project}/" in client.get(f"/projects/{project}/").content.decode()
    answer = register(client, project)
    row = Signing.objects.get()
    assert answer.url == f"/figures/signings/{row.pk}/"
    assert client.get(answer.url).status_code == 200
    assert "甄别 1 条签约" in second.get("/figures/").content.decode()
    assert confirm(second, row).url == answer.url
    html = client.get("/figures/?period=2026-1-11").content.decode()
    assert "1 个" in html and "5 亿元" in html and "管理口径" in html


def test_the_form_knows_what_the_ledger_says(house):
    client, place, _ = house
    html = client.get(f"/figures/signings/new/{made(place.zone)}/").content.decode()
    assert 'value="2026-03-05"' in html and 'value="50,000"' in html


def test_a_repeat_is_said_to_be_one(house):
    client, place, _ = house
    project = made(place.zone)
    register(client, project)
    answer = client.post(f"/figures/signings/new/{project}/", {"command_id": str(uuid4()), "form": "contract",
                         "signed_on": "2026-09-08"}, follow=True)  # fmt: skip
    assert "已登记为重复签约" in answer.content.decode()


def test_every_wrong_field_is_said_at_once_and_what_was_typed_is_kept(house):
    client, place, _ = house
    answer = register(client, made(place.zone), amount="很多", rate="x", share="二", signed_on="3月")
    html = answer.content.decode()
    assert answer.status_code == 422 and 'value="很多"' in html
    for words in ("不是金额", "汇率是正数", "比例写成 51", "日期写成"):
        assert words in html


def test_names_that_lead_to_nothing_are_refused_together(house):
    client, place, _ = house
    answer = register(client, made(place.zone), listed_name="没有的集团", carved_code="SL-0", enterprise="没有的公司")
    html = answer.content.decode()
    assert answer.status_code == 422
    for words in ("没有『没有的集团』", "没有编号为『SL-0』", "没有叫“没有的公司”的企业"):
        assert words in html


def test_a_listed_firm_with_its_evidence(house):
    client, place, _ = house
    list_firm()
    register(client, made(place.zone), listed_name="示例集团有限公司", share="51", listed_evidence="示例：公司章程")
    row = Signing.objects.get()
    assert (row.listed_class, row.listed_share_millionths) == ("china", 510_000)
    assert "中国500强" in client.get(f"/figures/signings/{row.pk}/").content.decode()


def test_rejected_with_a_reason_and_corrected(house):
    client, place, second = house
    register(client, made(place.zone))
    row = Signing.objects.get()
    url = f"/figures/signings/{row.pk}/"
    assert send(second, f"{url}screen/", verdict="reject", seen=1).status_code == 422
    send(second, f"{url}screen/", verdict="reject", seen=1, reason="合同没有盖章")
    assert "合同没有盖章" in client.get(url).content.decode()
    form = client.get(f"{url}correct/")
    given = {name: value for name, value in form.context["form"].initial.items() if value not in (None, False)}
    given |= {"amount": "3亿元", "reason": "补正金额"}
    assert send(client, f"{url}correct/", **given).url == url
    row.refresh_from_db()
    assert (row.amount, row.state) == (3 * YI, "reported")


def test_who_reported_is_not_shown_the_screening(house):
    client, place, _ = house
    register(client, made(place.zone))
    row = Signing.objects.get()
    html = client.get(f"/figures/signings/{row.pk}/").content.decode()
    assert f"/figures/signings/{row.pk}/screen/" not in html and "等登记人以外" in html
    assert confirm(client, row).status_code == 422


def test_a_figure_opens_to_its_rows_by_reason(house):
    client, place, second = house
    for name, nature in (("甲", "ordinary"), ("乙", "fiscal")):
        register(client, made(place.zone, name, nature=nature))
    for row in Signing.objects.all():
        confirm(second, row)
    html = client.get("/figures/rows/signed/?period=2026-1-11").content.decode()
    assert "财政资金项目" in html and "甲" in html
    html = client.get("/figures/rows/signed/?period=2026-1-11&group=nature.fiscal").content.decode()
    assert ">乙</a>" in html and ">甲</a>" not in html
    assert client.get("/figures/rows/unheard/").status_code == 404
    assert client.get("/figures/rows/signed/?period=2026-13").status_code == 422


def test_a_task_stands_beside_its_figure(house):
    client, _, second = house
    given = {"definition": "signed", "year": 2026, "target": "12", "source": "示例任务书"}
    assert send(client, "/figures/tasks/new/", **given).status_code == 403
    assert send(second, "/figures/tasks/new/", **given).url == "/figures/tasks/"
    task = Task.objects.get()
    html = client.get("/figures/?period=2026-1-11").content.decode()
    assert "12 个" in html and "慢于序时 91.7 个百分点" in html
    answer = send(second, f"/figures/tasks/{task.pk}/", target="15", reason="年中调整", seen=1)
    assert answer.status_code == 302 and "15 个" in client.get("/figures/tasks/?year=2026").content.decode()


def test_choosing_a_project_begins_with_those_that_lack_a_signing(house):
    client, place, _ = house
    project = made(place.zone)
    made(place.zone, "在谈项目", stage="talks", signed_on=None)
    html = client.get("/figures/signings/new/").content.decode()
    assert str(project) in html and "在谈项目" not in html
    assert "在谈项目" in client.get("/figures/signings/new/?q=在谈").content.decode()


def test_lists_say_how_whole_they_are(house):
    client, _, _ = house
    assert "还没有名单" in client.get("/figures/lists/").content.decode()
    list_firm(rank=7)
    assert "不完整" in client.get("/figures/lists/").content.decode()
    html = client.get("/figures/lists/china/2026/").content.decode()
    assert "示例集团有限公司" in html and "示例名单" in html
    assert client.get("/figures/lists/unheard/2026/").status_code == 404


def test_a_past_day_writes_nothing_and_knows_what_was_known(house):
    client, place, _ = house
    register(client, made(place.zone))
    for url in ("/figures/", "/figures/rows/signed/", "/figures/signings/"):
        answer = client.get(f"{url}?day=2026-03-06")
        assert answer.status_code == 200 and "精密减速器" not in answer.content.decode(), url


def test_a_signing_of_a_past_day_cannot_be_changed_there(house):
    client, place, second = house
    register(client, made(place.zone))
    row = Signing.objects.get()
    confirm(second, row)
    url = f"/figures/signings/{row.pk}/"
    assert client.get(f"{url}?day={today().isoformat()}").status_code == 200
    assert client.get(f"{url}?day=2026-03-06").status_code == 404

"""The pages of agreements, without scripts: from a draft to a signed one, its commitments, the list, the panel."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from southgate.apps.pipeline.models.agreements import Agreement, Clause, Commitment
from southgate.apps.pipeline.tests.agreements.agreements import CLEAN, FLAGGED
from southgate.apps.pipeline.tests.projects.test_web_ledger import project
from southgate.kernel.clock import today
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import make_account, sign_in, signed_in

pytestmark = pytest.mark.django_db


def send(client, url, **data):
    return client.post(url, {"command_id": str(uuid4()), **data})


def also(place, role: Role, username: str) -> Client:
    """Another browser in the same zone."""
    make_account(place, username, role)
    client = Client()
    assert sign_in(client, username).status_code == 302
    return client


def two_officers():
    """(one who writes, one who decides, a project), in one zone."""
    writer, _, place = signed_in(Role.INVESTMENT_OFFICER)
    return writer, also(place, Role.ZONE_LEADER, "leader"), project(place)


def drafted(client, id, text=FLAGGED) -> str:
    answer = send(client, f"/agreements/of/{id}/new/", title="示例项目投资协议", form="agreement", text=text)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer.url


def version(url: str) -> int:
    return Agreement.objects.get(pk=UUID(url.strip("/").rpartition("/")[2])).version


def reviewed(client, url: str, **more):
    paper = SimpleUploadedFile("审查意见.pdf", b"%PDF-1.4 shili")
    given = {"number": "示公竞审7号", "office": "示例市市场监管局", "reviewed_on": today(), "conclusion": "passed"}
    return send(client, f"{url}review/", **{**given, "file": paper, **more})


def test_from_a_draft_to_a_signed_agreement():
    writer, decider, id = two_officers()
    url = drafted(writer, id)
    html = writer.get(url).content.decode()
    assert "待审查" in html and "纳税额" in html and 'class="passage is-open"' in html and "挂公平竞争审查记录" in html
    assert send(writer, f"{url}submit/", seen=version(url)).status_code == 302
    refused = send(decider, f"{url}approve/", seen=version(url))
    assert refused.status_code == 422 and "还没有审查记录" in refused.content.decode()
    assert reviewed(writer, url).status_code == 302
    assert send(decider, f"{url}approve/", seen=version(url)).status_code == 302
    answer = send(writer, f"{url}sign/", seen=version(url), signed_on=today(), contract_number="示-1")
    assert answer.status_code == 302 and "已签订" in writer.get(url).content.decode()


def test_a_review_without_its_paper_is_refused_in_place():
    writer, _, id = two_officers()
    url = drafted(writer, id)
    answer = reviewed(writer, url, file="")
    assert answer.status_code == 422 and "审查记录要附文件" in answer.content.decode()


def test_the_same_form_twice_keeps_one_paper_and_one_review():
    writer, _, id = two_officers()
    url, same = drafted(writer, id), str(uuid4())
    for _time in range(2):
        assert reviewed(writer, url, command_id=same).status_code == 302
    html = writer.get(url).content.decode()
    assert html.count("审查意见.pdf") == 1 and html.count("示公竞审7号") <= 3


def test_a_version_shows_what_it_changed():
    writer, _, id = two_officers()
    url = drafted(writer, id, CLEAN)
    text = CLEAN.replace("三个月", "六个月")
    assert send(writer, f"{url}text/", seen=version(url), text=text).status_code == 302
    html = writer.get(f"{url}versions/2/").content.decode()
    assert "<del>第一条 乙方应于取得土地后三个月内开工。" in html and "<ins>第一条" in html


def test_who_may_only_look_gets_no_buttons_and_no_forms():
    writer, _, place = signed_in()
    url = drafted(writer, project(place))
    clerk = also(place, Role.WINDOW_CLERK, "clerk")
    html = clerk.get(url).content.decode()
    assert "提交审批" not in html and "标一处" in html
    assert clerk.get(f"{url}submit/").status_code == 403
    row = Clause.objects.first()
    assert clerk.get(f"/agreements/clauses/{row.pk}/clear/").status_code == 403


def test_commitments_are_written_reported_and_decided():
    writer, decider, id = two_officers()
    url = drafted(writer, id, CLEAN)
    form = writer.get(f"{url}commitments/new/").content.decode()
    assert "不分解到具体企业" in form
    wrong = send(writer, f"{url}commitments/new/", side="enterprise", measure="fixed_per_mu", quantity="四百",
                 due_on=today(), text="示例")  # fmt: skip
    assert wrong.status_code == 422
    given = {"side": "enterprise", "measure": "fixed_per_mu", "quantity": "400.5", "due_on": "2026-01-05"}
    assert send(writer, f"{url}commitments/new/", **given, text="示例：亩均投资").status_code == 302
    row = Commitment.objects.get()
    assert (row.quantity, row.places, row.unit) == (40_050, 2, "万元/亩")
    _sign(writer, decider, url)
    assert "逾期" in writer.get("/agreements/").content.decode()
    claim = {"seen": 1, "to": "met", "occurred_on": today(), "evidence_number": "示例验收单"}
    assert send(writer, f"/agreements/commitments/{row.pk}/claim/", **claim).status_code == 302
    assert send(decider, f"/agreements/commitments/{row.pk}/decide/", seen=2).status_code == 302
    assert Commitment.objects.get().state == "met"
    assert "已履行" in writer.get("/agreements/?show=ended").content.decode()


def _sign(writer, decider, url):
    send(writer, f"{url}submit/", seen=version(url))
    send(decider, f"{url}approve/", seen=version(url))
    answer = send(writer, f"{url}sign/", seen=version(url), signed_on=today())
    assert answer.status_code == 302


def test_the_panel_of_the_project_shows_it_and_a_past_day_does_not():
    writer, _, id = two_officers()
    url = drafted(writer, id)
    html = writer.get(f"/projects/{id}/").content.decode()
    assert "示例项目投资协议" in html and "起草协议" in html and "下载审计证据包" in html
    assert writer.get(f"{url}?day=2020-01-01").status_code == 404


def test_a_stale_approval_says_so():
    writer, decider, id = two_officers()
    url = drafted(writer, id, CLEAN)
    old = version(url)
    send(writer, f"{url}submit/", seen=old)
    assert send(decider, f"{url}approve/", seen=old).status_code == 409


def test_the_list_teaches_while_it_is_empty():
    client, _, _ = signed_in(Role.STATISTICIAN)
    html = client.get("/agreements/").content.decode()
    assert "还没有履行中的承诺" in html and "没有在起草" in html
    assert client.get("/agreements/?show=all").status_code == 404

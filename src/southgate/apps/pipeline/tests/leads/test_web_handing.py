"""Pages of hand-overs and of the talks library."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from southgate.apps.pipeline.models.leads import Lead, LeadTransfer
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.talks import TalkRemoval
from southgate.apps.pipeline.tests.leads.leads import joined, load_rules
from southgate.apps.pipeline.tests.leads.test_web import html, lead, send
from southgate.apps.pipeline.tests.projects.test_web_ledger import project
from southgate.kernel.clock import today
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import make_account, sign_in, signed_in
from southgate.kernel.testing import make_place

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=250)


def neighbour(home, role=Role.ZONE_LEADER):
    """Another zone of the city, and somebody signed in there."""
    place = make_place("SL2")
    joined(home, place)
    account = make_account(place, "zhao", role=role)
    client = Client()
    assert sign_in(client, "zhao").status_code == 302
    return client, account, place


def test_offered_waits_is_accepted_and_the_first_zone_looks_on():
    client, _, place = signed_in()
    there, account, other = neighbour(place)
    id = lead(place)
    page = html(client.get(f"/leads/{id}/hand-over/"))
    assert "示例园区SL2" in page and "保留首谈功劳" in page
    offer = {"seen": 1, "to_zone": str(other.zone), "share": "30", "reason": "用地不合适"}
    assert send(client, f"/leads/{id}/hand-over/", **offer).status_code == 302
    pk = LeadTransfer.objects.get().pk
    for url in ("/leads/", "/"):
        assert f"/leads/transfers/{pk}/accept/" in html(there.get(url)), url
    answer = send(
        there, f"/leads/transfers/{pk}/accept/", seen=1, unit=str(other.first_unit), person=str(account.person)
    )
    assert answer.url == f"/leads/{id}/"
    row = Lead.objects.get()
    assert (row.zone_id, row.lead_unit_id, row.responsible_person_id) == (other.zone, other.first_unit, account.person)
    assert "招商一局 30%" in html(there.get(answer.url))
    page = html(client.get(f"/leads/{id}/"))
    assert "已接收" in page and f"/leads/{id}/edit/" not in page
    assert row.name in html(client.get("/leads/?view=handed_on"))


def test_sent_back_and_taken_back():
    client, _, place = signed_in()
    there, _, other = neighbour(place)
    id = lead(place)
    offer = {"to_zone": str(other.zone), "share": "0", "reason": "x"}
    assert send(client, f"/leads/{id}/hand-over/", seen=1, **offer).status_code == 302
    pk = LeadTransfer.objects.get().pk
    assert send(there, f"/leads/transfers/{pk}/decline/", seen=1, reason="").status_code == 422
    assert send(there, f"/leads/transfers/{pk}/decline/", seen=1, reason="没有环境容量").url == "/leads/"
    assert there.get(f"/leads/{id}/").status_code == 404
    assert "没有环境容量" in html(client.get(f"/leads/{id}/"))
    assert send(client, f"/leads/{id}/hand-over/", seen=1, **offer).status_code == 302
    again = LeadTransfer.objects.get(state="offered").pk
    assert send(client, f"/leads/transfers/{again}/withdraw/", seen=1, reason="谈成了").status_code == 302
    assert there.get(f"/leads/transfers/{again}/accept/").status_code == 200
    assert send(there, f"/leads/transfers/{again}/accept/", seen=2, unit=str(other.first_unit)).status_code == 422


def test_a_share_that_is_none_is_refused():
    client, _, place = signed_in()
    id = lead(place)
    offer = {"seen": 1, "to_zone": str(place.zone), "to_unit": str(place.second_unit), "reason": "x"}
    for share in ("101", "一半", ""):
        assert send(client, f"/leads/{id}/hand-over/", share=share, **offer).status_code == 422


def test_the_library_its_panel_and_its_forms():
    load_rules()
    client, _, place = signed_in()
    id = project(place, stage="talks", talk_on=today() - LONG_AGO)
    page = html(client.get("/leads/talks/"))
    for words in ("在谈项目库", "应移出", "精密减速器智能工厂", "未归类"):
        assert words in page
    assert "精密" not in html(client.get("/leads/talks/?colour=green"))
    assert client.get("/leads/talks/?colour=blue").status_code == 404
    part = html(client.get("/leads/talks/", headers={"HX-Request": "true"}))
    assert "精密" in part and "<html" not in part
    panel = html(client.get(f"/projects/{id}/"))
    assert "panel-talks" in panel and "提出移出" in panel
    assert send(client, f"/leads/talks/{id}/grade/", seen=1, to="A").status_code == 302
    progress = {"what": "document", "text": "备忘录 1 号", "occurred_on": today() - timedelta(days=240)}
    assert send(client, f"/leads/talks/{id}/progress/", **progress).status_code == 422
    assert send(client, f"/leads/talks/{id}/progress/", seen=2, **progress).status_code == 302
    assert Project.objects.get().talk_grade == "A"
    assert "备忘录 1 号" in html(client.get(f"/projects/{id}/"))


def test_taken_out_by_two_persons():
    load_rules()
    client, _, place = signed_in()
    id = project(place, stage="talks", talk_on=today() - LONG_AGO)
    assert send(client, f"/leads/talks/{id}/remove/", seen=1, reason="联系不上").status_code == 302
    pk = TalkRemoval.objects.get().pk
    decision = {"seen": 1, "agree": "yes"}
    assert send(client, f"/leads/removals/{pk}/", **decision).status_code == 422
    make_account(place, "zhao", role=Role.ZONE_LEADER)
    leader = Client()
    assert sign_in(leader, "zhao").status_code == 302
    assert f"/leads/removals/{pk}/" in html(leader.get("/"))
    assert send(leader, f"/leads/removals/{pk}/", **decision).status_code == 302
    assert "已移出" in html(client.get(f"/projects/{id}/")) and "精密" not in html(client.get("/leads/talks/"))
    assert "精密" in html(client.get("/leads/talks/?colour=removed"))
    assert send(leader, f"/leads/talks/{id}/restore/", seen=2, reason="又来谈").status_code == 302
    assert Project.objects.get().removed_on is None


def test_others_secret_talks_are_in_no_library():
    load_rules()
    client, _, place = signed_in()
    id = project(place, stage="talks", confidential=True, talk_on=today() - LONG_AGO)
    for url in ("/leads/talks/", "/leads/talks/?colour=remove", "/api/v1/talks", "/"):
        assert "精密" not in html(client.get(url))
    for path in ("grade", "progress", "remove", "restore"):
        assert client.get(f"/leads/talks/{id}/{path}/").status_code == 404


def test_unknown_ids_are_not_found():
    client, _, _place = signed_in()
    no = UUID(int=7)
    for path in (f"{no}/", f"transfers/{no}/accept/", f"removals/{no}/", f"talks/{no}/grade/"):
        assert client.get(f"/leads/{path}").status_code == 404
    assert client.get(f"/leads/{uuid4()}/").status_code == 404

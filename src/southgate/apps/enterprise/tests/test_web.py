"""Pages of enterprises, without scripts."""

from __future__ import annotations

from uuid import uuid4

import pytest

from southgate.apps.enterprise.models import Enterprise
from southgate.apps.enterprise.tests.firms import CODE, make_firm
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import signed_in

pytestmark = pytest.mark.django_db


def send(client, url, **data):
    return client.post(url, {"command_id": str(uuid4()), **data})


def test_it_works():
    client, _, place = signed_in()
    id = make_firm(place, "澄沅精传（示例）有限公司", CODE, contact="林示川")
    html = client.get("/enterprises/").content.decode()
    assert "澄沅精传（示例）有限公司" in html and CODE in html
    html = client.get(f"/enterprises/{id}/").content.decode()
    assert "林示川" in html and "登记企业「澄沅精传（示例）有限公司」" in html
    assert "澄沅" not in client.get("/enterprises/?q=砺川").content.decode()


def test_a_candidate_is_shown_with_a_tick_to_go_on():
    client, _, place = signed_in()
    known = make_firm(place, "澄沅精传（示例）有限公司")
    answer = send(client, "/enterprises/new/", name="澄沅精传(示例)有限责任公司")
    assert answer.status_code == 422 and f'value="{known.hex}"' in answer.content.decode()
    answer = send(client, "/enterprises/new/", name="澄沅精传(示例)有限责任公司", not_the_same=known.hex)
    assert answer.status_code == 302 and Enterprise.objects.count() == 2


def test_a_wrong_code_is_said_at_its_field():
    client, _, _place = signed_in()
    answer = send(client, "/enterprises/new/", name="某公司", credit_code=CODE[:-1] + "A")
    assert answer.status_code == 422 and "校验位不符" in answer.content.decode()


def test_edit_writes_what_was_changed():
    client, _, place = signed_in()
    id = make_firm(place, "澄沅精传（示例）有限公司", CODE)
    data = {"name": "澄沅精传（示例）有限公司", "credit_code": CODE, "industry": "传动", "seen": 1}
    assert send(client, f"/enterprises/{id}/edit/", **data).status_code == 302
    assert Enterprise.objects.get(pk=id).industry == "传动"
    assert send(client, f"/enterprises/{id}/edit/", **{**data, "industry": "电机"}).status_code == 409


def test_merge_leads_on_and_is_undone():
    client, _, place = signed_in()
    keep, away = make_firm(place, "澄沅精传有限公司"), make_firm(place, "沅澄传动设备有限公司")
    answer = send(client, f"/enterprises/{away}/merge/?q=澄沅", keep=str(keep), seen=1, reason="执照一致")
    assert answer.url == f"/enterprises/{keep}/"
    assert client.get(f"/enterprises/{away}/").url == f"/enterprises/{keep}/"
    assert "沅澄传动设备有限公司" in client.get(f"/enterprises/{keep}/").content.decode()
    assert send(client, f"/enterprises/{away}/unmerge/", seen=2, reason="看错").status_code == 302
    assert Enterprise.objects.get(pk=away).merged_into is None


def test_a_stranger_gets_404_and_a_leader_may_only_look():
    client, _, place = signed_in(role=Role.ZONE_LEADER)
    id = make_firm(place, "澄沅精传有限公司")
    assert client.get(f"/enterprises/{id}/").status_code == 200
    for path in ("edit/", "merge/", "unmerge/"):
        assert client.get(f"/enterprises/{id}/{path}").status_code == 403
    assert client.get("/enterprises/new/").status_code == 403
    assert client.get(f"/enterprises/{uuid4()}/").status_code == 404


def test_its_projects_stand_on_its_page():
    client, _, place = signed_in()
    id = make_firm(place, "澄沅精传有限公司")
    assert "还没有它的项目" in client.get(f"/enterprises/{id}/").content.decode()

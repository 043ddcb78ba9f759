"""Suspicions over HTTP: listed, opened, judged, taken back; and every way of saying no."""

from __future__ import annotations

import pytest

from southgate.apps.pipeline.tests.suspicions.pairs import registered
from southgate.kernel.clock import today
from southgate.kernel.identity.actors import actor_for
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import make_account
from southgate.kernel.panels.tests.api import Api
from southgate.kernel.testing import make_place

pytestmark = pytest.mark.django_db
SCOPES = ("read", "write:project", "write:suspicion")


@pytest.fixture
def house():
    place = make_place()
    account = make_account(place)
    for name in ("精密减速器智能工厂", "铜箔项目"):
        registered(actor_for(account, today()), place.zone, name=name, site_address="创业路8号")
    return Api(account, *SCOPES), Api(make_account(place, "wang", Role.STATISTICIAN), *SCOPES), place


def the_pair(api):
    return api.get("/suspicions").json()["rows"][0]


def test_listed_opened_judged_and_taken_back(house):
    _, second, _ = house
    pair = the_pair(second)
    assert pair["kinds"] == ["address"] and pair["state"] == "open" and pair["because"] == ["建设地址相同"]
    whole = second.get(f"/suspicions/{pair['id']}")
    assert whole.headers["ETag"] == f'"{pair["version"]}"' and whole.json()["can"] == {"judge": True, "take_up": False}
    body = {"verdict": "same", "keeps": pair["a"]["id"]}
    done = second.post(f"/suspicions/{pair['id']}/judge", body, seen=pair["version"])
    assert done.status_code == 200 and done.json()["version"] == pair["version"] + 1
    again = second.post(f"/suspicions/{pair['id']}/take-up", {"reason": "看错"}, seen=pair["version"] + 1)
    assert again.status_code == 200 and the_pair(second)["state"] == "open"


def test_facts_beside_each_other(house):
    _, second, _ = house
    facts = {one["label"]: one for one in second.get(f"/suspicions/{the_pair(second)['id']}").json()["facts"]}
    assert facts["建设地址"]["alike"] == "same" and facts["项目名称"]["alike"] == ""


def test_every_reason_at_once(house):
    first, _, _ = house
    pair = the_pair(first)
    answer = first.post(f"/suspicions/{pair['id']}/judge", {"verdict": "different"}, seen=pair["version"])
    assert answer.status_code == 422 and len(answer.json()["reasons"]) == 3


def test_refusals(house):
    _, second, place = house
    pair = the_pair(second)
    path, body = f"/suspicions/{pair['id']}/judge", {"verdict": "different", "reason": "两个车间"}
    assert second.post(path, body).status_code == 428
    assert second.post(path, body, seen=99).status_code == 409
    assert second.post(path, {**body, "guilt": 1}, seen=pair["version"]).status_code == 422
    assert second.get("/suspicions?state=lapsed").status_code == 422
    clerk = Api(make_account(place, "clerk", Role.WINDOW_CLERK), *SCOPES)
    assert clerk.get("/suspicions").status_code == 404
    assert clerk.post(path, body, seen=pair["version"]).status_code == 404
    reading = Api(make_account(place, "zhao", Role.ZONE_LEADER), "read")
    assert reading.post(path, body, seen=pair["version"]).status_code == 403

"""Board and funnel over HTTP: what the pages show, typed; unknown words refused; as its document says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from southgate.apps.pipeline.tests.projects.test_web_ledger import project
from southgate.kernel.clock import today
from southgate.kernel.identity.tests.people import signed_in

pytestmark = pytest.mark.django_db


def test_columns_with_their_figures_and_cards():
    client, _, place = signed_in()
    id = project(place, stage="started", start_on=today() - timedelta(days=15))
    project(place, name="密", confidential=True)
    found = client.get("/api/v1/board").json()
    started = next(one for one in found["columns"] if one["stage"] == "started")
    assert (started["count"], started["amount"], started["rest"]) == (1, 58_000_000_000, 0)
    card = started["cards"][0]
    assert (card["id"], card["days"], card["planned"], card["movable"]) == (str(id), 15, 58_000_000_000, True)
    assert found["columns"][0]["count"] == 0 and found["columns"][0]["confidential_of_mine"] is None


def test_a_column_page_by_page():
    client, _, place = signed_in()
    for number in range(21):
        project(place, name=f"示例项目{number}")
    first = client.get("/api/v1/board/column?of=talks").json()
    second = client.get("/api/v1/board/column?of=talks&page=2").json()
    assert (len(first["cards"]), first["rest"], len(second["cards"]), second["rest"]) == (20, 1, 1, 0)
    assert client.get("/api/v1/board/column?of=flying").status_code == 422
    assert client.get("/api/v1/board?colour=red").status_code == 422


def test_the_funnel():
    client, _, place = signed_in()
    project(place, stage="signed", talk_on=today() - timedelta(days=30), signed_on=today())
    project(place, name="乙")
    found = client.get("/api/v1/board/funnel?by=park").json()
    first = found["steps"][0]
    assert (first["reached"], first["conversion"], first["median"], first["known"]) == (2, 500_000, 30, 1)
    assert [one["id"] for one in found["groups"]] == [str(place.north)]
    past = client.get(f"/api/v1/board/funnel?day={today() - timedelta(days=1)}").json()
    assert past["steps"][0]["reached"] == 0

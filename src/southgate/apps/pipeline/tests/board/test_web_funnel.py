"""The funnel as a page: its finding in a sentence, figures that open their rows, periods, groups, nothing secret."""

from __future__ import annotations

from datetime import timedelta

import pytest

from southgate.apps.pipeline.tests.projects.test_web_ledger import project
from southgate.kernel.clock import today
from southgate.kernel.identity.tests.people import signed_in

pytestmark = pytest.mark.django_db


def fill(place):
    start = today() - timedelta(days=200)
    for number in range(4):
        project(place, name=f"在谈{number}", talk_on=start)
    project(place, name="已签", stage="signed", talk_on=start, signed_on=start + timedelta(days=40))
    project(place, name="密", confidential=True, talk_on=start)


def test_it_says_what_it_finds_and_every_figure_opens_its_rows():
    client, _, place = signed_in()
    fill(place)
    answer = client.get("/board/funnel/")
    html = answer.content.decode()
    assert "停在『在谈』的最多：到过的 5 项里，4 项还没有走到『签约』" in html
    assert "在『在谈』停得最久，中位 40 天" in html and "密" not in html.replace("保密在谈", "")
    first = answer.context["rows"][0]
    assert (first["conversion"], first["median"], first["unknown"]) == ("20 %", 40, 0)
    assert "stage=talks&amp;stage=signed" in first["reached"] and ">5</a>" in first["reached"]
    shown = client.get(first["here"].split('"')[1].replace("&amp;", "&"))
    assert shown.context["page"]["total"] == 4


def test_a_period_and_a_park_narrow_it_and_say_what_has_no_day():
    client, _, place = signed_in()
    fill(place)
    project(place, name="无日期", stage="signed")
    found = client.get(f"/board/funnel/?signed_on_from={today().year - 1}-01-01&park={place.north}").context
    assert (found["reached"], found["undated"]) == (1, 1)
    assert "signed_on_from" in found["rows"][0]["reached"]
    nothing = client.get(f"/board/funnel/?park={place.east}")
    assert nothing.status_code == 200 and "没有符合条件的项目" in nothing.content.decode()


def test_by_park_and_unit():
    client, _, place = signed_in()
    fill(place)
    project(place, name="东", park=place.east, lead_unit=place.first_unit)
    html = client.get("/board/funnel/?by=park").content.decode()
    assert "按片区看" in html and f"park={place.east}" in html
    assert "招商一局" in client.get("/board/funnel/?by=lead_unit").content.decode()
    assert client.get("/board/funnel/?by=colour").status_code == 422


def test_an_empty_house_teaches():
    client, _, _place = signed_in()
    assert "先登记或导入项目" in client.get("/board/funnel/").content.decode()

"""Reads of projects: filters, order, totals without secrets, past days; as many queries for 3 rows as for 30."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from southgate.apps.enterprise.tests.firms import make_firm
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.policies import projects as policies
from southgate.apps.pipeline.selectors.projects.filtering import ask
from southgate.apps.pipeline.selectors.projects.ledger import everything, facets, ledger, totals
from southgate.apps.pipeline.selectors.projects.reading import visible, visible_past
from southgate.apps.pipeline.selectors.projects.record import record
from southgate.apps.pipeline.tests.projects.projects import WAN, cast, edit, join, make_project, with_teams
from southgate.domain.errors import NotFound, Refused
from southgate.kernel.book.models import Head
from southgate.kernel.identity.roles import Role
from southgate.kernel.testing import TODAY, actor_with

pytestmark = pytest.mark.django_db


def asked(play, by=None, **query):
    by = by or play.officer
    given = {key: value if isinstance(value, list) else [value] for key, value in query.items()}
    return ask(given, policies.readable(by, play.zone), by)


def names(play, by=None, position=None, **query):
    by = by or play.officer
    return [row["name"] for row in ledger(by, play.zone, asked(play, by, **query), position=position).rows]


def three(play):
    make_project(play, "甲", park=play.place.north, stage="building", investment_planned=300 * WAN)
    make_project(play, "乙", park=play.place.east, stage="building", investment_planned=500 * WAN, industry="传动")
    make_project(play, "丙", stage="talks", production_promised_on=date(2027, 6, 30))


def test_filters_and_order():
    play = cast()
    three(play)
    north, east = str(play.place.north), str(play.place.east)
    assert names(play) == ["乙", "甲", "丙"]
    assert names(play, park=[north, east], stage="building", sort="investment_planned") == ["甲", "乙"]
    assert names(play, park=["none"]) == ["丙"]
    assert names(play, investment_planned_min="400") == ["乙"]
    assert names(play, production_promised_on_from="2027-01-01") == ["丙"]
    assert names(play, industry=["传动", "none"], sort="name")[0] in {"丙", "乙", "甲"}
    assert names(play, q="乙") == ["乙"]


def test_what_is_not_given_comes_last_either_way():
    play = cast()
    three(play)
    assert names(play, sort="-investment_planned")[-1] == names(play, sort="investment_planned")[-1] == "丙"


def test_totals_hold_no_secrets_and_the_team_has_its_own_line():
    play = cast()
    three(play)
    make_project(play, "密", confidential=True, investment_planned=1000 * WAN)
    team, leader = with_teams(play.officer), play.zhao
    for by, secret in ((team, (1, 1000 * WAN)), (leader, (0, 0))):
        found = totals(by, play.zone, asked(play, by))
        assert (found.count, found.sums["investment_planned"]) == (3, 800 * WAN)
        assert (found.secret, found.secret_planned) == secret
        assert sum(facet.count for facet in facets(by, play.zone, asked(play, by), "stage")) == 3
    assert ("密" in names(play, team), "密" in names(play, leader)) == (True, False)


def test_foreign_money_without_a_rate_is_counted_apart():
    play = cast()
    three(play)
    Project.objects.filter(name="甲").update(currency="USD", investment_cny=None)
    found = totals(play.officer, play.zone, asked(play))
    assert (found.sums["investment_planned"], found.foreign) == (500 * WAN, 1)


def test_the_enterprise_sees_its_own_projects_without_internal_fields():
    play = cast()
    firm = make_firm(play.place, "澄沅精传有限公司")
    make_project(play, "自家", enterprise=firm, source_region="广东")
    make_project(play, "别家")
    by = actor_with([Role.ENTERPRISE_PRINCIPAL], play.place, enterprise=firm)
    assert names(play, by) == ["自家"]
    row = ledger(by, play.zone, asked(play, by)).rows[0]
    assert "responsible_person_id" not in row and "liaison_leader_name" not in row
    for query in ({"sort": "source_region"}, {"source_region": "广东"}, {"columns": "source_region"}):
        with pytest.raises(Refused):
            asked(play, by, **query)


def test_another_zone_and_a_stranger_see_nothing():
    play, other = cast(), cast("SL2")
    id = make_project(play)
    for by in (other.officer, play.stranger):
        assert names(play, by) == []
        assert visible(by).count() == 0
        with pytest.raises(NotFound):
            record(by, id, today=TODAY)


def test_a_post_in_a_park_alone_sees_its_projects_alone():
    play = cast()
    three(play)
    park = frozenset({play.place.north})
    by = actor_with([Role.INVESTMENT_OFFICER], play.place)
    by = replace(by, grants=tuple(replace(grant, zones=park) for grant in by.grants))
    assert names(play, by) == ["甲"]


def test_a_past_day_shows_what_was_known_then_with_the_rights_of_today():
    play = cast()
    three(play)
    secret = make_project(play, "密", confidential=True)
    then = Head.objects.get().position
    edit(play, Project.objects.get(name="甲").pk, 1, investment_planned=900 * WAN, industry="新")
    make_project(play, "丁")
    assert names(play, by=play.zhao, position=then) == ["乙", "甲", "丙"]
    assert ledger(play.zhao, play.zone, asked(play), position=then).rows[1]["investment_planned"] == 300 * WAN
    join(play, secret, play.zhao, by=with_teams(play.officer))
    assert "密" in names(play, by=with_teams(play.zhao), position=then)


def test_the_short_way_to_a_past_day_sees_the_same():
    play = cast()
    three(play)
    make_project(play, "密", confidential=True)
    mine = make_project(play, "我的密", confidential=True, responsible_person=play.li.person)
    then = Head.objects.get().position
    for by in (play.zhao, play.li, play.officer, with_teams(play.officer), play.stranger):
        short = set(visible_past(by, then, play.zone).values_list("id", flat=True))
        assert short == set(visible_past(by, then).values_list("id", flat=True))
        assert (mine in short) == (by is play.li or bool(by.teams))


def test_days_in_each_stage():
    play = cast()
    id = make_project(play, stage="started", talk_on=date(2025, 8, 11), signed_on=date(2025, 12, 18),
                      landed_on=date(2026, 5, 20), start_on=date(2026, 11, 9))  # fmt: skip
    known = record(play.officer, id, today=TODAY)
    assert [one.days for one in known.stages] == [129, 153, 173, 15, None, None, None]
    assert known.gaps[:2] == ("responsible_person", "lead_unit")


@pytest.mark.parametrize("count", [3, 30])
def test_a_page_costs_the_same_queries_however_many_rows(count, django_assert_num_queries):
    play = cast()
    for number in range(count):
        make_project(play, f"示例项目{number}", responsible_person=play.li.person, lead_unit=play.place.first_unit)
    wanted = asked(play)
    with django_assert_num_queries(7):
        assert ledger(play.officer, play.zone, wanted).total == count
    with django_assert_num_queries(1):
        totals(play.officer, play.zone, wanted)
    assert len(list(everything(play.officer, play.zone, wanted))) == count


def test_refusals_of_an_address_come_all_at_once():
    play = cast()
    with pytest.raises(Refused) as refusal:
        asked(play, colour="red", stage="flying", sort="liaison_leader", page="x", responsible_person=str(uuid4())[:8])
    assert sorted(reason.where for reason in refusal.value.reasons) == [
        "colour", "page", "responsible_person", "sort", "stage",
    ]  # fmt: skip

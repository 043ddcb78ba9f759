"""What is read of vouchers: who sees which, sums without talks, a past day, as many queries for thirty as for three."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from southgate.apps.pipeline.selectors.vouchers.listing import ALL, ask, listing
from southgate.apps.pipeline.selectors.vouchers.of_project import in_place_of
from southgate.apps.pipeline.selectors.vouchers.reading import in_zone, visible
from southgate.apps.pipeline.tests.projects.projects import Cast, cast, join, make_project, with_teams
from southgate.apps.pipeline.tests.vouchers.slips import WAN, accept, enter
from southgate.domain.counting.vouchers import State, Use
from southgate.kernel.book.models import Head
from southgate.kernel.identity.actor import system_actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.packs import services as packs
from southgate.kernel.testing import TODAY, actor_with

pytestmark = pytest.mark.django_db
EVERY = ask({"state": [ALL]})


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def project(people):
    return make_project(people, responsible_person=people.li.person, park=people.place.north)


@pytest.fixture
def talk(people):
    """A confidential talk of the officer with an accepted voucher; 王科 is in its team."""
    id = make_project(people, "保密项目", confidential=True)
    join(people, id, people.wang, by=with_teams(people.officer))
    accept(with_teams(people.wang), enter(with_teams(people.officer), id, "T-1", amount=77 * WAN))
    return id


def test_sums_never_have_a_talk_in_them_whoever_reads(people, project, talk):
    accept(people.wang, enter(people.li, project))
    for by, rows, own in ((people.zhao, 1, 0), (with_teams(people.wang), 2, 77 * WAN)):
        found = listing(by, people.zone, EVERY)
        assert (found.total, found.sums.total, found.sums.talks) == (rows, 500 * WAN, own)
        assert found.counts[State.ACCEPTED] == rows == len(found.rows)
        assert set(in_zone(by, people.zone)) == set(visible(by))


def test_a_talk_opens_for_its_team_alone(people, talk):
    assert in_place_of(with_teams(people.wang), talk, today=TODAY).total == 77 * WAN
    assert listing(people.zhao, people.zone, EVERY).total == 0


def test_a_park_sees_its_own(people, project):
    other = make_project(people, "东片区项目", park=people.place.east)
    mine, _ = enter(people.officer, project), enter(people.officer, other, "B-2")
    in_north = actor_with([Role.FINANCE], people.place, person=people.zhao.person)
    grant = type(in_north.grants[0])(Role.FINANCE, frozenset({people.place.north}))
    north = type(in_north)(in_north.id, in_north.person, None, (grant,))
    assert [row.id for row in visible(north)] == [mine]
    assert [row.id for row in listing(people.zhao, people.zone, EVERY, park=people.place.north).rows] == [mine]


def test_a_past_day_shows_what_was_known_then(people, project):
    id = enter(people.li, project)
    before = Head.objects.get().position
    accept(people.wang, id)
    then = listing(people.zhao, people.zone, EVERY, position=before)
    assert (then.counts[State.ENTERED], then.counts[State.ACCEPTED]) == (1, 0)
    assert in_place_of(people.zhao, project, today=TODAY, position=before).total == 0
    assert in_place_of(people.zhao, project, today=TODAY).arrived[Use.FIXED] == 500 * WAN


def test_what_counts_follows_the_pack_that_the_zone_chose(people, project):
    packs.load_shipped(by=system_actor(), today=TODAY)
    accept(people.wang, enter(people.li, project))
    accept(people.wang, enter(people.li, project, "L-1", kind="land_receipt", use="land", amount=100 * WAN))
    assert in_place_of(people.zhao, project, today=TODAY).counted.total == 600 * WAN
    choose(people, "caidian.money")
    found = in_place_of(people.zhao, project, today=TODAY)
    assert (found.total, found.counted.total, found.ruled.key) == (600 * WAN, 500 * WAN, "caidian.money")


def choose(people, key):
    cmd = packs.ChoosePack(zone=people.zone, key=key, from_day=TODAY, reason="本区办法")
    packs.choose_packs([cmd], by=actor_with([Role.POLICY_OFFICER], people.place), today=TODAY, command_id=uuid4())


def test_as_many_queries_for_thirty_as_for_three(people, project):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            listing(people.zhao, people.zone, EVERY)
            in_place_of(people.zhao, project, today=TODAY)
        return len(queries)

    for number in range(3):
        enter(people.li, project, f"N-{number}")
    few = asked()
    for number in range(3, 30):
        enter(people.li, project, f"N-{number}")
    assert asked() <= few + 1

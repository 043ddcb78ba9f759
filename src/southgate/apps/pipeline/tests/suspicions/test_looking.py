"""The look in the transaction of a change: what it raises, changes, lets lapse; and that it costs little."""

from __future__ import annotations

import pytest

from southgate.apps.pipeline.models.suspicions import MatchKey, Suspicion
from southgate.apps.pipeline.tests.projects.projects import WAN, cast, edit, make_project
from southgate.apps.pipeline.tests.suspicions.pairs import firm, keys_of, open_ones, rename_firm, states
from southgate.kernel.book.models import Entry

pytestmark = pytest.mark.django_db
SITE = "云澜市高新区创业路8号"


def test_one_address_written_two_ways_is_a_suspicion():
    here = cast()
    first = make_project(here, "精密减速器智能工厂", site_address=SITE)
    second = make_project(here, "铜箔项目", site_address="创业路８＃（原纺织厂）")
    [found] = Suspicion.objects.all()
    assert (found.kind, found.state, {found.a_id, found.b_id}) == ("address", "open", {first, second})
    assert found.evidence == [{"say": "建设地址相同", "params": {}}]
    assert found.zone_id == found.other_zone_id == here.zone


def test_it_stands_in_the_book_beside_the_change_that_made_it():
    here = cast()
    make_project(here, "精密减速器智能工厂", site_address=SITE)
    second = make_project(here, "铜箔项目", site_address=SITE)
    raised = Entry.objects.get(kind="suspicion.raised")
    assert raised.command == Entry.objects.get(subject=second, seq=1).command
    assert raised.zone == here.zone


def test_an_edit_that_shares_nothing_writes_nothing():
    here = cast()
    make_project(here, "精密减速器智能工厂", site_address=SITE)
    second = make_project(here, "铜箔项目", site_address="兴业路3号")
    edit(here, second, 1, jobs_expected=30)
    assert not Suspicion.objects.exists()


def test_a_corrected_address_lets_it_lapse_and_comes_back_with_it():
    here = cast()
    make_project(here, "精密减速器智能工厂", site_address=SITE)
    second = make_project(here, "铜箔项目", site_address=SITE)
    edit(here, second, 1, site_address="兴业路3号")
    assert states() == ["lapsed"]
    edit(here, second, 2, site_address=SITE)
    [found] = Suspicion.objects.all()
    assert (found.state, found.reopened_from) == ("open", "lapsed")


def test_what_supports_it_makes_it_stronger():
    here = cast()
    make_project(here, "精密减速器智能工厂", site_address=SITE, investment_planned=10_000 * WAN)
    second = make_project(here, "铜箔项目", site_address=SITE)
    [before] = Suspicion.objects.values_list("strength", flat=True)
    edit(here, second, 1, investment_planned=10_000 * WAN)
    [after] = Suspicion.objects.all()
    assert after.strength - before == 150_000
    assert after.evidence[1] == {"say": "计划投资都是 %(sum)s", "params": {"sum": "1 亿元"}}


def test_what_many_share_says_less_and_in_the_end_nothing():
    here = cast()
    for number in range(3):
        make_project(here, f"示例{number}号项目", site_address=SITE)
    assert [round(s / 1000) for s in Suspicion.objects.values_list("strength", flat=True)] == [300] * 3
    make_project(here, "示例九号项目", site_address=SITE)
    assert set(states()) == {"lapsed"}


def test_a_firm_that_gets_its_group_is_looked_at_with_all_its_projects():
    here = cast()
    one, other = firm(here, "示例甲有限公司", "示例集团"), firm(here, "示例乙有限公司")
    make_project(here, "精密减速器智能工厂", enterprise=one, product="减速器")
    make_project(here, "铜箔项目", enterprise=other, product="年产5万台减速器")
    assert not Suspicion.objects.exists()
    rename_firm(here, other, group_name="示例集团")
    assert open_ones() == [("product", 450_000)]


def test_a_confidential_talk_changes_nothing_between_two_others():
    here = cast()
    make_project(here, "精密减速器智能工厂", site_address=SITE)
    make_project(here, "铜箔项目", site_address=SITE)
    [before] = Suspicion.objects.values_list("id", "strength")
    make_project(here, "保密项目", site_address=SITE, confidential=True)
    assert Suspicion.objects.count() == 3
    assert before in Suspicion.objects.values_list("id", "strength")


def test_keys_follow_the_row():
    here = cast()
    id = make_project(here, "精密减速器智能工厂", site_address=SITE)
    edit(here, id, 1, site_address="兴业路3号", contractor="示例建设有限公司")
    assert keys_of(id) == {f"address:{here.zone.hex}|兴业路3号", f"contractor:{here.zone.hex}|示例建设",
                           f"long_name:{here.zone.hex}|精密减速器智能工厂"}  # fmt: skip
    assert MatchKey.objects.filter(project=id).count() == 3


def test_a_plain_edit_costs_no_query_more(django_assert_max_num_queries):
    here = cast()
    id = make_project(here, "精密减速器智能工厂", site_address=SITE)
    with django_assert_max_num_queries(22):
        edit(here, id, 1, jobs_expected=30)

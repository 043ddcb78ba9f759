"""A reviewer's word on a pair: works, refused with every reason, forbidden, stale; and what comes back."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from southgate.apps.pipeline.models.suspicions import Suspicion
from southgate.apps.pipeline.selectors.suspicions.desk import desk
from southgate.apps.pipeline.services.suspicions.commands import JudgePair, TakeUpPair, Verdict
from southgate.apps.pipeline.services.suspicions.judging import judge_pairs, take_up_pairs
from southgate.apps.pipeline.tests.projects.projects import WAN, Cast, cast, edit, join, make_project, with_teams
from southgate.apps.pipeline.tests.suspicions.pairs import firm, pair_version
from southgate.domain.errors import Forbidden, NotFound, Refused, Stale
from southgate.kernel.book import keeping
from southgate.kernel.book.models import Entry
from southgate.kernel.identity.actor import Actor
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db
SITE = "云澜市高新区创业路8号"


def a_pair(here: Cast, **values: object) -> Suspicion:
    make_project(here, "精密减速器智能工厂", site_address=SITE)
    make_project(here, "铜箔项目", site_address=SITE, **values)
    return Suspicion.objects.get()


def judge(row: Suspicion, by: Actor, verdict: Verdict, *, seen: int | None = None, **given: object) -> None:
    cmd = JudgePair(id=row.pk, seen=pair_version() if seen is None else seen, verdict=verdict, **given)
    judge_pairs([cmd], by=by, today=TODAY, command_id=uuid4())


def now(row: Suspicion) -> Suspicion:
    return Suspicion.objects.get(pk=row.pk)


def reasons(row: Suspicion, by: Actor, verdict: Verdict, **given: object) -> list[str]:
    with pytest.raises(Refused) as refused:
        judge(row, by, verdict, **given)
    return [str(reason) for reason in refused.value.reasons]


def test_different_with_its_reason_stays_known():
    here = cast()
    row = a_pair(here)
    judge(row, here.wang, Verdict.DIFFERENT, reason="两个车间，各有备案证")
    judged = now(row)
    assert (judged.state, judged.judged_by_id, judged.judged_on) == ("different", here.wang.person, TODAY)
    assert keeping.read([judged.reason_said]) == {judged.reason_said: "两个车间，各有备案证"}


def test_the_same_says_which_one_goes_on_counting():
    here = cast()
    row = a_pair(here)
    judge(row, here.wang, Verdict.SAME, keeps=row.b_id)
    assert (now(row).state, now(row).keeps_id) == ("same", row.b_id)


def test_every_reason_at_once():
    here = cast()
    row = a_pair(here, responsible_person=here.officer.person)
    assert reasons(row, here.officer, Verdict.SAME, reason="长" * 501) == [
        *(["『精密减速器智能工厂』是你登记的"] if first(row) else []), *others(row),
        "判为同一个项目，要选保留计数的是哪一个", "有 501 个字，最多 500 个",
    ]  # fmt: skip


def first(row: Suspicion) -> bool:
    return row.a.name == "精密减速器智能工厂"


def others(row: Suspicion) -> list[str]:
    """In the order of the projects' ids."""
    copper = ["『铜箔项目』是你登记的", "你是『铜箔项目』的责任人"]
    return copper if first(row) else [*copper, "『精密减速器智能工厂』是你登记的"]


def test_not_the_same_asks_why_and_keeps_none():
    here = cast()
    row = a_pair(here)
    assert reasons(row, here.wang, Verdict.DIFFERENT, keeps=row.a_id) == [
        "不是同一个项目就都照常计数，不用选保留哪一个", "判为不是同一个项目，要写明理由",
    ]  # fmt: skip


def test_keeps_must_be_one_of_the_two():
    here = cast()
    assert len(reasons(a_pair(here), here.wang, Verdict.SAME, keeps=UUID(int=7))) == 1


def test_a_second_judgement_is_refused_until_the_first_is_taken_back():
    here = cast()
    row = a_pair(here)
    judge(row, here.wang, Verdict.SAME, keeps=row.a_id)
    assert reasons(row, here.wang, Verdict.DIFFERENT, reason="看错了") == ["这两个项目已经判断过"]
    cmd = TakeUpPair(id=row.pk, seen=pair_version(), reason="看错了备案证")
    take_up_pairs([cmd], by=here.wang, today=TODAY, command_id=uuid4())
    judge(row, here.wang, Verdict.DIFFERENT, reason="两个车间")
    assert (now(row).state, now(row).keeps_id) == ("different", None)


def test_taking_back_needs_something_to_take_back_and_a_reason():
    here = cast()
    row = a_pair(here)
    with pytest.raises(Refused) as refused:
        cmd = TakeUpPair(id=row.pk, seen=pair_version(), reason=" ")
        take_up_pairs([cmd], by=here.wang, today=TODAY, command_id=uuid4())
    assert len(refused.value.reasons) == 2


def test_stale_is_refused():
    here = cast()
    row = a_pair(here)
    seen = pair_version()
    edit(here, row.a_id, 1, investment_planned=10_000 * WAN)
    edit(here, row.b_id, 1, investment_planned=10_000 * WAN)
    with pytest.raises(Stale):
        judge(row, here.wang, Verdict.SAME, keeps=row.a_id, seen=seen)


def test_strangers_and_other_roles_see_nothing():
    here = cast()
    row = a_pair(here)
    for by in (here.stranger, here.li):
        with pytest.raises(NotFound):
            judge(row, by, Verdict.SAME, keeps=row.a_id)
        with pytest.raises(NotFound):
            desk(by, here.zone)


def test_a_token_that_only_reads_is_forbidden():
    here = cast()
    row = a_pair(here)
    reads = Actor(here.wang.id, here.wang.person, None, here.wang.grants, {}, scopes=frozenset({"read"}))
    with pytest.raises(Forbidden):
        judge(row, reads, Verdict.SAME, keeps=row.a_id)


def test_what_was_judged_comes_back_only_with_a_new_reason():
    here = cast()
    row = a_pair(here, investment_planned=10_000 * WAN)
    judge(row, here.wang, Verdict.DIFFERENT, reason="两个车间")
    edit(here, row.a_id, 1, jobs_expected=3)
    assert now(row).state == "different"
    other = row.a_id if row.b.investment_planned else row.b_id
    edit(here, other, 2 if other == row.a_id else 1, investment_planned=10_000 * WAN)
    again = now(row)
    assert (again.state, again.reopened_from, again.judged_by_id) == ("open", "different", None)
    assert desk(here.wang, here.zone).rows[0].again


def test_a_pair_with_a_confidential_talk_is_for_its_team_alone():
    here = cast()
    row = a_pair(here, confidential=True)
    assert desk(here.wang, here.zone).counts["open"] == 0
    with pytest.raises(NotFound):
        judge(row, here.wang, Verdict.SAME, keeps=row.a_id)
    secret = row.a_id if row.a.confidential else row.b_id
    join(here, secret, here.wang, by=with_teams(here.officer))
    assert desk(with_teams(here.wang), here.zone).counts["open"] == 1


def test_a_pair_of_two_zones_is_for_who_works_in_both():
    here, there = cast("SL"), cast("OT")
    given = {"product": "精密减速器", "contractor": "示例建工有限公司"}
    one = make_project(here, "精密减速器智能工厂", enterprise=firm(here, "示例甲制造有限公司"), **given)
    make_project(there, "传动件车间", enterprise=firm(there, "示例甲制造"), **given)
    row = Suspicion.objects.get()
    assert {row.zone_id, row.other_zone_id} == {here.zone, there.zone} and one in {row.a_id, row.b_id}
    for of in (here, there):
        assert desk(of.wang, of.zone).counts["open"] == 0
        with pytest.raises(NotFound):
            judge(row, of.wang, Verdict.DIFFERENT, reason="两个车间")
    above = Actor(here.wang.id, here.wang.person, None, (*here.wang.grants, *there.wang.grants), {})
    assert desk(above, here.zone).counts["open"] == desk(above, there.zone).counts["open"] == 1
    judge(row, above, Verdict.DIFFERENT, reason="两个车间")
    assert not Entry.objects.filter(kind__startswith="suspicion.").exclude(zone=None).exists()

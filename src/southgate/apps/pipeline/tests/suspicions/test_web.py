"""The desk and the page of a pair: who gets them, what they say, how a judgement is written."""

from __future__ import annotations

import pytest

from southgate.apps.pipeline.models.suspicions import Suspicion
from southgate.apps.pipeline.tests.suspicions.pairs import Desk, desk_of, registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return desk_of()


def text(answer) -> str:
    return answer.content.decode()


def test_the_desk_lists_the_pair_with_its_why(desk):
    shown = text(desk.client.get("/suspicions/"))
    assert "精密减速器智能工厂" in shown and "铜箔项目" in shown and "建设地址相同" in shown
    assert "依据较少" in shown and desk.url in shown


def test_the_desk_filters_by_what_is_shared_and_by_state(desk):
    assert desk.url in text(desk.client.get("/suspicions/?kind=address"))
    assert "没有等判断的" in text(desk.client.get("/suspicions/?kind=photo"))
    assert "还没有这样判断过的" in text(desk.client.get("/suspicions/?state=same"))
    for wrong in ("state=lapsed", "kind=guilt", "page=0", "page=x"):
        assert desk.client.get(f"/suspicions/?{wrong}").status_code == 404


def test_both_sides_stand_beside_each_other_with_word_and_mark(desk):
    shown = text(desk.client.get(desk.url))
    assert "『" in shown and "可能是同一个项目" in shown
    assert "≈ 相近" in shown and "云澜市高新区创业路8号" in shown and "创业路８＃" in shown
    assert 'name="verdict"' in shown and "built/review.js" in shown


def test_who_registered_reads_why_another_judges(desk):
    shown = text(desk.officer.get(desk.url))
    assert "是你登记的" in shown and 'name="verdict"' not in shown
    answer = desk.send("judge", desk.officer, verdict="a")
    assert answer.status_code == 422 and "请没有经手过这两个项目的人判断" in text(answer)


def test_a_judgement_is_written_and_leads_on(desk):
    answer = desk.send("judge", verdict="b")
    assert answer.status_code == 302 and answer.url == desk.url
    shown = text(desk.client.get(desk.url))
    assert (desk.row.state, desk.row.keeps_id) == ("same", desk.b)
    assert "保留计数" in shown and "没有还在计数的签约" in shown


def test_a_refusal_keeps_what_was_typed(desk):
    answer = desk.send("judge", verdict="different", reason=" ")
    assert answer.status_code == 422 and "要写明理由" in text(answer)
    assert desk.send("judge").status_code == 422


def test_stale_is_told(desk):
    answer = desk.send("judge", verdict="a", seen=77)
    assert answer.status_code == 409 and "别人刚改过这里" in text(answer)
    assert desk.row.state == "open"


def test_a_judgement_can_be_taken_back(desk):
    desk.send("judge", verdict="different", reason="两个车间")
    assert "撤回判断" in text(desk.client.get(desk.url))
    assert desk.client.get(f"{desk.url}take-up/").status_code == 200
    assert desk.send("take-up", reason="看错").status_code == 302
    assert desk.row.state == "open"


def test_get_of_judge_leads_to_the_pair(desk):
    assert desk.client.get(f"{desk.url}judge/").url == desk.url


def test_a_past_day_says_that_only_today_is_listed(desk):
    shown = text(desk.client.get("/suspicions/?day=2026-01-01"))
    assert "这里只列今天的疑点" in shown


def test_the_project_page_shows_it_to_reviewers(desk):
    assert desk.url in text(desk.client.get(f"/projects/{desk.a}/"))


def test_the_next_pair_is_one_step_away(desk):
    registered(desk.registrar, desk.zone, name="铜箔深加工车间", site_address="创业路8号")
    urls = [f"/suspicions/{row.pk}/" for row in Suspicion.objects.all()]
    steps = sum(text(desk.client.get(url)).count('rel="next"') for url in urls)
    assert len(urls) == 3 and steps == 2

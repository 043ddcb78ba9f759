"""Editing: what was is kept, what was not touched is not judged, each edits what is his; stage and status too."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from southgate.apps.enterprise.api import MergeEnterprises, merge_enterprises
from southgate.apps.enterprise.tests.firms import make_firm
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.tests.gates.ready import make_ready
from southgate.apps.pipeline.tests.projects.projects import WAN, cast, edit, join, make_project, with_teams
from southgate.domain.errors import Forbidden, NotFound, Refused, Stale
from southgate.domain.projects import Stage
from southgate.kernel.book.models import Entry
from southgate.kernel.book.reading import feed, state_at
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db


def sentences(play, id):
    return [line.sentence for line in reversed(feed(id, by=play.officer).lines)]


def test_it_works_and_says_what_changed():
    play = cast()
    id = make_project(play, investment_planned=58_000 * WAN, land_thousandths=128_400)
    edit(play, id, 1, land_thousandths=126_900, investment_fixed=42_000 * WAN, reason="以不动产权证为准")
    assert sentences(play, id) == [
        "登记项目「精密减速器智能工厂」，在谈，计划投资 5.8 亿元",
        "固定资产由（空）改为 4.2 亿元；用地面积由 128.4 亩改为 126.9 亩，因为以不动产权证为准",
    ]


def test_nothing_new_writes_nothing():
    play = cast()
    id = make_project(play, industry="传动")
    edit(play, id, 1, industry="传动")
    assert Entry.objects.filter(subject=id).count() == 1


def test_words_are_kept_beside_the_book():
    play = cast()
    id = make_project(play)
    edit(play, id, 1, progress_note="桩基完成 96 根")
    assert "桩基" not in Entry.objects.get(subject=id, seq=2).payload
    assert sentences(play, id)[1] == "进展情况：桩基完成 96 根"


def test_parts_that_exceed_the_plan_are_refused_with_the_sum():
    play = cast()
    id = make_project(play, investment_planned=100 * WAN, investment_working=50 * WAN)
    with pytest.raises(Refused) as refusal:
        edit(play, id, 1, investment_fixed=60 * WAN)
    assert str(refusal.value) == "固定资产、流动资金、用地合计比计划投资多 10 万元"


def test_one_project_has_one_currency():
    play = cast()
    id = make_project(play, investment_planned=100 * WAN, investment_fixed=10 * WAN)
    with pytest.raises(Refused) as refusal:
        edit(play, id, 1, investment_planned=50 * WAN, currency="USD", rate_millionths=7_000_000, rate_on=TODAY)
    assert [reason.where for reason in refusal.value.reasons] == ["investment_fixed"]


def test_stale_is_refused_with_what_changed():
    play = cast()
    id = make_project(play)
    edit(play, id, 1, industry="传动")
    with pytest.raises(Stale) as stale:
        edit(play, id, 1, chain="高端装备")
    assert stale.value.changes[0].fields == {"industry": "传动"}


def test_who_may_edit_what():
    play = cast()
    id = make_project(play, lead_unit=play.place.first_unit, responsible_person=play.li.person)
    edit(play, id, 1, by=play.li, progress_millionths=300_000)
    with pytest.raises(Refused) as refusal:
        edit(play, id, 2, by=play.li, production_promised_on=date(2027, 6, 30), name="别名")
    assert sorted(reason.where for reason in refusal.value.reasons) == ["name", "production_promised_on"]
    edit(play, id, 2, by=play.zhao, production_promised_on=date(2027, 6, 30))
    with pytest.raises(Refused):
        edit(play, id, 3, by=play.zhao, industry="传动")
    with pytest.raises(Forbidden):
        edit(play, id, 3, by=play.wang, industry="传动")
    with pytest.raises(NotFound):
        edit(play, id, 3, by=play.stranger, industry="传动")


def test_a_hidden_talk_does_not_exist_for_others():
    play = cast()
    id = make_project(play, confidential=True)
    with pytest.raises(NotFound):
        edit(play, id, 2, by=play.zhao, production_promised_on=date(2027, 6, 30))
    join(play, id, play.zhao, by=with_teams(play.officer))
    edit(play, id, 3, by=with_teams(play.zhao), production_promised_on=date(2027, 6, 30))


def test_stage_in_an_edit_is_a_move_and_signing_opens_the_talk():
    play = cast()
    id = make_project(play, confidential=True)
    seen = make_ready(id, Stage.SIGNED)
    edit(play, id, seen, by=with_teams(play.officer), stage="signed", signed_on=date(2026, 11, 20))
    row = Project.objects.get(pk=id)
    assert (row.stage, row.stage_on, row.confidential) == ("signed", date(2026, 11, 20), False)
    assert sentences(play, id)[-2:] == ["已签约，不再保密", "由「在谈」转入「签约」"]
    assert Entry.objects.filter(subject=id).last().occurred_on == date(2026, 11, 20)


def test_a_step_back_or_an_end_in_the_grid_needs_its_reason():
    play = cast()
    id = make_project(play, stage="started", start_on=date(2026, 11, 9))
    with pytest.raises(Refused) as refusal:
        edit(play, id, 1, stage="talks", status="ended")
    assert [reason.where for reason in refusal.value.reasons] == ["status", "stage"]


def test_a_merge_of_its_enterprises_points_the_project_anew():
    play = cast()
    keep, away = make_firm(play.place, "澄沅精传有限公司"), make_firm(play.place, "沅澄传动设备有限公司")
    id = make_project(play, enterprise=away)
    cmd = MergeEnterprises(keep=keep, away=away, seen_keep=1, seen_away=1, reason="执照一致")
    merge_enterprises([cmd], by=play.officer, today=TODAY, command_id=uuid4())
    assert Project.objects.get(pk=id).enterprise_id == keep


def test_the_row_is_what_the_book_says():
    play = cast()
    id = make_project(play, stage="signed", signed_on=date(2026, 3, 31), signed_grain="m", currency="CNY")
    edit(play, id, 1, status="paused", reason="资金未到", investment_planned=5 * WAN)
    row = Project.objects.values().get(pk=id)
    state = state_at("project", id, row["position"])
    assert state == {name: value for name, value in row.items() if name not in {"version", "position"}}

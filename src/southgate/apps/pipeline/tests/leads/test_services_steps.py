"""The steps of a lead: works, refused with all reasons, forbidden, stale; what a step leaves behind."""

from __future__ import annotations

from datetime import timedelta

import pytest

from southgate.apps.pipeline.services.leads import steps
from southgate.apps.pipeline.services.leads.commands import (
    AnswerLead,
    DropLead,
    EditLead,
    JoinBureau,
    JudgeLead,
    NamePerson,
    OpenLead,
    ReportLead,
    RestoreLead,
)
from southgate.apps.pipeline.services.leads.recording import edit_leads
from southgate.apps.pipeline.tests.leads.leads import followed, judged, lead, make_lead, named, places, run, says, seen
from southgate.apps.pipeline.tests.projects.projects import cast
from southgate.domain.errors import Forbidden, NotFound, Refused, Stale
from southgate.domain.leads import Judgement, ReportKind
from southgate.kernel.book.reading import feed
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


def test_from_the_first_call_to_the_second_report():
    play = cast()
    id = make_lead(play, received_on=YESTERDAY)
    named(play, id)
    judged(play, id)
    run(steps.answer_leads, AnswerLead(id=id, seen=3, text="电话答复：跟进"), play.li)
    run(steps.report_leads, ReportLead(id=id, seen=4, what=ReportKind.SITE, text="看了北片区两块地"), play.li)
    run(steps.join_bureau, JoinBureau(id=id, seen=5, occurred_on=YESTERDAY), play.li)
    row = lead(id)
    assert (row.named_on, row.judged_on, row.answered_on, row.reported_on) == (TODAY,) * 4
    assert (row.bureau_on, row.reported_kind, row.judgement, row.version) == (YESTERDAY, "site", "follow", 6)
    said = [line.sentence for line in feed(id, by=play.li).lines]
    assert said[1] == "进展报告（看地选址）：看了北片区两块地" and said[3] == "研判：跟进，因为主业相符"


def test_a_second_name_changes_who_it_is_and_not_when_it_was_first_done():
    play = cast()
    id = make_lead(play, received_on=YESTERDAY)
    run(steps.name_persons, NamePerson(id=id, seen=1, person=play.li.person, occurred_on=YESTERDAY), play.officer)
    named(play, id, person=play.wang.person)
    assert (lead(id).responsible_person_id, lead(id).named_on) == (play.wang.person, YESTERDAY)
    with pytest.raises(Refused) as refusal:
        named(play, id, person=play.wang.person)
    assert places(refusal) == ["person"]


def test_a_person_of_another_zone_is_refused():
    play, other = cast(), cast("SL2")
    id = make_lead(play)
    with pytest.raises(Refused) as refusal:
        cmd = NamePerson(id=id, seen=1, person=other.li.person, unit=other.place.first_unit)
        run(steps.name_persons, cmd, play.officer)
    assert sorted(places(refusal)) == ["person", "unit"]


def test_outside_experts_are_no_judgement_yet():
    play = cast()
    id = make_lead(play, major=True)
    judged(play, id, Judgement.EXPERT)
    assert (lead(id).experts_needed, lead(id).judged_on, lead(id).judgement) == (True, None, "expert")
    judged(play, id, Judgement.FOLLOW)
    assert (lead(id).judged_on, lead(id).judgement) == (TODAY, "follow")
    with pytest.raises(Refused) as refusal:
        judged(play, id, Judgement.EXPERT)
    assert places(refusal) == ["to"]
    judged(play, id, Judgement.DECLINE)
    assert lead(id).judgement == "decline"


def test_all_reasons_of_a_step_at_once():
    play = cast()
    id = make_lead(play)
    early, late = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    with pytest.raises(Refused) as refusal:
        cmd = ReportLead(id=id, seen=1, what=ReportKind.VISIT, text=" ", occurred_on=early)
        run(steps.report_leads, cmd, play.officer)
    assert places(refusal) == ["", "text", "occurred_on"]
    with pytest.raises(Refused) as refusal:
        cmd = JudgeLead(id=id, seen=1, to=Judgement.FOLLOW, reason="长" * 2001, occurred_on=late)
        run(steps.judge_leads, cmd, play.officer)
    assert places(refusal) == ["reason", "occurred_on"]


def test_dropped_with_a_reason_and_taken_up_again_with_all_it_had():
    play = cast()
    id = followed(play)
    run(steps.drop_leads, DropLead(id=id, seen=seen(id), reason="投资方放弃"), play.li)
    assert (lead(id).state, lead(id).dropped_on) == ("dropped", TODAY)
    with pytest.raises(Refused) as refusal:
        run(steps.answer_leads, AnswerLead(id=id, seen=seen(id), text="x"), play.li)
    assert says(refusal) == ["线索已放下，不能再办"]
    with pytest.raises(Refused):
        run(steps.restore_leads, RestoreLead(id=id, seen=seen(id), reason=""), play.li)
    run(steps.restore_leads, RestoreLead(id=id, seen=seen(id), reason="又来谈"), play.li)
    row = lead(id)
    assert (row.state, row.dropped_on, row.judgement, row.restored_on) == ("open", None, "follow", TODAY)


def test_a_confidential_lead_is_opened_by_those_who_see_it():
    play = cast()
    id = make_lead(play, confidential=True)
    with pytest.raises(NotFound):
        run(steps.open_leads, OpenLead(id=id, seen=1, reason="公开招商"), play.zhao)
    named(play, id)
    run(steps.open_leads, OpenLead(id=id, seen=2, reason="公开招商"), play.li)
    assert not lead(id).confidential
    with pytest.raises(Refused) as refusal:
        run(steps.open_leads, OpenLead(id=id, seen=3, reason=""), play.li)
    assert says(refusal) == ["线索没有保密", "解除保密要写明原因"]


def test_stranger_colleague_and_stale():
    play = cast()
    id = make_lead(play, lead_unit=play.place.first_unit)
    cmd = JudgeLead(id=id, seen=1, to=Judgement.FOLLOW, reason="x")
    for by, error in ((play.stranger, NotFound), (cast("SL2").officer, NotFound), (play.wang, Forbidden)):
        with pytest.raises(error):
            run(steps.judge_leads, cmd, by)
    run(steps.judge_leads, cmd, play.zhao)
    with pytest.raises(Stale):
        run(steps.judge_leads, cmd, play.officer)


def test_the_contact_is_never_said_in_the_feed():
    play = cast()
    id = make_lead(play)
    values = {"contact": "王总 13800000000", "note": "要 60 亩地"}
    run(edit_leads, EditLead(id=id, seen=1, values=values), play.officer)
    said = feed(id, by=play.li).lines[0].sentence
    assert "13800000000" not in said and "联系人和电话已改" in said and "要 60 亩地" in said

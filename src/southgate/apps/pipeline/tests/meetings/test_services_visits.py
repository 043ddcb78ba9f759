"""A visit in one command, with findings and follow-ups; refused with all reasons; its follow-ups to their end."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from southgate.apps.pipeline.models.meetings import FollowUp, Visit, VisitFinding
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.services.meetings.commands import (
    AddFollowUp,
    CloseFollowUp,
    CorrectVisit,
    HandOnFollowUp,
    RecordVisit,
    WithdrawVisit,
)
from southgate.apps.pipeline.services.meetings.follow_ups import add_follow_ups, close_follow_ups, hand_on_follow_ups
from southgate.apps.pipeline.services.meetings.visits import correct_visits, record_visits, withdraw_visits
from southgate.apps.pipeline.tests.meetings.meetings import NEXT_WEEK, About, Found, made, make_visit, send, to_do
from southgate.apps.pipeline.tests.projects.projects import cast, make_project, with_teams
from southgate.domain.errors import Forbidden, NotFound, Refused, Stale
from southgate.kernel.book import keeping
from southgate.kernel.book.models import Entry
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db


def where(refusal):
    return [reason.where for reason in refusal.value.reasons]


def test_one_command_writes_the_visit_what_it_found_and_what_is_to_be_done():
    play = cast()
    project = make_project(play)
    visit = make_visit(
        play.officer, project, findings=(Found("need", "要 2 万千伏安"), Found("risk")), follow_ups=(to_do(play.li),)
    )
    row = Visit.objects.get(pk=visit)
    assert (row.kind, row.on, row.project_id, row.by_person_id) == ("went", TODAY, project, play.officer.person)
    assert keeping.read([row.with_said])[row.with_said] == "刘总、王工"
    assert sorted(VisitFinding.objects.values_list("kind", "project_id")) == [("need", project), ("risk", project)]
    follow = FollowUp.objects.get()
    assert (follow.owner_id, follow.due_on, follow.state) == (play.li.person, NEXT_WEEK, "open")


def test_the_book_holds_no_word_of_it():
    play = cast()
    make_visit(
        play.officer, make_project(play), findings=(Found("need", "要 2 万千伏安"),), follow_ups=(to_do(play.li),)
    )
    texts = " ".join(Entry.objects.values_list("payload", flat=True))
    assert not any(word in texts for word in ("刘总", "用地", "千伏安", "红线图"))


def test_a_repeated_command_writes_once():
    play = cast()
    cmd, id = RecordVisit(about=About(project=make_project(play)), note="看了地"), uuid4()
    first = send(record_visits, cmd, play.officer, command_id=id)
    again = send(record_visits, cmd, play.officer, command_id=id)
    assert (again.repeated, again.data, Visit.objects.count()) == (True, first.data, 1)


def test_all_reasons_at_once():
    play = cast()
    owner = to_do(play.li, text="", due_on=date(2026, 11, 1))
    cmd = RecordVisit(
        about=About(project=make_project(play)), kind="dined", on=date(2027, 1, 1), place="x" * 121,
        findings=(Found("gossip"), Found("term")), follow_ups=(owner,), event=uuid4(),
    )  # fmt: skip
    with pytest.raises(Refused) as refusal:
        send(record_visits, cmd, play.officer)
    assert where(refusal) == [
        "on", "place", "kind", "event", "findings", "finding_term", "follow_up_0", "follow_up_0"
    ]  # fmt: skip
    assert Visit.objects.count() == 0


def test_nothing_said_is_no_visit():
    play = cast()
    with pytest.raises(Refused) as refusal:
        send(record_visits, RecordVisit(about=About(project=make_project(play))), play.officer)
    assert where(refusal) == ["note"]


def test_whoever_may_note_may_record_and_a_stranger_sees_nothing():
    play = cast()
    project = make_project(play)
    assert make_visit(play.wang, project)
    with pytest.raises(NotFound):
        make_visit(play.stranger, project)


def test_of_a_confidential_talk_only_the_team_records_and_only_the_team_is_given_work():
    play = cast()
    secret = make_project(play, by=play.li, confidential=True, responsible_person=play.li.person)
    with pytest.raises(NotFound):
        make_visit(play.officer, secret)
    with pytest.raises(Refused) as refusal:
        make_visit(with_teams(play.li), secret, follow_ups=(to_do(play.wang),))
    assert where(refusal) == ["follow_up_0"]
    assert make_visit(with_teams(play.li), secret, follow_ups=(to_do(play.li),))


def test_a_meeting_moves_the_timer_of_the_talk_a_call_does_not():
    play = cast()
    project = make_project(play)
    make_visit(play.officer, project, kind="call", on=date(2026, 11, 20))
    assert Project.objects.get(pk=project).progress_on is None
    make_visit(play.officer, project, kind="call", on=date(2026, 11, 20), findings=(Found("term", "地价 15 万"),))
    assert Project.objects.get(pk=project).progress_on == date(2026, 11, 20)
    make_visit(play.wang, project, on=date(2026, 11, 23))
    assert Project.objects.get(pk=project).progress_on == date(2026, 11, 20)
    make_visit(play.officer, project, on=date(2026, 11, 23))
    assert Project.objects.get(pk=project).progress_on == date(2026, 11, 23)


def test_a_correction_needs_its_reason_and_is_the_authors_or_an_officers():
    play = cast()
    visit = make_visit(play.wang, make_project(play))
    cmd = CorrectVisit(id=visit, seen=1, values={"note": "看了三期用地", "on": date(2026, 11, 23)}, reason="记错了期数")
    with pytest.raises(Forbidden):
        send(correct_visits, cmd, play.li)
    send(correct_visits, cmd, play.wang)
    row = Visit.objects.get(pk=visit)
    assert (row.on, keeping.read([row.note_said])[row.note_said]) == (date(2026, 11, 23), "看了三期用地")
    with pytest.raises(Stale):
        send(correct_visits, cmd, play.wang)
    with pytest.raises(Refused) as refusal:
        send(correct_visits, CorrectVisit(id=visit, seen=2, values={"note": "看了三期用地"}, reason=""), play.wang)
    assert where(refusal) == ["reason"]


def test_a_visit_is_withdrawn_once_nothing_hangs_on_it():
    play = cast()
    visit = make_visit(play.officer, make_project(play), follow_ups=(to_do(play.li),))
    with pytest.raises(Refused) as refusal:
        send(withdraw_visits, WithdrawVisit(id=visit, seen=1, reason=""), play.officer)
    assert where(refusal) == ["reason", "follow_ups"]
    follow = FollowUp.objects.get()
    send(close_follow_ups, CloseFollowUp(id=follow.pk, seen=1, state="dropped", result="记错了项目"), play.officer)
    send(withdraw_visits, WithdrawVisit(id=visit, seen=1, reason="记错了项目"), play.officer)
    assert Visit.objects.get(pk=visit).withdrawn


def test_a_follow_up_ends_with_its_result_by_its_owner():
    play = cast()
    make_visit(play.officer, make_project(play), follow_ups=(to_do(play.wang),))
    follow = FollowUp.objects.get()
    with pytest.raises(Forbidden):
        send(close_follow_ups, CloseFollowUp(id=follow.pk, seen=1, state="done", result="发了"), play.li)
    with pytest.raises(Refused) as refusal:
        cmd = CloseFollowUp(id=follow.pk, seen=1, state="done", result=" ", on=date(2026, 12, 9))
        send(close_follow_ups, cmd, play.wang)
    assert where(refusal) == ["on", "result"]
    send(close_follow_ups, CloseFollowUp(id=follow.pk, seen=1, state="done", result="已发"), play.wang)
    follow.refresh_from_db()
    assert (follow.state, follow.done_on) == ("done", TODAY)


def test_a_follow_up_is_handed_on_and_added_later():
    play = cast()
    visit = make_visit(play.officer, make_project(play))
    follow = made(send(add_follow_ups, AddFollowUp(visit=visit, to_do=to_do(play.li)), play.officer))
    with pytest.raises(Refused) as refusal:
        send(hand_on_follow_ups, HandOnFollowUp(id=follow, seen=1, reason=""), play.li)
    assert where(refusal) == ["reason", "owner"]
    cmd = HandOnFollowUp(id=follow, seen=1, reason="出差", owner=play.wang.person, due_on=date(2026, 12, 4))
    send(hand_on_follow_ups, cmd, play.li)
    row = FollowUp.objects.get()
    assert (row.owner_id, row.due_on) == (play.wang.person, date(2026, 12, 4))

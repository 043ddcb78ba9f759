"""The talks library: class, typed progress, removal by two persons, the way back; a note never moves the timer."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.talks import TalkRemoval
from southgate.apps.pipeline.selectors.leads.library import asked_removals, due_for_removal, talk
from southgate.apps.pipeline.services.leads.talks import (
    AskRemoval,
    DecideRemoval,
    GradeTalk,
    RecordProgress,
    RestoreTalk,
    ask_removals,
    decide_removals,
    grade_talks,
    record_progress,
    restore_talks,
)
from southgate.apps.pipeline.services.projects.commands import NoteProject
from southgate.apps.pipeline.services.projects.moving import note_projects
from southgate.apps.pipeline.tests.leads.leads import load_rules, places, run, says
from southgate.apps.pipeline.tests.projects.projects import cast, make_project
from southgate.domain.colours.talks import Grade, Progress, TalkColour
from southgate.domain.errors import Forbidden, NotFound, Refused, Stale
from southgate.kernel.book.reading import feed
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db
OLD = date(2026, 5, 20)
"""Six months before TODAY are 20 November: more than half a year is over."""


@pytest.fixture
def play():
    load_rules("handan")
    return cast()


def project(id):
    return Project.objects.get(pk=id)


def colour(by, id):
    found = talk(by, id, day=TODAY)
    return found.row.state.colour if found and found.row.state else None


def asked(play, id, by=None):
    cmd = AskRemoval(id=id, seen=project(id).version, reason="联系不上")
    return UUID(run(ask_removals, cmd, by or play.officer).data["ids"][0])


def removed(play, id):
    pk = asked(play, id)
    run(decide_removals, DecideRemoval(id=pk, seen=1, agree=True), play.zhao)
    return pk


def test_typed_progress_moves_the_timer_and_a_note_never_does(play):
    id = make_project(play, talk_on=date(2026, 8, 1), responsible_person=play.li.person)
    assert colour(play.zhao, id) is TalkColour.RED
    note_projects([NoteProject(id=id, text="打过电话")], by=play.li, today=TODAY, command_id=uuid4())
    assert colour(play.zhao, id) is TalkColour.RED
    run(record_progress, RecordProgress(id=id, what=Progress.TERM, text="电价谈定", occurred_on=TODAY), play.li)
    assert (colour(play.zhao, id), project(id).progress_on) == (TalkColour.GREEN, TODAY)
    older = RecordProgress(id=id, what=Progress.VISIT, text="补记考察", occurred_on=date(2026, 9, 1))
    run(record_progress, older, play.li)
    assert project(id).progress_on == TODAY
    assert feed(id, by=play.li).lines[0].sentence == "洽谈有进展：考察洽谈，补记考察"


def test_money_and_signings_are_no_progress_by_hand(play):
    id = make_project(play, talk_on=OLD)
    later = TODAY + timedelta(days=1)
    with pytest.raises(Refused) as refusal:
        run(record_progress, RecordProgress(id=id, what=Progress.SIGNING, text="", occurred_on=later), play.officer)
    assert places(refusal) == ["text", "what", "occurred_on"]


def test_a_class_is_changed_with_a_reason(play):
    id = make_project(play)
    run(grade_talks, GradeTalk(id=id, seen=1, to=Grade.A), play.officer)
    with pytest.raises(Refused) as refusal:
        run(grade_talks, GradeTalk(id=id, seen=2, to=Grade.C), play.zhao)
    assert places(refusal) == ["reason"]
    run(grade_talks, GradeTalk(id=id, seen=2, to=Grade.C, reason="规模小"), play.zhao)
    assert project(id).talk_grade == "C"
    with pytest.raises(Refused):
        run(grade_talks, GradeTalk(id=id, seen=3, to=Grade.C, reason="x"), play.zhao)
    with pytest.raises(Refused) as refusal:
        run(grade_talks, GradeTalk(id=make_project(play, "乙", stage="signed"), seen=1, to=Grade.A), play.zhao)
    assert says(refusal) == ["项目不在洽谈阶段，不在在谈项目库里"]


def test_two_persons_take_it_out_and_it_comes_back(play):
    id = make_project(play, talk_on=OLD)
    pk = asked(play, id)
    with pytest.raises(Refused) as refusal:
        run(decide_removals, DecideRemoval(id=pk, seen=1, agree=True), play.officer)
    assert says(refusal) == ["提出移出的人不能自己核准"]
    run(decide_removals, DecideRemoval(id=pk, seen=1, agree=True, reason="核实过"), play.zhao)
    assert (project(id).removed_on, TalkRemoval.objects.get().state) == (TODAY, "removed")
    with pytest.raises(Refused):
        run(restore_talks, RestoreTalk(id=id, seen=project(id).version, reason=""), play.officer)
    run(restore_talks, RestoreTalk(id=id, seen=project(id).version, reason="又来谈"), play.officer)
    assert (project(id).removed_on, TalkRemoval.objects.get().state) == (None, "restored")
    assert colour(play.zhao, id) is TalkColour.REMOVE
    assert "放回在谈项目库，因为又来谈" in [line.sentence for line in feed(id, by=play.zhao).lines]


def test_the_database_asks_for_a_second_person_too(play):
    id = make_project(play, talk_on=OLD)
    pk = asked(play, id)
    with pytest.raises(IntegrityError), transaction.atomic():
        TalkRemoval.objects.filter(pk=pk).update(state="removed", decided_by=play.officer.person)


def test_only_what_is_due_is_taken_out(play):
    for last, due in ((date(2026, 5, 24), False), (date(2026, 5, 23), True)):
        id = make_project(play, f"示例{last}", talk_on=last)
        assert (id in {row.id for row in due_for_removal(play.officer, TODAY)}) is due
        if due:
            asked(play, id)
            continue
        with pytest.raises(Refused) as refusal:
            asked(play, id)
        assert "还不到移出的时候" in says(refusal)[0]


def test_without_a_first_talk_nothing_is_timed(play):
    id = make_project(play)
    assert colour(play.zhao, id) is None
    with pytest.raises(Refused) as refusal:
        asked(play, id)
    assert says(refusal) == ["首谈日期未填，算不出多久没有进展"]


def test_asked_once_and_refused_with_a_reason(play):
    id = make_project(play, talk_on=OLD)
    pk = asked(play, id)
    with pytest.raises(Refused) as refusal:
        asked(play, id)
    assert says(refusal) == ["已有人提出移出，正等第二人核准"]
    with pytest.raises(Refused) as refusal:
        run(decide_removals, DecideRemoval(id=pk, seen=1, agree=False), play.zhao)
    assert places(refusal) == ["reason"]
    run(decide_removals, DecideRemoval(id=pk, seen=1, agree=False, reason="下周来考察"), play.zhao)
    assert project(id).removed_on is None and not asked_removals(play.zhao)
    asked(play, id)


def test_progress_meanwhile_stops_a_removal(play):
    id = make_project(play, talk_on=OLD)
    pk = asked(play, id)
    run(record_progress, RecordProgress(id=id, what=Progress.VISIT, text="来考察", occurred_on=TODAY), play.officer)
    with pytest.raises(Refused) as refusal:
        run(decide_removals, DecideRemoval(id=pk, seen=1, agree=True), play.zhao)
    assert "还不到移出的时候" in says(refusal)[0]


def test_who_may_not(play):
    id, hidden = make_project(play, talk_on=OLD), make_project(play, "乙", talk_on=OLD, confidential=True)
    cmd = GradeTalk(id=id, seen=1, to=Grade.A)
    for by, error in ((play.stranger, NotFound), (play.wang, Forbidden), (cast("SL2").officer, NotFound)):
        with pytest.raises(error):
            run(grade_talks, cmd, by)
    with pytest.raises(NotFound):
        run(grade_talks, GradeTalk(id=hidden, seen=2, to=Grade.A), play.zhao)
    with pytest.raises(Stale):
        run(grade_talks, GradeTalk(id=id, seen=5, to=Grade.A), play.officer)

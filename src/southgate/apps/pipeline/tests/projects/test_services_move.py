"""Stages, status, confidentiality, team and notes, each by its command."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.policies.projects import RULES
from southgate.apps.pipeline.services.projects.commands import (
    EndConfidentiality,
    LeaveTeam,
    MoveStage,
    NoteProject,
    SetStatus,
)
from southgate.apps.pipeline.services.projects.moving import end_confidentiality, move_stage, note_projects, set_status
from southgate.apps.pipeline.services.projects.team import leave_team
from southgate.apps.pipeline.tests.gates.ready import make_ready
from southgate.apps.pipeline.tests.projects.projects import cast, join, make_project, with_teams
from southgate.domain.errors import Forbidden, NotFound, Refused
from southgate.domain.projects import Stage, Status
from southgate.kernel.book.models import Entry
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db


def move(id, to, *, by, seen=1, on=None, reason=""):
    cmd = MoveStage(id=id, seen=seen, to=to, occurred_on=on, reason=reason)
    return move_stage([cmd], by=by, today=TODAY, command_id=uuid4())


def test_a_move_keeps_the_day_it_happened_and_the_day_it_was_written():
    play = cast()
    id = make_project(play, stage="landed", landed_on=date(2026, 5, 20))
    seen = make_ready(id, Stage.STARTED)
    move(id, Stage.STARTED, by=play.officer, seen=seen, on=date(2026, 11, 9))
    row = Project.objects.get(pk=id)
    assert (row.stage, row.start_on, row.stage_on) == ("started", date(2026, 11, 9), date(2026, 11, 9))
    assert Entry.objects.get(subject=id, seq=seen + 1).occurred_on == date(2026, 11, 9)


def test_a_step_back_takes_back_the_later_days():
    play = cast()
    id = make_project(play, stage="started", signed_on=date(2026, 1, 5), start_on=date(2026, 11, 9))
    move(id, Stage.SIGNED, by=play.officer, reason="开工认定有误")
    row = Project.objects.get(pk=id)
    assert (row.stage, row.signed_on, row.start_on) == ("signed", date(2026, 1, 5), None)


def test_all_reasons_at_once():
    play = cast()
    id = make_project(play, stage="landed", landed_on=date(2026, 5, 20))
    set_status(
        [SetStatus(id=id, seen=1, to=Status.PAUSED, reason="停工")], by=play.zhao, today=TODAY, command_id=uuid4()
    )
    with pytest.raises(Refused) as refusal:
        move(id, Stage.SIGNED, by=play.officer, seen=2, on=date(2026, 12, 1))
    assert [reason.where for reason in refusal.value.reasons] == ["to", "occurred_on", "reason"]


def test_leader_may_not_move_and_stranger_sees_nothing():
    play = cast()
    id = make_project(play)
    with pytest.raises(Forbidden):
        move(id, Stage.SIGNED, by=play.zhao)
    with pytest.raises(NotFound):
        move(id, Stage.SIGNED, by=play.stranger)


def test_signing_ends_confidentiality():
    play = cast()
    id = make_project(play, confidential=True)
    assert not RULES.can(play.zhao, "view", Project.objects.get(pk=id))
    seen = make_ready(id, Stage.SIGNED)
    move(id, Stage.SIGNED, by=with_teams(play.officer), seen=seen)
    assert RULES.can(play.zhao, "view", Project.objects.get(pk=id))
    assert Entry.objects.filter(subject=id, kind="project.confidentiality_ended").count() == 1


def test_confidentiality_ends_by_its_team_with_a_reason():
    play = cast()
    id = make_project(play, confidential=True)
    cmd = EndConfidentiality(id=id, seen=2, reason="对方同意公开")
    with pytest.raises(NotFound):
        end_confidentiality([cmd], by=play.li, today=TODAY, command_id=uuid4())
    end_confidentiality([cmd], by=with_teams(play.officer), today=TODAY, command_id=uuid4())
    assert not Project.objects.get(pk=id).confidential


def test_who_leaves_the_team_loses_sight():
    play = cast()
    id = make_project(play, confidential=True)
    officer = with_teams(play.officer)
    join(play, id, play.wang, by=officer)
    assert RULES.can(with_teams(play.wang), "view", Project.objects.get(pk=id))
    cmd = LeaveTeam(id=id, person=play.wang.person, to_day=date(2026, 11, 24))
    leave_team([cmd], by=officer, today=TODAY, command_id=uuid4())
    later = type(officer)(play.wang.id, play.wang.person, None, play.wang.grants, {})
    assert not RULES.can(later, "view", Project.objects.get(pk=id))


def test_nobody_joins_twice():
    play = cast()
    id = make_project(play)
    join(play, id, play.wang)
    with pytest.raises(Refused):
        join(play, id, play.wang)


def test_a_note_is_in_the_feed_and_its_words_are_not_in_the_book():
    play = cast()
    id = make_project(play)
    cmd = NoteProject(id=id, text="与企业谈定 12 月交地", occurred_on=date(2026, 11, 20))
    note_projects([cmd], by=play.wang, today=TODAY, command_id=uuid4())
    entry = Entry.objects.get(subject=id, seq=2)
    assert entry.occurred_on == date(2026, 11, 20) and "交地" not in entry.payload
    with pytest.raises(Refused):
        note_projects([NoteProject(id=id, text=" ")], by=play.wang, today=TODAY, command_id=uuid4())

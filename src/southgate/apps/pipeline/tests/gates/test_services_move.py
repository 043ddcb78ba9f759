"""A move meets the gate: refused with every unmet need, open with evidence, ordinary edits untouched."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.selectors.gates.gate import gate_of
from southgate.apps.pipeline.services.gates.commands import WithdrawDocument
from southgate.apps.pipeline.services.gates.documents import withdraw_documents
from southgate.apps.pipeline.services.projects.commands import EditProject, MoveStage, NoteProject
from southgate.apps.pipeline.services.projects.history import publish_history
from southgate.apps.pipeline.services.projects.moving import move_stage
from southgate.apps.pipeline.services.projects.recording import publish_projects
from southgate.apps.pipeline.tests.gates.ready import WAN, add_document, make_ready
from southgate.apps.pipeline.tests.projects.projects import cast, edit, make_project
from southgate.domain.errors import Refused
from southgate.domain.projects import Stage
from southgate.kernel.book.models import Head
from southgate.kernel.book.reading import position_at
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db
SIGNED = ["contract", "investor", "split", "admission"]


def move(play, id, to, *, by=None, on=None, reason=""):
    seen = Project.objects.get(pk=id).version
    cmd = MoveStage(id=id, seen=seen, to=to, occurred_on=on, reason=reason)
    return move_stage([cmd], by=by or play.officer, today=TODAY, command_id=uuid4())


def refused(call):
    with pytest.raises(Refused) as refusal:
        call()
    return [reason.where for reason in refusal.value.reasons]


def test_refused_with_all_needs_and_their_mends():
    play = cast()
    id = make_project(play)
    with pytest.raises(Refused) as refusal:
        move(play, id, Stage.SIGNED)
    assert [reason.where for reason in refusal.value.reasons] == SIGNED
    assert [str(reason) for reason in refusal.value.reasons] == [
        "缺合同扫描件", "没有写投资企业", "计划投资未拆分固定资产", "准入评审未通过",
    ]  # fmt: skip
    assert all(reason.mend for reason in refusal.value.reasons)
    assert Project.objects.get(pk=id).stage == "talks"


def test_what_stands_in_the_command_and_what_the_gate_lacks_come_together():
    play = cast()
    id = make_project(play)
    assert refused(lambda: move(play, id, Stage.SIGNED, on=date(2026, 12, 1))) == ["occurred_on", *SIGNED]


def test_a_leap_asks_for_all_that_it_passes():
    play = cast()
    id = make_project(play)
    wanted = [*SIGNED, "site", "promise", "licence", "approval", "works"]
    assert refused(lambda: move(play, id, Stage.STARTED)) == wanted


def test_every_stage_in_turn_with_its_evidence():
    play = cast()
    id = make_project(play)
    for to in list(Stage)[1:]:
        make_ready(id, to)
        assert gate_of(play.officer, id, to, today=TODAY).open
        move(play, id, to)
        assert Project.objects.get(pk=id).stage == to


def test_two_projects_in_one_command_each_hear_their_own():
    play = cast()
    one, two = make_project(play, "甲"), make_project(play, "乙")
    make_ready(one, Stage.SIGNED)
    commands = [MoveStage(id=id, seen=Project.objects.get(pk=id).version, to=Stage.SIGNED) for id in (one, two)]
    with pytest.raises(Refused) as refusal:
        move_stage(commands, by=play.officer, today=TODAY, command_id=uuid4())
    assert [(reason.item, reason.where) for reason in refusal.value.reasons] == [(1, where) for where in SIGNED]


def test_a_withdrawn_document_counts_no_more():
    play = cast()
    id = make_project(play)
    document = add_document(id, "contract")
    assert "contract" not in refused(lambda: move(play, id, Stage.SIGNED))
    cmd = WithdrawDocument(id=document, seen=1, reason="传错了项目")
    withdraw_documents([cmd], by=play.officer, today=TODAY, command_id=uuid4())
    assert "contract" in refused(lambda: move(play, id, Stage.SIGNED))


def test_the_same_file_twice_is_no_second_photo():
    play = cast()
    id = make_project(play, stage="landed", landed_on=date(2026, 5, 20))
    add_document(id, "site_photo", words=b"one photo")
    with pytest.raises(Refused) as refusal:
        add_document(id, "site_photo", words=b"one photo")
    assert [reason.where for reason in refusal.value.reasons] == ["file"]
    assert "works" in refused(lambda: move(play, id, Stage.STARTED))
    add_document(id, "site_photo", work="levelling")
    assert "works" in refused(lambda: move(play, id, Stage.STARTED)), "site levelling is no start"
    add_document(id, "site_photo", work="foundation")
    assert "works" not in refused(lambda: move(play, id, Stage.STARTED))


def test_a_stage_in_an_edit_meets_the_same_gate_and_brings_its_own_values():
    play = cast()
    id = make_project(play)
    assert refused(lambda: edit(play, id, 1, stage="signed")) == SIGNED
    values = {"investment_planned": 100 * WAN, "investment_fixed": 60 * WAN}
    assert refused(lambda: edit(play, id, 1, stage="signed", **values)) == ["contract", "investor", "admission"]


def test_an_old_gap_refuses_no_ordinary_edit():
    play = cast()
    id = make_project(play, stage="started", start_on=date(2026, 11, 9))
    edit(play, id, 1, industry="机械", progress_millionths=100_000)
    assert Project.objects.get(pk=id).industry == "机械"


def test_back_and_status_ask_for_no_evidence():
    play = cast()
    id = make_project(play, stage="started", start_on=date(2026, 11, 9))
    move(play, id, Stage.SIGNED, reason="开工认定有误")
    assert Project.objects.get(pk=id).stage == "signed"


def test_a_batch_and_a_history_are_taken_as_they_are():
    play = cast()
    one, two = make_project(play, "甲"), make_project(play, "乙")
    batch = EditProject(id=one, seen=1, values={"stage": "building"}, batch=uuid4())
    publish_projects([batch], by=play.officer, today=TODAY, command_id=uuid4())
    past = [EditProject(id=two, seen=1, values={"stage": "signed"}), NoteProject(id=two, text="签约")]
    publish_history(past, by=play.officer, today=TODAY, command_id=uuid4())
    assert [Project.objects.get(pk=id).stage for id in (one, two)] == ["building", "signed"]


def test_a_past_day_shows_the_gate_as_it_stood():
    play = cast()
    id = make_project(play)
    before = Head.objects.get().position
    make_ready(id, Stage.SIGNED)
    then = gate_of(play.officer, id, Stage.SIGNED, today=TODAY, position=before)
    now = gate_of(play.officer, id, Stage.SIGNED, today=TODAY)
    assert ([one.key for one in then.missing], now.missing, now.open) == (SIGNED, (), True)
    assert {one.url for one in then.needs} == {""}, "nothing is mended on a past day"
    assert position_at(TODAY) >= 0

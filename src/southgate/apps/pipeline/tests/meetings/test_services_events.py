"""Events and introducers: what works, what is refused with all reasons, what is forbidden, who sees a talk."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from southgate.apps.pipeline.models.meetings import Event, EventProject, Introducer, Introduction
from southgate.apps.pipeline.selectors.meetings.events import event_record
from southgate.apps.pipeline.services.meetings.commands import (
    About,
    BarIntroducer,
    EditEvent,
    Introduce,
    Listing,
    MoveEvent,
    RegisterEvent,
    RegisterIntroducer,
    Sums,
    TakeOff,
    WithdrawIntroduction,
)
from southgate.apps.pipeline.services.meetings.events import edit_events, move_events, register_events, take_off
from southgate.apps.pipeline.services.meetings.introducers import (
    bar_introducers,
    introduce,
    register_introducers,
    withdraw_introductions,
)
from southgate.apps.pipeline.tests.meetings.meetings import bring, make_event, make_introducer, put_on, send
from southgate.apps.pipeline.tests.projects.projects import cast, make_project, with_teams
from southgate.domain.errors import Forbidden, NotFound, Refused
from southgate.kernel.book.models import Entry
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db


def where(refusal):
    return [reason.where for reason in refusal.value.reasons]


def test_all_reasons_against_an_event_at_once():
    play = cast()
    cmd = RegisterEvent(zone=play.zone, kind="party", name=" ", held_on=TODAY, to_on=date(2026, 1, 1),
                        organiser=uuid4())  # fmt: skip
    with pytest.raises(Refused) as refusal:
        send(register_events, cmd, play.officer)
    assert where(refusal) == ["name", "kind", "to_on", "organiser"]
    with pytest.raises(Forbidden):
        send(register_events, cmd, play.wang)
    with pytest.raises(NotFound):
        send(register_events, cmd, play.stranger)


def test_the_same_event_of_a_day_is_registered_once():
    play = cast()
    make_event(play)
    with pytest.raises(Refused, match="同名活动当天已登记"):
        make_event(play)


def test_an_event_is_changed_and_cancelled_with_its_reason():
    play = cast()
    event = make_event(play)
    send(edit_events, EditEvent(id=event, seen=1, values={"place": "会展中心"}), play.officer)
    with pytest.raises(Refused) as refusal:
        send(move_events, MoveEvent(id=event, seen=2, to="cancelled"), play.officer)
    assert where(refusal) == ["reason"]
    send(move_events, MoveEvent(id=event, seen=2, to="cancelled", reason="台风"), play.officer)
    assert Event.objects.values_list("place", "state").get() == ("会展中心", "cancelled")


def test_lines_are_put_on_all_or_none():
    play = cast()
    project, event = make_project(play), make_event(play)
    wrong = Sums(announced_minor=-1, currency="USD")
    lines = (
        Listing(project=project),
        Listing(project=project),
        Listing(part="dance"),
        Listing(project=project, sums=wrong),
    )
    with pytest.raises(Refused) as refusal:
        put_on(play, event, *lines)
    found = [(reason.item, reason.where) for reason in refusal.value.reasons]
    assert found == [(1, "project"), (2, "part"), (2, "project"), (3, "announced"), (3, "rate"), (3, "rate_on"),
                     (3, "project")]  # fmt: skip
    assert EventProject.objects.count() == 0
    (line,) = put_on(play, event, lines[0])
    send(take_off, TakeOff(id=line, seen=1, reason="列错了"), play.officer)
    assert put_on(play, event, lines[0])


def test_a_foreign_sum_counts_by_its_rate():
    play = cast()
    sums = Sums(announced_minor=1_000_000_00, currency="USD", rate_millionths=7_100_000, rate_on=TODAY)
    put_on(play, make_event(play), Listing(project=make_project(play), sums=sums))
    assert EventProject.objects.get().announced_cny == 7_100_000_00


def test_a_confidential_talk_is_on_the_page_of_its_team_alone_and_in_no_sum():
    play = cast()
    secret = make_project(play, by=play.li, confidential=True, responsible_person=play.li.person)
    event, team = make_event(play), with_teams(play.li)
    with pytest.raises(NotFound):
        put_on(play, event, Listing(project=secret))
    put_on(play, event, Listing(project=secret, sums=Sums(announced_minor=500)), by=team)
    assert event_record(play.officer, event, today=TODAY).lines == ()
    known = event_record(team, event, today=TODAY)
    assert [line.in_figures for line in known.lines] == [False]
    assert (known.totals.lines, known.totals.announced) == (0, 0)


def test_who_may_not_introduce_is_found_by_phone_name_and_unit():
    play = cast()
    with pytest.raises(Refused, match="本园区的单位"):
        make_introducer(play, "招商一局")
    with pytest.raises(Refused, match="同名"):
        make_introducer(play, "王科", "person")
    assert make_introducer(play, "王科", "person", not_ours=True)
    assert "王科" not in " ".join(Entry.objects.filter(subject_kind="introducer").values_list("payload", flat=True))


def test_all_reasons_against_an_introducer_at_once():
    play = cast()
    cmd = RegisterIntroducer(zone=play.zone, kind="club", name="", credit_code="123", barred_why="rich")
    with pytest.raises(Refused) as refusal:
        send(register_introducers, cmd, play.officer)
    assert where(refusal) == ["name", "kind", "credit_code", "barred_why", "reason"]
    with pytest.raises(NotFound):
        send(register_introducers, cmd, play.wang)


def test_one_project_has_one_first_introducer_and_the_database_sees_to_it():
    play = cast()
    project, first = make_project(play), make_introducer(play)
    introduction = bring(play, first, project)
    with pytest.raises(Refused, match="已有首个引荐人"):
        bring(play, make_introducer(play, "另一商会"), project)
    row = Introduction.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Introduction.objects.create(id=uuid4(), version=1, position=1, introducer_id=first, zone_id=play.zone,
                                    project_id=project, on=TODAY, registered_on=TODAY)  # fmt: skip
    assert row.registered_on == TODAY
    send(withdraw_introductions, WithdrawIntroduction(id=introduction, seen=1, reason="记错了"), play.officer)
    assert bring(play, make_introducer(play, "第三商会"), project)


def test_after_the_signing_nobody_introduced_it():
    """湘潭高新区: 签约前完成备案."""
    play = cast()
    signed = make_project(play, stage="signed", signed_on=date(2026, 3, 1))
    with pytest.raises(Refused) as refusal:
        bring(play, make_introducer(play), signed)
    assert where(refusal) == ["about", "on"]
    undated = make_project(play, "无签约日的老项目", stage="building")
    with pytest.raises(Refused, match="没有在签约前登记"):
        bring(play, make_introducer(play, "另一商会"), undated, on=date(2020, 1, 1))


def test_a_barred_one_introduces_nothing_until_cleared():
    play = cast()
    who, project = make_introducer(play), make_project(play)
    send(bar_introducers, BarIntroducer(id=who, seen=1, why="soe_staff", reason="国企职工"), play.officer)
    with pytest.raises(Refused) as refusal:
        send(introduce, Introduce(introducer=who, about=About(project=project), on=date(2027, 1, 1)), play.officer)
    assert where(refusal) == ["on", "introducer"]
    with pytest.raises(Forbidden):
        send(bar_introducers, BarIntroducer(id=who, seen=2, why="", reason="查明"), play.li)
    send(bar_introducers, BarIntroducer(id=who, seen=2, why="", reason="查明不是"), play.zhao)
    assert not Introducer.objects.get().barred and bring(play, who, project)

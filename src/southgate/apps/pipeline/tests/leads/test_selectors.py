"""Reading leads: urgency, past days, who sees what everywhere, the same number of queries however many."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from southgate.apps.enterprise.api import MergeEnterprises, UnmergeEnterprise, merge_enterprises, unmerge_enterprise
from southgate.apps.enterprise.tests.firms import make_firm
from southgate.apps.pipeline.api.leads import Timing
from southgate.apps.pipeline.selectors.leads import inbox as lists
from southgate.apps.pipeline.selectors.leads import library as libraries
from southgate.apps.pipeline.selectors.leads.inbox import Asked, View, inbox
from southgate.apps.pipeline.selectors.leads.record import record
from southgate.apps.pipeline.services.leads import steps
from southgate.apps.pipeline.services.leads.commands import DropLead, EditLead, NamePerson
from southgate.apps.pipeline.services.leads.recording import edit_leads
from southgate.apps.pipeline.tests.leads.leads import (
    NAME,
    YI,
    followed,
    judged,
    lead,
    load_rules,
    make_lead,
    named,
    neighbours,
    offered,
    run,
    seen,
)
from southgate.apps.pipeline.tests.projects.projects import cast, make_project
from southgate.domain.clocks.leads import Key
from southgate.domain.errors import NotFound
from southgate.kernel.book.models import Head
from southgate.kernel.search.finding import find
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db


def position():
    return Head.objects.get().position


def names(by, zone, **asked):
    return [row.name for row in inbox(by, zone, Asked(**asked), day=TODAY).rows]


def test_the_most_urgent_first_and_those_without_a_clock_last():
    load_rules()
    play = cast()
    make_lead(play, "小项目", investment_planned=YI // 2, received_on=date(2026, 10, 1))
    make_lead(play, "今天收到", investment_planned=2 * YI)
    make_lead(play, "早已逾期", investment_planned=2 * YI, received_on=date(2026, 11, 2))
    found = inbox(play.zhao, play.zone, Asked(), day=TODAY)
    assert [(row.name, row.clock and row.clock.state.value) for row in found.rows] == [
        ("早已逾期", "late"), ("今天收到", "running"), ("小项目", None),
    ]  # fmt: skip
    assert (found.total, found.late, found.rows[0].late) == (3, 1, 2)


def test_views_and_words():
    play = cast()
    id = make_lead(play, "甲", investor="示例新能源公司", by=play.li)
    make_lead(play, "乙", confidential=True)
    run(steps.drop_leads, DropLead(id=make_lead(play, "丙"), seen=1, reason="x"), play.officer)
    named(play, id)
    assert names(play.zhao, play.zone) == ["甲"] and names(play.officer, play.zone) == ["甲", "乙"]
    assert names(play.zhao, play.zone, view=View.DROPPED) == ["丙"]
    assert names(play.li, play.zone, view=View.MINE) == ["甲"] and names(play.zhao, play.zone, view=View.MINE) == []
    assert names(play.zhao, play.zone, view=View.ALL, q="新能源") == ["甲"]
    assert names(cast("SL2").officer, play.zone, view=View.ALL) == []
    assert lists.counts(play.zhao, play.zone)[View.ALL] == 2


def test_a_past_day_knows_what_was_known_then():
    load_rules()
    play, other = neighbours()
    id = make_lead(play, investment_planned=2 * YI)
    before = position()
    named(play, id)
    judged(play, id)
    offered_before = position()
    pk = offered(play, lead_of_unit(play, id), to_zone=other.zone)
    then = record(play.zhao, id, day=TODAY, position=before)
    assert (then.values["judgement"], then.values["responsible_person_id"], any(then.can.values())) == ("", None, False)
    assert [clock.met_on for clock in then.clocks if clock.key is Key.NAMED] == [None]
    assert record(play.zhao, id, day=TODAY, position=offered_before).handed == ()
    assert [one.id for one in record(play.zhao, id, day=TODAY).handed] == [pk]
    assert inbox(play.zhao, play.zone, Asked(), day=TODAY, position=before).rows[0].person == ""
    with pytest.raises(NotFound):
        record(play.zhao, id, day=TODAY, position=before - 1)


def lead_of_unit(play, id):
    named_with_unit = NamePerson(id=id, seen=seen(id), person=play.wang.person, unit=play.place.first_unit)
    run(steps.name_persons, named_with_unit, play.officer)
    return id


def test_who_talked_first_is_decided_by_the_first_talk():
    play = cast()
    first = make_lead(play, investor="示例公司", first_contact_on=date(2026, 10, 20), received_on=date(2026, 11, 10))
    later = make_lead(play, "另一个名字", first_contact_on=date(2026, 10, 9), received_on=date(2026, 11, 9))
    run(edit_leads, EditLead(id=later, seen=1, values={"investor": "示例（公司）"}), play.officer)
    assert record(play.zhao, later, day=TODAY).talked_first and not record(play.zhao, first, day=TODAY).talked_first
    (one,) = record(play.zhao, first, day=TODAY).alike
    assert (one.id, one.first) == (later, True)


def test_the_contact_is_for_those_who_work_on_it():
    play = cast()
    id = make_lead(play, contact="王总 13800000000", note="要 60 亩地")
    assert record(play.officer, id, day=TODAY).values["contact"] == "王总 13800000000"
    assert "contact" not in record(play.wang, id, day=TODAY).values
    assert record(play.wang, id, day=TODAY).values["note"] == "要 60 亩地"


def test_found_by_name_and_initials_by_those_who_see_it():
    play, other = cast(), cast("SL2")
    make_lead(play)
    make_lead(play, "保密的硅材料", confidential=True)

    def titles(by, typed):
        return [hit.title for hit in find(by, typed).hits]

    assert titles(play.wang, "cndc") == [NAME] and titles(play.wang, "xs-sl-2026-0001") == [NAME]
    assert titles(play.wang, "硅材料") == [] and titles(play.officer, "硅材料") == ["保密的硅材料"]
    assert titles(other.officer, "储能") == []


def test_a_merge_of_firms_takes_leads_along_and_back():
    play = cast()
    away, keep = make_firm(play.place, "示例新能源有限公司"), make_firm(play.place, "示例新能源科技有限公司")
    id = make_lead(play, enterprise=away)
    run(
        merge_enterprises,
        MergeEnterprises(away=away, keep=keep, seen_away=1, seen_keep=1, reason="同一家"),
        play.officer,
    )
    assert lead(id).enterprise_id == keep
    run(unmerge_enterprise, UnmergeEnterprise(id=away, seen=2, reason="不是同一家"), play.officer)
    assert lead(id).enterprise_id == away


def test_the_same_number_of_queries_for_three_and_for_thirty():
    load_rules()
    play = cast()
    taken = []
    for number in range(30):
        followed(play, f"示例{number}号", investment_planned=2 * YI, lead_unit=play.place.first_unit)
        if number in {1, 2, 29}:  # the first time a process reads calendar and rules
            with CaptureQueriesContext(connection) as queries:
                inbox(play.zhao, play.zone, Asked(), day=TODAY)
            taken.append(len(queries))
    assert taken[1] == taken[2] <= 14


def test_the_library_by_colour_class_and_day():
    load_rules("handan")
    play = cast()
    for months, name in ((0, "绿的"), (2, "黄的"), (4, "红的"), (8, "该移出的")):
        make_project(play, name, talk_on=TODAY - timedelta(days=31 * months))
    make_project(play, "没有首谈")
    make_project(play, "签了的", stage="signed")
    make_project(play, "保密的", confidential=True, talk_on=TODAY)
    found = libraries.library(play.zhao, play.zone, libraries.Asked(), day=TODAY)
    assert [row.name for row in found.rows] == ["没有首谈", "该移出的", "红的", "黄的", "绿的"]
    assert found.counts == {
        "green": 1, "yellow": 1, "red": 1, "remove": 1, "unknown": 1, "paused": 0, "removed": 0,
    }  # fmt: skip
    red = libraries.library(play.zhao, play.zone, libraries.Asked(colour="red"), day=TODAY)
    assert [row.name for row in red.rows] == ["红的"]
    assert libraries.library(play.zhao, play.zone, libraries.Asked(grade="A"), day=TODAY).total == 0


def test_a_zone_without_packs_times_nothing_and_says_so():
    play = cast()
    id = make_lead(play, investment_planned=2 * YI)
    assert record(play.zhao, id, day=TODAY).clocks == ()
    assert str(Timing(TODAY).unbound(lead(id))) == "本园区没有线索时限的规则包，不计时限"
    assert libraries.library(play.zhao, play.zone, libraries.Asked(), day=TODAY).ruled is False

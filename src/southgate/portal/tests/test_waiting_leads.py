"""What leads make wait, and for whom: clocks, offers, removals; the same number of queries however many."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from southgate.apps.pipeline.services.leads.commands import ReportLead
from southgate.apps.pipeline.services.leads.steps import report_leads
from southgate.apps.pipeline.services.leads.talks import AskRemoval, ask_removals
from southgate.apps.pipeline.tests.leads.leads import (
    YI,
    followed,
    joined,
    load_rules,
    make_lead,
    named,
    offered,
    run,
    seen,
)
from southgate.apps.pipeline.tests.projects.projects import cast, make_project
from southgate.domain.leads import ReportKind
from southgate.kernel.testing import TODAY
from southgate.portal.sources import PROMISE, USUAL
from southgate.portal.waiting.leads import lead_work, offered_leads, removals

pytestmark = pytest.mark.django_db


@pytest.fixture
def play():
    load_rules()
    return cast()


def titles(source, by):
    return [item.title for item in source(by=by, today=TODAY)]


def test_the_clocks_of_my_leads(play):
    id = make_lead(play, "甲", investment_planned=6 * YI, received_on=date(2026, 11, 23))
    late, judge, bureau = list(lead_work(by=play.officer, today=TODAY))
    assert (late.title, late.due, late.url) == ("明确责任人：甲", date(2026, 11, 24), f"/leads/{id}/person/")
    assert late.why == "2026-11-23 收到线索起 1 个工作日内明确责任人（江府办函〔2024〕37号）。今天到期"
    assert (judge.title, judge.weight, bureau.due) == ("作研判：甲", USUAL, None)
    assert titles(lead_work, play.zhao) == titles(lead_work, play.stranger) == []


def test_late_is_heavier_and_passes_to_who_is_named(play):
    id = make_lead(play, "甲", investment_planned=2 * YI, received_on=date(2026, 11, 2))
    assert [item.weight for item in lead_work(by=play.officer, today=TODAY)] == [PROMISE, PROMISE]
    named(play, id)
    assert titles(lead_work, play.officer) == [] and titles(lead_work, play.li) == ["作研判：甲"]


def test_a_report_waits_when_it_comes_near(play):
    id = followed(play, "甲", investment_planned=2 * YI, received_on=date(2026, 11, 2))
    assert titles(lead_work, play.li) == ["答复推荐方：甲"]
    told = ReportLead(id=id, seen=seen(id), what=ReportKind.VISIT, text="见面", occurred_on=date(2026, 11, 12))
    run(report_leads, told, play.li)
    assert titles(lead_work, play.li) == ["答复推荐方：甲"]


def test_an_offer_waits_for_the_other_side(play):
    other = cast("SL2")
    joined(play.place, other.place)
    pk = offered(play, followed(play, lead_unit=play.place.first_unit), to_zone=other.zone)
    (item,) = offered_leads(by=other.li, today=TODAY)
    assert item.url == f"/leads/transfers/{pk}/accept/" and "招商一局" in item.why
    assert titles(offered_leads, play.officer) == titles(offered_leads, other.wang) == []


def test_removals_wait_for_a_second_person_and_due_ones_for_who_is_responsible(play):
    id = make_project(play, "久不动的", talk_on=date(2026, 5, 1), responsible_person=play.li.person)
    (due,) = removals(by=play.li, today=TODAY)
    assert (due.title, due.due) == ("应移出在谈项目库：久不动的", date(2026, 11, 2))
    assert titles(removals, play.officer) == []
    run(ask_removals, AskRemoval(id=id, seen=1, reason="联系不上"), play.li)
    (item,) = removals(by=play.zhao, today=TODAY)
    assert item.title == "核准移出在谈项目库：久不动的" and "联系不上" in item.why
    assert titles(removals, play.li) == [] and titles(removals, play.wang) == []


def test_the_same_number_of_queries_for_three_and_for_thirty(play):
    taken = []
    for number in range(30):
        make_lead(play, f"示例{number}号", investment_planned=2 * YI)
        if number in {1, 2, 29}:  # the first time a process reads calendar and rules
            with CaptureQueriesContext(connection) as queries:
                list(lead_work(by=play.officer, today=TODAY))
            taken.append(len(queries))
    assert taken[1] == taken[2]

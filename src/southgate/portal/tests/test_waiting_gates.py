"""What gates make wait, and for whom; as many queries for many as for few."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from southgate.apps.pipeline.services.gates.commands import AskOverride
from southgate.apps.pipeline.services.gates.overriding import ask_overrides
from southgate.apps.pipeline.tests.gates.ready import add_document, convene, members_of, speak
from southgate.apps.pipeline.tests.projects.projects import cast, make_project
from southgate.domain.gates.reviews import Verdict
from southgate.domain.projects import Stage
from southgate.kernel.identity.roles import Role
from southgate.kernel.testing import TODAY, actor_with
from southgate.portal.waiting.gates import deadline_work, override_work, review_work

pytestmark = pytest.mark.django_db


def titles(source, by):
    return [item.title for item in source(by=by, today=TODAY)]


def test_an_opinion_waits_for_its_member_then_the_conclusion_for_the_officer():
    play = cast()
    review = convene(make_project(play, "甲"))
    members = members_of(review)
    member = actor_with([Role.REVIEWING_DEPARTMENT], play.place, person=members[0][1])
    assert titles(review_work, member) == ["提评审意见：甲"]
    assert titles(review_work, play.officer) == []
    for opinion, _person in members:
        speak(opinion, Verdict.AGREE)
    assert titles(review_work, member) == []
    assert titles(review_work, play.officer) == ["写评审结论：甲"]


def test_leave_waits_for_a_leader_who_did_not_ask():
    play = cast()
    cmd = AskOverride(project=make_project(play, "甲"), to=Stage.SIGNED, reason="合同在走印")
    ask_overrides([cmd], by=play.officer, today=TODAY, command_id=uuid4())
    assert titles(override_work, play.zhao) == ["决定放行：甲"]
    assert titles(override_work, play.officer) == []
    both = actor_with([Role.ZONE_LEADER], play.place, person=play.officer.person)
    assert titles(override_work, both) == [], "who asked is asked nothing"


def signed(play, name, on, mode="存量土地"):
    return make_project(
        play, name, stage="signed", signed_on=on, land_mode=mode, responsible_person=play.li.person
    )  # fmt: skip


def test_deadlines_near_and_past_for_those_whose_project_it_is():
    play = cast()
    signed(play, "过期", date(2026, 8, 1))
    signed(play, "快到", TODAY - timedelta(days=80))
    signed(play, "还早", TODAY)
    signed(play, "别的用地", date(2026, 1, 1), mode="出让")
    met = signed(play, "办成", date(2026, 8, 2))
    add_document(met, "land")
    assert titles(deadline_work, play.li) == ["签约后的时限已过：过期", "签约后的时限快到：快到"]
    assert titles(deadline_work, play.wang) == []


def test_as_many_queries_for_nine_as_for_three():
    play = cast()
    counts = []
    for size in (2, 1, 6):  # the first time a process reads calendar and rules
        for number in range(size):
            signed(play, f"项目{size}{number}", date(2026, 8, 1))
        with CaptureQueriesContext(connection) as queries:
            list(deadline_work(by=play.li, today=TODAY))
        counts.append(len(queries))
    assert counts[1] == counts[2]

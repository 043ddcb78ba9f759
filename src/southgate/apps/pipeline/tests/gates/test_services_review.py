"""Admission reviews: convened, opinions given once a head, passed by the rule, returned with the reason."""

from __future__ import annotations

from uuid import uuid4

import pytest

from southgate.apps.pipeline.models.gates import Opinion, Review
from southgate.apps.pipeline.policies.gates import OPINIONS
from southgate.apps.pipeline.services.gates.commands import ConveneReview, GiveOpinion
from southgate.apps.pipeline.services.gates.reviewing import convene_reviews, give_opinions
from southgate.apps.pipeline.tests.gates.ready import convene, decide, pass_review, speak
from southgate.apps.pipeline.tests.gates.test_services_move import move, refused
from southgate.apps.pipeline.tests.projects.projects import cast, join, make_project, with_teams
from southgate.domain.errors import Forbidden, NotFound, Refused
from southgate.domain.gates.reviews import Verdict
from southgate.domain.projects import Stage
from southgate.kernel.identity.roles import Role
from southgate.kernel.testing import TODAY, actor_with, make_person

pytestmark = pytest.mark.django_db


def asked(review):
    return list(Opinion.objects.filter(review=review).order_by("id").values_list("pk", flat=True))


def test_passed_when_everybody_agreed():
    play = cast()
    id = make_project(play)
    review = pass_review(id)
    row = Review.objects.get(pk=review)
    assert (row.state, row.decided_on) == ("passed", TODAY)
    assert "admission" not in refused(lambda: move(play, id, Stage.SIGNED))


def test_not_passed_while_one_is_silent_or_against():
    play = cast()
    review = convene(make_project(play))
    first, second, third = asked(review)
    speak(first, Verdict.AGREE)
    assert refused(lambda: decide(review)) == ["opinions", "opinions"]
    speak(second, Verdict.CONDITIONS, text="先办环评")
    speak(third, Verdict.AGAINST, text="能耗过高")
    assert refused(lambda: decide(review)) == ["opinions"], "two of three agree, but one is against"


def test_returned_with_its_opinions_and_said_at_the_gate():
    play = cast()
    id = make_project(play)
    review = convene(id)
    for one, verdict in zip(asked(review), (Verdict.AGREE, Verdict.AGAINST, Verdict.AGAINST), strict=True):
        speak(one, verdict, text="能耗过高" if verdict is Verdict.AGAINST else "")
    assert refused(lambda: decide(review, passed=False)) == ["text"]
    decide(review, passed=False, text="补能评再来")
    with pytest.raises(Refused) as refusal:
        move(play, id, Stage.SIGNED)
    assert str(refusal.value.reasons[-1]) == "准入评审未通过（2026-11-24 退回，意见 3 条）"
    pass_review(id)
    assert "admission" not in refused(lambda: move(play, id, Stage.SIGNED)), "a later review counts"


def test_one_head_speaks_once_even_for_a_unit():
    play = cast()
    id = make_project(play)
    people = (make_person(play.place, "周评"), make_person(play.place, "吴评"))
    cmd = ConveneReview(project=id, people=people, units=(play.place.first_unit,))
    convene_reviews([cmd], by=play.officer, today=TODAY, command_id=uuid4())
    own = Opinion.objects.get(person_id=people[0])
    unit = Opinion.objects.get(unit_id=play.place.first_unit)
    me = actor_with([Role.LEAD_UNIT], play.place, person=people[0], unit=play.place.first_unit)
    speak(own.pk, Verdict.AGREE, by=me)
    assert refused(lambda: speak(unit.pk, Verdict.AGREE, by=me)) == ["verdict"]
    speak(unit.pk, Verdict.AGREE, by=play.li)
    assert Opinion.objects.get(pk=unit.pk).given_by_id == play.li.person


def test_an_opinion_is_given_by_its_member_alone_and_not_twice():
    play = cast()
    review = convene(make_project(play))
    one = asked(review)[0]
    with pytest.raises(Forbidden):
        speak(one, Verdict.AGREE, by=play.officer)
    with pytest.raises(NotFound):
        speak(one, Verdict.AGREE, by=play.stranger)
    speak(one, Verdict.AGREE)
    assert refused(lambda: speak(one, Verdict.AGREE)) == ["verdict"]
    assert refused(lambda: speak(asked(review)[1], Verdict.AGAINST)) == ["text"]


def test_wrong_members_are_told_all_at_once():
    play = cast()
    id = make_project(play)
    twice = make_person(play.place, "周评")
    cmd = ConveneReview(project=id, people=(twice, twice, uuid4()))
    found = refused(lambda: convene_reviews([cmd], by=play.officer, today=TODAY, command_id=uuid4()))
    assert found == ["members", "members", "members"], "twice, too few, and one whom nobody knows"


def test_one_open_review_at_a_time():
    play = cast()
    id = make_project(play)
    convene(id)
    assert refused(lambda: convene(id)) == ["kind"]


def test_a_confidential_talk_is_reviewed_by_its_team_alone():
    play = cast()
    id = make_project(play, confidential=True)
    people = tuple(make_person(play.place, name) for name in ("周评", "吴评", "郑评"))
    cmd = ConveneReview(project=id, people=people)
    assert refused(lambda: convene_reviews([cmd], by=with_teams(play.officer), today=TODAY, command_id=uuid4())) == [
        "members"
    ]
    for person in people:
        join(play, id, actor_with([Role.STATISTICIAN], play.place, person=person), by=with_teams(play.officer))
    convene_reviews([cmd], by=with_teams(play.officer), today=TODAY, command_id=uuid4())
    opinion = Opinion.objects.get(person_id=people[0])
    assert not OPINIONS.can(play.zhao, "view", opinion)
    member = actor_with([Role.REVIEWING_DEPARTMENT], play.place, person=people[0])
    cmd = GiveOpinion(id=opinion.pk, seen=1, verdict=Verdict.AGREE)
    give_opinions([cmd], by=with_teams(member), today=TODAY, command_id=uuid4())

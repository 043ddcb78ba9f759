"""Leave to pass: asked with a reason, decided by a second person, used once. Impossible alone, by any door."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from southgate.apps.pipeline.models.gates import Override
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.services.gates.commands import AskOverride, DecideOverride
from southgate.apps.pipeline.services.gates.overriding import ask_overrides, decide_overrides
from southgate.apps.pipeline.tests.gates.ready import add_document
from southgate.apps.pipeline.tests.gates.test_services_move import SIGNED, move, refused
from southgate.apps.pipeline.tests.projects.projects import cast, make_project
from southgate.domain.errors import Forbidden, NotFound
from southgate.domain.projects import Stage
from southgate.kernel.book.models import Entry
from southgate.kernel.identity.actor import Actor, system_actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.testing import TODAY, actor_with

pytestmark = pytest.mark.django_db


def ask(play, id, *, by=None, to=Stage.SIGNED, reason="合同在走印"):
    cmd = AskOverride(project=id, to=to, reason=reason)
    answer = ask_overrides([cmd], by=by or play.officer, today=TODAY, command_id=uuid4())
    return Override.objects.get(pk=answer.data["ids"][0])


def decide(row, *, by, granted=True, text="", seen=1):
    cmd = DecideOverride(id=row.pk, seen=seen, granted=granted, text=text)
    decide_overrides([cmd], by=by, today=TODAY, command_id=uuid4())


def both(play):
    """One person who holds both posts: 招商专员 and 园区领导."""
    return actor_with([Role.INVESTMENT_OFFICER, Role.ZONE_LEADER], play.place, person=play.officer.person)


def test_asked_granted_used_once():
    play = cast()
    id = make_project(play)
    row = ask(play, id)
    assert (row.needs, row.state, row.asked_by_id) == (SIGNED, "asked", play.officer.person)
    decide(row, by=play.zhao)
    move(play, id, Stage.SIGNED)
    row.refresh_from_db()
    assert (row.state, row.used_on, Project.objects.get(pk=id).stage) == ("used", TODAY, "signed")
    move(play, id, Stage.TALKS, reason="又谈")
    assert refused(lambda: move(play, id, Stage.SIGNED)) == SIGNED, "it serves once"
    assert Entry.objects.filter(subject=row.pk).count() == 3


def test_asked_is_not_granted_and_refused_is_none():
    play = cast()
    id = make_project(play)
    row = ask(play, id)
    assert refused(lambda: move(play, id, Stage.SIGNED)) == SIGNED
    decide(row, by=play.zhao, granted=False, text="先补合同")
    assert refused(lambda: move(play, id, Stage.SIGNED)) == SIGNED
    assert ask(play, id).state == "asked", "one may ask again"


def test_nobody_decides_his_own():
    play = cast()
    id = make_project(play)
    me = both(play)
    row = ask(play, id, by=me)
    assert refused(lambda: decide(row, by=me)) == [""]
    assert refused(lambda: decide(row, by=me, granted=False, text="自己否了")) == [""]
    row.refresh_from_db()
    assert row.state == "asked"


def test_two_accounts_of_one_person_are_one_person():
    play = cast()
    id = make_project(play)
    row = ask(play, id)
    second = both(play)
    other_account = Actor(uuid4(), second.person, second.unit, second.grants, second.teams)
    assert refused(lambda: decide(row, by=other_account)) == [""]


def test_a_machine_and_the_house_neither_ask_nor_decide():
    play = cast()
    id = make_project(play)
    machine = actor_with([Role.INVESTMENT_OFFICER, Role.ZONE_LEADER], play.place)
    assert refused(lambda: ask(play, id, by=machine)) == [""]
    row = ask(play, id)
    assert refused(lambda: decide(row, by=machine)) == [""]
    with pytest.raises(Forbidden):
        decide(row, by=system_actor())


def test_who_is_no_leader_may_not_decide_and_a_stranger_sees_nothing():
    play = cast()
    id = make_project(play)
    row = ask(play, id)
    with pytest.raises(Forbidden):
        decide(row, by=play.wang)
    with pytest.raises(NotFound):
        decide(row, by=play.stranger)
    with pytest.raises(Forbidden):
        ask(play, id, by=play.zhao, to=Stage.LANDED)


@pytest.mark.parametrize("change", [{"state": "granted"}, {"state": "used"}, {"state": "granted", "same": True}])
def test_the_database_keeps_it_too(change):
    play = cast()
    row = ask(play, make_project(play))
    person = row.asked_by_id if change.get("same") else None
    with pytest.raises(IntegrityError), transaction.atomic():
        Override.objects.filter(pk=row.pk).update(state=change["state"], decided_by=person)


def test_every_reason_of_a_wrong_question():
    play = cast()
    id = make_project(play)
    ask(play, id)
    assert refused(lambda: ask(play, id, reason=" ")) == ["reason", "to"]
    assert refused(lambda: ask(play, id, to=Stage.TALKS)) == ["to"]


def test_a_leave_covers_only_what_it_named():
    play = cast()
    id = make_project(play)
    add_document(id, "contract")
    row = ask(play, id)
    decide(row, by=play.zhao)
    withdraw = Override.objects.get(pk=row.pk)
    assert "contract" not in withdraw.needs
    assert refused(lambda: move(play, id, Stage.LANDED)) == ["investor", "split", "admission", "site", "promise"]

"""Posts and appointments: dates, 三员分立, and rights that follow at once."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from southgate.domain.errors import Forbidden, Refused
from southgate.kernel.identity.roles import EXCLUSIVE, STAFF, Role
from southgate.kernel.orgs.grants import grants_on
from southgate.kernel.orgs.models import Appointment, Post
from southgate.kernel.orgs.services import posts
from southgate.kernel.orgs.tests.people import appoint, cast, do, make_post
from southgate.kernel.testing import TODAY, make_person

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


def _end(who, id, **more):
    command = posts.EndAppointment(**{"id": id, "seen": 1, "to_day": TODAY, **more})
    return do(posts.end_appointments, command, by=who.security)


def test_an_appointment_gives_rights_from_its_first_to_its_last_day():
    who = cast()
    person = make_person(who.place, "王科")
    appoint(who, person, Role.SECRETARY, date(2026, 11, 1), date(2026, 11, 30))
    days = [date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1)]
    assert [bool(grants_on(person, day)) for day in days] == [False, True, True, False]


def test_a_grant_reaches_the_zones_under_the_post():
    who = cast()
    person = make_person(who.place, "王科")
    appoint(who, person, Role.SECRETARY)
    park = make_person(who.place, "赵处")
    appoint(who, park, Role.SECRETARY, zone=who.place.north)
    place = who.place
    assert grants_on(person, TODAY)[0].zones == {place.zone, place.north, place.east}
    assert grants_on(park, TODAY)[0].zones == {place.north}


def test_ending_at_once_takes_the_rights_now():
    who = cast()
    person = make_person(who.place, "王科")
    id = appoint(who, person, Role.SECRETARY)
    _end(who, id, at_once=True, reason="调离")
    assert grants_on(person, TODAY) == ()


def test_an_ordinary_end_holds_until_that_day_is_over():
    who = cast()
    person = make_person(who.place, "王科")
    id = appoint(who, person, Role.SECRETARY)
    _end(who, id)
    assert grants_on(person, TODAY) and not grants_on(person, TOMORROW)
    with pytest.raises(Refused):
        do(posts.end_appointments, posts.EndAppointment(id=id, seen=2, to_day=date(2020, 1, 1)), by=who.security)


BARRED = [(a, b) for a in sorted(EXCLUSIVE) for b in (*sorted(EXCLUSIVE), Role.ZONE_LEADER) if a != b]


@pytest.mark.parametrize(("first", "second"), BARRED)
def test_the_three_administrators_exclude_each_other_and_business(first, second):
    who = cast()
    person = make_person(who.place, "王科")
    for one, two in ((first, second), (second, first)):
        appoint(who, person, one, TODAY, TODAY)
        with pytest.raises(Refused) as refusal:
            appoint(who, person, two)
        assert refusal.value.reasons[0].where == "person"
        Appointment.objects.filter(person=person).update(ended_at_once=True)


def test_two_business_roles_go_together_and_another_time_is_no_union():
    who = cast()
    person = make_person(who.place, "王科")
    appoint(who, person, Role.SECRETARY, TODAY, TODAY)
    appoint(who, person, Role.STATISTICIAN, TODAY, TODAY)
    appoint(who, person, Role.AUDITOR, TOMORROW)
    assert {grant.role for grant in grants_on(person, TODAY)} <= STAFF


def test_a_list_cannot_smuggle_a_union():
    who = cast()
    person = make_person(who.place, "王科")
    made = [make_post(who, role) for role in (Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR)]
    commands = [posts.Appoint(post=post, person=person, from_day=TODAY) for post in made]
    with pytest.raises(Refused):
        do(posts.appoint, *commands, by=who.security)
    assert not Appointment.objects.filter(person=person).exists()


def test_twice_in_one_post_is_refused():
    who = cast()
    person = make_person(who.place, "王科")
    post = make_post(who, Role.SECRETARY)
    command = posts.Appoint(post=post, person=person, from_day=TODAY)
    do(posts.appoint, command, by=who.security)
    with pytest.raises(Refused):
        do(posts.appoint, command, by=who.security)


def test_only_the_security_administrator_appoints():
    who = cast()
    post, person = make_post(who, Role.SECRETARY), make_person(who.place, "王科")
    for actor in (who.machine, who.auditor, who.officer):
        with pytest.raises(Forbidden):
            do(posts.appoint, posts.Appoint(post=post, person=person, from_day=TODAY), by=actor)


def test_a_held_post_is_not_closed_and_a_closed_one_not_held():
    who = cast()
    person = make_person(who.place, "王科")
    id = appoint(who, person, Role.SECRETARY)
    post = Appointment.objects.get(pk=id).post
    close = posts.ClosePost(id=post.pk, seen=1, on=TOMORROW)
    with pytest.raises(Refused):
        do(posts.close_posts, close, by=who.security)
    _end(who, id)
    do(posts.close_posts, close, by=who.security)
    with pytest.raises(Refused):
        do(posts.appoint, posts.Appoint(post=post.pk, person=person, from_day=TOMORROW), by=who.security)
    assert Post.objects.get(pk=post.pk).closed_on == TOMORROW


@pytest.mark.parametrize(
    ("role", "more", "where"),
    [
        ("nobody", {}, "role"),
        (Role.ENTERPRISE_HANDLER, {}, "enterprise"),
        (Role.SECRETARY, {"enterprise": uuid4()}, "enterprise"),
    ],
)
def test_a_wrong_post_is_refused(role, more, where):
    who = cast()
    command = posts.RegisterPost(zone=who.place.zone, title="岗位", role=role, **more)
    with pytest.raises(Refused) as refusal:
        do(posts.register_posts, command, by=who.security)
    assert [reason.where for reason in refusal.value.reasons] == [where]


def test_a_post_carries_its_enterprise_into_the_grant():
    who, firm = cast(), UUID(int=7)
    person = make_person(who.place, "刘总")
    appoint(who, person, Role.ENTERPRISE_PRINCIPAL, enterprise=firm)
    assert [(g.role, g.enterprise) for g in grants_on(person, TODAY)] == [(Role.ENTERPRISE_PRINCIPAL, firm)]

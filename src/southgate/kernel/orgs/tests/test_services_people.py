"""Persons: words are kept beside the book, changed only when they differ, shown whole only with a reason."""

from __future__ import annotations

from uuid import UUID

import pytest

from southgate.domain.errors import Forbidden, NotFound, Refused
from southgate.kernel.book import keeping
from southgate.kernel.book.models import Entry
from southgate.kernel.orgs import selectors
from southgate.kernel.orgs.models import Person
from southgate.kernel.orgs.services import people
from southgate.kernel.orgs.tests.people import cast, do

pytestmark = pytest.mark.django_db


def _register(who, name="王科", phone="13800001234"):
    command = people.RegisterPerson(zone=who.place.zone, name=name, phone=phone)
    return UUID(do(people.register_people, command, by=who.security)["people"][0])


def test_the_book_holds_no_name_and_no_number():
    who = cast()
    id = _register(who)
    entry = Entry.objects.get(subject=id)
    assert "王科" not in entry.payload and "13800001234" not in entry.payload
    row = Person.objects.get(pk=id)
    assert sorted(keeping.read([row.name_said, row.phone_said]).values()) == ["13800001234", "王科"]


def test_who_registers_persons():
    who = cast()
    command = people.RegisterPerson(zone=who.place.zone, name="王科")
    for actor in (who.officer, who.machine, who.auditor):
        with pytest.raises(Forbidden):
            do(people.register_people, command, by=actor)


@pytest.mark.parametrize(("name", "phone", "where"), [("", "", "name"), ("王", "12", "phone"), ("王" * 51, "", "name")])
def test_wrong_words_are_refused(name, phone, where):
    who = cast()
    with pytest.raises(Refused) as refusal:
        do(people.register_people, people.RegisterPerson(zone=who.place.zone, name=name, phone=phone), by=who.security)
    assert [reason.where for reason in refusal.value.reasons] == [where]


def test_only_what_differs_is_kept_anew():
    who = cast()
    id = _register(who)
    before = Person.objects.get(pk=id)
    do(people.change_people, people.ChangePerson(id=id, seen=1, name="王科", phone=""), by=who.security)
    after = Person.objects.get(pk=id)
    assert (after.name_said, after.phone_said, after.version) == (before.name_said, None, 2)
    same = people.ChangePerson(id=id, seen=2, name="王科", phone="")
    assert do(people.change_people, same, by=who.security) == {"changed": 0}


def test_lists_mask_the_number_and_a_reason_opens_it():
    who = cast()
    id = _register(who)
    row = selectors.person_row(who.officer, Person.objects.get(pk=id), day=None)
    assert (row.name, row.phone) == ("王科", "138****1234")
    with pytest.raises(Refused):
        do(people.show_phones, people.ShowPhone(id=id, reason=" "), by=who.officer)
    do(people.show_phones, people.ShowPhone(id=id, reason="联系企业签约"), by=who.officer)
    assert selectors.phone_of(who.officer, id) == "13800001234"
    assert Entry.objects.filter(subject=id, kind="person.phone_shown", by_person=who.officer.person).exists()


def test_the_system_administrator_and_the_stranger_do_not_see_numbers():
    who = cast()
    id = _register(who)
    with pytest.raises(Forbidden):
        do(people.show_phones, people.ShowPhone(id=id, reason="看看"), by=who.machine)
    with pytest.raises(NotFound):
        do(people.show_phones, people.ShowPhone(id=id, reason="看看"), by=who.stranger)

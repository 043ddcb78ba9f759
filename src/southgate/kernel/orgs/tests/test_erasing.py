"""One person erased by law: words gone everywhere, account closed, the book whole and telling of it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress

from southgate.domain.errors import Forbidden, NotFound, Refused
from southgate.kernel.book import erasures, keeping, reading
from southgate.kernel.book.comparing import differences
from southgate.kernel.book.models import Entry, Kept
from southgate.kernel.book.tests.kit import Change, made_tables, new_thing, thing_tables, write  # noqa: F401
from southgate.kernel.book.verifying import verify
from southgate.kernel.identity.actor import system_actor
from southgate.kernel.identity.models import Account, ApiToken
from southgate.kernel.identity.roles import Role
from southgate.kernel.orgs import erasing
from southgate.kernel.orgs.erasing import ErasePerson, erase_persons, replay_erasures
from southgate.kernel.orgs.models import Person
from southgate.kernel.testing import TODAY, actor_with, make_person, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thing_tables")]


@pytest.fixture(autouse=True)
def _in_a_test_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are rewritten outside transactions only: tests/trust does that on real ones."""
    monkeypatch.setattr(erasing.erasures, "compact", lambda: [])


def _erase(person, by=None):
    return erase_persons([ErasePerson(person=person)], by=by or system_actor(), today=TODAY, command_id=uuid4())


def test_words_go_and_the_book_stays_whole():
    place = make_place()
    person, other = make_person(place, "王科"), make_person(place, "赵处")
    thing = new_thing("甲厂")
    write(Change(thing, 1, {"size": 1}, note="王科经办", person=person, unit=place.first_unit.hex))
    answer = _erase(person)
    assert (answer.data["words"], Kept.objects.filter(person=person).exists()) == (2, False)
    assert Person.objects.get(pk=person).erased
    report = verify()
    assert (report.ok, [e.position for e in report.erased], report.words) == (True, [answer.position], 3)
    assert "（已依法删除）" in reading.feed(thing, by=None).lines[0].sentence
    assert keeping.read([Person.objects.get(pk=other).name_said]) != {}
    assert list(differences()) == []


def test_the_account_is_closed():
    person = make_person(make_place(), "王科")
    account = Account.objects.create_user("wangke", "wangke@zone.example", "p" * 12, person=person)
    EmailAddress.objects.create(user=account, email="wangke@zone.example")
    ApiToken.objects.create(account=account, label="王科的", digest="x", created_at=0, expires_at=1)
    _erase(person)
    account.refresh_from_db()
    assert (account.is_active, account.email, account.has_usable_password()) == (False, "", False)
    assert "wangke" not in account.username
    assert ApiToken.objects.get().revoked_at is not None
    assert not EmailAddress.objects.exists()


def test_rooms_that_keep_words_are_told_before_they_are_gone(monkeypatch):
    told = []
    monkeypatch.setattr(erasures, "_SCRUBBERS", [])
    erasures.scrubs()(lambda going: told.append((going.person, sorted(going.words.values()), Kept.objects.count())))
    person = make_person(make_place(), "王科")
    _erase(person)
    assert told == [(person, ["王科"], 1)]


def test_a_room_that_fails_undoes_it_all(monkeypatch):
    monkeypatch.setattr(erasures, "_SCRUBBERS", [])
    erasures.scrubs()(lambda going: 1 // 0)
    person = make_person(make_place(), "王科")
    with pytest.raises(ZeroDivisionError):
        _erase(person)
    assert (Kept.objects.filter(person=person).count(), Entry.objects.filter(kind="person.erased").count()) == (1, 0)


def test_who_may_not_is_refused_and_nobody_is_erased_twice():
    place = make_place()
    person = make_person(place, "王科")
    with pytest.raises(Forbidden):
        _erase(person, actor_with([Role.AUDITOR], place))
    with pytest.raises(NotFound):
        _erase(person, actor_with([], place))
    _erase(person, actor_with([Role.SECURITY_ADMINISTRATOR], place))
    with pytest.raises(Refused):
        _erase(person)


def test_a_restore_erases_again_and_only_then():
    place = make_place()
    person = make_person(place, "王科")
    _erase(person)
    assert [(line.person, len(line.words)) for line in erasures.journaled()] == [(person.hex, 1)]
    assert replay_erasures(today=TODAY) == 0
    Person.objects.filter(pk=person).update(erased=False)
    assert replay_erasures(today=TODAY) == 1


def test_words_lost_kept_or_changed_are_told_from_words_erased():
    place = make_place()
    person = make_person(place, "王科")
    said = Person.objects.get(pk=person).name_said
    kept = Kept.objects.get(pk=said)
    Kept.objects.filter(pk=said).update(ciphertext=bytes(40))
    assert [bad.code for bad in verify().findings] == ["words_changed"]
    Kept.objects.filter(pk=said).delete()
    assert [(bad.code, bad.position) for bad in verify().findings] == [("words_missing", verify().position)]
    kept.save()
    _erase(person)
    kept.save()
    assert [bad.code for bad in verify().findings] == ["words_kept"]

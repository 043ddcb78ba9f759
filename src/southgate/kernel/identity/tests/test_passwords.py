"""Rules of passwords: both shipped profiles, all faults at once, the history."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from southgate.domain.errors import Refused
from southgate.kernel.identity.passwords import context_words, faults, one_time_password
from southgate.kernel.identity.profile import Kind, profile_for
from southgate.kernel.identity.services import set_password
from southgate.kernel.identity.tests.people import PASSWORD, make_account
from southgate.kernel.identity.web.validators import PackValidator
from southgate.kernel.packs.shipped import shipped
from southgate.kernel.packs.signin import read_profile
from southgate.kernel.packs.toml import read_pack
from southgate.kernel.testing import TODAY, make_place

PROFILES = {p.head.key: read_profile(p) for p in (*shipped("national"), *shipped("asvs")) if "password" in p.head.key}
DENGBAO, ASVS = PROFILES["national.passwords"].password, PROFILES["asvs.passwords"].password


def _says(password, rules=DENGBAO, kind=Kind.STAFF, words=()):
    return len(faults(password, rules, kind, words))


@pytest.mark.parametrize(
    ("password", "kind", "wrong"),
    [
        ("Nandamen-7", Kind.STAFF, 0),
        ("Nandamen-7", Kind.ADMINISTRATOR, 1),
        ("Nanda-77", Kind.ENTERPRISE, 0),
        ("nandamen77", Kind.STAFF, 1),
        ("short", Kind.STAFF, 2),
        ("Aa1" + "x" * 126, Kind.STAFF, 1),
    ],
)
def test_dengbao(password, kind, wrong):
    assert _says(password, kind=kind) == wrong


def test_asvs_asks_for_length_and_no_classes():
    assert _says("correct horse battery", ASVS) == 0
    assert ASVS.days.staff == 0 and DENGBAO.days.staff == 90


def test_names_of_the_place_are_no_passwords():
    words = context_words("lijingli", ["郴州经开区"], date(2026, 11, 24))
    assert {"lijingli", "郴州经开区", "chenzhoujingkaiqu", "czjkq", "2026"} <= words
    for bad in ("LiJingLi-7788", "Chenzhoujingkaiqu-1", "Ab-2026-tt-x"):
        assert _says(bad, words=words) == 1


def test_one_time_passwords_keep_the_rules():
    made = {one_time_password(12) for _ in range(50)}
    assert len(made) == 50 and not any(_says(password, kind=Kind.ADMINISTRATOR) for password in made)


@pytest.mark.django_db
def test_the_last_five_are_not_taken_again():
    account = make_account(make_place())
    with pytest.raises(ValidationError):
        PackValidator().validate(PASSWORD, account)
    for number in range(5):
        set_password(account, f"Qianshan-{number}-hong", must_change=False)
    PackValidator().validate(PASSWORD, account)


@pytest.mark.django_db
def test_without_a_loaded_pack_the_shipped_one_counts():
    assert profile_for(None, TODAY) == PROFILES["national.passwords"]


def test_a_pack_that_would_lock_everyone_out_is_refused():
    text = next(p.text for p in shipped("national") if p.head.key == "national.passwords")
    with pytest.raises(Refused) as refusal:
        read_profile(read_pack(text.replace("failures = 5", "failures = 0").replace("hours = 12", "hours = 0"), "x"))
    assert ["lock.failures" in r.where or "session.hours" in r.where for r in refusal.value.reasons] == [True, True]

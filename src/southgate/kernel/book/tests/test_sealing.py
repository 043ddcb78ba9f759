"""Seals stand outside, follow each other, and cover nothing that does not follow from the seal before."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from southgate.domain.errors import Refused
from southgate.kernel.book import sealing, sealstore, triggers
from southgate.kernel.book.digest import NOTHING, next_root
from southgate.kernel.book.jobs import seal_hourly
from southgate.kernel.book.models import Entry
from southgate.kernel.book.tests.kit import Change, new_thing, write
from southgate.kernel.book.verifying import verify
from southgate.kernel.testing import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thing_tables")]


def _grow(entries: int, name: str = "甲厂") -> None:
    thing = new_thing(name)
    for seen in range(1, entries):
        write(Change(thing, seen, {"size": seen}))


def test_a_seal_says_where_the_book_stands():
    _grow(3)
    first = sealing.seal(reason="manual")
    _grow(2, "乙厂")
    second = sealing.seal(reason="backup")
    assert (first.position, second.position, second.previous) == (3, 5, first.digest)
    assert sealstore.seals() == [first, second]
    digests = [bytes.fromhex(d[7:]) for d in Entry.objects.order_by("position").values_list("digest", flat=True)]
    assert sealstore.read_digests() == b"".join(digests)
    assert len(second.short) == 16


def test_hourly_seals_of_a_still_book_are_one():
    _grow(2)
    seal_hourly(today=TODAY)
    seal_hourly(today=TODAY)
    assert len(sealstore.seals()) == 1
    sealing.seal(reason="paper")
    assert [seal.reason for seal in sealstore.seals()] == ["hourly", "paper"]


def test_the_unsealed_window_is_told():
    _grow(2)
    sealing.seal(reason="hourly")
    assert verify().unsealed is None
    write(Change(Entry.objects.first().subject, 2, {"size": 9}))
    report = verify()
    assert (report.sealed_until, report.unsealed.first, report.unsealed.last) == (2, 3, 3)
    assert report.unsealed.since == Entry.objects.get(position=3).recorded_at


@pytest.mark.parametrize(("seals", "data"), [("zone/seals", "zone"), ("zone", "zone/data"), ("zone", "zone")])
def test_a_seal_folder_and_data_folder_in_one_another_are_refused(settings, tmp_path, seals, data):
    settings.SEAL_DIR, settings.DATA_DIR = tmp_path / seals, tmp_path / data
    with pytest.raises(Refused, match="封存目录"):
        sealing.seal(reason="manual")


def test_a_link_into_the_data_folder_is_refused(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    (tmp_path / "data" / "hidden").mkdir(parents=True)
    (tmp_path / "seals").symlink_to(tmp_path / "data" / "hidden")
    settings.SEAL_DIR = tmp_path / "seals"
    with pytest.raises(Refused):
        sealing.seal(reason="manual")


def _without_triggers(sql: str) -> None:
    with connection.cursor() as cursor:
        for name in triggers.names(connection.vendor):
            on = " ON book_entry" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
        cursor.execute(sql)


def test_a_changed_entry_is_never_sealed_over():
    _grow(4)
    sealing.seal(reason="hourly")
    _grow(4, "乙厂")
    _without_triggers("UPDATE book_entry SET payload = '{}' WHERE position = 6")
    with pytest.raises(sealing.Broken) as broken:
        sealing.seal(reason="hourly")
    assert broken.value.bad.position == 6
    assert len(sealstore.seals()) == 1


def test_a_crash_between_digests_and_seal_is_made_good(settings):
    _grow(4)
    sealing.seal(reason="hourly")
    path = Path(settings.SEAL_DIR) / "digests.bin"
    with path.open("ab") as file:
        file.write(b"torn")
    _grow(2, "乙厂")
    sealing.seal(reason="hourly")
    assert (path.stat().st_size, verify().ok) == (6 * 32, True)


def test_lost_digests_are_told_and_made_again(settings):
    _grow(4)
    sealing.seal(reason="hourly")
    path = Path(settings.SEAL_DIR) / "digests.bin"
    before = path.read_bytes()
    path.unlink()
    assert [bad.code for bad in verify().findings] == ["digests"]
    with pytest.raises(sealing.Broken):
        sealing.seal(reason="manual")
    assert (sealing.renew_digests(), path.read_bytes(), verify().ok) == (4, before, True)


def test_a_restore_takes_back_what_was_sealed_beyond_it():
    _grow(6)
    sealing.seal(reason="backup")
    _without_triggers("DELETE FROM book_entry WHERE position > 4")
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest FROM book_entry ORDER BY position")
        roots = [row[0] for row in cursor.fetchall()]
        last = "(SELECT recorded_at FROM book_entry WHERE position = 4)"
        cursor.execute(f"UPDATE book_head SET position = 4, root = %s, recorded_at = {last}", [_root(roots)])
    assert verify().bad.code == "tail"
    assert verify(restored_to=4).ok
    sealing.restored()
    assert verify().ok
    _grow(5, "乙厂")
    sealing.seal(reason="hourly")
    assert (verify().ok, [seal.position for seal in sealstore.seals()]) == (True, [6, 4, 9])


def _root(digests: list[str]) -> str:
    root = NOTHING
    for digest in digests:
        root = next_root(root, digest)
    return root

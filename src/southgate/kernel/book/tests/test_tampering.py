"""R8: whatever is done to sealed entries is found, and the first bad one is named. Each experiment has a twin with a
planted fault that it must notice. tests/trust does it to every row of 500."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from southgate.kernel.book import sealing, sealstore, verifying, walking
from southgate.kernel.book.models import Entry, Head
from southgate.kernel.book.tests import tampering
from southgate.kernel.book.tests.kit import new_thing
from southgate.kernel.book.tests.tampering import Attack, missed, sealed_book
from southgate.kernel.book.verifying import verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thing_tables")]
ENTRIES = 60


@pytest.fixture
def book() -> list[int]:
    """Positions to attack in a sealed book whose triggers are gone."""
    sealed_book(ENTRIES)
    return [1, 2, ENTRIES // 3, ENTRIES // 2 + 1, ENTRIES]


def test_every_attack_on_sealed_entries_is_found_and_placed(book):
    assert verify().ok
    assert missed(tampering.attacks(book, ENTRIES)) == []
    assert verify().ok


def test_twin_without_seals_the_experiment_fails(book, monkeypatch):
    monkeypatch.setattr(verifying.sealstore, "seals", lambda: [])
    monkeypatch.setattr(verifying.sealstore, "read_digests", lambda: b"")
    names = {line.partition(":")[0].split()[0] for line in missed(tampering.attacks([10], ENTRIES))}
    assert {"cut", "rewrite", "insert"} <= names


def test_twin_without_recomputed_digests_the_experiment_fails(book, monkeypatch):
    monkeypatch.setattr(walking, "_PREFIX", b"")
    monkeypatch.setattr(walking, "sha256", _Believed)
    assert missed(tampering.attacks([10], ENTRIES)) != []


class _Believed:
    """A walk that takes every digest as it stands."""

    def __init__(self, text: bytes) -> None:
        self.text = text

    def hexdigest(self) -> str:
        return Entry.objects.get(position=int(self.text.split(b"\n")[0])).digest if b"\n" in self.text else ""

    def digest(self) -> bytes:
        return bytes.fromhex(self.hexdigest()[7:])


def test_what_lies_after_the_last_seal_is_told_as_open(book):
    report = verify()
    assert (report.unsealed.first, report.unsealed.last) == (ENTRIES + 1, ENTRIES + 2)
    tampering.rewrite(ENTRIES + 1)
    assert verify(words=False).ok  # nobody could know: that is what the window says
    assert f"第 {ENTRIES + 1} 到 {ENTRIES + 2} 条" in verifying.in_words(report)
    sealing.seal(reason="hourly")
    tampering.cut(ENTRIES + 2)
    assert verify(words=False).bad.position == ENTRIES + 2


def test_even_unsealed_entries_are_held_by_chain_and_counter(book):
    attacks = [
        Attack("payload", ENTRIES + 1, lambda: tampering.change("payload", ENTRIES + 1)),
        Attack("delete", ENTRIES + 1, lambda: tampering.delete(ENTRIES + 1)),
        Attack("tail", ENTRIES + 2, lambda: tampering.delete(ENTRIES + 2)),
    ]
    assert missed(iter(attacks)) == []


@pytest.mark.parametrize("column", ["zone", "by_person", "for_unit"])
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's own types refuse these values")
def test_absent_and_empty_are_not_the_same(book, column):
    row = Entry.objects.filter(**{column: None}).first()
    tampering.sql(f"UPDATE book_entry SET {column} = '' WHERE position = %s", [row.position])
    assert verify(words=False).bad.position == row.position


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's own types refuse these values")
def test_values_that_are_no_text_do_not_stop_the_walk(book):
    for column, value in (("digest", b"\xff\xfe"), ("payload", b"\xff"), ("kind", "a\nb"), ("seq", "x")):
        with transaction.atomic():
            tampering.sql(f"UPDATE book_entry SET {column} = %s WHERE position = 5", [value])
            assert verify(words=False).bad.position == 5
            transaction.set_rollback(True)


def test_the_counter_row_is_checked(book):
    for change in ({"root": "sha256:" + "0" * 64}, {"recorded_at": 1}, {"position": 3}, {"position": ENTRIES + 9}):
        with transaction.atomic():
            Head.objects.update(**change)
            assert not verify(words=False).ok
            transaction.set_rollback(True)


def test_a_changed_seal_file_or_digest_file_is_told_from_a_changed_book(book, settings):
    place = sealstore.folder()
    digests = place / "digests.bin"
    data = bytearray(digests.read_bytes())
    data[32 * 4] ^= 1
    digests.write_bytes(data)
    [bad] = verify(words=False).findings
    assert (bad.code, bad.position) == ("digests", 0)
    data[32 * 4] ^= 1
    digests.write_bytes(data)
    first = place / "seals" / "00000001.json"
    first.write_bytes(first.read_bytes().replace(b"hourly", b"manual"))
    assert [bad.code for bad in verify(words=False).findings] == ["seals"]
    first.unlink()
    assert [bad.code for bad in verify(words=False).findings] == ["seals"]


def test_a_root_read_off_a_paper_holds_without_the_seal_folder(book, settings, tmp_path):
    seal = sealing.seal(reason="paper")
    settings.SEAL_DIR = tmp_path / "empty"
    assert verify(words=False, printed=[(seal.position, seal.root)]).ok
    tampering.rewrite(9)
    assert verify(words=False).ok
    assert not verify(words=False, printed=[(seal.position, seal.root)]).ok


REFUSED = {
    "sqlite": [
        "UPDATE book_entry SET payload = '' WHERE position = 1",
        "DELETE FROM book_entry WHERE position = 1",
        "INSERT OR REPLACE INTO book_entry SELECT * FROM book_entry WHERE position = 1",
    ],
    "postgresql": [
        "UPDATE book_entry SET payload = '' WHERE position = 1",
        "DELETE FROM book_entry WHERE position = 1",
        "TRUNCATE book_entry",
    ],
}


def accepted() -> list[str]:
    """Statements that the database lets pass."""
    passed = []
    for statement in REFUSED[connection.vendor]:
        try:
            with transaction.atomic():
                tampering.sql(statement)
                transaction.set_rollback(True)
            passed.append(statement)
        except DatabaseError as error:
            assert "append-only" in str(error)
    return passed


def test_triggers_refuse_and_the_twin_without_them_is_noticed():
    new_thing("甲厂")
    assert accepted() == []
    tampering.drop_triggers()
    assert len(accepted()) == 3

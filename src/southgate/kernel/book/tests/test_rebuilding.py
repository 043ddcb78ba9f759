"""Rows and history rows are what the book tells: a rebuild writes the same again, a comparison finds what is not."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from southgate.kernel.book import rebuilding
from southgate.kernel.book.comparing import differences
from southgate.kernel.book.rebuilding import rebuild
from southgate.kernel.book.tests.kit import Change, Thing, ThingPast, new_thing, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thing_tables")]
COLUMNS = ("id", "version", "known_from", "known_to", "name", "size", "stage", "note_said")


@pytest.fixture
def things() -> list:
    made = [new_thing(name, size=3) for name in ("甲厂", "乙厂", "丙厂")]
    write(Change(made[0], 1, {"size": 7}, note="改过"), Change(made[1], 1, to="签约"), bulk=True)
    write(Change(made[0], 2, {"day": "2026-11-30", "flag": True}))
    return made


def test_a_rebuild_writes_the_same_again(things):
    rows, past = list(Thing.objects.order_by("id").values()), _past()
    assert list(differences()) == []
    assert rebuild()["thing"] == 3
    assert (list(Thing.objects.order_by("id").values()), _past()) == (rows, past)


def _past() -> list:
    return list(ThingPast.objects.order_by("id", "known_from").values(*COLUMNS))


def test_each_kind_of_difference_is_found_and_mended(things):
    Thing.objects.filter(pk=things[0]).update(size=8, stage="落地")
    ThingPast.objects.filter(id=things[1], version=1).update(known_to=None)
    ThingPast.objects.filter(id=things[0], version=2).delete()
    Thing.objects.filter(pk=things[2]).delete()
    Thing.objects.create(id=things[2].__class__(int=9), version=1, position=1, name="无账")
    found = {(d.where, d.column) for d in differences(["thing"])}
    assert {("row", "size"), ("row", "stage"), ("past", "known_to"), ("row", ""), ("past", "")} <= found
    assert {d.subject.int for d in differences() if d.replayed is None and d.where == "row"} == {9}
    rebuild(["thing"])
    assert list(differences()) == []


def test_what_follows_the_rows_runs_in_the_same_transaction(things, monkeypatch):
    Thing.objects.filter(pk=things[0]).update(size=8)
    monkeypatch.setattr(rebuilding, "_AFTERWARDS", [])
    rebuilding.after_rebuild(_break)
    with pytest.raises(IntegrityError):
        rebuild()
    assert Thing.objects.get(pk=things[0]).size == 8


def _break() -> None:
    raise IntegrityError("planted")

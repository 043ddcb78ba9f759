"""Old payloads are read as today's, never rewritten: feed, state, rows and digests before and after a new version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from southgate.kernel.book import payloads, reading
from southgate.kernel.book.comparing import differences
from southgate.kernel.book.models import Entry
from southgate.kernel.book.payloads import Say, Words, entry_kind, upcaster
from southgate.kernel.book.rebuilding import rebuild
from southgate.kernel.book.tests import kit
from southgate.kernel.book.tests.kit import Change, new_thing, write
from southgate.kernel.book.verifying import verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thing_tables")]
CODES = {"签约": "signed", "落地": "landed"}


@pytest.fixture
def second_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Version 2 of `thing.stage_moved` names the stage by code and says why; version 1 named it by its word."""
    monkeypatch.setattr(payloads, "_KINDS", dict(payloads.kinds()))
    monkeypatch.setattr(payloads, "_UPCASTERS", {})

    @dataclass(frozen=True, slots=True)
    class StageMoved:
        stage: str
        cause: str

        def sentence(self) -> Say:
            return Say("阶段：%(stage)s（%(cause)s）", {"stage": self.stage, "cause": Words(self.cause)})

    StageMoved.__qualname__ = kit.StageMoved.__qualname__
    entry_kind("thing.stage_moved", version=2)(StageMoved)

    @upcaster("thing.stage_moved", 1)
    def read_first(data: dict[str, Any]) -> dict[str, Any]:
        return {"stage": CODES[data["to"]], "cause": "未写明", "to": CODES[data["to"]]}


def test_version_1_is_read_as_version_2(request):
    thing = new_thing("甲厂")
    position = write(Change(thing, 1, to="签约")).position
    stored = Entry.objects.filter(subject=thing).values_list("payload", "version", "digest")
    before = list(stored)
    request.getfixturevalue("second_version")
    assert reading.feed(thing, by=None).lines[0].sentence == "阶段：signed（未写明）"
    assert reading.state_at("thing", thing, position)["stage"] == "signed"
    assert [d.column for d in differences(["thing"])] == ["stage", "stage"]
    rebuild(["thing"])
    assert list(differences(["thing"])) == []
    assert list(stored) == before
    assert verify().ok


def test_a_version_without_a_way_up_is_named(request):
    thing = new_thing("甲厂")
    write(Change(thing, 1, to="签约"))
    request.getfixturevalue("second_version")
    payloads._UPCASTERS.clear()
    with pytest.raises(KeyError, match="stage_moved"):
        reading.feed(thing, by=None)

"""A bulk command put by in pieces writes what it writes at once: one chain a subject, rows and history that agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from southgate.domain.errors import Refused, Stale
from southgate.kernel.book import writing
from southgate.kernel.book.comparing import differences
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.models import Entry, Head, Kept
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.readying import put_by
from southgate.kernel.book.tests.kit import Change, Thing, ThingChanged, ThingPast, ThingRegistered, new_thing, write
from southgate.kernel.book.verifying import verify
from southgate.kernel.identity.actor import Actor, system_actor
from southgate.kernel.testing import TODAY

Step = tuple[int, int, bool]
"""Which of five things, its new size, and whether what is drafted so far is put by after it."""
OLD = 2
"""So many of the five stand in the book already."""


@writing.bulk_command
def resize(draft: Draft, commands: Sequence[Any], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Sets up what is not there yet, and changes the rest; `commands` are the old things and the steps."""
    old, steps = commands
    things: dict[int, UUID] = dict(enumerate(old))
    draft.lock_many(Thing, dict.fromkeys(old))
    for number, size, put in steps:
        if number in things:
            draft.record(things[number], ThingChanged({"size": size}), zone=None)
        else:
            things[number] = draft.new_id()
            note = Said.of(f"备注 {number}", label="note")
            draft.record(
                things[number], ThingRegistered({"name": f"新 {number}", "size": size, "note_said": note}), zone=None
            )
        if put:
            put_by(draft)
    return {"ids": [things[number] for number in sorted(things)]}


@pytest.mark.usefixtures("thing_tables")
class InPieces(TestCase):
    @given(st.lists(st.tuples(st.integers(0, 4), st.integers(1, 9), st.booleans()), max_size=12))
    def test_pieces_write_what_one_draft_would(self, steps: list[Step]):
        before = Head.objects.get().position
        old = [new_thing(f"旧 {number} {uuid4().hex}", size=0) for number in range(OLD)]
        answer = resize([old, steps], by=system_actor(), today=TODAY, command_id=uuid4())
        sizes = dict.fromkeys(range(OLD), 0) | {number: size for number, size, _ in steps}
        rows = {row.id: row for row in Thing.objects.filter(pk__in=answer.data["ids"])}
        assert [rows[UUID(id)].size for id in answer.data["ids"]] == [sizes[number] for number in sorted(sizes)]
        assert Head.objects.get().position == answer.position == before + OLD + len(steps)
        assert ThingPast.objects.filter(known_to=None, id__in=rows).count() == len(rows)
        assert Entry.objects.filter(subject__in=rows).count() == ThingPast.objects.filter(id__in=rows).count()
        assert Kept.objects.filter(subject__in=rows).count() == len(rows) - OLD
        assert list(differences(["thing"])) == []
        assert verify().ok


@pytest.mark.django_db
@pytest.mark.usefixtures("thing_tables")
def test_what_moved_after_a_piece_was_put_by_is_refused_and_nothing_of_it_stands(monkeypatch):
    old = [new_thing(f"旧 {number}", size=0) for number in range(OLD)]
    real = writing.readying.prepare

    def late(draft: Draft) -> None:
        monkeypatch.setattr(writing.readying, "prepare", real)
        real(draft)
        write(Change(old[0], set={"size": 7}))

    monkeypatch.setattr(writing.readying, "prepare", late)
    with pytest.raises(Stale) as stale:
        resize([old, [(1, 5, True), (0, 5, True), (3, 5, False)]], by=system_actor(), today=TODAY, command_id=uuid4())
    assert (stale.value.subject, stale.value.seen, stale.value.now) == (old[0], 1, 2)
    assert sorted(Thing.objects.values_list("size", flat=True)) == [0, 7]
    assert list(differences(["thing"])) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("thing_tables")
def test_a_name_that_is_taken_in_the_second_piece_takes_the_first_back():
    new_thing("新 3")
    before = Head.objects.get().position
    with pytest.raises(Refused):
        resize([[], [(2, 1, True), (3, 1, True)]], by=system_actor(), today=TODAY, command_id=uuid4())
    assert (Head.objects.get().position, Thing.objects.count(), Kept.objects.count()) == (before, 1, 0)

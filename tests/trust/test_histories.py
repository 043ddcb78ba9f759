"""R7: rows and history rows are what the book alone tells, after any history; a past day equals a naive replay.

25 histories here, 5,000 by SOUTHGATE_TRUST=1; a failure names its seed.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter

import pytest

from southgate.apps.enterprise.models import Enterprise, EnterprisePast
from southgate.apps.pipeline.models.projects import Project, ProjectPast
from southgate.kernel.book import committing, rebuilding
from southgate.kernel.book.comparing import differences
from southgate.kernel.book.models import Entry, Head
from southgate.kernel.book.reading import as_known_at, state_at
from southgate.kernel.book.rebuilding import rebuild
from southgate.kernel.testing import make_place
from tests.trust.histories import History, crew
from tests.trust.zones import FULL

pytestmark = [pytest.mark.trust, pytest.mark.django_db]
HISTORIES = 5000 if FULL else 25
PAST = {"project": ProjectPast, "enterprise": EnterprisePast}


def grow(count: int, first: int = 0) -> Counter[str]:
    """Write histories; returns how their commands ended."""
    place = make_place(f"H{first}")
    by, people = crew(place)
    ends: Counter[str] = Counter()
    for seed in range(first, first + count):
        history = History(place, by, people, random.Random(seed))
        history.run()
        ends += history.ends
    return ends


def unlike_replay(moments: int) -> list[str]:
    """Subjects whose history row at some position is not the state that a naive replay gives there."""
    rng, last = random.Random(len(PAST)), Head.objects.get().position
    wrong = []
    for position in [last, *(rng.randrange(1, last + 1) for _ in range(moments))]:
        for kind, past in PAST.items():
            known = {row["id"]: row for row in as_known_at(past, position).values()}
            begun = Entry.objects.filter(subject_kind=kind, seq=1, position__lte=position)
            subjects = list(begun.values_list("subject", flat=True))
            if len(known) != len(subjects) or len(known) != as_known_at(past, position).count():
                wrong.append(f"{kind} at {position}: {len(known)} rows for {len(subjects)} subjects")
            for subject in rng.sample(subjects, min(20, len(subjects))):
                state, row = state_at(kind, subject, position), known.get(subject)
                if row is None or {name: row[name] for name in state} != state:
                    wrong.append(f"{kind} {subject} at {position}")
    return wrong


def test_rows_history_and_past_days_are_what_the_book_tells():
    ends: Counter[str] = Counter()
    for first in range(0, HISTORIES, 250):
        ends += grow(min(250, HISTORIES - first), first)
        assert list(itertools.islice(differences(), 5)) == [], f"in histories {first} to {first + 249}"
    assert unlike_replay(40 if FULL else 8) == []
    rows = [list(model.objects.order_by("id").values()) for model in (Project, Enterprise)]
    rebuild()
    assert [list(model.objects.order_by("id").values()) for model in (Project, Enterprise)] == rows
    assert list(itertools.islice(differences(), 5)) == []
    assert ends["done"] > ends["Refused"] > 0 < ends["Stale"]
    entries = Head.objects.get().position
    print(f"\nR7: {HISTORIES} histories, {dict(ends)}, {entries} entries: 0 differences, past days equal replay")


def skip_a_column(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row misses a change that its entry made."""
    real = committing.rowsql.update

    def update(model, changes):
        kept = ((id, seen, {k: v for k, v in values.items() if k != "industry"}) for id, seen, values in changes)
        return real(model, kept)

    monkeypatch.setattr(committing.rowsql, "update", update)


def keep_past_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """History rows are written, but the one before is not closed."""
    real = committing._write_past

    def write(ready, model, base):
        ready.closing.clear()
        real(ready, model, base)

    monkeypatch.setattr(committing, "_write_past", write)


@pytest.mark.parametrize("fault", [skip_a_column, keep_past_open])
def test_twin_rows_that_are_not_what_the_book_tells_are_noticed(monkeypatch, fault):
    fault(monkeypatch)
    grow(10, first=90_000)
    assert list(differences()) != [] or unlike_replay(8) != []


def lose_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rebuild forgets the newest history row of each subject."""
    real = rebuilding.Replayed.past
    monkeypatch.setattr(rebuilding.Replayed, "past", lambda self, values: list(real(self, values))[:-1])


def leave_a_column(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rebuild writes the row of a project as it was at first. (A leave has a constraint that objects.)"""
    real = rebuilding._prepared

    def first(fields, names, states):
        found = real(fields, names, states)
        return [found[0]] * len(found) if "name_key" in names else found

    monkeypatch.setattr(rebuilding, "_prepared", first)


@pytest.mark.parametrize("fault", [lose_the_last, leave_a_column])
def test_twin_a_rebuild_that_writes_something_else_is_noticed(monkeypatch, fault):
    grow(10, first=91_000)
    assert list(differences()) == []
    with monkeypatch.context() as planted:  # the comparison replays too, and is not planted
        fault(planted)
        rebuild()
    assert list(differences()) != []

"""Looks at what changed: the keys it lost and got, the projects that meet there, and what that says about them.

The first look is taken in the transaction of the change, a second one soon after the commit: on PostgreSQL two writers
who write at the same instant do not see each other's project. What many rows of an import bring is looked at then too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Count

from southgate.apps.pipeline.models.suspicions import MatchDue, MatchKey, Suspicion
from southgate.apps.pipeline.selectors.suspicions import facts as reading
from southgate.apps.pipeline.selectors.suspicions.facts import AS_STORED, Written
from southgate.apps.pipeline.selectors.suspicions.sources import BATCH
from southgate.apps.pipeline.services.suspicions import keying
from southgate.apps.pipeline.services.suspicions.differing import Known, Pair, book_zone, draft_differences
from southgate.domain.matching.bundles.facts import Facts
from southgate.domain.matching.bundles.groups import CROWD, findings, reach
from southgate.domain.matching.bundles.keys import Key, Meet, project_keys
from southgate.domain.matching.bundles.weighing import Finding
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.writing import bulk_command
from southgate.kernel.identity.actor import Actor

AT_ONCE = 1_000
"""Things due that one turn looks at: a second of work, however much an import brought."""
AFTER = "suspicions.look"
"""Topic of the message that sends the house to look after a commit."""
Rows = Mapping[str, Mapping[UUID, tuple[UUID, frozenset[Key]]]]
"""Of rows that are about to be written, by kind and id: their project and keys. They replace what is stored."""


def key_of(text: str) -> Key:
    meet, _, rest = text.partition(":")
    return Key(Meet(meet), rest)


def keys_now(projects: Iterable[UUID]) -> dict[UUID, set[Key]]:
    """The stored keys of these projects, from all that is theirs."""
    found: dict[UUID, set[Key]] = defaultdict(set)
    wanted = sorted(set(projects))
    for start in range(0, len(wanted), BATCH):
        rows = MatchKey.objects.filter(project__in=wanted[start : start + BATCH])
        for project, meet, text in rows.values_list("project", "kind", "key"):
            found[project].add(Key(Meet(meet), text))
    return found


def members_of(keys: Iterable[Key], rows: Rows) -> dict[Key, set[UUID]]:
    """Who shares each key once `rows` are written; keys of one project alone, or of too many, are left out."""
    wanted = sorted(set(keys))
    written = {source for of_kind in rows.values() for source in of_kind}
    found: dict[Key, set[UUID]] = {key: set() for key in _told_apart(wanted)}
    texts = sorted({key.text for key in found})
    for start in range(0, len(texts), BATCH):
        stored = MatchKey.objects.filter(key__in=texts[start : start + BATCH])
        for source, project, meet, text in stored.values_list("source", "project", "kind", "key"):
            key = Key(Meet(meet), text)
            if key in found and source not in written:
                found[key].add(project)
    for of_kind in rows.values():
        for project, own in of_kind.values():
            for key in own & found.keys():
                found[key].add(project)
    return {key: projects for key, projects in found.items() if len(projects) > 1}


def _told_apart(keys: Sequence[Key]) -> set[Key]:
    """Those of the keys that not too many rows share: counted in the index, so that a big contractor costs nothing."""
    crowded = set[Key]()
    texts = sorted({key.text for key in keys})
    for start in range(0, len(texts), BATCH):
        counted = MatchKey.objects.filter(key__in=texts[start : start + BATCH]).values("key", "kind")
        for row in counted.annotate(rows=Count("project")).filter(rows__gt=CROWD).order_by():
            key = Key(Meet(row["kind"]), row["key"])
            if row["rows"] > reach(key.meet):
                crowded.add(key)
    return set(keys) - crowded


def found_at(keys: Iterable[Key], rows: Rows, written: Written) -> tuple[list[Finding], dict[UUID, UUID]]:
    """What sharing these keys says, and the zones of the projects concerned."""
    members = members_of(keys, rows)
    facts = reading.facts_of({id for ids in members.values() for id in ids}, written)
    found = [
        one for key, ids in sorted(members.items()) for one in findings(key, [facts[id] for id in ids if id in facts])
    ]
    return found, {id: one.zone for id, one in facts.items()}


def stored_at(keys: Iterable[Key]) -> dict[UUID, Suspicion]:
    """Suspicions known at these keys, by id."""
    texts = sorted({str(key) for key in keys})
    found: dict[UUID, Suspicion] = {}
    for start in range(0, len(texts), BATCH):
        for row in Suspicion.objects.filter(key__in=texts[start : start + BATCH]):
            found[row.pk] = row
    return found


def known_of(rows: Iterable[Any]) -> dict[Pair, Known]:
    """Rows, or columns about to be written, as the comparison takes them."""
    return {
        (row.kind, row.key, row.a_id, row.b_id): Known(
            row.id, row.state, row.strength, row.evidence, book_zone(row.zone_id, row.other_zone_id)
        )
        for row in rows
    }


def draft_look(draft: Draft, keys: Iterable[Key], rows: Rows, written: Written, drafted: Sequence[Any]) -> None:
    """Draft what a change of these keys says. `drafted`: suspicions that this command wrote of already."""
    wanted = set(keys)
    if not wanted:
        return
    found, zones = found_at(wanted, rows, written)
    mine = {row.id for row in drafted}
    stored = stored_at(wanted).keys() - mine
    locked = draft.lock_many(Suspicion, dict.fromkeys(stored))
    texts = {str(key) for key in wanted}
    known = known_of([*locked.values(), *(row for row in drafted if row.key in texts)])
    draft_differences(draft, found, known, zones)


def keys_touched(
    before: Mapping[UUID, Facts], after: Mapping[UUID, Facts], changed: Mapping[UUID, set[Key]]
) -> set[Key]:
    """Keys to look at: those that changed hands, and all of a project whose facts changed."""
    touched = {key for keys in changed.values() for key in keys}
    moved = {id for id in before.keys() | after.keys() if before.get(id) != after.get(id)}
    for own in keys_now(moved).values():
        touched |= own
    for id in moved & after.keys():
        touched |= project_keys(after[id])
    return touched


@bulk_command
def look_at_due(draft: Draft, commands: Sequence[list[int]], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Look at what was left for after the commit; `commands` holds one list of `MatchDue` ids. Writes by the house."""
    due = list(MatchDue.objects.filter(pk__in=commands[0]))
    keys = {key_of(one.key) for one in due if one.kind == keying.KEY}
    projects = {one.source for one in due if one.source is not None}
    for own in keys_now(projects).values():
        keys |= own
    draft_look(draft, keys, {}, AS_STORED, ())
    draft.also(lambda: _done([one.pk for one in due]))
    return {"looked": len(projects), "keys": len(keys)}


def _done(ids: Sequence[int]) -> None:
    for start in range(0, len(ids), BATCH):
        MatchDue.objects.filter(pk__in=ids[start : start + BATCH]).delete()


def work_off(*, by: Actor, today: date) -> int:
    """Make the keys that are due, then look at what is due; returns how much was done."""
    count = keying.work_off_keys()
    while due := _due():
        look_at_due([due], by=by, today=today, command_id=uuid4())
        count += len(due)
    return count


def _due() -> list[int]:
    rows = MatchDue.objects.filter(kind__in=(keying.LOOK, keying.KEY)).order_by("id")
    return list(rows.values_list("pk", flat=True)[:AT_ONCE])

"""Keeps what projects can be met by: beside the rows, in their transaction or soon after, or all of it anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.suspicions import MatchDue, MatchKey
from southgate.apps.pipeline.selectors.suspicions import facts, sources
from southgate.domain.matching.bundles.keys import Key, Meet, project_keys
from southgate.kernel.book import rowsql
from southgate.kernel.book.rebuilding import drop_indexes, lock_head

Line = tuple[Any, Any, str, str]
"""Source, project, meet, text; the ids as UUID or as the driver takes them."""
CHUNK = 2_000
COLUMNS = ("source", "project", "kind", "key")
PROJECT, LOOK, KEY = "project", "look", "key"
"""Kinds of what is due that are no kinds of rows."""


def rekey(kind: str, ids: Sequence[UUID]) -> tuple[set[str], set[UUID]]:
    """Write the keys of these rows anew; returns the keys that a project lost, and the projects whose rows they are.

    Of an enterprise: of all its projects.
    """
    if kind == "enterprise":
        return rekey("project", list(Project.objects.filter(enterprise__in=ids).values_list("pk", flat=True)))
    keys = _keys_of(kind, ids)
    lost, projects = set[str](), {project for project, _ in keys.values()}
    for start in range(0, len(ids), sources.BATCH):
        old = MatchKey.objects.filter(source__in=ids[start : start + sources.BATCH])
        for project, meet, text in old.values_list("project", "kind", "key"):
            lost.add(f"{meet}:{text}")
            projects.add(project)
        old.delete()
    _write([line for source, (project, own) in keys.items() for line in _lines(source, project, own)])
    return lost - {str(key) for _, own in keys.values() for key in own}, projects


def _keys_of(kind: str, ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, frozenset[Key]]]:
    """Project and keys by row."""
    if kind != "project":
        return facts.paper_keys(kind, sources.rows_of(kind, ids))
    found = facts.own_keys(facts.facts_of(ids))
    return {id: (id, found.get(id, sources.NOTHING)) for id in ids}


def _lines(source: Any, project: Any, keys: Iterable[Key]) -> Iterator[Line]:
    return ((source, project, key.meet.value, key.text) for key in sorted(keys))


def _write(lines: Sequence[Line]) -> None:
    rowsql.insert(MatchKey, COLUMNS, lines)


def mark(kind: str, ids: Iterable[UUID]) -> None:
    """Leave rows for later: many at once came in, and the lock of the book is no place for their normal forms."""
    rowsql.insert(MatchDue, ("kind", "source", "key"), [(kind, id, "") for id in ids])


def mark_to_look(projects: Iterable[UUID], keys: Iterable[str]) -> None:
    mark(LOOK, sorted(projects))
    rowsql.insert(MatchDue, ("kind", "source", "key"), [(KEY, None, key) for key in sorted(keys)])


def work_off_keys() -> int:
    """Make the keys of rows that were left for later; returns how many. Nobody writes meanwhile, but only for a
    chunk."""
    count = 0
    while True:
        with transaction.atomic():
            lock_head()
            due = list(MatchDue.objects.filter(kind__in=sources.WATCHED).order_by("id")[:CHUNK])
            if not due:
                return count
            _key_chunk(due)
            count += len(due)


def _key_chunk(due: Sequence[MatchDue]) -> None:
    by_kind: dict[str, list[UUID]] = {}
    for one in due:
        if one.source is not None:
            by_kind.setdefault(one.kind, []).append(one.source)
    for kind, ids in sorted(by_kind.items()):
        lost, projects = rekey(kind, sorted(set(ids)))
        mark_to_look(projects, lost)
    MatchDue.objects.filter(pk__in=[one.pk for one in due]).delete()


def mend() -> int:
    """Compare the keys that are kept with what the rows say, chunk by chunk, and write anew where they differ; returns
    of how many rows. Others go on writing: the book is locked only while something is mended."""
    return sum(_mend(kind, ids) for kind in (PROJECT, *sources.PAPERS) for ids in _chunks(kind))


def _mend(kind: str, ids: Sequence[UUID]) -> int:
    now = _keys_of(kind, ids)
    stored = stored_keys(ids)
    wrong = [id for id in ids if (now[id][1] if id in now else sources.NOTHING) != stored.get(id, set())]
    if wrong:
        with transaction.atomic():
            lock_head()
            rekey(kind, wrong)
    return len(wrong)


def _chunks(kind: str) -> Iterator[list[UUID]]:
    ids = sources.WATCHED[kind][0]._default_manager.order_by("pk").values_list("pk", flat=True)
    last: UUID | None = None
    while chunk := list((ids if last is None else ids.filter(pk__gt=last))[:CHUNK]):
        yield chunk
        last = chunk[-1]


def stored_keys(ids: Sequence[UUID]) -> dict[UUID, set[Key]]:
    """The keys that these rows are known to give."""
    found: dict[UUID, set[Key]] = {}
    for start in range(0, len(ids), sources.BATCH):
        rows = MatchKey.objects.filter(source__in=ids[start : start + sources.BATCH])
        for source, meet, text in rows.values_list("source", "kind", "key"):
            found.setdefault(source, set()).add(Key(Meet(meet), text))
    return found


def rekey_all() -> int:
    """All keys from all rows, in one transaction; returns how many there are. Part of a rebuild."""
    with transaction.atomic():
        lock_head()
        MatchDue.objects.filter(kind__in=sources.WATCHED).delete()
        indexes = drop_indexes([MatchKey._meta.db_table])
        MatchKey.objects.all().delete()
        count = sum(_fill(lines) for lines in (_all_projects(), *map(_all_papers, sources.PAPERS)))
        with connection.cursor() as cursor:
            for create in indexes:
                cursor.execute(create)
        return count


def _fill(lines: Iterator[Line]) -> int:
    """Write lines whose ids are as the driver takes them: prepared once a row, not once a key."""
    columns, count = rowsql.fields(MatchKey, COLUMNS), 0
    while batch := list(islice(lines, 20_000)):
        rowsql.insert_prepared(MatchKey, columns, batch)
        count += len(batch)
    return count


def _prepared(id: UUID) -> Any:
    return rowsql.prepared(MatchKey._meta.get_field("source"), id)


def _all_projects() -> Iterator[Line]:
    for one in facts.all_facts():
        id = _prepared(one.id)
        yield from _lines(id, id, project_keys(one))


def _all_papers(kind: str) -> Iterator[Line]:
    source = sources.PAPERS[kind]
    for row in sources.all_rows(kind):
        project = source.owner(row)
        if project is not None and (keys := source.keys(row)):
            yield from _lines(_prepared(row["id"]), _prepared(project), keys)

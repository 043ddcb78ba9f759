"""Child process: one edit a transaction through the service, then the same rows by bare SQL, on a copy of the zone.

Each transaction waits for the disk (`synchronous=FULL`), as the server's do.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from bench.acting import is_postgres, mark, officer, raw_connection  # first: it starts Django

from southgate.apps.pipeline.api.projects import EditProject, Project, edit_projects  # isort: skip

COUNT = 500
ENTRY, PAST, PROJECT = "book_entry", "pipeline_projectpast", "pipeline_project"


def main(account: str) -> None:
    by, today = officer(account)
    rows = list(
        Project.objects.filter(confidential=False, status="normal").order_by("id").values_list("id", "version")[:COUNT]
    )
    commands = [EditProject(id=id, seen=seen, values={"jobs_expected": 77 + seen}) for id, seen in rows]
    took = _each(commands, lambda one: edit_projects([one], by=by, today=today, command_id=uuid4()))
    bare = _bare([id for id, _ in rows])
    print(json.dumps({"took": took, "bare": bare, "count": len(rows), "sync": _sync()}))


def _each(items: Sequence[Any], do: Callable[[Any], Any]) -> dict[str, float]:
    for item in items[:20]:
        do(item)
    took = []
    began = time.perf_counter()
    for item in items[20:]:
        at = time.perf_counter()
        do(item)
        took.append(time.perf_counter() - at)
    lasted = time.perf_counter() - began
    return {"a_second": len(took) / lasted, "median_ms": statistics.median(took) * 1000}


def _bare(ids: Sequence[Any]) -> dict[str, float]:
    """The rows that an edit writes, once more: entry, history row, project, head, command; positions go on."""
    raw = raw_connection()
    postgres, place = is_postgres(), mark()
    keys = ids if postgres else [id.hex for id in ids]
    cursor = raw.cursor()

    def fetch(sql: str, *values: Any) -> Any:
        cursor.execute(sql, values)
        return cursor.fetchone()

    state = {"position": fetch("SELECT position FROM book_head")[0], "command": 0}
    entries = {k: fetch(f"SELECT * FROM {ENTRY} WHERE subject = {place} ORDER BY seq DESC LIMIT 1", k) for k in keys}
    pasts = {k: fetch(f"SELECT * FROM {PAST} WHERE id = {place} AND known_to IS NULL", k) for k in keys}
    names = {t: _columns(cursor, t) for t in (ENTRY, PAST)}

    def write(key: Any) -> None:
        state["position"] += 1
        entry = dict(zip(names[ENTRY], entries[key], strict=True))
        entry.update(position=state["position"], seq=entry["seq"] + 1, command=_hex(postgres))
        past = dict(zip(names[PAST], pasts[key], strict=True))
        past.pop("past_id")
        past.update(version=entry["seq"], known_from=state["position"])
        cursor.execute("BEGIN" if postgres else "BEGIN IMMEDIATE")
        cursor.execute(
            f"INSERT INTO book_command (actor, command, request, answer, position) VALUES ({', '.join([place] * 5)})",
            (entry["by_person"] or entry["command"], entry["command"], "x" * 76, "{}", state["position"]),
        )
        _insert(cursor, ENTRY, entry, place)
        cursor.execute(
            f"UPDATE {PROJECT} SET jobs_expected = {place}, version = {place}, position = {place} WHERE id = {place}",
            (5, entry["seq"], state["position"], key),
        )
        cursor.execute(f"UPDATE {PAST} SET known_to = {place} WHERE id = {place} AND known_to IS NULL",
                       (state["position"], key))  # fmt: skip
        _insert(cursor, PAST, past, place)
        cursor.execute(f"UPDATE book_head SET position = {place} WHERE id = 1", (state["position"],))
        cursor.execute("COMMIT")

    return _each(keys, write)


def _columns(cursor: Any, table: str) -> list[str]:
    cursor.execute(f"SELECT * FROM {table} LIMIT 1")
    return [column[0] for column in cursor.description]


def _insert(cursor: Any, table: str, row: dict[str, Any], place: str) -> None:
    marks = ", ".join([place] * len(row))
    cursor.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))


def _hex(postgres: bool) -> Any:
    made = uuid4()
    return made if postgres else made.hex


def _sync() -> str:
    cursor = raw_connection().cursor()
    cursor.execute("SHOW synchronous_commit" if is_postgres() else "PRAGMA synchronous")
    return str(cursor.fetchone()[0])


if __name__ == "__main__":
    main(sys.argv[1])

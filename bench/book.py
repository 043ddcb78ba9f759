"""Child process: `verify` and `rebuild` over the whole book, each beside the bare SQL of the same run, on a copy."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.acting import is_postgres, mark, raw_connection  # first: it starts Django

from southgate.kernel.book import rebuilding, streaming, verifying  # isort: skip
from southgate.kernel.book.models import Entry  # isort: skip

TABLES = ("pipeline_projectpast", "pipeline_project")
CHUNK = 2_000


def _timed(do: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    made = do()
    return time.perf_counter() - began, made


def verify() -> dict[str, Any]:
    """Whole book without kept words; floor: only reading the same rows, the text put together by the database."""
    last = Entry.objects.order_by("-position").values_list("position", flat=True)[0]
    reading, count = _timed(lambda: sum(1 for _ in streaming.digested(None, last)))
    took, report = _timed(lambda: verifying.verify(words=False))
    whole, _ = _timed(verifying.verify)
    return {"took": took, "with_words": whole, "floor": reading, "entries": count, "ok": report.ok}


def rebuild() -> dict[str, Any]:
    """All projects with their history; floor: the same rows read and inserted by bare SQL into the same tables."""
    took, counts = _timed(lambda: rebuilding.rebuild(["project"]))
    every, all_counts = _timed(rebuilding.rebuild)
    return {"took": took, "rows": counts["project"], "floor": _again(), "every": every,
            "every_rows": sum(all_counts.values())}  # fmt: skip


def _again() -> float:
    """Empty both tables and put their own rows back, in one transaction; seconds without the copying aside."""
    raw = raw_connection()
    cursor, took = raw.cursor(), 0.0
    if is_postgres():
        cursor.execute("BEGIN")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    else:  # as the rebuild does: else each row deleted is looked for in every table that may point to it
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("BEGIN IMMEDIATE")
    for table in TABLES:
        cursor.execute(f"CREATE TEMPORARY TABLE kept AS SELECT * FROM {table}")
        began = time.perf_counter()
        cursor.execute(f"DELETE FROM {table}")
        _put(raw, cursor, table)
        took += time.perf_counter() - began
        cursor.execute("DROP TABLE kept")
    began = time.perf_counter()
    cursor.execute("COMMIT")
    return took + time.perf_counter() - began


def _put(raw: Any, cursor: Any, table: str) -> None:
    """Through Python on SQLite, as any writer must; inside the server on PostgreSQL, which is less than any can do."""
    if is_postgres():
        cursor.execute(f"INSERT INTO {table} SELECT * FROM kept")
        return
    reader = raw.cursor()
    reader.execute("SELECT * FROM kept")
    sql = f"INSERT INTO {table} VALUES ({', '.join([mark()] * len(reader.description))})"
    while rows := reader.fetchmany(CHUNK):
        cursor.executemany(sql, rows)


if __name__ == "__main__":
    print(json.dumps({"verify": verify, "rebuild": rebuild}[sys.argv[1]]()))

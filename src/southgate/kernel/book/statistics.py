"""What the database's planner is told of the tables' contents.

Without it SQLite takes a zone for ten rows, and walks all 85,000 firms of one to find 200 of them by name: 126 ms
instead of 1. PostgreSQL keeps its own, but takes freshly filled tables for empty ones until autovacuum comes round.
"""

from __future__ import annotations

import logging

from django.db import OperationalError, connection, transaction

ENOUGH = 5_000
"""Entries in one command from which the tables look different afterwards."""
_LOOKED_AT = 50_000
"""Entries of each index that SQLite looks at: with fewer it takes a large zone for a small one."""
_log = logging.getLogger(__name__)


def refresh() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit={_LOOKED_AT}")
        with transaction.atomic():
            if connection.vendor == "sqlite":
                cursor.execute("DROP TABLE IF EXISTS sqlite_stat1")  # or open connections keep the plans they have
            cursor.execute("ANALYZE")


def refresh_after(entries: int) -> None:
    """After a command that is committed: a planner that was not told is slow, never wrong."""
    if entries < ENOUGH or connection.vendor != "sqlite":
        return
    try:
        refresh()
    except OperationalError:
        _log.warning("the planner's statistics are as they were", exc_info=True)

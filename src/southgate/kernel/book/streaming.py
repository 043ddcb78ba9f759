"""Entries in order, straight from the database: the digested text of each is put together by the database itself.

Through the ORM 65,000 entries a second were read, this way several times that (PERFORMANCE). Nothing is cut and
memory does not grow with the book: a cursor on SQLite, a server-side cursor on PostgreSQL.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

from django.db import connection, transaction

CHUNK = 2000
_names = itertools.count(1)

_SQLITE = """
SELECT position, recorded_at, CAST(subject AS BLOB), seq, CAST(previous AS BLOB), CAST(digest AS BLOB), CAST(
    position || char(10) || subject_kind || char(10) || subject || char(10) || seq || char(10) || kind || char(10) ||
    version || char(10) || occurred_on || char(10) || recorded_at || char(10) ||
    CASE WHEN zone IS NULL THEN '' WHEN zone = '' THEN '?' ELSE zone END || char(10) ||
    CASE WHEN by_person IS NULL THEN '' WHEN by_person = '' THEN '?' ELSE by_person END || char(10) ||
    CASE WHEN for_unit IS NULL THEN '' WHEN for_unit = '' THEN '?' ELSE for_unit END || char(10) ||
    command || char(10) || coalesce(supersedes, '') || char(10) || previous || char(10) || payload AS BLOB)
FROM book_entry WHERE {bounds} ORDER BY position
"""

_POSTGRES = """
SELECT position, recorded_at, uuid_send(subject), seq, convert_to(previous, 'UTF8'), convert_to(digest, 'UTF8'),
    convert_to(
    position || E'\\n' || subject_kind || E'\\n' || encode(uuid_send(subject), 'hex') || E'\\n' || seq || E'\\n' || kind
    || E'\\n' || version || E'\\n' || to_char(occurred_on, 'YYYY-MM-DD') || E'\\n' || recorded_at || E'\\n' ||
    coalesce(encode(uuid_send(zone), 'hex'), '') || E'\\n' || coalesce(encode(uuid_send(by_person), 'hex'), '') ||
    E'\\n' || coalesce(encode(uuid_send(for_unit), 'hex'), '') || E'\\n' || encode(uuid_send(command), 'hex') ||
    E'\\n' || coalesce(supersedes::text, '') || E'\\n' || previous || E'\\n' || payload, 'UTF8')
FROM book_entry WHERE {bounds} ORDER BY position
"""


def digested(after: int | None, until: int) -> Iterator[tuple[int, int, bytes, int, bytes, bytes, bytes]]:
    """(position, recorded_at, subject, seq, previous, digest, digested text) of each entry, in position order.

    Text comes as bytes: what somebody wrote into a column need not be text at all.

    `after` None starts before everything, so that an entry slipped in at position 0 or below is met too.
    """
    bounds = f"position <= {until:d}" + (f" AND position > {after:d}" if after is not None else "")
    sql = (_POSTGRES if connection.vendor == "postgresql" else _SQLITE).format(bounds=bounds)
    return rows(sql, ())


def rows(sql: str, params: Sequence[Any]) -> Iterator[Any]:
    """Rows of a query as the driver gives them, in chunks."""
    if connection.vendor == "postgresql":
        yield from _server_side(sql, params)
        return
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        while chunk := cursor.fetchmany(CHUNK):
            yield from chunk


def _server_side(sql: str, params: Sequence[Any]) -> Iterator[Any]:
    """A named binary cursor: bytes come as bytes, and the server goes on while we hash."""
    with transaction.atomic():
        connection.ensure_connection()
        raw: Any = connection.connection
        with closing(raw.cursor(f"southgate_walk_{next(_names)}", binary=True)) as cursor:
            cursor.execute(sql, params)
            while chunk := cursor.fetchmany(CHUNK):
                yield from chunk

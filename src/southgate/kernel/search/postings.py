"""Postings of names, by hand for each database: an FTS5 table of pairs on SQLite, an array with GIN on PostgreSQL.

Both answer the same question with no extension: which names of these zones hold these pieces, as they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from southgate.domain.matching.names import plain
from southgate.kernel.book import rowsql
from southgate.kernel.search.grams import Wanted, pairs, run_of
from southgate.kernel.search.models import Name
from southgate.kernel.search.registry import Doc

COLUMNS = ("id", "kind", "subject", "zone", "text", "initials", "code")

_SQLITE = (
    "CREATE VIRTUAL TABLE search_pair USING fts5(text, initials, place, prefix = '1', "
    "tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* Co So Sm Sc'\")",
)
_POSTGRES = (
    "ALTER TABLE search_name ADD COLUMN pairs text[] NOT NULL DEFAULT '{}'",
    "CREATE INDEX search_pairs ON search_name USING gin (pairs)",
    "CREATE INDEX search_begins ON search_name (text text_pattern_ops)",
    "CREATE INDEX search_begins_initials ON search_name (initials text_pattern_ops)",
    "CREATE INDEX search_begins_code ON search_name (code text_pattern_ops) WHERE code <> ''",
)


def create(schema_editor: Any) -> None:
    for sql in _POSTGRES if schema_editor.connection.vendor == "postgresql" else _SQLITE:
        schema_editor.execute(sql)


def drop(schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE search_name DROP COLUMN pairs")
    else:
        schema_editor.execute("DROP TABLE search_pair")


Ready = tuple[list[Any], list[Any]]
"""One line without its number, and its postings, both as the driver takes them."""


def ready(kind: str, subject: UUID, doc: Doc) -> Ready:
    """Made before the book is locked: what is left to do then is to number and to insert."""
    text, initials, code = plain(doc.name), doc.initials, doc.code
    columns = rowsql.fields(Name, COLUMNS[1:])
    line = rowsql.prepare(columns, [kind, subject, doc.zones[0], text, initials, code])
    places = [f"k{kind}", *(f"z{zone.hex}" for zone in doc.zones)]
    if connection.vendor == "postgresql":
        marked = {f"t{pair}" for pair in _all(text)} | {f"i{pair}" for pair in _all(initials)}
        return line, [[*sorted(marked), *places]]
    return line, [" ".join(pairs(text)), " ".join(pairs(initials)), " ".join(places)]


def add(last: int, lines: Sequence[Ready]) -> None:
    """Write lines with their postings, numbered from `last` on."""
    if connection.vendor == "postgresql":
        _add_postgres(last, lines)
        return
    numbered = list(enumerate(lines, last + 1))
    rowsql.insert_prepared(Name, rowsql.fields(Name, COLUMNS), [[number, *line] for number, (line, _) in numbered])
    with connection.cursor() as cursor:
        sql = "INSERT INTO search_pair (rowid, text, initials, place) VALUES (%s, %s, %s, %s)"
        cursor.executemany(sql, [[number, *posted] for number, (_, posted) in numbered])


def _add_postgres(last: int, lines: Sequence[Ready]) -> None:
    columns = ", ".join((*COLUMNS, "pairs"))
    rows = ([number, *line, *posted] for number, (line, posted) in enumerate(lines, last + 1))
    with connection.cursor() as cursor:
        if len(lines) < rowsql.COPY_FROM:
            cursor.executemany(
                f"INSERT INTO search_name ({columns}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", list(rows)
            )
            return
        with cursor.copy(f"COPY search_name ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def empty() -> None:
    """Take all postings away; on PostgreSQL they go with the lines."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            for sql in ("DROP TABLE search_pair", *_SQLITE):
                cursor.execute(sql)


def remove(ids: Sequence[int]) -> None:
    """Take the postings of lines away; on PostgreSQL they go with the line itself."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_pair WHERE rowid = %s", [(id,) for id in ids])


def _all(text: str) -> set[str]:
    return {*pairs(text), *text}


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    kind: str
    subject: UUID


def find(want: Wanted, *, zones: Iterable[UUID], kinds: Iterable[str], after: int, limit: int) -> list[Line]:
    """Lines of these zones and kinds that hold all pieces, numbered above `after`, in the order of their numbers."""
    make = _postgres if connection.vendor == "postgresql" else _sqlite
    sql, params = make(want, sorted(zones), sorted(kinds))
    return _lines(sql, [*params, after, limit])


def _lines(sql: str, params: Sequence[Any]) -> list[Line]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [Line(id, kind, _uuid(subject)) for id, kind, subject in cursor.fetchall()]


def _sqlite(want: Wanted, zones: Sequence[UUID], kinds: Sequence[str]) -> tuple[str, list[Any]]:
    parts = [_any("place", [f"z{zone.hex}" for zone in zones]), _any("place", [f"k{kind}" for kind in kinds])]
    for piece in want.pieces:
        columns = ["text", "initials"] if piece.isascii() else ["text"]
        parts.append("(" + " OR ".join(_phrase(column, piece) for column in columns) + ")")
    sql = (
        "SELECT n.id, n.kind, n.subject FROM (SELECT rowid AS line FROM search_pair WHERE search_pair MATCH %s "
        "AND rowid > %s ORDER BY rowid LIMIT %s) CROSS JOIN search_name n ON n.id = line"
    )
    return sql, [" AND ".join(parts)]


def _any(column: str, words: Sequence[str]) -> str:
    return f"{column} : (" + " OR ".join(f'"{word}"' for word in words) + ")"


def _phrase(column: str, piece: str) -> str:
    run = " ".join(run_of(piece)).replace('"', '""')
    return f'{column} : "{run}"{" *" if len(piece) == 1 else ""}'


def _postgres(want: Wanted, zones: Sequence[UUID], kinds: Sequence[str]) -> tuple[str, list[Any]]:
    params: list[Any] = [[f"z{zone.hex}" for zone in zones], list(kinds)]
    where = ["n.pairs && %s", "n.kind = ANY(%s)"]
    for piece in want.pieces:
        options = [("text", "t"), ("initials", "i")] if piece.isascii() else [("text", "t")]
        tests = []
        for column, mark in options:
            tests.append(f"(n.pairs @> %s AND n.{column} LIKE %s)")
            params += [[mark + pair for pair in run_of(piece)], f"%{_like(piece)}%"]
        where.append("(" + " OR ".join(tests) + ")")
    where.append("n.id > %s")
    return (
        f"SELECT n.id, n.kind, n.subject FROM search_name n WHERE {' AND '.join(where)} ORDER BY n.id LIMIT %s",
        params,
    )


def beginning(piece: str, *, zones: Iterable[UUID], kinds: Iterable[str], limit: int) -> list[Line]:
    """Lines whose name or pinyin initials begin with `piece`, in the order of the words: the shortest first."""
    columns = ("text", "initials") if piece.isascii() else ("text",)
    found = [line for column in columns for line in _begins(column, piece, sorted(zones), limit)]
    wanted = set(kinds)
    return [line for line in found if line.kind in wanted]


def by_code(code: str, *, kinds: Iterable[str], limit: int) -> list[Line]:
    """Lines whose code begins with `code`."""
    wanted = set(kinds)
    return [line for line in _begins("code", code, (), limit) if line.kind in wanted]


def _begins(column: str, piece: str, zones: Sequence[UUID], limit: int) -> list[Line]:
    """A range of an index, or LIKE with `text_pattern_ops`; never a condition that no index serves."""
    if connection.vendor == "postgresql":
        test, params = f"{column} LIKE %s", [_like(piece) + "%"]
    else:
        test, params = f"{column} >= %s AND {column} < %s", [piece, piece + "\uffff"]
    if column == "code":
        test += " AND code <> ''"
    if zones:
        to_db = Name._meta.get_field("zone").get_db_prep_value
        test += f" AND zone IN ({', '.join(['%s'] * len(zones))})"
        params += [to_db(zone, connection) for zone in zones]
    return _lines(
        f"SELECT id, kind, subject FROM search_name WHERE {test} ORDER BY {column} LIMIT %s", [*params, limit]
    )


def _like(piece: str) -> str:
    return piece.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)

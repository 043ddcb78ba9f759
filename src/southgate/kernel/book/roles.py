"""Two roles on PostgreSQL: one owns the tables and migrates, the other is the application's and owns none.

Whoever owns a table may drop its triggers; so the application must not. It reads and inserts entries, no more; it may
move the head and delete kept words (erasure), and has the ordinary rights on rows that are no part of the book.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from southgate.kernel.book.models import Command, Entry, Head, Kept

RIGHTS = {
    Entry._meta.db_table: "SELECT, INSERT",
    Head._meta.db_table: "SELECT, UPDATE",
    Kept._meta.db_table: "SELECT, INSERT, DELETE",
    Command._meta.db_table: "SELECT, INSERT, UPDATE",
    "django_migrations": "SELECT",
}
"""Tables on which the application's role has less than the ordinary rights."""
ORDINARY = "SELECT, INSERT, UPDATE, DELETE"


def statements(app: str, tables: Sequence[str], *, database: str, schema: str = "public") -> Iterator[str]:
    """SQL for the owner to run after every migration: what `app` may do, and nothing else. Repeating it is harmless."""
    role, place = _quoted(app), _quoted(schema)
    yield f"REVOKE CREATE ON SCHEMA {place} FROM PUBLIC"
    yield f"REVOKE TEMPORARY ON DATABASE {_quoted(database)} FROM PUBLIC"
    yield f"GRANT CONNECT ON DATABASE {_quoted(database)} TO {role}"
    yield f"GRANT USAGE ON SCHEMA {place} TO {role}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {place} FROM {role}"
    for table in sorted(tables):
        yield f"GRANT {RIGHTS.get(table, ORDINARY)} ON {place}.{_quoted(table)} TO {role}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {place} TO {role}"


def creation(owner: str, app: str, *, database: str) -> Iterator[str]:
    """SQL for a superuser, once, before anything else: both roles and the database. Passwords come by `\\password`."""
    yield f"CREATE ROLE {_quoted(owner)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE"
    yield f"CREATE ROLE {_quoted(app)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE"
    yield f"CREATE DATABASE {_quoted(database)} OWNER {_quoted(owner)} ENCODING 'UTF8' TEMPLATE template0"


def grant(app: str) -> int:
    """Run as owner, after migrating: give the application's role its rights. Returns how many tables it covers."""
    tables = connection.introspection.table_names()
    database = str(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        for statement in statements(app, tables, database=database):
            cursor.execute(statement)
    return len(tables)


def excess() -> list[str]:
    """What the role of this connection may do to the book beyond its part; empty when it is the application's role."""
    rights = ("UPDATE", "DELETE", "TRUNCATE", "TRIGGER")
    with connection.cursor() as cursor:
        found = [right for right in rights if _may(cursor, Entry._meta.db_table, right)]
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user AND schemaname = 'public'")
        owned = cursor.fetchone()[0]
    return found + ([f"OWNER of {owned} tables"] if owned else [])


def _may(cursor: Any, table: str, right: str) -> bool:
    cursor.execute("SELECT has_table_privilege(%s, %s)", [table, right])
    return bool(cursor.fetchone()[0])


def _quoted(name: str) -> str:
    """An SQL identifier. Raises ValueError for one that could end the statement."""
    if not name.replace("_", "").replace("-", "").isalnum():
        raise ValueError(f"not a name: {name!r}")
    return f'"{name}"'

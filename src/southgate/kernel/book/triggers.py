"""Triggers that refuse UPDATE, DELETE, INSERT OR REPLACE and TRUNCATE on the book's entries.

They stop mistakes and ordinary attackers; whoever may drop triggers is found by `verify` against the seals.
"""

from __future__ import annotations

from typing import Any

from southgate.kernel.book.digest import NOTHING

EMPTY_ROOT = NOTHING

_SQLITE = {
    "book_no_update": "BEFORE UPDATE ON book_entry BEGIN SELECT RAISE(ABORT, 'the book is append-only'); END",
    "book_no_delete": "BEFORE DELETE ON book_entry BEGIN SELECT RAISE(ABORT, 'the book is append-only'); END",
    # INSERT OR REPLACE deletes without firing delete triggers, so a taken place is refused before
    "book_no_replace": (
        "BEFORE INSERT ON book_entry WHEN EXISTS (SELECT 1 FROM book_entry WHERE position = NEW.position "
        "OR (subject = NEW.subject AND seq = NEW.seq)) "
        "BEGIN SELECT RAISE(ABORT, 'the book is append-only'); END"
    ),
}

_POSTGRES_FUNCTION = (
    "CREATE OR REPLACE FUNCTION book_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the book is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)
_POSTGRES = {
    "book_no_change": "BEFORE UPDATE OR DELETE ON book_entry FOR EACH ROW EXECUTE FUNCTION book_refuse()",
    "book_no_truncate": "BEFORE TRUNCATE ON book_entry FOR EACH STATEMENT EXECUTE FUNCTION book_refuse()",
}


def create(schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRES_FUNCTION)
        for name, rule in _POSTGRES.items():
            schema_editor.execute(f"CREATE TRIGGER {name} {rule}")
        return
    for name, rule in _SQLITE.items():
        schema_editor.execute(f"CREATE TRIGGER {name} {rule}")


def drop(schema_editor: Any) -> None:
    on = " ON book_entry" if schema_editor.connection.vendor == "postgresql" else ""
    for name in _POSTGRES if on else _SQLITE:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def names(vendor: str) -> frozenset[str]:
    """Triggers that the start-up guard expects to find."""
    return frozenset(_POSTGRES if vendor == "postgresql" else _SQLITE)

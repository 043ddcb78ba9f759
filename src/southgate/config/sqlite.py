"""Puts the shipped SQLite (3.53, past the WAL-reset fix of 3.51.3) where Django looks for `sqlite3`.

Debian 12 carries 3.40.1, which can corrupt a database under several writers (TRUST facts 6, R14).
Imported first by settings, before any Django backend.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys


def use_shipped() -> None:
    """Swap the standard module for the shipped one where the platform has a wheel of it."""
    if importlib.util.find_spec("pysqlite3") is None:
        return
    shipped = importlib.import_module("pysqlite3")
    sys.modules["sqlite3"] = shipped
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")


use_shipped()

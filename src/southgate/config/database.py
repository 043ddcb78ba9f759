"""The database by one setting: nothing for the embedded SQLite, `postgresql://user:password@host:port/name` else."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

SQLITE_INIT = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
BUSY_SECONDS = 20


def database(url: str, data_dir: Path) -> dict[str, Any]:
    """Django's DATABASES entry. Raises ValueError for an address of another kind."""
    if not url:
        return _sqlite(data_dir / "southgate.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL: '{parts.scheme}' is not known; use postgresql://user:password@host:port/name")
    options: dict[str, Any] = {"pool": {"min_size": 1, "max_size": 16}}
    options.update({key: values[0] for key, values in parse_qs(parts.query).items()})
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": options,
    }


def _sqlite(path: Path) -> dict[str, Any]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": BUSY_SECONDS, "init_command": SQLITE_INIT},
    }

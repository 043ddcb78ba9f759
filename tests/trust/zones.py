"""Whole zones for trust tests: a database of their own, on SQLite or a started PostgreSQL, and workers as processes.

A zone is migrated once a session and copied for each test. What a worker does is a function in `worker.py`.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.trust.postgres import started_postgres

ROOT = Path(__file__).resolve().parents[2]
FULL = os.environ.get("SOUTHGATE_TRUST") == "1"
PATIENCE = 500
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Zone:
    """`url` empty: the SQLite file in `data`."""

    folder: Path
    url: str = ""

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def seals(self) -> Path:
        return self.folder / "seals"

    @property
    def vendor(self) -> str:
        return "postgresql" if self.url else "sqlite"

    def environment(self, fault: str = "") -> dict[str, str]:
        own = {"SOUTHGATE_DATA": str(self.data), "SEAL_DIR": str(self.seals), "DATABASE_URL": self.url}
        own |= {"DJANGO_SETTINGS_MODULE": "southgate.config.settings", "SOUTHGATE_FAULT": fault}
        own |= {"BACKUP_DIR": str(self.folder / "backups"), "SECRET_KEY": "trust-" + "k" * 50}
        return {**os.environ, **own}

    def start(self, action: str, *arguments: Any, fault: str = "") -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.trust.worker", action, *map(str, arguments)]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment(fault), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def run(self, action: str, *arguments: Any, fault: str = "") -> Any:
        return answer(self.start(action, *arguments, fault=fault))

    def run_many(self, calls: Sequence[Sequence[Any]], *, fault: str = "") -> list[Any]:
        """Several workers at once; their answers in order."""
        workers = [self.start(*call, fault=fault) for call in calls]
        return [answer(worker) for worker in workers]


def answer(worker: subprocess.Popen[str]) -> Any:
    """The last line a worker printed, as JSON. Raises AssertionError with its own words when it failed."""
    out, err = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 0, f"{worker.args}\n{out[-1000:]}\n{err[-3000:]}"
    return json.loads(out.splitlines()[-1])


@dataclass(frozen=True)
class Ground:
    """Migrated, empty zones to copy: one a database."""

    sqlite: Zone
    postgres: Zone | None

    def new(self, vendor: str, folder: Path) -> Zone:
        """A fresh copy in `folder`, with keys of its own kind."""
        base = self.sqlite if vendor == "sqlite" else self.postgres
        assert base is not None
        shutil.copytree(base.data, folder / "data")
        return Zone(folder, _copy_database(base.url) if base.url else "")


def _copy_database(url: str) -> str:
    server, _, template = url.rpartition("/")
    name = f"zone_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"{server}/{name}"


def sqlite_ground(folder: Path) -> Zone:
    zone = Zone(folder / "sqlite")
    zone.run("migrate")
    return zone


def postgres_ground(folder: Path) -> Iterator[Zone]:
    with started_postgres() as url:
        server = url.rpartition("/")[0]
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE ground ENCODING 'UTF8' TEMPLATE template0")
        zone = Zone(folder / "postgresql", f"{server}/ground")
        zone.run("migrate")
        yield zone

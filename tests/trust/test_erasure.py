"""One person erased by law: chain whole, and not a byte of his words left in the files of the database."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.trust.zones import Zone

pytestmark = pytest.mark.trust
NAME, LOGIN = "示例欧阳明月", "ouyang_mingyue"


def erasure(zone: Zone, *, fault: str = "") -> dict[str, Any]:
    """The experiment: what the files held before and after, and what `verify` says."""
    made = zone.run("person_with_account", NAME, LOGIN)
    with _somebody_connected(zone):
        before = traces(zone, made["secrets"])
        answer = zone.run("erase", made["person"], fault=fault)
        after = traces(zone, made["secrets"])
    return {"before": before, "after": after, "answer": answer, **zone.run("verify")}


_PAGE = """
import sqlite3, sys
page = sqlite3.connect(sys.argv[1])
page.execute("SELECT position FROM book_head").fetchall()
print("open", flush=True)
sys.stdin.read()
"""


@contextmanager
def _somebody_connected(zone: Zone) -> Iterator[None]:
    """The pages stay open, so SQLite does not tidy its log by itself when the eraser's process ends.

    In a process of its own: this one reads the files, and closing a file would drop the locks it holds on it.
    """
    if zone.vendor != "sqlite":
        yield
        return
    command = [sys.executable, "-c", _PAGE, str(zone.data / "southgate.sqlite3")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as page:
        assert page.stdout is not None
        page.stdout.readline()
        yield
        page.communicate()


def traces(zone: Zone, secrets: list[str]) -> int:
    """How often the person's words (as kept: key and ciphertext), his name or his login stand in the files."""
    wanted = [*(bytes.fromhex(secret) for secret in secrets), NAME.encode(), LOGIN.encode()]
    files = _sqlite_files(zone) if zone.vendor == "sqlite" else _postgres_files(zone)
    return sum(file.read_bytes().count(secret) for file in files for secret in wanted)


def _sqlite_files(zone: Zone) -> list[Path]:
    return [path for path in zone.data.glob("southgate.sqlite3*") if path.is_file()]


def _postgres_files(zone: Zone) -> list[Path]:
    """The files of this database's tables and indexes; the write-ahead log ages out with its segments."""
    with psycopg.connect(zone.url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        found = connection.execute("SELECT current_setting('data_directory'), oid FROM pg_database "
                                   "WHERE datname = current_database()").fetchone()  # fmt: skip
    assert found is not None
    return [path for path in (Path(found[0]) / "base" / str(found[1])).iterdir() if path.is_file()]


def wrong(found: dict[str, Any]) -> list[str]:
    said = []
    if found["before"] == 0:
        said.append("the experiment looks in the wrong place: nothing was there before")
    if found["after"]:
        said.append(f"{found['after']} traces left")
    if not found["ok"]:
        said.append(f"the book is not whole: {found['findings']}")
    return said


def test_no_trace_is_left_and_the_book_is_whole(zone: Zone):
    found = erasure(zone)
    assert wrong(found) == []
    assert (found["answer"]["words"], found["answer"]["left"]) == (2, [])
    print(f"\nerasure {zone.vendor}: {found['before']} traces before, {found['after']} after, book whole")


@pytest.mark.parametrize("fault", ["words_not_destroyed", "files_not_rewritten"])
def test_twin_what_is_left_is_noticed(sqlite_zone: Zone, fault: str):
    assert wrong(erasure(sqlite_zone, fault=fault)) != []


def test_twin_what_is_left_is_noticed_on_postgresql(postgres_zone: Zone):
    assert wrong(erasure(postgres_zone, fault="files_not_rewritten")) != []

"""Where the measured zone lies: prepared once, kept under `.out/bench`, copied before anything writes into it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / ".out" / "bench"
APP = "southgate_app"
"""The role that serves on PostgreSQL: it owns no table."""
SHAPE = ("**/migrations/0*.py", "cli/generate/*.py")
"""Files that decide what a prepared zone looks like: it is made anew when one of them changed."""


class NotMeasured(Exception):
    """Why a line has no figure."""


@dataclass(frozen=True, slots=True)
class Home:
    """A zone to measure: its folder, its database, what was prepared in it."""

    folder: Path
    url: str
    facts: dict[str, Any]

    @property
    def env(self) -> dict[str, str]:
        own = {"SOUTHGATE_DATA": self.folder / "data", "SEAL_DIR": self.folder / "seals",
               "BACKUP_DIR": self.folder / "backups", "DATABASE_URL": self.url}  # fmt: skip
        paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        return {**os.environ, **{name: str(value) for name, value in own.items()}, "PYTHONPATH": paths}

    @property
    def served_env(self) -> dict[str, str]:
        """For the server: on PostgreSQL by the role that owns nothing."""
        return {**self.env, "DATABASE_URL": re.sub("//[a-z_]+@", f"//{APP}@", self.url)}

    @property
    def kind(self) -> str:
        return "PostgreSQL" if self.url else "SQLite"

    def prepare(self, *arguments: object) -> dict[str, Any]:
        """Run a step of `bench.prepare`, its progress on stderr; what it leaves in its last argument, if a file."""
        command = [sys.executable, "-m", "bench.prepare", *map(str, arguments)]
        done = subprocess.run(command, env=self.env, cwd=ROOT)
        if done.returncode != 0:
            raise NotMeasured(f"bench.prepare {arguments[0]}: exit status {done.returncode}")
        out = Path(str(arguments[-1]))
        return json.loads(out.read_text(encoding="utf-8")) if out.suffix == ".json" else {}

    def child(self, module: str, *arguments: object, given: Any = None, timeout: float = 3600) -> Any:
        """Run `python -m bench.<module>` on this zone; its last line of output is JSON. Raises NotMeasured."""
        command = [sys.executable, "-m", f"bench.{module}", *map(str, arguments)]
        done = subprocess.run(
            command, env=self.env, cwd=ROOT, input=json.dumps(given), capture_output=True, text=True, timeout=timeout
        )
        if done.returncode != 0:
            raise NotMeasured(_last(done.stderr) or f"exit status {done.returncode}")
        return json.loads(done.stdout.splitlines()[-1])


def _last(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:200] if lines else ""


def shape() -> str:
    """Digest of everything that decides how a prepared zone looks."""
    digest = hashlib.sha256()
    package = ROOT / "src" / "southgate"
    for path in sorted(path for pattern in SHAPE for path in package.glob(pattern)):
        digest.update(path.read_bytes())
    for own in ("people.py", "deals.py"):
        digest.update((ROOT / "bench" / own).read_bytes())
    return digest.hexdigest()


def prepared(name: str, url: str, projects: int, entries: int, *, fresh: bool) -> Home:
    """The zone as kept, or made now (minutes): an unfinished one is thrown away."""
    folder = OUT / f"{name}-{projects}x{entries}"
    ready = folder / "ready.json"
    known = json.loads(ready.read_text(encoding="utf-8")) if ready.is_file() and not fresh else {}
    if known.get("shape") != shape():
        make = _moved if url else _made
        known = {**make(Home(folder, url, {}), projects, entries), "shape": shape()}
        ready.write_text(json.dumps(known), encoding="utf-8")
    return Home(folder, url, known)


def _made(home: Home, projects: int, entries: int) -> dict[str, Any]:
    _empty(home.folder)
    say(f"preparing {projects:,} projects with about {entries} entries each ({home.kind}) …")
    return home.prepare("make", projects, entries, home.folder / "made.json")


def _moved(home: Home, projects: int, entries: int) -> dict[str, Any]:
    """On PostgreSQL: the very book of the embedded zone, moved there."""
    embedded = prepared("sqlite", "", projects, entries, fresh=False)
    _empty(home.folder)
    say(f"moving the book to {home.kind} …")
    (home.folder / "data").mkdir(mode=0o700)
    shutil.copytree(embedded.folder / "data" / "keys", home.folder / "data" / "keys")
    book = home.folder / "book.jsonl"
    embedded.prepare("give", book)
    home.child("postgres", "empty")
    moved = home.prepare("take", book, embedded.facts["officer"]["person"], home.folder / "made.json")
    book.unlink()
    command = [sys.executable, "-m", "southgate.cli.main", "grant", APP]
    subprocess.run(command, env=home.env, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return {**moved, "made": {**embedded.facts["made"], "moved_in": moved["made"]["seconds"]}}


def _empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@contextmanager
def copied(home: Home) -> Iterator[Home]:
    """A copy to write into, gone afterwards. SQLite is copied as files, PostgreSQL by `CREATE DATABASE … TEMPLATE`."""
    folder = home.folder.with_name(home.folder.name + "-copy")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(home.folder, folder, ignore=shutil.ignore_patterns("book.jsonl"))
    copy = Home(folder, f"{home.url}_copy" if home.url else "", home.facts)
    try:
        if home.url:
            home.child("postgres", "copy")
        yield copy
    finally:
        shutil.rmtree(folder, ignore_errors=True)

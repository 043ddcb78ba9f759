"""The book moved from SQLite to PostgreSQL keeps every digest; a file that was cut or changed writes nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.trust.zones import Zone

pytestmark = pytest.mark.trust


@pytest.fixture
def exported(sqlite_zone: Zone, tmp_path: Path) -> Path:
    sqlite_zone.run("edits", 2, 4)
    path = tmp_path / "book.jsonl"
    assert sqlite_zone.run("export", path) > 10
    return path


def _same_keys(source: Zone, target: Zone) -> None:
    shutil.copy(source.data / "keys" / "said", target.data / "keys" / "said")


def test_every_digest_is_kept(sqlite_zone: Zone, postgres_zone: Zone, exported: Path, tmp_path: Path):
    _same_keys(sqlite_zone, postgres_zone)
    moved = postgres_zone.run("take_in", exported)
    here, there = sqlite_zone.run("verify"), postgres_zone.run("verify")
    assert (there["ok"], there["root"], there["entries"], there["words"]) == (True, *_of(here))
    assert (moved["root"], moved["entries"]) == (here["root"], here["entries"])
    assert postgres_zone.run("differences") == []
    assert postgres_zone.run("findable") == sqlite_zone.run("findable") > 0
    back = tmp_path / "back.jsonl"
    postgres_zone.run("export", back)
    assert _entries(back) == _entries(exported)
    print(f"\nmoved: {moved['entries']} entries, SQLite → PostgreSQL → file, root {moved['root'][:23]}…, all the same")


def _of(report: dict) -> tuple:
    return report["root"], report["entries"], report["words"]


def _entries(path: Path) -> list[bytes]:
    return [line for line in path.read_bytes().splitlines() if line.startswith(b'["entry"')]


def _damaged(path: Path, kind: str) -> Path:
    lines = path.read_bytes().splitlines(keepends=True)
    entry = next(n for n, line in enumerate(lines) if line.startswith(b'["entry"') and b"unit.registered" in line)
    if kind == "changed":
        lines[entry] = lines[entry].replace("招商".encode(), "招引".encode())
    elif kind == "missing":
        del lines[entry]
    elif kind == "cut":
        lines[-1] = lines[-1][:-20]
    path.write_bytes(b"".join(lines))
    return path


def test_what_cannot_be_trusted_is_refused_and_nothing_is_written(
    sqlite_zone: Zone, sqlite_ground: Zone, exported: Path, tmp_path: Path
):
    target = Zone(tmp_path / "target")
    shutil.copytree(sqlite_ground.data, target.data)
    (target.data / "keys" / "said").write_bytes(bytes(32))
    assert "密钥" in target.run("take_in", exported)["refused"]
    _same_keys(sqlite_zone, target)
    for kind in ("changed", "missing", "cut"):
        damaged = _damaged(shutil.copy(exported, tmp_path / kind), kind)
        assert "refused" in target.run("take_in", damaged), kind
    assert target.run("verify")["entries"] == 0
    assert "不是空的" in sqlite_zone.run("take_in", exported)["refused"]


def test_twin_a_book_that_is_taken_in_unread_is_noticed(
    sqlite_zone: Zone, sqlite_ground: Zone, exported: Path, tmp_path: Path
):
    target = Zone(tmp_path / "target")
    shutil.copytree(sqlite_ground.data, target.data)
    _same_keys(sqlite_zone, target)
    taken = target.run(
        "take_in", _damaged(shutil.copy(exported, tmp_path / "changed"), "changed"), fault="moved_unread"
    )
    assert "refused" not in taken
    assert target.run("verify")["ok"] is False

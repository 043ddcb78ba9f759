"""R9: a backup made under writes restores and verifies; a broken one is refused and touches nothing."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.trust.zones import FULL, ROOT, Zone

BACKUPS = 20 if FULL else 2
pytestmark = pytest.mark.trust


def run(zone: Zone, *command: Any, data: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = zone.environment() | ({"SOUTHGATE_DATA": str(data)} if data else {})
    arguments = [sys.executable, "-m", *map(str, command)]
    return subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def southgate(zone: Zone, *arguments: Any, data: Path | None = None) -> subprocess.CompletedProcess[str]:
    return run(zone, "southgate.cli.main", *arguments, data=data)


@contextlib.contextmanager
def writing(zone: Zone) -> Iterator[list[dict[str, int]]]:
    """A process that writes until the block ends; then how many commands it was acknowledged."""
    stop, answers = zone.folder / "stop", []
    command = [sys.executable, "-m", "tests.trust.backing", "write", str(stop)]
    writer = subprocess.Popen(command, cwd=ROOT, env=zone.environment(), text=True, stdout=subprocess.PIPE)
    try:
        yield answers
    finally:
        stop.touch()
        out, _ = writer.communicate(timeout=120)
        answers.append(json.loads(out.splitlines()[-1]))


def test_live_backups_restore_and_verify(sqlite_zone: Zone):
    made = []
    with writing(sqlite_zone) as answers:
        for number in range(BACKUPS):
            done = southgate(sqlite_zone, "backup", sqlite_zone.folder / f"backup-{number}", "--json")
            assert done.returncode == 0, done.stdout + done.stderr
            made.append(json.loads(done.stdout))
    positions = [backup["position"] for backup in made]
    assert all(backup["proof"]["ok"] for backup in made)
    assert positions == sorted(positions) and positions[-1] > positions[0], "nothing was written meanwhile"
    entries, written = [backup["proof"]["entries"] for backup in made], answers[0]["acknowledged"]
    print(f"\nR9: {len(made)} live backups, {written} writes meanwhile, all restored and verified; entries {entries}")


def test_twin_a_copied_file_is_noticed(sqlite_zone: Zone):
    proofs = []
    with writing(sqlite_zone):
        southgate(sqlite_zone, "backup", sqlite_zone.folder / "first", "--json")  # wait until something is written
        for number in range(BACKUPS):
            done = run(sqlite_zone, "tests.trust.backing", "copy_the_file", sqlite_zone.folder / f"copy-{number}")
            proofs.append(json.loads(done.stdout.splitlines()[-1])["ok"])
    assert not all(proofs)
    print(f"\nR9 twin: {proofs.count(False)} of {len(proofs)} copies of the live file noticed as broken or stale")


@pytest.fixture
def backup(sqlite_zone: Zone) -> Path:
    folder = sqlite_zone.folder / "backup"
    sqlite_zone.run("prepare")
    assert southgate(sqlite_zone, "backup", folder).returncode == 0
    return folder


def cut(folder: Path) -> None:
    file = folder / "southgate.sqlite3"
    os.truncate(file, file.stat().st_size // 2)


def flip(folder: Path) -> None:
    file = folder / "southgate.sqlite3"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def lose_a_part(folder: Path) -> None:
    (folder / "keys" / "said").unlink()


def lose_the_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def point_outside(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["parts"]["../../etc/hostname"] = {"bytes": 1, "digest": "sha256:0"}
    (folder / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize("harm", [cut, flip, lose_a_part, lose_the_manifest, point_outside])
def test_a_broken_backup_is_refused(sqlite_zone: Zone, backup: Path, tmp_path: Path, harm: Any):
    harm(backup)
    target = tmp_path / "restored"
    done = southgate(sqlite_zone, "restore", backup, data=target)
    assert done.returncode == 2
    assert "×" in done.stderr
    assert not (target / "southgate.sqlite3").exists()


def test_a_restore_overwrites_nothing(sqlite_zone: Zone, backup: Path):
    before = sqlite_zone.run("verify")
    done = southgate(sqlite_zone, "restore", backup)
    assert (done.returncode, "已有" in done.stderr) == (2, True)
    assert sqlite_zone.run("verify") == before


def test_who_was_erased_after_the_backup_is_erased_again(sqlite_zone: Zone, tmp_path: Path):
    made = sqlite_zone.run("prepare")
    folder = sqlite_zone.folder / "backup"
    southgate(sqlite_zone, "backup", folder)
    sqlite_zone.run("erase", made["person"])
    target, seals = tmp_path / "restored", tmp_path / "seals"
    shutil.copytree(sqlite_zone.seals, seals)
    place = Zone(tmp_path)
    done = run(place, "southgate.cli.main", "restore", folder, "--json", data=target)
    assert done.returncode == 0, done.stdout + done.stderr
    answer = json.loads(done.stdout)
    assert (answer["ok"], answer["erased_again"]) == (True, 1)
    assert "李经理".encode() not in (target / "southgate.sqlite3").read_bytes()

"""Backups that are proven: each is restored into an empty place and its whole book verified before it counts.

A backup holds one consistent state of the database, the files and the keys, with a manifest written last.
What was erased by law after it was made is erased again when it is restored, before the zone opens.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

from southgate.domain.errors import Reason, Refused
from southgate.kernel import clock
from southgate.kernel.book import sealing
from southgate.kernel.safety import databases, manifest
from southgate.kernel.safety.keyring import copy_private

DRILL = "drill.json"


@dataclass(frozen=True, slots=True)
class Proof:
    """What the restore of a backup showed: the record that an assessor asks for (近期恢复测试记录)."""

    backup: str
    at: int
    seconds: float
    entries: int
    position: int
    ok: bool
    findings: tuple[str, ...]


def make(folder: Path) -> manifest.Manifest:
    """Write a backup into `folder` (made here, must not exist). Raises Refused when it cannot."""
    if folder.exists():
        raise Refused([Reason("这个备份目录已存在", where=str(folder), mend="换一个目录名")])
    seal = sealing.seal(reason="backup")
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    databases.dump(unfinished)
    copy_private(Path(settings.FILES_DIR), unfinished / "files")
    copy_private(Path(settings.DATA_DIR) / "keys", unfinished / "keys")
    made = manifest.Manifest(
        schema=manifest.SCHEMA,
        version=version("southgate"),
        database=connection.vendor,
        made_at=clock.now_micros(),
        position=seal.position,
        root=seal.root,
        parts=manifest.parts_of(unfinished),
    )
    manifest.write(unfinished, made)
    unfinished.rename(folder)
    return made


def prove(folder: Path) -> Proof:
    """Restore the backup into an empty place, in a process of its own, and verify its whole book there.

    On PostgreSQL the place is the empty database named by PROOF_DATABASE_URL; without it the parts alone are checked.
    """
    began = clock.now_micros()
    with tempfile.TemporaryDirectory(prefix="southgate-proof-") as place:
        seals = Path(place) / "seals"
        copy_private(Path(settings.SEAL_DIR), seals)  # a copy: opening a backup seals anew, and this is only a drill
        environment = {
            **os.environ,
            "SOUTHGATE_DATA": str(Path(place) / "data"),
            "SEAL_DIR": str(seals),
            "DATABASE_URL": os.environ.get("PROOF_DATABASE_URL", "") if connection.vendor != "sqlite" else "",
        }
        command = [sys.executable, "-m", "southgate.cli.main", "restore", str(folder), "--json"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    answer: dict[str, Any] = orjson.loads(done.stdout) if done.returncode == 0 else {}
    proof = Proof(
        backup=folder.name,
        at=began,
        seconds=round((clock.now_micros() - began) / 1e6, 1),
        entries=answer.get("entries", 0),
        position=answer.get("position", 0),
        ok=bool(answer.get("ok")),
        findings=() if answer.get("ok") else (done.stderr.strip()[-2000:] or str(answer),),
    )
    with (folder.parent / DRILL).open("ab") as record:
        record.write(orjson.dumps(asdict(proof)) + b"\n")
    return proof


def restore(folder: Path) -> manifest.Manifest:
    """Bring a backup back into this empty place: database, files, keys; old sign-ins end here.

    The caller runs this before Django's keys are in use (see cli/restore), then replays erasures and verifies.
    """
    found = manifest.read(folder)
    if found.database != connection.vendor:
        kinds = {"backup": found.database, "here": connection.vendor}
        raise Refused(
            [
                Reason(
                    "备份来自 %(backup)s，这里是 %(here)s",
                    kinds,
                    mend="用同一种数据库恢复，再用 southgate export --book 搬家",
                )
            ]
        )
    connection.close()
    databases.load(folder, Path(settings.DATA_DIR) / databases.SQLITE_NAME)
    copy_private(folder / "files", Path(settings.FILES_DIR))
    Session.objects.all().delete()
    return found

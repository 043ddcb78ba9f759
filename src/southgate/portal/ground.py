"""What the administrator of the machine must know of the ground: the last seal, what is not sealed yet, the backups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings

from southgate.kernel import clock
from southgate.kernel.book import sealing, sealstore
from southgate.kernel.safety import backup, guard, manifest

HOUR = 3_600_000_000
SEAL_LATE = 2 * HOUR
"""Seals are made hourly; a book that grew and was not sealed for two hours has lost its sealer."""
BACKUP_LATE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SealNow:
    """`open_entries`: how many were written after the last seal; `since`: when that was, None before the first."""

    position: int
    open_entries: int
    since: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A finished backup; `proven` None when no restore of it was tried, else whether the restore was whole."""

    name: str
    made_on: datetime
    position: int
    proven: bool | None


@dataclass(frozen=True, slots=True)
class Ground:
    seal: SealNow
    backups: tuple[BackupMade, ...]
    findings: tuple[guard.Finding, ...]

    @property
    def last_backup(self) -> BackupMade | None:
        return self.backups[0] if self.backups else None


def seal_now() -> SealNow:
    """One query and one small file."""
    head, last = sealing.head_now(), sealstore.last()
    covered = last.position if last else 0
    waited = clock.now_micros() - (last.sealed_at if last else head.recorded_at)
    since = clock.moment_of(last.sealed_at) if last else None
    return SealNow(covered, head.position - covered, since, head.position > covered and waited > SEAL_LATE)


def backups(limit: int = 10) -> tuple[BackupMade, ...]:
    """Finished backups in the backup folder, the newest first; their parts are not checked: that reads them all."""
    folder = Path(settings.BACKUP_DIR)
    manifests = sorted(folder.glob(f"*/{manifest.NAME}"), key=lambda path: path.parent.name, reverse=True)
    proofs = {proof["backup"]: bool(proof["ok"]) for proof in _proofs(folder / backup.DRILL)}
    read = [(path.parent.name, orjson.loads(path.read_bytes())) for path in manifests[:limit]]
    return tuple(_backup(name, data, proofs.get(name)) for name, data in read)


def _backup(name: str, data: Any, proven: bool | None) -> BackupMade:
    return BackupMade(name, clock.moment_of(data["made_at"]), data["position"], proven)


def _proofs(path: Path) -> Iterable[Any]:
    lines: Sequence[bytes] = path.read_bytes().splitlines() if path.is_file() else ()
    return [orjson.loads(line) for line in lines if line.strip()]


def ground() -> Ground:
    return Ground(seal_now(), backups(), tuple(guard.check()))


def backup_due(made: BackupMade | None, today: date) -> date:
    """The day by which the next backup should stand: one a day."""
    return today if made is None else made.made_on.date() + BACKUP_LATE

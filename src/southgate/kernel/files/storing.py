"""Bytes on disk: outside the web root, under names this house makes, readable by its owner alone."""

from __future__ import annotations

import hashlib
import os
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from uuid import UUID, uuid4

from django.conf import settings

from southgate.domain.errors import Reason, Refused
from southgate.kernel.files.content import Content, look

LARGEST = 50 << 20
PIECE = 1 << 20
SCAN_SECONDS = 120
CLEAN, FOUND = 0, 1


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is on disk and looked through, and not yet anybody's evidence."""

    id: UUID
    size: int
    sha256: str
    content: Content
    scanned: str

    def to_plain(self) -> dict[str, str | int]:
        """As a request is compared: the same bytes sent again are the same, whatever name they got on disk."""
        return {"sha256": self.sha256, "size": self.size}


def path_of(id: UUID) -> Path:
    return Path(settings.FILES_DIR) / "evidence" / id.hex[:2] / id.hex


def store(file: IO[bytes], name: str) -> Stored:
    """Write, digest, look, scan. Raises Refused with the reason; then nothing stays on disk."""
    id = uuid4()
    path = path_of(id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        size, digest = _write(file, path)
        return Stored(id, size, digest, look(path, name), scan(path))
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _write(file: IO[bytes], path: Path) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while piece := file.read(PIECE):
            size += len(piece)
            if size > LARGEST:
                raise Refused(
                    [
                        Reason(
                            "文件超过 %(limit)d MB", {"limit": LARGEST >> 20}, where="file", mend="请压缩或分成几个文件"
                        )
                    ]
                )
            digest.update(piece)
            out.write(piece)
    if not size:
        raise Refused([Reason("文件是空的", where="file", mend="请确认选对了文件")])
    return size, digest.hexdigest()


def scanner() -> list[str]:
    """The zone's virus scanner as a command (`FILE_SCANNER`, e.g. `clamdscan --no-summary`); empty: none is set up."""
    return shlex.split(getattr(settings, "FILE_SCANNER", ""))


def scan(path: Path) -> str:
    """`ok`, or `` without a scanner. Raises Refused when it finds something or does not answer: nothing comes in."""
    command = scanner()
    if not command:
        return ""
    try:
        done = subprocess.run(  # noqa: S603  (the administrator's own command, no shell)
            [*command, str(path)], capture_output=True, timeout=SCAN_SECONDS, check=False
        )
        status = done.returncode
    except (OSError, subprocess.TimeoutExpired):
        status = -1
    if status == CLEAN:
        return "ok"
    if status == FOUND:
        raise Refused([Reason("查出病毒，没有收下", where="file", mend="请先杀毒，再上传")])
    raise Refused([Reason("病毒扫描没有答复，没有收下", where="file", mend="请过一会再传，或联系管理员")])


def matches(id: UUID, sha256: str) -> bool:
    """Whether the bytes on disk are still those that were taken in."""
    with path_of(id).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256

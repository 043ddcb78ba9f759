"""Where seals live: a folder outside the data folder, written so that a crash leaves either the old or the new.

`seals/00000001.json` …, one file a seal, each naming its predecessor's digest; `digests.bin`, 32 bytes a position,
only ever appended to, so that `verify` can name the first bad entry even when all after it was computed anew;
`erasures.jsonl`, what was erased by law, so that a restore can erase it again.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

import orjson
from django.conf import settings

from southgate.domain.errors import Reason, Refused
from southgate.kernel.book.digest import ALGORITHM, NOTHING, canonical, digest_of

WIDTH = 32
"""Bytes of one SHA-256 digest in `digests.bin`."""


class Why(StrEnum):
    """What a seal was made for."""

    HOURLY = "hourly"
    BACKUP = "backup"
    PAPER = "paper"
    MANUAL = "manual"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Seal:
    """The head of the book as it was sealed: printed on papers, kept outside.

    `recorded_at` is that of the last sealed entry, `sealed_at` the making of the seal, both in microseconds;
    `previous` is the digest of the seal before (`NOTHING` for the first).
    """

    number: int
    position: int
    count: int
    root: str
    recorded_at: int
    sealed_at: int
    previous: str
    reason: str
    algorithm: str = ALGORITHM

    @property
    def digest(self) -> str:
        return digest_of(canonical(asdict(self)))

    @property
    def short(self) -> str:
        """What a paper prints beside the position: 16 hexadecimal characters of the root."""
        return self.root.partition(":")[2][:16]


def folder() -> Path:
    """The seal folder, made when it is missing. Raises Refused when it and the data folder hold one another."""
    seals, data = Path(settings.SEAL_DIR).resolve(), Path(settings.DATA_DIR).resolve()
    if seals.is_relative_to(data) or data.is_relative_to(seals):
        raise Refused(
            [
                Reason(
                    "封存目录与数据目录一个套着另一个：能改数据的人也能改封存",
                    where="SEAL_DIR",
                    mend="把 SEAL_DIR 指到数据目录之外，最好在另一台机器或另一个账号下",
                )
            ]
        )
    (seals / "seals").mkdir(parents=True, exist_ok=True, mode=0o700)
    return seals


@contextmanager
def locked() -> Iterator[Path]:
    """One writer of the seal folder at a time, across processes."""
    place = folder()
    with (place / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield place


def seals() -> list[Seal]:
    """All seals in the order they were made, as the files say; `broken_link` tells whether they hang together."""
    return [Seal(**orjson.loads(path.read_bytes())) for path in sorted((folder() / "seals").glob("*.json"))]


def last() -> Seal | None:
    """The seal made last."""
    paths = sorted((folder() / "seals").glob("*.json"))
    return Seal(**orjson.loads(paths[-1].read_bytes())) if paths else None


def broken_link(found: Sequence[Seal]) -> Seal | None:
    """The first seal that does not follow from the one before it: a file was changed, removed or slipped in."""
    before = NOTHING
    for number, seal in enumerate(found, start=1):
        if seal.number != number or seal.previous != before:
            return seal
        before = seal.digest
    return None


def in_force(found: Sequence[Seal]) -> list[Seal]:
    """Seals that the book must still meet, by position: a restore takes back those beyond where it ended."""
    standing: list[Seal] = []
    for seal in found:
        if seal.reason == Why.RESTORED:
            standing = [earlier for earlier in standing if earlier.position <= seal.position]
        standing.append(seal)
    return standing


def add(place: Path, seal: Seal) -> None:
    """Write a seal whole or not at all: beside, flushed, renamed, folder flushed."""
    target = place / "seals" / f"{seal.number:08d}.json"
    own = target.with_suffix(".part")
    with own.open("wb") as file:
        file.write(canonical(asdict(seal)).encode())
        file.flush()
        os.fsync(file.fileno())
    own.rename(target)
    _flush_folder(target.parent)


def read_digests() -> bytes:
    """Digest after digest, the first position first; a torn tail left by a crash is not part of it."""
    path = folder() / "digests.bin"
    data = path.read_bytes() if path.exists() else b""
    return data[: len(data) - len(data) % WIDTH]


def digests_held() -> int:
    """How many whole digests the file holds."""
    path = folder() / "digests.bin"
    return path.stat().st_size // WIDTH if path.exists() else 0


def append_digests(place: Path, start: int, digests: Sequence[bytes]) -> None:
    """Append digests of the positions after `start`; what a crash left unfinished after `start` is written again."""
    path = place / "digests.bin"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        file.truncate(start * WIDTH)
        file.seek(start * WIDTH)
        file.write(b"".join(digests))
        file.flush()
        os.fsync(file.fileno())
    _flush_folder(place)


def set_aside_digests(place: Path, position: int, number: int) -> None:
    """After a restore: keep the digests of what was lost in a file of their own, and go on from `position`."""
    if digests_held() > position:
        aside = place / f"digests-before-{number:08d}.bin"
        aside.write_bytes(read_digests())
        append_digests(place, position, [])


def append_line(name: str, line: bytes) -> None:
    """Append one line to a journal of the folder, flushed before the call returns."""
    path = folder() / name
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "ab") as file:
        file.write(line + b"\n")
        file.flush()
        os.fsync(file.fileno())
    _flush_folder(path.parent)


def lines(name: str) -> list[bytes]:
    """Whole lines of a journal; a line that a crash cut short is none."""
    path = folder() / name
    data = path.read_bytes() if path.exists() else b""
    return data.split(b"\n")[:-1]


def _flush_folder(place: Path) -> None:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

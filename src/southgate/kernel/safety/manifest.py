"""What a backup consists of, part by part with size and digest; written last, so a broken backup has no manifest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from southgate.domain.errors import Reason, Refused

NAME = "manifest.json"
SCHEMA = 1
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """`parts`: path inside the backup → size and `sha256:…`; `position` and `root`: the head of the book in it."""

    schema: int
    version: str
    database: str
    made_at: int
    position: int
    root: str
    parts: Mapping[str, Mapping[str, Any]]


def digest_file(path: Path) -> str:
    sha = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            sha.update(chunk)
    return f"sha256:{sha.hexdigest()}"


def parts_of(folder: Path) -> dict[str, dict[str, Any]]:
    """Every file below `folder` but the manifest, with size and digest."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != NAME)
    return {
        str(path.relative_to(folder)): {"bytes": path.stat().st_size, "digest": digest_file(path)} for path in files
    }


def write(folder: Path, manifest: Manifest) -> None:
    """Write it whole or not at all: beside, flushed to disk, then renamed."""
    own = folder / f".{NAME}"
    with own.open("wb") as file:
        file.write(orjson.dumps(asdict(manifest), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))
        file.flush()
        os.fsync(file.fileno())
    own.rename(folder / NAME)


def read(folder: Path) -> Manifest:
    """The manifest, every part checked against it. Raises Refused with every part that is missing or changed."""
    path = folder / NAME
    if not path.is_file():
        raise Refused(
            [Reason("备份没有清单 manifest.json：没做完，或不是备份", where=folder.name, mend="换一份做完的备份")]
        )
    try:
        manifest = Manifest(**orjson.loads(path.read_bytes()))
    except (orjson.JSONDecodeError, TypeError) as error:
        raise Refused([Reason("备份清单读不懂", where=NAME, mend="换一份备份")]) from error
    reasons = [reason for name, part in manifest.parts.items() if (reason := _check(folder, name, part))]
    if reasons:
        raise Refused(reasons)
    return manifest


def _check(folder: Path, name: str, part: Mapping[str, Any]) -> Reason | None:
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        return Reason("备份清单指到备份之外", where=name, mend="这份备份不可信，换一份")
    if not path.is_file():
        return Reason("备份缺这一部分", where=name, mend="换一份备份")
    if path.stat().st_size != part["bytes"]:
        found = {"bytes": path.stat().st_size, "expected": part["bytes"]}
        return Reason("备份被截断：%(bytes)s 字节，应为 %(expected)s", found, where=name, mend="换一份备份")
    if digest_file(path) != part["digest"]:
        return Reason("备份内容与清单不符", where=name, mend="换一份备份")
    return None

"""Keys live in files beside the data, readable by their owner alone, made on first use, never in source."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

_BYTES = 32


def octets(path: Path) -> bytes:
    """The key of 32 bytes in `path`; made when there is none. Raises ValueError for a file of another size."""
    if not path.exists():
        _write_once(path, secrets.token_bytes(_BYTES))
    key = path.read_bytes()
    if len(key) != _BYTES:
        raise ValueError(f"{path.name}: expected {_BYTES} bytes, found {len(key)}; restore the key from the backup")
    return key


def text(path: Path) -> str:
    """The same as hexadecimal text, for SECRET_KEY (64 characters)."""
    return octets(path).hex()


def _write_once(path: Path, key: bytes) -> None:
    """Two processes that start together must end with one key: the first to link its file wins."""
    for folder in (path.parent.parent, path.parent):  # a mode holds for the last folder of a mkdir alone
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    own = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
    try:
        os.link(own, path)
    except FileExistsError:
        pass
    finally:
        own.unlink()

"""Canonical text and digests of the book.

A payload is stored as the very text that was digested, so moving between databases keeps every digest.
Every digest names its algorithm (`sha256:…`), so that SM3 can come later beside it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

import orjson

ALGORITHM = "sha256"
NOTHING = ALGORITHM + ":" + "0" * 64
"""What stands as `previous` of a subject's first entry, and as root of an empty book."""


_PLAIN = frozenset({str, int, bool, type(None)})
"""What JSON knows as it is: most of what payloads hold, so looked at first."""


def plain(value: Any) -> Any:
    """`value` as JSON knows it. Floats are refused: money, rates and shares are integers here.

    Raises TypeError naming what cannot be written into the book.
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is dict:
        return {str(key): item if type(item) in _PLAIN else plain(item) for key, item in value.items()}
    if value is None or (isinstance(value, (str, bool, int)) and not isinstance(value, Enum)):
        return value
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value) if isinstance(value, (set, frozenset)) else value
        return [plain(item) for item in items]
    if hasattr(value, "to_plain"):
        return value.to_plain()
    if is_dataclass(value) and not isinstance(value, type):
        named = {f.name: plain(getattr(value, f.name)) for f in fields(value)}
        return {name: item for name, item in named.items() if item is not None}
    raise TypeError(f"{type(value).__name__} cannot be written into the book: {value!r}")


def canonical(value: Any) -> str:
    """One text for one value: sorted keys, no spaces, UTF-8, no floats."""
    return orjson.dumps(plain(value), option=orjson.OPT_SORT_KEYS).decode()


def digest_of(text: str) -> str:
    return f"{ALGORITHM}:{hashlib.sha256(text.encode()).hexdigest()}"


def entry_text(
    position: int,
    subject_kind: str,
    subject: str,
    seq: int,
    kind: str,
    version: int,
    occurred_on: str,
    recorded_at: int,
    zone: str,
    by_person: str,
    for_unit: str,
    command: str,
    supersedes: int | None,
    previous: str,
    payload: str,
) -> str:
    """The text whose digest an entry carries: every column, one a line, the payload last.

    No column but the payload can hold a line break, so two different entries never give one text.
    """
    return (
        f"{position}\n{subject_kind}\n{subject}\n{seq}\n{kind}\n{version}\n{occurred_on}\n{recorded_at}\n{zone}\n"
        f"{by_person}\n{for_unit}\n{command}\n{supersedes or ''}\n{previous}\n{payload}"
    )


def next_root(root: str, digest: str) -> str:
    """Root of the book after one more entry: it depends on every entry before and on their order."""
    return f"{ALGORITHM}:{hashlib.sha256((root + digest).encode()).hexdigest()}"


def commitment(salt: bytes, text: str) -> str:
    """What a payload keeps of a person's words: without the salt, which goes with the row, it proves nothing."""
    return f"{ALGORITHM}:{hashlib.sha256(salt + text.encode()).hexdigest()}"


def new_salt() -> bytes:
    return os.urandom(16)

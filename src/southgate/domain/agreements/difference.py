"""What a new version of a text changed, sentence by sentence, as a reader compares two papers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_PIECES = re.compile(r"[^。；;\n]*[。；;\n]|[^。；;\n]+")


class Change(StrEnum):
    SAME = "same"
    TAKEN = "taken"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    change: Change
    text: str


def difference(was: str, now: str) -> tuple[Piece, ...]:
    """Pieces whose `SAME` and `TAKEN` make up `was`, whose `SAME` and `ADDED` make up `now`, in order."""
    old, new = _PIECES.findall(was), _PIECES.findall(now)
    return tuple(piece for piece in _pieces(old, new) if piece.text)


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(Change.SAME, "".join(old[start:end]))
        else:
            yield Piece(Change.TAKEN, "".join(old[start:end]))
            yield Piece(Change.ADDED, "".join(new[begin:stop]))

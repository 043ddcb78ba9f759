"""Names as pairs of neighbouring characters, so that any piece of a name can be found, two characters included.

精密机 → 精密 密机 机: a piece of two or more characters is a run of pairs; one character is the beginning of a pair
(the last one stands alone at the end). The same holds for pinyin initials: czjkq → cz zj jk kq q.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from southgate.domain.matching.names import plain

LONGEST = 60
"""Characters of a query that are looked at; a name has fewer."""
MOST_WORDS = 5
_CODE = re.compile(r"(?=.*\d)[0-9A-Z][0-9A-Z-]{3,}")


def pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text))]


def run_of(piece: str) -> list[str]:
    """The pairs that stand side by side wherever `piece` does; for one character itself, a beginning."""
    return pairs(piece)[:-1] or [piece]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed: pieces that must all occur, and a code when it may be one."""

    pieces: tuple[str, ...]
    code: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.pieces and not self.code


def wanted(typed: str) -> Wanted:
    half = unicodedata.normalize("NFKC", typed)[:LONGEST].strip()
    pieces = tuple(filter(None, (plain(word) for word in half.split()[:MOST_WORDS])))
    code = half.upper().replace(" ", "")
    return Wanted(pieces, code if _CODE.fullmatch(code) else "")

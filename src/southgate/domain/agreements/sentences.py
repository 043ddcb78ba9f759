"""The sentences of a pasted text: blanks and broken lines inside them are seen through, places stay those of the text.

Law: a sentence ends at 。；！？ and at a line's end where a numbered item, an empty line or the end of a paragraph
follows. A line that a copied page broke in the middle goes on. What runs on without an end is cut, at a comma if it
can be: nobody reads such a sentence, and no text may keep a reader busy.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_ITEM = re.compile(
    r"\s*(第[一二三四五六七八九十百零〇\d]+[条章款]|[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d+(\.\d+)*[、.．)）]|[①-⑳])"
)
_ENDS = "。；;！？!?"
_PARTS = "，,：:"
LONG, TOO_LONG = 1000, 2000
_CLOSING = (*_ENDS, "：", ":")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`plain`: without blanks, full-width signs as half-width. `places[i]`: where character i stands in the text."""

    plain: str
    places: tuple[int, ...]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where `plain[first:last]` stands in the text (last excluded)."""
        return self.places[first], self.places[last - 1] + 1

    def part(self, first: int, last: int) -> tuple[int, int]:
        """From the comma before `first` to the comma behind `last`, in `plain`; the comma itself is left out."""
        start = max(self.plain.rfind(mark, 0, first) for mark in _PARTS) + 1
        ends = [at for mark in _PARTS if (at := self.plain.find(mark, last)) >= 0]
        return start, min(ends, default=len(self.plain))


def sentences(text: str) -> Iterator[Sentence]:
    letters: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        if char.isspace():
            if char == "\n" and letters and _line_ends(text, at, letters[-1]):
                yield Sentence("".join(letters), tuple(places))
                letters, places = [], []
            continue
        if char in _ENDS:
            if letters:
                yield Sentence("".join(letters), tuple(places))
            letters, places = [], []
            continue
        letters.append(_narrow(char))
        places.append(at)
        if len(letters) >= (LONG if char in _PARTS else TOO_LONG):
            yield Sentence("".join(letters), tuple(places))
            letters, places = [], []
    if letters:
        yield Sentence("".join(letters), tuple(places))


def _line_ends(text: str, at: int, last: str) -> bool:
    rest = text[at + 1 : at + 40]
    return (
        last in _CLOSING
        or not rest.strip(" \t\u3000")
        or rest.lstrip(" \t\r\u3000")[:1] == "\n"
        or bool(_ITEM.match(rest))
    )


def _narrow(char: str) -> str:
    """A full-width letter or digit as a plain one; commas stay, they are looked for."""
    if char in _PARTS:
        return char
    narrow = unicodedata.normalize("NFKC", char)
    return narrow if len(narrow) == 1 else char

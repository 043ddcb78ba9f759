"""Near duplicates with a reason. Names meet only inside blocks (equal forms, one character apart), never each with
each: 50,000 names against 100,000 take seconds. A candidate is a question to a person, never a decision.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from pypinyin import lazy_pinyin
from rapidfuzz.distance import Levenshtein

from southgate.domain.errors import Reason
from southgate.domain.matching.names import firm_core, firm_key, firm_stem, places_in

MIN_FUZZY = 5  # in a shorter name one character more or less is another name
MAX_BLOCK = 50  # a form shared by more names than this says nothing
MOST = 5  # candidates for one name; more than these nobody reads

SAME_KEY = Reason("名称相同（仅括号、空格或全半角写法不同）")
SAME_CORE = Reason("名称只差“有限公司”等字样")
SAME_STEM = Reason("名称只差地名的写法或位置")
ONE_APART = Reason("名称只差一个同音字，或多、少一个字")


@dataclass(frozen=True, slots=True)
class Candidate:
    """`left` of the new names may be `right` of the known ones; `score` 0–100 orders them."""

    left: int
    right: int
    score: int
    because: Reason


def near_firms(new: Sequence[str], known: Sequence[str], places: frozenset[str] | None = None) -> list[Candidate]:
    """Known firms that each new name may be, best first for each, at most `MOST`.

    `places` are words that do not tell firms apart; by default those that the names themselves show.
    """
    return KnownFirms(known, places_in([*new, *known]) if places is None else places).near(new)


class KnownFirms:
    """Known names, ready to be compared with many new ones: by their forms, and by each form with one character taken
    out. 100,000 names take about 30 MB."""

    def __init__(self, names: Sequence[str], places: frozenset[str]) -> None:
        self.names, self.places = names, places
        self._stems = [firm_stem(name, places) for name in names]
        self._keys = _Blocks((firm_key(name), i) for i, name in enumerate(names))
        self._cores = _Blocks((firm_core(name), i) for i, name in enumerate(names))
        self._same_stem = _Blocks((stem, i) for i, stem in enumerate(self._stems))
        self._gaps = _Blocks((gap, i) for i, stem in enumerate(self._stems) for gap in _gaps(stem))

    def near(self, new: Sequence[str]) -> list[Candidate]:
        return [found for left, name in enumerate(new) for found in self._near(left, name)]

    def _near(self, left: int, name: str) -> Iterator[Candidate]:
        """Equal forms first; one character apart only when no form is equal."""
        key, core, stem = firm_key(name), firm_core(name), firm_stem(name, self.places)
        roads = (
            ((i for i in self._keys.of(key) if firm_key(self.names[i]) == key), 100, SAME_KEY),
            ((i for i in self._cores.of(core) if firm_core(self.names[i]) == core), 95, SAME_CORE),
            ((i for i in self._same_stem.of(stem) if self._stems[i] == stem), 90, SAME_STEM),
        )
        seen: list[int] = []
        for found, score, because in roads:
            for right in islice(found, MOST):
                if right not in seen and len(seen) < MOST:
                    seen.append(right)
                    yield Candidate(left, right, score, because)
        if not seen:
            yield from (Candidate(left, right, 70, ONE_APART) for right in self._one_apart(stem)[:MOST])

    def _one_apart(self, stem: str) -> list[int]:
        near = {i for gap in _gaps(stem) for i in islice(self._gaps.of(gap), MAX_BLOCK)}
        return [i for i in sorted(near) if slip_of_hand(stem, self._stems[i])]


_OWNER = 24
"""Bits for the number of a name, below the 40 bits of its form."""


class _Blocks:
    """Which names share a form, as sorted numbers: a tenth of what a dictionary of lists weighs.

    Two forms may share a number, so whoever asks compares the forms themselves.
    """

    def __init__(self, forms: Iterable[tuple[str, int]]) -> None:
        self._sorted = array("Q", sorted(_number(form) | owner for form, owner in forms))

    def of(self, form: str) -> Iterator[int]:
        """The names of a form in their order."""
        number = _number(form)
        for at in range(bisect_left(self._sorted, number), len(self._sorted)):
            if self._sorted[at] >> _OWNER != number >> _OWNER:
                return
            yield self._sorted[at] & (1 << _OWNER) - 1


def _number(form: str) -> int:
    return (hash(form) & (1 << 64 - _OWNER) - 1) << _OWNER


def slip_of_hand(a: str, b: str) -> bool:
    """One edit apart as people mistype: a character left out or doubled in, or another one of the same sound."""
    edits = list(Levenshtein.editops(a, b, score_hint=1)) if abs(len(a) - len(b)) <= 1 else []
    if len(edits) != 1:
        return False
    edit = edits[0]
    return edit.tag != "replace" or _sound(a[edit.src_pos]) == _sound(b[edit.dest_pos])


@lru_cache(maxsize=30_000)
def _sound(character: str) -> str:
    return "".join(lazy_pinyin(character))


def _gaps(stem: str) -> set[str]:
    """The stem and the stem without each of its characters: two names one edit apart share one of these."""
    if len(stem) < MIN_FUZZY:
        return set()
    return {stem, *(stem[:i] + stem[i + 1 :] for i in range(len(stem)))}

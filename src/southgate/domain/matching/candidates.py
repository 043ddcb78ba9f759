"""Near duplicates with a reason. Names meet only inside blocks (equal forms, one
character apart), never each with each:
50,000 names against 100,000 take seconds. A candidate is a question to a person, never a decision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

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
    words = places_in([*new, *known]) if places is None else places
    index = _Index(known, words)
    return [found for left, name in enumerate(new) for found in index.near(left, name)]


class _Index:
    """Known names by their forms, and by each form with one character taken out."""

    def __init__(self, names: Sequence[str], places: frozenset[str]) -> None:
        self.names, self.places = names, places
        self.keys: dict[str, list[int]] = defaultdict(list)
        self.cores: dict[str, list[int]] = defaultdict(list)
        self.stems: dict[str, list[int]] = defaultdict(list)
        self.gaps: dict[str, list[int]] = defaultdict(list)
        self.stem_of = [firm_stem(name, places) for name in names]
        for i, name in enumerate(names):
            stem = self.stem_of[i]
            self.keys[firm_key(name)].append(i)
            self.cores[firm_core(name)].append(i)
            self.stems[stem].append(i)
            for gap in _gaps(stem):
                self.gaps[gap].append(i)

    def near(self, left: int, name: str) -> Iterator[Candidate]:
        """Equal forms first; one character apart only when no form is equal."""
        stem = firm_stem(name, self.places)
        roads = (
            (self.keys.get(firm_key(name), ()), 100, SAME_KEY),
            (self.cores.get(firm_core(name), ()), 95, SAME_CORE),
            (self.stems.get(stem, ()), 90, SAME_STEM),
        )
        seen: list[int] = []
        for found, score, because in roads:
            for right in found[:MOST]:
                if right not in seen and len(seen) < MOST:
                    seen.append(right)
                    yield Candidate(left, right, score, because)
        if not seen:
            yield from (Candidate(left, right, 70, ONE_APART) for right in self._one_apart(stem)[:MOST])

    def _one_apart(self, stem: str) -> list[int]:
        if len(stem) < MIN_FUZZY:
            return []
        near = {i for gap in _gaps(stem) for i in self.gaps.get(gap, ())[:MAX_BLOCK]}
        return [i for i in sorted(near) if slip_of_hand(stem, self.stem_of[i])]


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

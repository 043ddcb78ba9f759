"""Near duplicates with a reason. Names meet only inside blocks (equal forms, one character apart), never each with
each:
50,000 names against 100,000 take seconds. A candidate is a question to a person, never a decision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from southgate.domain.errors import Reason
from southgate.domain.matching.names import firm_core, firm_key, firm_stem, places_in

MIN_FUZZY = 4  # below four characters one changed character is another name
MAX_BLOCK = 50  # a form shared by more names than this says nothing

SAME_KEY = Reason("名称相同（仅括号、空格或全半角写法不同）")
SAME_CORE = Reason("名称只差“有限公司”等字样")
SAME_STEM = Reason("名称只差地名的写法或位置")
ONE_APART = Reason("名称只差一个字")


@dataclass(frozen=True, slots=True)
class Candidate:
    """`left` of the new names may be `right` of the known ones; `score` 0–100 orders them."""

    left: int
    right: int
    score: int
    because: Reason


def near_firms(new: Sequence[str], known: Sequence[str], places: frozenset[str] | None = None) -> list[Candidate]:
    """Known firms that each new name may be, best first for each; at most `MAX_BLOCK` for one form.

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
        for i, name in enumerate(names):
            stem = firm_stem(name, places)
            self.keys[firm_key(name)].append(i)
            self.cores[firm_core(name)].append(i)
            self.stems[stem].append(i)
            for gap in _gaps(stem):
                self.gaps[gap].append(i)

    def near(self, left: int, name: str) -> Iterator[Candidate]:
        stem = firm_stem(name, self.places)
        roads = (
            (self.keys.get(firm_key(name), ()), 100, SAME_KEY),
            (self.cores.get(firm_core(name), ()), 95, SAME_CORE),
            (self.stems.get(stem, ()), 90, SAME_STEM),
            (self._one_apart(stem), 70, ONE_APART),
        )
        seen: set[int] = set()
        for found, score, because in roads:
            for right in found[:MAX_BLOCK]:
                if right not in seen:
                    seen.add(right)
                    yield Candidate(left, right, score, because)

    def _one_apart(self, stem: str) -> list[int]:
        if len(stem) < MIN_FUZZY:
            return []
        near = {i for gap in _gaps(stem) for i in self.gaps.get(gap, ())[: 4 * MAX_BLOCK]}
        return [i for i in sorted(near) if Levenshtein.distance(stem, firm_stem(self.names[i], self.places)) == 1]


def _gaps(stem: str) -> set[str]:
    """The stem and the stem without each of its characters: two names one edit apart share one of these."""
    if len(stem) < MIN_FUZZY:
        return set()
    return {stem, *(stem[:i] + stem[i + 1 :] for i in range(len(stem)))}

"""Reading an agreement's text for passages that need the fair-competition review (公平竞争审查条例, sources 7).

A finding asks a person to look; it judges nothing. So the rules rather find one passage too many than one too few,
but what a sentence denies, or what everybody gets by a published rule, is left alone: a list of false alarms is not
read any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from southgate.domain.agreements.rules import ClauseRules, Denials, Matchers, denials, matchers
from southgate.domain.agreements.sentences import Sentence, sentences
from southgate.domain.agreements.words import Flag

Place = tuple[int, int]
"""First and last (excluded)."""
LONGEST_QUOTE = 400


@dataclass(frozen=True, slots=True)
class Finding:
    """A passage: `first`, `last` in the text, `quote` its words, `hits` the words that the rule looks for, `why` its
    sentence for people."""

    rule: str
    flag: Flag
    first: int
    last: int
    quote: str
    hits: tuple[Place, ...]
    why: str


def findings(text: str, rules: ClauseRules) -> tuple[Finding, ...]:
    """All findings in the order of the text. Of one flag a part of a sentence is found once, by the first rule."""
    found: list[Finding] = []
    wanted, denied = matchers(rules), denials(rules)
    for sentence in sentences(text):
        mine: list[Finding] = []
        for matcher in wanted:
            for window in _windows(sentence, matcher, denied):
                one = _finding(text, sentence, matcher, window)
                if not any(other.flag is one.flag and _meet(other, one) for other in mine):
                    mine.append(one)
        found += sorted(mine, key=lambda one: (one.first, one.flag))
    return tuple(found)


def _meet(one: Finding, other: Finding) -> bool:
    return one.first < other.last and other.first < one.last


def _finding(text: str, sentence: Sentence, matcher: Matchers, window: Sequence[Place]) -> Finding:
    """The quote goes to the commas around the words, or to the words alone where that would be too long."""
    first, last = min(place[0] for place in window), max(place[1] for place in window)
    start, end = sentence.part(first, last)
    if end - start > LONGEST_QUOTE:
        start, end = first, last
    begin, stop = sentence.span(start, end)
    hits = tuple(sorted({sentence.span(*place) for place in window}))
    return Finding(matcher.rule.key, matcher.rule.flag, begin, stop, text[begin:stop], hits, matcher.rule.why)


def _windows(sentence: Sentence, matcher: Matchers, denied: Denials) -> Iterator[tuple[Place, ...]]:
    """Words of all groups close together, the tightest first; windows of one rule do not overlap."""
    if matcher.unless is not None and matcher.unless.search(sentence.plain):
        return
    groups = [_places(group, sentence.plain) for group in matcher.groups]
    if not groups or not all(groups):
        return
    taken: list[Place] = []
    candidates = (_around(anchor, groups) for anchor in groups[0])
    for window in sorted(candidates, key=_width):
        first, last = min(place[0] for place in window), max(place[1] for place in window)
        if _width(window) > matcher.rule.near or any(first < end and start < last for start, end in taken):
            continue
        if matcher.rule.denied and _is_denied(sentence, window, denied):
            continue
        taken.append((first, last))
        yield window


def _places(group: re.Pattern[str], text: str) -> list[Place]:
    return [found.span() for found in group.finditer(text)]


def _around(anchor: Place, groups: Sequence[Sequence[Place]]) -> tuple[Place, ...]:
    """The anchor with the nearest word of each other group."""
    return (anchor, *(min(group, key=lambda place: abs(place[0] - anchor[0])) for group in groups[1:]))


def _width(window: Iterable[Place]) -> int:
    places = list(window)
    return max(place[1] for place in places) - min(place[0] for place in places)


def _is_denied(sentence: Sentence, window: Sequence[Place], words: Denials) -> bool:
    """Whether the sentence denies what the words say: before any of them in its own part, or behind them all."""
    plain, last = sentence.plain, max(place[1] for place in window)
    if words.after is not None and words.after.search(plain, min(place[0] for place in window)):
        return True
    if words.before is None:
        return False
    return any(_denied_before(plain, sentence.part(*place)[0], place[0], words) for place in window if place[1] <= last)


def _denied_before(plain: str, start: int, place: int, words: Denials) -> bool:
    assert words.before is not None
    for found in words.before.finditer(plain, start, place):
        turned = words.not_before is not None and words.not_before.match(plain, found.end())
        ends = words.ending is not None and words.ending.match(plain, found.start())
        condition = words.condition is not None and words.condition.search(plain, 0, found.start())
        if not turned and not (ends and condition):
            return True
    return False

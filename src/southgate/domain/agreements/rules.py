"""What makes a passage of an agreement one that needs the fair-competition review: the shape of rules that are data.

A rule is a few groups of words: a sentence that holds a word of each group, close together, is a finding. Words are
plain text, never patterns: a pack comes from outside, and no pack may make a reader slow. What a sentence denies is
no finding: `Negations` says how denials look.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from southgate.domain.agreements.words import Flag

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """`groups`: a word of each must stand within `near` characters. `unless`: a word in the sentence that makes it no
    finding (what everybody gets by a published rule is no preference). `denied`: whether a denial takes it away;
    where the denial itself is the restriction (不得迁出) it does not.
    """

    key: str
    flag: Flag
    title: str
    why: str
    groups: tuple[Words, ...]
    near: int = 60
    unless: Words = ()
    denied: bool = True


@dataclass(frozen=True, slots=True)
class Negations:
    """`before`: words that deny what comes after them in the same part of a sentence, but for `not_before`, which turn
    them into something else (不得低于, 不得拖欠). `after`: denials that follow. `ending`: denials that, behind a
    `condition`, say when a preference ends, and so show that there is one.
    """

    before: Words
    not_before: Words
    after: Words
    ending: Words
    condition: Words


@dataclass(frozen=True, slots=True)
class ClauseRules:
    negations: Negations
    rule: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Matchers:
    """The words of one rule, ready to be looked for."""

    rule: Rule
    groups: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None


def pattern(words: Words) -> re.Pattern[str] | None:
    """Any of the words, the longest first; None for no words."""
    if not words:
        return None
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


@lru_cache(maxsize=16)
def matchers(rules: ClauseRules) -> tuple[Matchers, ...]:
    return tuple(
        Matchers(rule, tuple(found for group in rule.groups if (found := pattern(group))), pattern(rule.unless))
        for rule in rules.rule
    )


@dataclass(frozen=True, slots=True)
class Denials:
    before: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    ending: re.Pattern[str] | None
    condition: re.Pattern[str] | None


@lru_cache(maxsize=16)
def denials(rules: ClauseRules) -> Denials:
    words = rules.negations
    return Denials(*map(pattern, (words.before, words.not_before, words.after, words.ending, words.condition)))

"""Pinyin initials of a name: 郴州经开区 → czjkq, LED显示屏二期 → ledxspeq, 重庆银行 → cqyh.

A character has one usual reading; phrases that read otherwise (重庆, 银行) come from pypinyin's phrase table and win,
the longest first. Reading a name takes microseconds, which matters when 50,000 rows are published at once.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

LONGEST_PHRASE = 6


@functools.lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """Initials in lower case; letters and digits stay, everything else (brackets, marks, spaces) falls out."""
    text = unicodedata.normalize("NFKC", name).lower()
    phrases = _phrases()
    found: list[str] = []
    at = 0
    while at < len(text):
        phrase = _phrase_at(phrases, text, at)
        if phrase:
            found.append(phrases[phrase])
            at += len(phrase)
            continue
        found.append(_initial(text[at]))
        at += 1
    return "".join(found)


def _phrase_at(phrases: Mapping[str, str], text: str, at: int) -> str:
    longest = min(_longest().get(text[at], 1), len(text) - at)
    for length in range(longest, 1, -1):
        if (part := text[at : at + length]) in phrases:
            return part
    return ""


@functools.cache
def _initial(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() else ""
    reading = PINYIN_DICT.get(ord(character), "")
    return _letter(reading)


def _letter(reading: str) -> str:
    return unicodedata.normalize("NFD", reading)[:1]


@functools.cache
def _phrases() -> Mapping[str, str]:
    """Phrases whose initials differ from those of their characters taken one by one."""
    table = {}
    for phrase, readings in PHRASES_DICT.items():
        if len(phrase) > LONGEST_PHRASE:
            continue
        letters = "".join(_letter(reading[0]) for reading in readings)
        if letters != "".join(_initial(character) for character in phrase):
            table[phrase] = letters
    return table


@functools.cache
def _longest() -> Mapping[str, int]:
    """The length of the longest phrase that begins with a character: most characters begin none."""
    found: dict[str, int] = {}
    for phrase in _phrases():
        found[phrase[0]] = max(found.get(phrase[0], 1), len(phrase))
    return found

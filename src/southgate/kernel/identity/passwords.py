"""What is wrong with a new password, all at once. Lengths count characters; nothing is ever cut."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Sequence
from datetime import date

from django.contrib.auth.hashers import check_password
from pypinyin import Style, lazy_pinyin

from southgate.domain.errors import Reason
from southgate.kernel.identity.profile import Kind, PasswordRules

SHORTEST_WORD = 3
_CLASSES = (r"[A-Z]", r"[a-z]", r"[0-9]", r"[^A-Za-z0-9\s]")
_LETTERS = "abcdefghijkmnpqrstuvwxyz"
_DIGITS = "23456789"


def faults(password: str, rules: PasswordRules, kind: Kind, words: Iterable[str]) -> list[Reason]:
    """Every rule that the password breaks. `words` are names it must not contain (see `context_words`)."""
    found = []
    shortest = rules.shortest.of(kind)
    if len(password) < shortest:
        found.append(Reason("口令少于 %(shortest)s 个字符", {"shortest": shortest}, "password"))
    if len(password) > rules.longest:
        found.append(Reason("口令多于 %(longest)s 个字符", {"longest": rules.longest}, "password"))
    if sum(bool(re.search(one, password)) for one in _CLASSES) < rules.classes:
        params = {"classes": rules.classes}
        found.append(Reason("口令应含大写字母、小写字母、数字、符号中的至少 %(classes)s 种", params, "password"))
    inside = sorted({word for word in words if word.casefold() in password.casefold()})
    if inside:
        found.append(Reason("口令里不能有 %(words)s", {"words": "、".join(inside)}, "password"))
    return found


def context_words(username: str, names: Iterable[str], today: date) -> set[str]:
    """What an attacker who knows the place tries first: names, their pinyin and initials, the year."""
    words = {username, str(today.year)}
    for name in names:
        words |= {name, "".join(lazy_pinyin(name)), "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))}
    return {word for word in words if len(word) >= SHORTEST_WORD}


def used_before(password: str, encoded: Sequence[str]) -> bool:
    """Whether it is one of the given hashes."""
    return any(check_password(password, old) for old in encoded)


def one_time_password(length: int) -> str:
    """A first password to be told to a person once: three kinds of characters, none that look alike."""
    signs = [secrets.choice(_LETTERS.upper()), secrets.choice(_DIGITS), "-"]
    signs += [secrets.choice(_LETTERS + _DIGITS) for _ in range(max(length, 12) - len(signs))]
    secrets.SystemRandom().shuffle(signs)
    return "".join(signs)

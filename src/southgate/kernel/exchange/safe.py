"""Text that no spreadsheet takes for a formula, and no spreadsheet damages. The one guard of all csv exports.

A leading apostrophe stands before what would start a formula (also full width, also after blanks), and before
digits that a spreadsheet would cut to 15 places or strip of zeros. `unguard` takes it off again on import.
"""

from __future__ import annotations

import re

GUARD = "'"
_STARTS = "=+-@\t\r\n\0|%＝＋－＠｜％"
_NUMBER = re.compile(r"[-+]?\d{1,15}(?:\.\d{1,15})?%?")
_DAMAGED = re.compile(r"0\d+|\d{16,}|\d+[eE][+-]?\d+")
_BLANKS = " \u00a0\u3000\ufeff\u200b'"


def needs_guard(text: str) -> bool:
    """Whether a spreadsheet would take `text` for a formula or damage it. A true number passes as it is."""
    inner = text.lstrip(_BLANKS)
    if inner[:1] in _STARTS and inner and not _NUMBER.fullmatch(text):
        return True
    return bool(_DAMAGED.fullmatch(text))


def guard(text: str) -> str:
    return GUARD + text if needs_guard(text) else text


def unguard(text: str) -> str:
    """`text` without the guard this house writes; an apostrophe that guards nothing stays."""
    return text[1:] if text.startswith(GUARD) and needs_guard(text[1:]) else text

"""Identifiers that people copy by hand: the 18-character unified social credit code (GB 32100-2015).

A wrong code is never mended silently: the answer says what is wrong in a plain sentence.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from stdnum.cn import uscc

from southgate.domain.errors import Reason

CODE_LENGTH = 18
CODE_ALPHABET = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")  # GB 32100: no I, O, S, V, Z
_BARE = re.compile(r"[0-9A-Z]+")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E[+-]?\d+", re.I)
_WRAPPED = re.compile(r'="?([0-9A-Za-z\s]*)"?')


@dataclass(frozen=True, slots=True)
class CodeCheck:
    """What a written credit code is: `code` when it is right, else `wrong` says why."""

    code: str | None
    wrong: Reason | None


def check_credit_code(written: str | int | float) -> CodeCheck:
    """The code in its normal form (half width, capitals, no spaces), or the reason why it cannot be used.

    `written` may be a number cell: a spreadsheet keeps 15 digits, so a number of 18 digits is already damaged.
    """
    if isinstance(written, int | float):
        if abs(written) >= 10**15:
            return _bad("信用代码存成了数值，第 16 位以后的数字已丢失", "请按营业执照重新填写，单元格设为文本")
        text = f"{written:.0f}" if float(written).is_integer() else repr(written)
    else:
        text = written
    code = normal_code(text)
    if _SCIENTIFIC.fullmatch(code):
        return _bad("信用代码成了科学计数法，原号码已丢失", "请按营业执照重新填写，单元格设为文本")
    if len(code) != CODE_LENGTH:
        return _wrong_length(len(code))
    strange = "".join(sorted(set(code) - CODE_ALPHABET))
    if strange:
        return _bad(
            "信用代码里有不该出现的字符 %(strange)s",
            "信用代码不用 I、O、S、V、Z，常见是把 0 写成 O、1 写成 I",
            strange=strange,
        )
    if not code[:8].isdecimal():
        return _bad("信用代码前 8 位应为数字", "请按营业执照核对")
    if not uscc.is_valid(code):
        return _bad("信用代码校验位不符", "请按营业执照核对，多为录错一位")
    return CodeCheck(code, None)


def normal_code(text: str) -> str:
    """Half width, capitals, without white space, quotes and the `="…"` that protects codes in csv files."""
    if _BARE.fullmatch(text):
        return text
    half = unicodedata.normalize("NFKC", text).strip().strip("'‘’`")
    wrapped = _WRAPPED.fullmatch(half)
    inner = wrapped[1] if wrapped else half
    return re.sub(r"[\s\-\u200b\ufeff]+", "", inner).upper() if not _SCIENTIFIC.fullmatch(inner) else inner.upper()


def _wrong_length(length: int) -> CodeCheck:
    if length < CODE_LENGTH:
        return _bad(
            "信用代码只有 %(length)d 位，少 %(short)d 位", "请按营业执照补全", length=length, short=CODE_LENGTH - length
        )
    return _bad(
        "信用代码有 %(length)d 位，多 %(over)d 位", "请按营业执照核对", length=length, over=length - CODE_LENGTH
    )


def _bad(say: str, mend: str, **params: str | int) -> CodeCheck:
    return CodeCheck(None, Reason(say, params, mend=mend))

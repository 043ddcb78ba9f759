"""Numbers that look scattered and never repeat, and the codes and names made of them."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from random import Random

from southgate.cli.generate.words import FIRST, SECOND, THIRD, TRADES, WORKS, Trade

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: without I, O, S, V, Z
_VALUE = {sign: value for value, sign in enumerate(ALPHABET)}
_CODE_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)  # GB 32100-2015, modulus 31
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714-1997, modulus 11, digits 0–9 and A–Z = 10–35
_BODY_VALUE = {sign: int(sign, 36) for sign in ALPHABET}
_BODY_SIGNS = 6  # of ALPHABET, after the letters MA
CODES = len(ALPHABET) ** _BODY_SIGNS
BRANDS = len(FIRST) * len(SECOND)
FIRMS, PUBLIC_WORKS = BRANDS * len(TRADES), BRANDS * len(WORKS)  # names with a brand of two characters
MOST = min(FIRMS, PUBLIC_WORKS) * (1 + len(THIRD))  # after those, brands of three


@dataclass(frozen=True, slots=True)
class Scatter:
    """A permutation of each run of `room` numbers: number × step + shift, step and room coprime, so no two meet."""

    room: int
    step: int
    shift: int

    @classmethod
    def of(cls, room: int, rng: Random) -> Scatter:
        step = int(room * (0.55 + rng.random() * 0.3)) | 1
        while gcd(step, room) != 1:
            step += 2
        return cls(room, step, rng.randrange(room))

    def at(self, number: int) -> int:
        place = number % self.room
        return number - place + (place * self.step + self.shift) % self.room


def brand_and_trade(number: int) -> tuple[str, Trade]:
    """The brand and trade of firm `number` (0 … MOST-1)."""
    rest, trade = divmod(number, len(TRADES))
    return _brand(rest), TRADES[trade]


def works_name(number: int) -> str:
    """The name of public work `number` (0 … MOST-1)."""
    rest, kind = divmod(number, len(WORKS))
    return _brand(rest) + WORKS[kind]


def _brand(number: int) -> str:
    """Two characters for the first BRANDS, three after that."""
    more, rest = divmod(number, BRANDS)
    second, first = divmod(rest, len(FIRST))
    return FIRST[first] + SECOND[second] + (THIRD[more - 1] if more else "")


def credit_code(number: int, series: int) -> str:
    """A unified social credit code with right check digits and an area code that does not exist: 91 9900xx …"""
    body = ""
    for _ in range(_BODY_SIGNS):
        number, sign = divmod(number, len(ALPHABET))
        body += ALPHABET[sign]
    body = "MA" + body
    rest = 11 - sum(_BODY_VALUE[sign] * weight for sign, weight in zip(body, _BODY_WEIGHTS, strict=True)) % 11
    code = f"919900{series:02d}{body}{'0' if rest == 11 else 'X' if rest == 10 else rest}"
    total = sum(_VALUE[sign] * weight for sign, weight in zip(code, _CODE_WEIGHTS, strict=True))
    return code + ALPHABET[-total % 31]

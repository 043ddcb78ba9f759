"""To whom a signing counts when the lead went from hand to hand: who talked first keeps a share (首谈, 共享计分).

Each transfer that was accepted keeps `share` of what the giver had; the rest goes on. Whole millionths, none lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from southgate.domain.money import MILLION, Rounding, divide


@dataclass(frozen=True, slots=True)
class Handed:
    """One accepted transfer: `giver` and `taker` are keys of units (or of zones, where no unit is named)."""

    giver: str
    taker: str
    share: int


def credit(handed: Sequence[Handed], last: str = "") -> dict[str, int]:
    """Key → share in millionths, in the order of the transfers; empty where nothing was handed on.

    `last` is the unit that signs: it takes what the last taker has, when it is another.
    """
    if not handed:
        return {}
    found: dict[str, int] = {}
    rest = MILLION
    for one in handed:
        kept = divide(rest * one.share, MILLION, Rounding.DOWN)
        _add(found, one.giver, kept)
        rest -= kept
    _add(found, last or handed[-1].taker, rest)
    return found


def _add(found: dict[str, int], key: str, share: int) -> None:
    if share:
        found[key] = found.get(key, 0) + share

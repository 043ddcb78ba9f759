"""What can be asked about a pair of projects: one frozen command a request.

`id` is any suspicion of the pair: a reviewer judges two projects, not one address. `seen` is the pair's version, the
sum of the versions of all its suspicions: whoever judges has seen everything that is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Verdict(StrEnum):
    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgePair:
    """`keeps`: which of the two goes on counting, when they are the same; `reason`: why not, when they are not."""

    id: UUID
    seen: int
    verdict: Verdict
    keeps: UUID | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeUpPair:
    """The judgement was wrong: the question stands again."""

    id: UUID
    seen: int
    reason: str

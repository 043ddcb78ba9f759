"""The table as printed: goal, measured, floor of the same run, ratio. Nothing here says passed or failed."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

HEADS = ("what", "goal", "measured", "bare SQL", "ratio", "of what")


@dataclass(frozen=True, slots=True)
class Line:
    """`ratio` compares measured with floor; `of` says which rows, query and data the line speaks of."""

    name: str
    what: str
    goal: str
    measured: str
    floor: str = ""
    ratio: str = ""
    of: str = ""


def markdown(lines: Sequence[Line]) -> str:
    rows = [HEADS, ("---",) * len(HEADS), *((x.what, x.goal, x.measured, x.floor, x.ratio, x.of) for x in lines)]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)


@dataclass(frozen=True, slots=True)
class Times:
    """Latencies of one kind of request in milliseconds."""

    median: float
    p95: float
    count: int

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Times:
        ordered = sorted(seconds)
        p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        return cls(statistics.median(ordered) * 1000, p95 * 1000, len(ordered))

    def __str__(self) -> str:
        return f"{self.median:.1f} ms median, {self.p95:.1f} ms p95"


def times_as_much(measured: float, floor: float) -> str:
    return f"{measured / floor:.1f} ×" if floor else ""

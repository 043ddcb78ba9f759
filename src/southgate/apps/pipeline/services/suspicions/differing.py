"""From what is known and what is found now to what has to be written: the same for one project and for all.

Laws: run twice, nothing is written the second time. What was judged comes back only with a reason that the judge did
not know. What nobody judged and no longer holds lapses by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.entries.suspicions import (
    SuspicionChanged,
    SuspicionLapsed,
    SuspicionRaised,
    SuspicionReopened,
)
from southgate.apps.pipeline.models.suspicions import LAPSED, OPEN
from southgate.domain.matching.bundles.weighing import Finding
from southgate.kernel.book.drafting import Draft

Pair = tuple[str, str, UUID, UUID]
"""Kind, key, and the two projects: what a suspicion is known by."""
Evidence = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Known:
    """A suspicion that stands in the book, or that this command has drafted already."""

    id: UUID
    state: str
    strength: int
    evidence: Evidence
    zone: UUID | None


def pair_of(found: Finding) -> Pair:
    return (found.kind.value, found.key, found.a, found.b)


def evidence_of(found: Finding) -> Evidence:
    return [{"say": reason.say, "params": dict(reason.params)} for reason in found.because]


def book_zone(zone: UUID, other: UUID) -> UUID | None:
    """The zone of its entries: none when it lies between two, for neither may read of the other's project."""
    return zone if zone == other else None


def draft_differences(
    draft: Draft, found: Iterable[Finding], known: Mapping[Pair, Known], zones: Mapping[UUID, UUID]
) -> dict[str, int]:
    """Draft what changed; returns how many of each kind of entry. `zones` of the projects. The rows are locked."""
    counts = {"raised": 0, "changed": 0, "reopened": 0, "lapsed": 0}
    met = set[Pair]()
    for one in found:
        met.add(pair := pair_of(one))
        before = known.get(pair)
        made = _raised(one, zones) if before is None else _again(one, before)
        if made is None:
            continue
        id = draft.new_id() if before is None else before.id
        draft.record(id, made, zone=book_zone(zones[one.a], zones[one.b]))
        counts[made.KIND.partition(".")[2]] += 1
    for id, zone in _gone(known, met):
        draft.record(id, SuspicionLapsed(), zone=zone)
        counts["lapsed"] += 1
    return counts


def _raised(one: Finding, zones: Mapping[UUID, UUID]) -> Any:
    return SuspicionRaised(
        {
            "zone_id": zones[one.a], "other_zone_id": zones[one.b], "kind": one.kind.value, "key": one.key,
            "a_id": one.a, "b_id": one.b, "strength": one.strength, "evidence": evidence_of(one),
        }
    )  # fmt: skip


def _again(one: Finding, before: Known) -> Any:
    evidence = evidence_of(one)
    now = {"strength": one.strength, "evidence": evidence}
    if before.state == LAPSED:
        return SuspicionReopened(now, LAPSED)
    if before.state == OPEN:
        same = (before.strength, before.evidence) == (one.strength, evidence)
        return None if same else SuspicionChanged(now, {"strength": before.strength, "evidence": before.evidence})
    news = any(reason not in before.evidence for reason in evidence)
    return SuspicionReopened(now, before.state) if news else None


def _gone(known: Mapping[Pair, Known], met: set[Pair]) -> Iterator[tuple[UUID, UUID | None]]:
    for pair in sorted(known.keys() - met, key=str):
        if known[pair].state == OPEN:
            yield known[pair].id, known[pair].zone

"""Finding by any piece of a name, by pinyin initials or by code; only what the reader may see.

Candidates come from the postings, names that begin so first; each kind's own `find` lets through what is visible.
The search goes on until enough is found or nothing is left, so hidden names never thin the answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from southgate.kernel.identity.actor import Actor
from southgate.kernel.search import postings
from southgate.kernel.search.grams import Wanted, wanted
from southgate.kernel.search.postings import Line
from southgate.kernel.search.registry import Hit, searchable, searchables

MOST_LOOKED_AT = 5_000
"""Candidates looked at for one search; beyond it the answer says that there is more."""


@dataclass(frozen=True, slots=True)
class Found:
    """Hits, best first, and whether there may be more of them."""

    hits: tuple[Hit, ...]
    more: bool


def find(by: Actor, typed: str, *, limit: int = 20, kinds: Sequence[str] = ()) -> Found:
    """What `by` may see whose name holds each typed piece, whose initials do, or whose code begins so."""
    want = wanted(typed)
    zones = frozenset(zone for grant in by.grants for zone in grant.zones)
    known = [what.kind for what in searchables() if not kinds or what.kind in kinds]
    hits: dict[UUID, Hit] = {}
    if want.is_empty or not zones or not known:
        return Found((), False)
    looked = 0
    for lines in _chunks(want, zones, known, limit + limit // 2 + 1):
        looked += len(lines)
        hits |= _visible(by, [line for line in lines if line.subject not in hits])
        if len(hits) > limit or looked >= MOST_LOOKED_AT:
            return Found(tuple(hits.values())[:limit], True)
    return Found(tuple(hits.values()), False)


def ids_like(kind: str, piece: str, zone: UUID, *, limit: int) -> list[UUID]:
    """Subjects of one kind and zone whose name holds `piece`; for services that look for near names, no rights."""
    want = wanted(piece)
    if not want.pieces:
        return []
    lines = postings.find(want, zones=[zone], kinds=[kind], after=0, limit=limit)
    return [line.subject for line in lines]


def _chunks(want: Wanted, zones: frozenset[UUID], kinds: Sequence[str], size: int) -> Iterator[list[Line]]:
    """By code, then what begins so, then every line that holds the pieces."""
    if want.code:
        yield postings.by_code(want.code, kinds=kinds, limit=size)
    if len(want.pieces) == 1:
        yield postings.beginning(want.pieces[0], zones=zones, kinds=kinds, limit=size)
    after = 0
    while want.pieces and (lines := postings.find(want, zones=zones, kinds=kinds, after=after, limit=size)):
        yield lines
        after = lines[-1].id
        size = min(2 * size, MOST_LOOKED_AT)


def _visible(by: Actor, lines: Sequence[Line]) -> dict[UUID, Hit]:
    ids: dict[str, list[UUID]] = defaultdict(list)
    for line in lines:
        ids[line.kind].append(line.subject)
    seen = {id: hit for kind, some in ids.items() for id, hit in searchable(kind).find(by, some).items()}
    return {line.subject: seen[line.subject] for line in lines if line.subject in seen}

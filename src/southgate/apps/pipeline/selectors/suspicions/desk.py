"""The reviewer's desk: pairs of projects that may be one, strongest first. Counts are of what this reader sees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from southgate.apps.pipeline.models.suspicions import DIFFERENT, OPEN, SAME, Suspicion
from southgate.apps.pipeline.policies.suspicions import REVIEWERS, RULES
from southgate.apps.pipeline.selectors.suspicions.reading import Pair, version_of, visible
from southgate.domain.errors import NotFound, Reason
from southgate.domain.matching.bundles.kinds import Kind
from southgate.domain.matching.bundles.weighing import together
from southgate.kernel.identity.actor import SYSTEM_ID, Actor

PAGE = 50
SHOWN = (OPEN, SAME, DIFFERENT)
"""States that are somebody's matter, as the desk's tabs."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two projects."""

    id: UUID
    name: str
    code: str
    firm: str
    zone: UUID


@dataclass(frozen=True, slots=True)
class Case:
    """A pair. `id`: its strongest suspicion, by which it is addressed; `strength`: of all its open (or else all) ones
    together, in millionths; `because`: the strongest reason; `kinds`: what they share, strongest first."""

    id: UUID
    version: int
    state: str
    a: Side
    b: Side
    strength: int
    kinds: tuple[Kind, ...]
    because: tuple[Reason, ...]
    keeps: UUID | None
    again: bool

    @property
    def sides(self) -> tuple[Side, Side]:
        return (self.a, self.b)


@dataclass(frozen=True, slots=True)
class DeskPage:
    """`counts` of pairs by state; `total` of the chosen state and kind."""

    rows: tuple[Case, ...]
    total: int
    number: int
    size: int
    counts: Mapping[str, int]

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def require_reviewer(by: Actor, zone: UUID) -> None:
    """Raises NotFound for who reviews nothing in the zone."""
    if by.id != SYSTEM_ID and zone not in by.zones_with(REVIEWERS):
        raise NotFound("suspicions")


def in_zone(by: Actor, zone: UUID) -> QuerySet[Suspicion]:
    """Pairs with at least one project of the zone."""
    return visible(by).filter(Q(zone=zone) | Q(other_zone=zone))


def desk(
    by: Actor, zone: UUID, *, state: str = OPEN, kind: Kind | None = None, number: int = 1, size: int = PAGE
) -> DeskPage:
    """Raises NotFound for who reviews nothing in the zone."""
    require_reviewer(by, zone)
    rows = in_zone(by, zone)
    chosen = rows.filter(state=state) if kind is None else rows.filter(state=state, kind=kind.value)
    pairs = in_order(chosen)
    found = [(row["a"], row["b"]) for row in pairs[(number - 1) * size : number * size]]
    counts = {one: rows.filter(state=one).values("a", "b").distinct().count() for one in SHOWN}
    total = counts[state] if kind is None else chosen.values("a", "b").distinct().count()
    return DeskPage(tuple(cases(by, found)), total, number, size, counts)


def in_order(rows: QuerySet[Suspicion]) -> Any:
    """Pairs of these suspicions, the strongest first."""
    grouped = rows.order_by().values("a", "b").annotate(top=Max("strength"), several=Count("id"))
    return grouped.order_by("-top", "-several", "a", "b")


def cases(by: Actor, pairs: Sequence[Pair]) -> list[Case]:
    """The pairs in the order given, each with all that is known of it. One query."""
    wanted = set(pairs)
    rows = visible(by).filter(a__in={a for a, _ in pairs}, b__in={b for _, b in pairs})
    grouped: dict[Pair, list[Suspicion]] = defaultdict(list)
    names = ("a__enterprise", "b__enterprise")
    for row in rows.select_related("a", "b", *names).order_by("-strength", "kind", "key"):
        if (row.a_id, row.b_id) in wanted:
            grouped[row.a_id, row.b_id].append(row)
    return [case(grouped[pair]) for pair in pairs if pair in grouped]


def case(rows: Sequence[Suspicion]) -> Case:
    """The suspicions of one pair, strongest first, as one."""
    open_ones = [row for row in rows if row.state == OPEN]
    asked = open_ones or rows
    first = asked[0]
    return Case(
        id=first.pk, version=version_of(rows), state=first.state, a=_side(first.a), b=_side(first.b),
        strength=together([row.strength for row in asked]), kinds=_kinds(asked),
        because=tuple(reasons_of([first])), keeps=first.keeps_id,
        again=any(row.reopened_from in {SAME, DIFFERENT} for row in open_ones),
    )  # fmt: skip


def _kinds(rows: Iterable[Suspicion]) -> tuple[Kind, ...]:
    return tuple(dict.fromkeys(Kind(row.kind) for row in rows))


def reasons_of(rows: Iterable[Suspicion]) -> list[Reason]:
    """Everything that speaks for it (and against), each sentence once."""
    said = {(one["say"], str(one["params"])): Reason(one["say"], one["params"]) for row in rows for one in row.evidence}
    return list(said.values())


def _side(row: Any) -> Side:
    return Side(row.pk, row.name, row.code, row.enterprise.name if row.enterprise is not None else "", row.zone_id)


def neighbours(by: Actor, zone: UUID, pair: Pair) -> tuple[Case | None, Case | None]:
    """The pairs before and after this one on the desk; when it is judged, the first one that waits."""
    waiting = [(row["a"], row["b"]) for row in in_order(in_zone(by, zone).filter(state=OPEN))]
    at = waiting.index(pair) if pair in waiting else -1
    around = [waiting[at - 1] if at > 0 else None, waiting[at + 1] if at + 1 < len(waiting) else None]
    found = {(one.a.id, one.b.id): one for one in cases(by, [one for one in around if one is not None])}
    before, after = (found.get(one) if one is not None else None for one in around)
    return before, after


def may_review(by: Actor, rows: Sequence[Suspicion], verb: str = "judge") -> bool:
    return all(RULES.can(by, verb, row) for row in rows)

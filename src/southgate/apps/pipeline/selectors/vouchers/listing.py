"""Vouchers of a zone as a list: by state, project, kind and use, with their sums by use; today or on a past day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from southgate.apps.pipeline.models.vouchers import Voucher
from southgate.apps.pipeline.selectors.projects.reading import hidden_in
from southgate.apps.pipeline.selectors.vouchers.reading import in_zone, sees_all_but_few, talks_in
from southgate.domain.counting.vouchers import State, Use, VoucherKind
from southgate.domain.errors import Reason, Refused
from southgate.domain.money import Money
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.naming import person_names

Tally = Mapping[tuple[State, Use], tuple[int, int]]
"""(how many, sum in 分) by state and use."""
PAGE = 50
ALL = "all"
KEYS = frozenset({"state", "project", "kind", "use", "page", "day"})


@dataclass(frozen=True, slots=True)
class Asked:
    """No state means all of them. `project` is its id."""

    state: State | None = State.ENTERED
    project: UUID | None = None
    kind: VoucherKind | None = None
    use: Use | None = None
    number: int = 1


def ask(query: Mapping[str, Sequence[str]]) -> Asked:
    """What an address says. Raises Refused with everything in it that means nothing.

    Without a state: what waits for its decision; of one project: all its vouchers.
    """
    given = {key: values[-1] for key, values in query.items() if values and values[-1]}
    reasons = [Reason("没有『%(name)s』这个条件", {"name": key[:60]}, where=key) for key in sorted(given.keys() - KEYS)]
    project = _uuid(given, reasons)
    state = given.get("state", ALL if project is not None else State.ENTERED.value)
    found = Asked(
        None if state == ALL else _choice(State, "state", state, reasons),
        project,
        _choice(VoucherKind, "kind", given.get("kind", ""), reasons),
        _choice(Use, "use", given.get("use", ""), reasons),
        _number(given.get("page", "1"), reasons),
    )
    if reasons:
        raise Refused(reasons)
    return found


def _choice(kind: Any, name: str, text: str, reasons: list[Reason]) -> Any:
    if not text:
        return None
    if text not in {one.value for one in kind}:
        reasons.append(Reason("“%(text)s”不在可选项里", {"text": text[:60]}, where=name))
        return None
    return kind(text)


def _uuid(given: Mapping[str, str], reasons: list[Reason]) -> UUID | None:
    try:
        return UUID(given["project"]) if "project" in given else None
    except ValueError:
        reasons.append(Reason("不是项目的编号", where="project"))
        return None


def _number(text: str, reasons: list[Reason]) -> int:
    if text.isdecimal() and 0 < int(text) < 10**6:
        return int(text)
    reasons.append(Reason("不是页码", where="page"))
    return 1


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """One line. `amount` in its own currency, `amount_cny` in 分; `mine`: the reader entered or corrected it."""

    id: UUID
    version: int
    project: UUID
    project_name: str
    project_code: str
    kind: VoucherKind
    use: Use
    origin: str
    number: str
    issuer: str
    payer: str
    paid_on: date
    amount: Money
    amount_cny: int
    state: State
    entered_by: str
    entered_on: date
    has_slip: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """In 分, without confidential talks; `talks` is what the reader's own talks would add."""

    by_use: Mapping[Use, int]
    talks: int = 0

    @property
    def total(self) -> int:
        return sum(self.by_use.values())


@dataclass(frozen=True, slots=True)
class VoucherPage:
    """`counts`: how many there are of each state under the other conditions."""

    rows: tuple[VoucherRow, ...]
    total: int
    number: int
    size: int
    counts: Mapping[State, int]
    sums: Sums

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1 if self.rows else 0


def listing(
    by: Actor, zone: UUID, asked: Asked, *, park: UUID | None = None, position: int | None = None, size: int = PAGE
) -> VoucherPage:
    """The oldest payment comes first among those that wait, the latest among the others.

    Sums are of what is shown; of all states together those of the accepted, for the others are no money in place.
    """
    seen, talks = _tallies(by, zone, asked, park, position)
    counts = {state: sum(seen[state, use][0] for use in Use) for state in State}
    total = sum(counts.values()) if asked.state is None else counts[asked.state]
    rows = _narrowed(in_zone(by, zone, position), asked, park)
    rows = rows if asked.state is None else rows.filter(state=asked.state.value)
    order = ("paid_on", "-id") if asked.state is State.ENTERED else ("-paid_on", "id")
    start = (asked.number - 1) * size
    some = list(rows.select_related("project").order_by(*order)[start : start + size])
    sums = _sums(seen, talks, asked.state or State.ACCEPTED)
    return VoucherPage(shaped(some, by), total, asked.number, size, counts, sums)


def _narrowed(rows: QuerySet[Any], asked: Asked, park: UUID | None) -> QuerySet[Any]:
    if park is not None:
        rows = rows.filter(project__park_id=park)
    if asked.project is not None:
        rows = rows.filter(project_id=asked.project)
    if asked.kind is not None:
        rows = rows.filter(kind=asked.kind.value)
    return rows if asked.use is None else rows.filter(use=asked.use.value)


def _tallies(by: Actor, zone: UUID, asked: Asked, park: UUID | None, position: int | None) -> tuple[Tally, Tally]:
    """How many and how much, by state and use: of all that the actor sees, and of confidential talks among it.

    Of a whole zone an index alone says it; what its staff do not see, and the talks, are few and taken out by project.
    """
    talks = talks_in(zone).values("pk")
    if not sees_all_but_few(by, zone) or position is not None or park is not None:
        rows = _narrowed(in_zone(by, zone, position), asked, park)
        return _tally(rows), _tally(rows.filter(project_id__in=talks))
    hidden = hidden_in(by, zone).values("pk")
    every = _tally(_narrowed(Voucher.objects.filter(zone_id=zone), asked, None))
    unseen = _tally(_narrowed(Voucher.objects.filter(project_id__in=hidden), asked, None))
    own = _tally(_narrowed(Voucher.objects.filter(project_id__in=talks).exclude(project_id__in=hidden), asked, None))
    return {key: (n - unseen[key][0], total - unseen[key][1]) for key, (n, total) in every.items()}, own


def _tally(rows: QuerySet[Any]) -> Tally:
    found = rows.values_list("state", "use").annotate(n=Count("*"), total=Sum("amount_cny")).order_by()
    known = {(state, use): (n, int(total or 0)) for state, use, n, total in found}
    return {(state, use): known.get((state.value, use.value), (0, 0)) for state in State for use in Use}


def _sums(seen: Tally, talks: Tally, state: State) -> Sums:
    by_use = {use: seen[state, use][1] - talks[state, use][1] for use in Use}
    return Sums(by_use, sum(talks[state, use][1] for use in Use))


def shaped(rows: Iterable[Any], by: Actor) -> tuple[VoucherRow, ...]:
    found, me = list(rows), by.person
    names = person_names(row.entered_by_id for row in found)
    return tuple(_row(row, names.get(row.entered_by_id, ""), me) for row in found)


def _row(row: Any, entered_by: str, me: UUID | None) -> VoucherRow:
    return VoucherRow(
        id=row.id, version=row.version, project=row.project_id, project_name=row.project.name,
        project_code=row.project.code, kind=VoucherKind(row.kind), use=Use(row.use), origin=row.origin,
        number=row.number,
        issuer=row.issuer, payer=row.payer, paid_on=row.paid_on, amount=Money(row.amount, row.currency),
        amount_cny=row.amount_cny, state=State(row.state), entered_by=entered_by, entered_on=row.entered_on,
        has_slip=row.file is not None, mine=me is not None and me in {row.entered_by_id, row.changed_by_id},
    )  # fmt: skip

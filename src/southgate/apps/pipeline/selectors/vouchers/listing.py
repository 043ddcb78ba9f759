"""Vouchers of a zone as a list: by state, project, kind and use, with their sums by use; today or on a past day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from southgate.apps.pipeline.selectors.vouchers.reading import in_zone, talks_in
from southgate.domain.counting.vouchers import Kind, State, Use
from southgate.domain.errors import Reason, Refused
from southgate.domain.money import Money
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.naming import person_names

PAGE = 50
ALL = "all"
KEYS = frozenset({"state", "project", "kind", "use", "page", "day"})


@dataclass(frozen=True, slots=True)
class Asked:
    """No state means all of them. `project` is its id."""

    state: State | None = State.ENTERED
    project: UUID | None = None
    kind: Kind | None = None
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
        _choice(Kind, "kind", given.get("kind", ""), reasons),
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
    kind: Kind
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
    """What waits the longest comes first among those that wait, the latest payment among the others.

    Sums are of what is shown; of all states together those of the accepted, for the others are no money in place.
    """
    known = _narrowed(in_zone(by, zone, position), asked, park)
    found = dict(known.values_list("state").annotate(n=Count("id")).order_by())
    counts = {state: found.get(state.value, 0) for state in State}
    rows = known if asked.state is None else known.filter(state=asked.state.value)
    order = ("entered_on", "id") if asked.state is State.ENTERED else ("-paid_on", "id")
    start = (asked.number - 1) * size
    some = list(rows.select_related("project").order_by(*order)[start : start + size])
    total = sum(counts.values()) if asked.state is None else counts[asked.state]
    summed = rows if asked.state is not None else rows.filter(state=State.ACCEPTED.value)
    return VoucherPage(shaped(some, by), total, asked.number, size, counts, sums_of(summed, zone))


def _narrowed(rows: QuerySet[Any], asked: Asked, park: UUID | None) -> QuerySet[Any]:
    if park is not None:
        rows = rows.filter(project__park_id=park)
    if asked.project is not None:
        rows = rows.filter(project_id=asked.project)
    if asked.kind is not None:
        rows = rows.filter(kind=asked.kind.value)
    return rows if asked.use is None else rows.filter(use=asked.use.value)


def sums_of(rows: QuerySet[Any], zone: UUID) -> Sums:
    """Sums by use of what the reader sees, less what belongs to confidential talks."""
    everything = _by_use(rows)
    secret = _by_use(rows.filter(project_id__in=talks_in(zone).values("pk")))
    return Sums({use: everything[use] - secret[use] for use in Use}, sum(secret.values()))


def _by_use(rows: QuerySet[Any]) -> dict[Use, int]:
    found = dict(rows.values_list("use").annotate(total=Sum("amount_cny")).order_by())
    return {use: int(found.get(use.value) or 0) for use in Use}


def shaped(rows: Iterable[Any], by: Actor) -> tuple[VoucherRow, ...]:
    found, me = list(rows), by.person
    names = person_names(row.entered_by_id for row in found)
    return tuple(_row(row, names.get(row.entered_by_id, ""), me) for row in found)


def _row(row: Any, entered_by: str, me: UUID | None) -> VoucherRow:
    return VoucherRow(
        id=row.id, version=row.version, project=row.project_id, project_name=row.project.name,
        project_code=row.project.code, kind=Kind(row.kind), use=Use(row.use), origin=row.origin, number=row.number,
        issuer=row.issuer, payer=row.payer, paid_on=row.paid_on, amount=Money(row.amount, row.currency),
        amount_cny=row.amount_cny, state=State(row.state), entered_by=entered_by, entered_on=row.entered_on,
        has_slip=row.file is not None, mine=me is not None and me in {row.entered_by_id, row.changed_by_id},
    )  # fmt: skip

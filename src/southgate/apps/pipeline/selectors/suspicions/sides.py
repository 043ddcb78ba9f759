"""Two projects side by side: their facts, which of them agree, and their papers, which of them both have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.suspicions import OPEN, SAME, MatchKey
from southgate.apps.pipeline.selectors.gates import reading as gates
from southgate.apps.pipeline.selectors.signings import reading as signings
from southgate.apps.pipeline.selectors.suspicions.desk import Case, case, may_review, reasons_of
from southgate.apps.pipeline.selectors.suspicions.facts import facts_of
from southgate.apps.pipeline.selectors.suspicions.reading import Pair, involved, pair_for
from southgate.apps.pipeline.selectors.vouchers import reading as vouchers
from southgate.domain.counting.words import Screening, SigningKind
from southgate.domain.errors import Reason
from southgate.domain.matching.bundles import weighing
from southgate.domain.matching.bundles.addresses import address_of
from southgate.domain.matching.bundles.facts import Facts, builders_of, same_investor
from southgate.domain.matching.bundles.keys import Meet
from southgate.domain.matching.bundles.patterns import similar
from southgate.kernel.book import keeping
from southgate.kernel.files.selectors import FileSeen, files_of
from southgate.kernel.identity.actor import Actor

SAME_WORD, NEAR_WORD = "same", "near"
PAPERS = (Meet.CONTRACT, Meet.VOUCHER, Meet.PAPER, Meet.PAYMENT, Meet.PHOTO, Meet.SCAN)
MOST = 30
"""Papers of one kind and project that are shown; those that both have come first."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One fact of both: `label` a msgid, values as text, days or sums in 分 by `kind`; `alike` same, near or empty."""

    label: str
    kind: str
    a: Any
    b: Any
    alike: str


@dataclass(frozen=True, slots=True)
class Papers:
    """What one of the two projects has, as far as the reader may see it. `shared`: ids of what the other has too."""

    signings: tuple[signings.Line, ...]
    vouchers: tuple[Any, ...]
    documents: tuple[Any, ...]
    files: tuple[FileSeen, ...]
    shared: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Known:
    """One suspicion of the pair: what is shared, how far it goes, why, and how it was judged."""

    id: UUID
    kind: str
    strength: int
    state: str
    because: tuple[Reason, ...]
    reopened_from: str


@dataclass(frozen=True, slots=True)
class Sight:
    """The pair as its page shows it. `against`: why this reader may not judge. `unsettled`: signings of the project
    that does not keep counting and that still count: what is left to do after it was judged the same."""

    case: Case
    a: Project
    b: Project
    facts: tuple[Compared, ...]
    of_a: Papers
    of_b: Papers
    known: tuple[Known, ...]
    reason: str
    judged_by: UUID | None
    judged_on: date | None
    can_judge: bool
    can_take_up: bool
    against: tuple[Reason, ...]
    unsettled: tuple[signings.Line, ...]

    @property
    def pair(self) -> Pair:
        return (self.a.pk, self.b.pk)


def sight(by: Actor, pk: UUID) -> Sight:
    """Raises NotFound for a pair of which the reader does not see both."""
    rows = pair_for(by, pk)
    found = case(rows)
    first = next(row for row in rows if row.pk == found.id)
    a, b = _whole(first.a_id, first.b_id)
    against = tuple(one for some in involved(by, (a, b)).values() for one in some)
    shared = _shared((a.pk, b.pk))
    may, waits = may_review(by, rows) and not against, found.state == OPEN
    return Sight(
        case=found, a=a, b=b, facts=compared(a, b), of_a=_papers(by, a, shared), of_b=_papers(by, b, shared),
        known=tuple(
            Known(row.pk, row.kind, row.strength, row.state, tuple(reasons_of([row])), row.reopened_from)
            for row in rows
        ),
        reason=_words(first.reason_said), judged_by=first.judged_by_id, judged_on=first.judged_on,
        can_judge=may and waits, can_take_up=may and not waits, against=against if waits else (),
        unsettled=unsettled(by, found),
    )  # fmt: skip


def _whole(*ids: UUID) -> list[Project]:
    rows = Project.objects.select_related("enterprise", "zone", "park", "lead_unit").in_bulk(ids)
    return [rows[id] for id in ids]


def _words(said: UUID | None) -> str:
    if said is None:
        return ""
    found: dict[UUID, str] = dict(keeping.read([said]))
    return found.get(said, "")


def compared(a: Project, b: Project) -> tuple[Compared, ...]:
    """The facts that reviewers ask for, in one order; equal is equal, near is what the rules hold to be one."""
    known = facts_of((a.pk, b.pk))
    one, two = known[a.pk], known[b.pk]
    return tuple(
        Compared(label, kind, x, y, _alike(x, y, near, one, two))
        for label, kind, read, near in ROWS
        for x, y in ((read(a), read(b)),)
    )


def _alike(x: Any, y: Any, near: Callable[[Facts, Facts], bool] | None, one: Facts, two: Facts) -> str:
    if x not in {None, ""} and x == y:
        return SAME_WORD
    return NEAR_WORD if near is not None and near(one, two) else ""


def _near_address(one: Facts, two: Facts) -> bool:
    local = address_of(one.address).local
    return bool(local) and local == address_of(two.address).local


def _near_builder(one: Facts, two: Facts) -> bool:
    return bool(set(builders_of(one.contractor)) & set(builders_of(two.contractor)))


def _near_days(one: Facts, two: Facts) -> bool:
    days = weighing.days_between(one, two)
    return days is not None and days <= weighing.QUARTER


def _firm(row: Project) -> str:
    return row.enterprise.name if row.enterprise is not None else ""


def _group(row: Project) -> str:
    return row.enterprise.group_name if row.enterprise is not None else ""


def _credit_code(row: Project) -> str:
    return row.enterprise.credit_code if row.enterprise is not None else ""


def _place(row: Project) -> str:
    place: str = row.park.name if row.park is not None else row.zone.name
    return place


ROWS: Sequence[tuple[str, str, Callable[[Project], Any], Callable[[Facts, Facts], bool] | None]] = (
    ("项目名称", "text", lambda row: row.name, similar),
    ("投资企业", "text", _firm, same_investor),
    ("统一社会信用代码", "text", _credit_code, None),
    ("所属集团", "text", _group, same_investor),
    ("园区或片区", "text", _place, None),
    ("建设地址", "text", lambda row: row.site_address, _near_address),
    ("主要产品", "text", lambda row: row.product, weighing.same_product),
    ("施工单位", "text", lambda row: row.contractor, _near_builder),
    ("计划投资", "sum", lambda row: row.investment_cny, None),
    ("签约日期", "day", lambda row: row.signed_on, _near_days),
    ("开工日期", "day", lambda row: row.start_on, None),
    ("投产日期", "day", lambda row: row.produced_on, None),
    ("责任单位", "text", lambda row: row.lead_unit.name if row.lead_unit is not None else "", None),
    ("资料来源", "text", lambda row: row.source, None),
)


def _shared(pair: Pair) -> frozenset[UUID]:
    """Rows (signings, vouchers, documents, files) that give both projects one key."""
    of_both = MatchKey.objects.filter(project__in=pair, kind__in=[meet.value for meet in PAPERS])
    twice = of_both.values("key", "kind").annotate(of=Count("project", distinct=True)).filter(of=2).order_by()
    keys = {(row["kind"], row["key"]) for row in twice}
    found = of_both.filter(key__in={key for _, key in keys}).values_list("source", "kind", "key")
    return frozenset(source for source, kind, key in found if (kind, key) in keys)


def _papers(by: Actor, row: Project, shared: frozenset[UUID]) -> Papers:
    def first(rows: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(sorted(rows, key=lambda one: one.id not in shared)[:MOST])

    slips = vouchers.visible(by).filter(project=row.pk).order_by("-paid_on", "id")
    documents = gates.documents(by).filter(project=row.pk, withdrawn=False).order_by("-added_on", "id")
    return Papers(
        signings=first(signings.of_project(by, row.pk)),
        vouchers=first(list(slips.filter(Q(pk__in=shared)))) + tuple(slips.exclude(pk__in=shared)[:MOST]),
        documents=first(list(documents)),
        files=first(files_of("project", row.pk, marked=False)),
        shared=shared,
    )


def unsettled(by: Actor, found: Case) -> tuple[signings.Line, ...]:
    """Signings that still count of the project that does not keep counting."""
    if found.state != SAME or found.keeps is None:
        return ()
    other = found.a.id if found.keeps == found.b.id else found.b.id
    return tuple(one for one in signings.of_project(by, other) if counts(one))


def counts(one: signings.Line) -> bool:
    rejected = one.withdrawn or one.state_key == Screening.REJECTED.value
    return not rejected and one.kind_key != SigningKind.REPEAT.value

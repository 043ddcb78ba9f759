"""Reads of enterprises: actor first. One `visible` for list, detail, search and export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from southgate.apps.enterprise.fields import FIELDS
from southgate.apps.enterprise.models import STANDS, Enterprise, EnterpriseColumns, EnterprisePast
from southgate.apps.enterprise.policies import RULES
from southgate.domain.errors import Forbidden, NotFound, Reason
from southgate.domain.identifiers import check_credit_code
from southgate.domain.matching.candidates import near_firms
from southgate.domain.matching.names import firm_core, firm_key, plain
from southgate.kernel.book import keeping
from southgate.kernel.book.models import Entry
from southgate.kernel.book.reading import as_known_at
from southgate.kernel.identity.actor import Actor
from southgate.kernel.search.finding import ids_like

PAGE = 50
NEAR_AT_MOST = 200
"""Names that share half of a new name and are compared with it."""
SAME_CODE = Reason("统一社会信用代码相同")


def visible(by: Actor, verb: str = "view") -> QuerySet[Enterprise]:
    """Those that stand for an enterprise; merged and withdrawn records are reached by their address alone."""
    return RULES.visible(by, Enterprise, verb).filter(STANDS)


def seen_of(by: Actor, ids: Iterable[UUID]) -> list[Enterprise]:
    """Those of these enterprises that stand and that the actor may see, in no order; fetched by key, same rule."""
    rows = Enterprise.objects.filter(STANDS, pk__in=set(ids))
    return [row for row in rows if RULES.can(by, "view", row)]


def enterprise_for(by: Actor, pk: UUID, verb: str = "view") -> Enterprise:
    """The record, merged ones included. Raises NotFound when unseen, Forbidden when seen but not allowed."""
    row: Enterprise | None = RULES.visible(by, Enterprise, verb).filter(pk=pk, withdrawn=False).first()
    if row is not None:
        return row
    if verb != "view" and RULES.visible(by, Enterprise).filter(pk=pk, withdrawn=False).exists():
        raise Forbidden(verb)
    raise NotFound(str(pk))


def stands_for(by: Actor, pk: UUID) -> Enterprise:
    """The record that stands for `pk` today: itself, or what it was merged into, however often."""
    row = enterprise_for(by, pk)
    while row.merged_into is not None:
        row = enterprise_for(by, row.merged_into)
    return row


@dataclass(frozen=True, slots=True)
class EnterpriseRow:
    """One line of the list."""

    id: UUID
    version: int
    name: str
    credit_code: str
    group_name: str
    industry: str
    source_region: str


COLUMNS = ("id", "version", "name", "credit_code", "group_name", "industry", "source_region")


@dataclass(frozen=True, slots=True)
class EnterprisePage:
    rows: tuple[EnterpriseRow, ...]
    total: int
    number: int

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1 if self.rows else 0


def enterprises(
    by: Actor, zone: UUID, *, industry: str = "", group: str = "", text: str = "", number: int = 1, size: int = PAGE
) -> EnterprisePage:
    """A page of the zone's enterprises in the order of their names, with the exact total. Two queries."""
    found = visible(by).filter(zone_id=zone)
    if industry:
        found = found.filter(industry=industry)
    if group:
        found = found.filter(group_name=group)
    if plain(text):
        found = found.filter(name_key__contains=plain(text))
    total = found.count()
    rows = found.order_by("name", "id").values_list(*COLUMNS)[(number - 1) * size : number * size]
    return EnterprisePage(tuple(EnterpriseRow(*row) for row in rows), total, number)


@dataclass(frozen=True, slots=True)
class Near:
    """A known enterprise that a new name may be, with the reason; `score` 0–100 orders them."""

    id: UUID
    name: str
    credit_code: str
    score: int
    because: Reason


def candidates(by: Actor, zone: UUID, name: str, code: str = "", *, apart_from: UUID | None = None) -> list[Near]:
    """Known enterprises of the zone that a new one may be, best first: shown before anything is registered.

    Names are narrowed by the search index first: one character apart still shares one half of the name.
    """
    known = {row.id: row for row in _maybe_same(by, zone, name, code) if row.id != apart_from}
    rows = list(known.values())
    checked = check_credit_code(code).code if code else None
    found = {
        row.id: Near(row.id, row.name, row.credit_code, 100, SAME_CODE)
        for row in rows
        if checked and row.credit_code == checked
    }
    for near in near_firms([name], [row.name for row in rows]):
        row = rows[near.right]
        other_code = bool(checked and row.credit_code and row.credit_code != checked)
        if not other_code:
            found.setdefault(row.id, Near(row.id, row.name, row.credit_code, near.score, near.because))
    return sorted(found.values(), key=lambda near: (-near.score, near.name, near.id))


def _maybe_same(by: Actor, zone: UUID, name: str, code: str) -> QuerySet[Enterprise]:
    core = firm_core(name)
    half = len(core) // 2
    pieces = {core[:half], core[half:]} if half >= 2 else {core}
    ids = {id for piece in pieces for id in ids_like("enterprise", piece, zone, limit=NEAR_AT_MOST)}
    wanted = Q(pk__in=ids) | Q(name_key=firm_key(name))
    if code:
        wanted |= Q(credit_code=plain(code).upper())
    return visible(by).filter(wanted, zone_id=zone)


def names_of(ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Names by id, no rights: for rows that were filtered already."""
    return dict(Enterprise.objects.filter(pk__in=ids).values_list("pk", "name"))


@dataclass(frozen=True, slots=True)
class EnterpriseRecord:
    """One enterprise today or on a past day; `values` by field name, words as text."""

    id: UUID
    version: int
    values: Mapping[str, str]


def record(by: Actor, pk: UUID, *, position: int | None = None) -> EnterpriseRecord:
    """Raises NotFound, also for a day before it was registered."""
    row: EnterpriseColumns | None = enterprise_for(by, pk)
    if position is not None:
        row = as_known_at(EnterprisePast, position).filter(id=pk).first()
    if row is None:
        raise NotFound(str(pk))
    values = {field.name: getattr(row, field.column) for field in FIELDS}
    values["contact"] = keeping.read([row.contact_said]).get(row.contact_said, "") if row.contact_said else ""
    return EnterpriseRecord(pk, getattr(row, "version", 0), values)


def merged_from(by: Actor, pk: UUID) -> list[EnterpriseRow]:
    """Records that were merged into this one and have not come out again."""
    rows = RULES.visible(by, Enterprise).filter(merged_into=pk).order_by("name", "id").values_list(*COLUMNS)
    return [EnterpriseRow(*row) for row in rows]


def by_text(by: Actor, zone: UUID, text: str, *, apart_from: UUID | None = None) -> list[EnterpriseRow]:
    """Up to twenty enterprises whose name holds `text`; none for an empty one."""
    if not plain(text):
        return []
    rows = visible(by).filter(zone_id=zone, name_key__contains=plain(text))
    if apart_from is not None:
        rows = rows.exclude(pk=apart_from)
    return [EnterpriseRow(*row) for row in rows.order_by("name", "id").values_list(*COLUMNS)[:20]]


def count_entries(pk: UUID, until: int | None) -> int:
    found = Entry.objects.filter(subject=pk)
    return (found if until is None else found.filter(position__lte=until)).count()

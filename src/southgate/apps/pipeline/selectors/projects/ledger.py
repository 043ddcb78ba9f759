"""A page of the ledger: rows as plain dicts, the exact total, sums of what the filter shows; of today or a past day.

Queries are fixed in number: count, ids of the page (the index leads), rows of these ids, and the names they refer to.
Shared figures never hold a confidential talk; only its team has a second line of its own (DESIGN §4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Model, Q, QuerySet, Sum, When

from southgate.apps.pipeline.fields.projects import BY_NAME
from southgate.apps.pipeline.models.projects import Project, ProjectPast
from southgate.apps.pipeline.policies import projects as policies
from southgate.apps.pipeline.selectors.projects.filtering import Asked
from southgate.apps.pipeline.selectors.projects.reading import seen_of, visible, visible_past
from southgate.kernel.book import keeping
from southgate.kernel.book.models import Head
from southgate.kernel.exchange.fields import Field, Kind
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.naming import person_names, unit_names, zone_names

PAGE = 50
Row = dict[str, Any]
ALWAYS = ("id", "version", "code", "enterprise__name", "currency", "stage", "status", "confidential", "public_works")
SUMMED = ("investment_planned", "investment_fixed", "investment_working", "investment_land", "money_in_place",
          "output_expected", "tax_expected", "jobs_expected", "land_thousandths")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of what the filter shows, in 分 (people, thousandths), by field name; without confidential talks.

    `foreign`: projects whose money in another currency has no rate, so that it is in no sum. `secret` and
    `secret_planned`: the confidential talks of the reader's own teams, a line apart.
    """

    count: int
    sums: Mapping[str, int]
    foreign: int
    secret: int
    secret_planned: int


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """`rows` hold columns by attribute name and names of references as `<field>_name`; `total` counts all rows."""

    fields: tuple[Field, ...]
    rows: tuple[Row, ...]
    total: int
    number: int
    position: int

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1 if self.rows else 0


def scope(by: Actor, zone: UUID, asked: Asked, position: int | None = None) -> QuerySet[Any]:
    """What the filter shows of the zone, today or as known at `position`."""
    rows: QuerySet[Any] = visible(by) if position is None else visible_past(by, position, zone)
    return rows.filter(asked.q, zone_id=zone)


def ledger(
    by: Actor, zone: UUID, asked: Asked, *, position: int | None = None, more: Sequence[str] = (), size: int = PAGE
) -> LedgerPage:
    """One page in the order asked for. `more` columns are for deciding, not for showing."""
    found = scope(by, zone, asked, position)
    total = found.count()
    start = (asked.page - 1) * size
    key = "pk" if position is None else "past_id"
    ids = list(found.order_by(*asked.order()).values_list(key, flat=True)[start : start + size])
    fields = shown(by, zone, asked.columns)
    model: type[Model] = Project if position is None else ProjectPast
    at = Head.objects.values_list("position", flat=True).get() if position is None else position
    return LedgerPage(fields, tuple(rows_of(model, key, ids, fields, more=more)), total, asked.page, at)


def shown(by: Actor, zone: UUID, columns: Iterable[str]) -> tuple[Field, ...]:
    """The wanted columns that the actor may know, in the order of the fields."""
    wanted = set(columns)
    return tuple(field for field in policies.readable(by, zone) if field.name in wanted and not field.describes)


def rows_of(
    model: type[Model], key: str, ids: Sequence[Any], fields: Sequence[Field], *, more: Sequence[str] = ()
) -> list[Row]:
    """Rows by key in the given order, with the columns of `fields` (and `more`) and the names these refer to."""
    columns = _columns(fields, more)
    manager: Any = model._default_manager
    found = {row[key]: row for row in manager.filter(**{f"{key}__in": ids}).values(key, *sorted(columns))}
    rows = [found[id] for id in ids if id in found]
    for row in rows:
        row["id"], row["enterprise_name"] = row.get("pk", row["id"]), row.pop("enterprise__name")
    _name(rows, fields)
    return rows


def row_of(row: Project | ProjectPast, fields: Sequence[Field]) -> Row:
    """The same of a record that is at hand with its enterprise: nothing is read twice."""
    found = {name: getattr(row, name) for name in _columns(fields, ()) if name != "enterprise__name"}
    found["enterprise_name"] = row.enterprise.name if row.enterprise is not None else None
    _name([found], fields)
    return found


def _columns(fields: Sequence[Field], more: Sequence[str]) -> set[str]:
    grains = (field.grain for field in fields if field.grain)
    return {*ALWAYS, *more, *(field.column for field in fields), *grains}


def present(by: Actor, ids: Sequence[UUID], fields: Sequence[Field], *, more: Sequence[str] = ()) -> list[Row]:
    """Rows of today by id, those that the actor sees."""
    seen = {row.pk for row in seen_of(by, ids)}
    return rows_of(Project, "pk", [id for id in ids if id in seen], fields, more=more)


def _name(rows: Sequence[Row], fields: Sequence[Field]) -> None:
    """Names of units, parks and persons, and kept words, each kind fetched once for the whole page."""
    for kind, namer in ((Kind.UNIT, unit_names), (Kind.PARK, zone_names), (Kind.PERSON, person_names)):
        named = [field for field in fields if field.kind is kind]
        ids = {row[field.column] for field in named for row in rows} - {None}
        names = namer(ids) if ids else {}
        for row in rows:
            for field in named:
                row[f"{field.name}_name"] = names.get(row[field.column], "")
    kept = [field for field in fields if field.kind is Kind.WORDS]
    ids = {row[field.column] for field in kept for row in rows} - {None}
    words = keeping.read(ids) if ids else {}
    for row in rows:
        for field in kept:
            row[field.name] = words.get(row.pop(field.column), "")


def totals(
    by: Actor, zone: UUID, asked: Asked, *, position: int | None = None, names: Sequence[str] = SUMMED
) -> Totals:
    """Sums of everything that the filter shows, in one query; of `names` among the fields that are summed at all.

    Planned investment alone is read from an index, so a whole zone's sum costs milliseconds.
    """
    shared = Q(confidential=False)
    readable = {field.name for field in policies.readable(by, zone)}
    names = [name for name in SUMMED if name in readable and name in names]
    found = scope(by, zone, asked, position).aggregate(
        count=Count("pk", filter=shared),
        secret=Count("pk", filter=~shared),
        secret_planned=Sum("investment_cny", filter=~shared),
        foreign=Count("pk", filter=shared & Q(investment_cny=None) & Q(investment_planned__isnull=False)),
        **{f"sum_{name}": Sum(_in_cny(name), filter=shared) for name in names},
    )
    sums = {name: found[f"sum_{name}"] or 0 for name in names}
    return Totals(found["count"], sums, found["foreign"], found["secret"], found["secret_planned"] or 0)


def _in_cny(name: str) -> Any:
    """Planned investment is converted by its rate; its parts are summed where they are CNY already."""
    if name == "investment_planned":
        return F("investment_cny")
    return Case(When(currency="CNY", then=F(name))) if BY_NAME[name].currency else F(name)


def count_shared(by: Actor, zone: UUID, asked: Asked) -> int:
    """How many projects a view shows, as the tabs say it: a shared figure, so without confidential talks."""
    return scope(by, zone, asked).filter(confidential=False).count()


def is_small(by: Actor, zone: UUID, most: int) -> bool:
    """Whether the zone has so few projects that counting every tab costs nothing."""
    return not visible(by).filter(zone_id=zone).order_by().values_list("zone_id")[most : most + 1]


@dataclass(frozen=True, slots=True)
class Facet:
    """A value of a field and how many projects have it (shared figure)."""

    value: Any
    count: int


FACETS = ("stage", "status", "park", "industry", "chain", "lead_unit")


def facets(by: Actor, zone: UUID, asked: Asked, name: str) -> list[Facet]:
    """Values of one field among what the filter shows, the most frequent first; at most a hundred."""
    if name not in FACETS or name not in {field.name for field in policies.readable(by, zone)}:
        return []
    column = BY_NAME[name].column
    found = scope(by, zone, asked).filter(confidential=False).values_list(column)
    counted = found.annotate(many=Count("pk")).order_by("-many", column)[:100]
    return [Facet(value, many) for value, many in counted]


def everything(by: Actor, zone: UUID, asked: Asked) -> Iterable[Row]:
    """Every row that the filter shows and the actor may export, in its order, a few hundred at a time."""
    found = visible(by, "export").filter(asked.q, zone_id=zone).order_by(*asked.order())
    fields = [field for field in policies.readable(by, zone) if not field.describes]
    batch: list[UUID] = []
    for id in found.values_list("pk", flat=True).iterator(chunk_size=5000):
        batch.append(id)
        if len(batch) == 500:
            yield from rows_of(Project, "pk", batch, fields)
            batch = []
    yield from rows_of(Project, "pk", batch, fields)

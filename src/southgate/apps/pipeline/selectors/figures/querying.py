"""Definitions as SQL: the one interpreter of `domain/counting/conditions` for the database; a test compares it with the
pure one.

The index of signings leads. Of today, the project is joined by its key; of a past day there is no key to history rows,
so what is asked of the project is asked of the one row that held then, all tests of it in one look-up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from southgate.apps.pipeline.models.projects import Project, ProjectPast
from southgate.apps.pipeline.models.signings import Signing, SigningPast
from southgate.domain.counting.conditions import PROJECT, All, Expr, Not, Op, Some, Test, columns, of_project
from southgate.domain.counting.definitions import Condition, Definition, Kind, Measure, population
from southgate.domain.counting.words import Screening, SigningKind
from southgate.domain.money import MILLION
from southgate.kernel.book.reading import as_known_at

NOTHING = Q(pk__in=())


@dataclass(frozen=True, slots=True)
class Tables:
    """Signings and projects of today (`joined`), or as known at a position."""

    signings: QuerySet[Any]
    projects: QuerySet[Any]
    joined: bool

    @classmethod
    def at(cls, position: int | None) -> Tables:
        if position is None:
            return cls(Signing.objects.all(), Project.objects.all(), True)
        return cls(as_known_at(SigningPast, position), as_known_at(ProjectPast, position), False)


def q_of(expr: Expr, tables: Tables) -> Q:
    """The rows for which `expr` holds, as a filter of signings."""
    if tables.joined:
        return _plain(expr, "project__")
    if of_project(expr):
        return Q(Exists(tables.projects.filter(_plain(expr, ""), id=OuterRef("project_id"))))
    match expr:
        case All():
            parts = list(_flat(expr))
            mine, theirs = _parted(parts)
            found = _plain(All(tuple(theirs)), "") if all(map(_of_signing, theirs)) else _all(theirs, tables)
            return found & q_of(All(tuple(mine)), tables) if mine else found
        case Some(parts):
            return _any(q_of(part, tables) for part in parts)
        case Not(part):
            return ~q_of(part, tables)
        case Test():
            return _test(expr, "")


def _parted(parts: Sequence[Expr]) -> tuple[list[Expr], list[Expr]]:
    """(what is asked of the project alone, the rest)."""
    mine = [part for part in parts if of_project(part)]
    return mine, [part for part in parts if part not in mine]


def _of_signing(expr: Expr) -> bool:
    return not any(column.startswith(PROJECT) for column in columns(expr))


def _all(parts: Sequence[Expr], tables: Tables) -> Q:
    found = Q()
    for part in parts:
        found &= q_of(part, tables)
    return found


def _flat(expr: All) -> Iterable[Expr]:
    for part in expr.parts:
        if isinstance(part, All):
            yield from _flat(part)
        else:
            yield part


WORDS: Mapping[str, tuple[SigningKind | Screening, ...]] = {"kind": tuple(SigningKind), "state": tuple(Screening)}
"""Columns that hold one of a few words, and are never unknown."""


def _narrowed(parts: list[Expr]) -> list[Expr]:
    """Which words are left, instead of which are not: an index is entered at a word, never at the lack of one."""
    for column, words in WORDS.items():
        out = [one for one in parts if isinstance(one, Not) and isinstance(one.part, Test)
               and (one.part.column, one.part.op) == (column, Op.IS)]  # fmt: skip
        if out:
            gone = {one.part.value for one in out if isinstance(one.part, Test)}
            parts = [one for one in parts if one not in out]
            parts.append(Test(column, Op.ONE_OF, tuple(word.value for word in words if word.value not in gone)))
    return parts


def _plain(expr: Expr, prefix: str) -> Q:
    """An expression over rows that have all its columns, those of the project under `prefix`."""
    match expr:
        case All():
            found = Q()
            for part in _narrowed(list(_flat(expr))):
                found &= _plain(part, prefix)
            return found
        case Some(parts):
            return _any(_plain(part, prefix) for part in parts)
        case Not(part):
            return ~_plain(part, prefix)
        case Test():
            return _test(expr, prefix)


def _any(parts: Iterable[Q]) -> Q:
    found = NOTHING
    for part in parts:
        found = part if found == NOTHING else found | part
    return found


_LOOKUPS: Mapping[Op, str] = {Op.ONE_OF: "in", Op.AT_LEAST: "gte", Op.AT_MOST: "lte"}


def _test(test: Test, prefix: str) -> Q:
    of = test.column.startswith(PROJECT)
    column = prefix + test.column.removeprefix(PROJECT) if of else test.column
    if test.op is Op.IS:
        return Q(**{f"{column}__isnull": True}) if test.value is None else Q(**{column: test.value})
    if test.op is Op.ONE_OF and len(test.value) == 1:
        return Q(**{column: test.value[0]})
    if test.op is Op.ONE_OF and not test.value:
        return NOTHING
    return Q(**{f"{column}__{_LOOKUPS[test.op]}": test.value})


def counted(conditions: Sequence[Condition], tables: Tables) -> QuerySet[Any]:
    """The signings that count."""
    return tables.signings.filter(q_of(population(conditions), tables))


Counts = Sequence[tuple[Definition, tuple[Condition, ...]]]
"""Definitions, each with all its conditions."""


def values(asked: Counts, tables: Tables) -> dict[str, int]:
    """Values of definitions by key, in one query a group.

    What all of a group ask is asked once, so the rows are walked once; the rest filters each count. A column of the
    project is summed once a project: over the joined rows where each project stands in one of them, else apart.
    """
    found: dict[str, int] = {}
    for group in _grouped(asked, tables):
        found |= _together(group, tables)
    for one, conditions in asked:
        if one.key not in found:
            found[one.key] = _of_projects(one.measure, counted(conditions, tables), tables)
    return found


def _grouped(asked: Counts, tables: Tables) -> Iterable[Counts]:
    """Of today all together; of a past day those that ask the same of the project, for each such look-up costs."""
    if tables.joined:
        return [asked] if asked else []
    groups: dict[frozenset[str], list[tuple[Definition, tuple[Condition, ...]]]] = {}
    for one, conditions in asked:
        if not one.measure.column.startswith(PROJECT):
            key = frozenset(condition.key for condition in conditions if not _of_signing(condition.test))
            groups.setdefault(key, []).append((one, conditions))
    return groups.values()


def _together(asked: Counts, tables: Tables) -> dict[str, int]:
    common = [one for one in asked[0][1] if all(one in conditions for _, conditions in asked)]
    aggregates: dict[str, Any] = {}
    for number, (definition, conditions) in enumerate(asked):
        rest = [one for one in conditions if one not in common]
        only = q_of(population(rest), tables) if rest else None
        aggregates |= {f"n{number}_{name}": one for name, one in _aggregates(definition.measure, only, tables).items()}
    row = counted(common, tables).aggregate(**aggregates)
    known = {one.key: _value(one.measure, row, f"n{number}") for number, (one, _) in enumerate(asked)}
    return {key: value for key, value in known.items() if value is not None}


def _aggregates(measure: Measure, only: Q | None, tables: Tables) -> dict[str, Any]:
    match measure.kind:
        case Kind.SUM if measure.column.startswith(PROJECT):
            column = f"project__{measure.column.removeprefix(PROJECT)}"
            once = Count("project", distinct=True, filter=only)
            return {"all": Sum(column, filter=only), "rows": Count("pk", filter=only), "once": once}
        case Kind.SUM:
            return {"all": Sum(measure.column, filter=only)}
        case Kind.DISTINCT:
            given = ~Q(**{measure.column: ""})
            return {"all": Count(measure.column, distinct=True, filter=given if only is None else given & only)}
        case Kind.WEIGHTED if measure.weighs is not None:
            weighs = q_of(measure.weighs, tables)
            some = Count("pk", filter=weighs if only is None else weighs & only)
            return {"all": Count("pk", filter=only), "some": some}
        case _:
            return {"all": Count("pk", filter=only)}


def _value(measure: Measure, row: Mapping[str, Any], name: str) -> int | None:
    """None where a project stands in several rows, so that its column cannot be summed over them."""
    whole = int(row[f"{name}_all"] or 0)
    if f"{name}_once" in row and row[f"{name}_once"] != row[f"{name}_rows"]:
        return None
    if measure.kind is not Kind.WEIGHTED:
        return whole
    some = int(row.get(f"{name}_some") or 0)
    return (whole - some) * MILLION + some * measure.weight


def _of_projects(measure: Measure, rows: QuerySet[Any], tables: Tables) -> int:
    """A column of the project is summed once a project, however many of its signings count."""
    found = tables.projects.filter(id__in=rows.order_by().values("project_id"))
    return int(found.aggregate(all=Sum(measure.column.removeprefix(PROJECT)))["all"] or 0)

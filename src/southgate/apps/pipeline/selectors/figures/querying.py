"""Definitions as SQL: the one interpreter of `domain/counting/conditions` for the database; a test compares it with the
pure one.

What is asked of the project is asked of one row by its key, all tests of it in one look-up; so the index of signings
leads, and a past day is read the same way from the history rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from southgate.apps.pipeline.models.projects import Project, ProjectPast
from southgate.apps.pipeline.models.signings import Signing, SigningPast
from southgate.domain.counting.conditions import PROJECT, All, Expr, Not, Op, Some, Test, of_project
from southgate.domain.counting.definitions import Condition, Definition, Kind, Measure, population
from southgate.domain.counting.words import Screening, SigningKind
from southgate.domain.money import MILLION
from southgate.kernel.book.reading import as_known_at

NOTHING = Q(pk__in=())


@dataclass(frozen=True, slots=True)
class Tables:
    """Signings and projects of today, or as known at a position."""

    signings: QuerySet[Any]
    projects: QuerySet[Any]

    @classmethod
    def at(cls, position: int | None) -> Tables:
        if position is None:
            return cls(Signing.objects.all(), Project.objects.all())
        return cls(as_known_at(SigningPast, position), as_known_at(ProjectPast, position))


def q_of(expr: Expr, tables: Tables) -> Q:
    """The rows for which `expr` holds, as a filter of signings."""
    if of_project(expr):
        return Q(Exists(tables.projects.filter(_plain(expr), id=OuterRef("project_id"))))
    match expr:
        case All():
            parts = _narrowed(list(_flat(expr)))
            mine = tuple(part for part in parts if of_project(part))
            found = Q()
            for part in parts:
                if not of_project(part):
                    found &= q_of(part, tables)
            return found & q_of(All(mine), tables) if mine else found
        case Some(parts):
            return _any(q_of(part, tables) for part in parts)
        case Not(part):
            return ~q_of(part, tables)
        case Test():
            return _test(expr)


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


def _plain(expr: Expr) -> Q:
    """An expression over one table alone, the project's columns under their own names."""
    match expr:
        case All(parts):
            found = Q()
            for part in parts:
                found &= _plain(part)
            return found
        case Some(parts):
            return _any(_plain(part) for part in parts)
        case Not(part):
            return ~_plain(part)
        case Test():
            return _test(expr)


def _any(parts: Iterable[Q]) -> Q:
    found = NOTHING
    for part in parts:
        found = part if found == NOTHING else found | part
    return found


_LOOKUPS: Mapping[Op, str] = {Op.ONE_OF: "in", Op.AT_LEAST: "gte", Op.AT_MOST: "lte"}


def _test(test: Test) -> Q:
    column = test.column.removeprefix(PROJECT)
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


def values(asked: Sequence[tuple[Definition, tuple[Condition, ...]]], tables: Tables) -> dict[str, int]:
    """Values of definitions by key, each with all its conditions; those over signings alone in one query.

    What all of them ask is asked once, so the rows are walked once; the rest filters each count.
    """
    plain = [(one, conditions) for one, conditions in asked if not one.measure.column.startswith(PROJECT)]
    found = _together(plain, tables) if plain else {}
    for one, conditions in asked:
        if one.measure.column.startswith(PROJECT):
            found[one.key] = _of_projects(one.measure, counted(conditions, tables), tables)
    return found


def _together(asked: Sequence[tuple[Definition, tuple[Condition, ...]]], tables: Tables) -> dict[str, int]:
    common = [one for one in asked[0][1] if all(one in conditions for _, conditions in asked)]
    aggregates: dict[str, Any] = {}
    for number, (definition, conditions) in enumerate(asked):
        rest = [one for one in conditions if one not in common]
        only = q_of(population(rest), tables) if rest else None
        aggregates |= {f"n{number}_{name}": one for name, one in _aggregates(definition.measure, only, tables).items()}
    row = counted(common, tables).aggregate(**aggregates)
    return {
        definition.key: _value(definition.measure, row, f"n{number}") for number, (definition, _) in enumerate(asked)
    }


def _aggregates(measure: Measure, only: Q | None, tables: Tables) -> dict[str, Any]:
    match measure.kind:
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


def _value(measure: Measure, row: Mapping[str, Any], name: str) -> int:
    whole = int(row[f"{name}_all"] or 0)
    if measure.kind is not Kind.WEIGHTED:
        return whole
    some = int(row.get(f"{name}_some") or 0)
    return (whole - some) * MILLION + some * measure.weight


def _of_projects(measure: Measure, rows: QuerySet[Any], tables: Tables) -> int:
    """A column of the project is summed once a project, however many of its signings count."""
    found = tables.projects.filter(id__in=rows.order_by().values("project_id"))
    return int(found.aggregate(all=Sum(measure.column.removeprefix(PROJECT)))["all"] or 0)

"""The small language in which populations are said: tests of columns, joined by all, any, not.

A population is said once and read twice: here over plain rows, in `selectors/figures` as SQL; a test compares both.
Law of what is not known: a comparison with an unknown value (None) is false, and `Not` of it is true; `is_` with None
asks whether it is unknown. A row holds the columns of a signing by name, and those of its project as `project.<name>`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Row = Mapping[str, Any]
PROJECT = "project."


class Op(StrEnum):
    IS = "is"
    ONE_OF = "one_of"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Test:
    """`column` compared with a plain value (or, for `ONE_OF`, with a tuple of values, none of them None)."""

    column: str
    op: Op
    value: Any


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Some:
    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Expr


Expr = Test | All | Some | Not


def is_(column: str, value: Any) -> Test:
    return Test(column, Op.IS, value)


def one_of(column: str, values: Collection[Any]) -> Test:
    return Test(column, Op.ONE_OF, tuple(sorted(values)))


def at_least(column: str, value: Any) -> Test:
    return Test(column, Op.AT_LEAST, value)


def at_most(column: str, value: Any) -> Test:
    return Test(column, Op.AT_MOST, value)


def all_of(*parts: Expr) -> Expr:
    return All(parts)


def any_of(*parts: Expr) -> Expr:
    return Some(parts)


_TESTS: Mapping[Op, Callable[[Any, Any], bool]] = {
    Op.ONE_OF: lambda given, wanted: given in wanted,
    Op.AT_LEAST: lambda given, wanted: bool(given >= wanted),
    Op.AT_MOST: lambda given, wanted: bool(given <= wanted),
}


def holds(expr: Expr, row: Row) -> bool:
    """Whether a row is in the population. Raises KeyError for a column that the row does not have."""
    match expr:
        case Test(column, Op.IS, value):
            return bool(row[column] == value)
        case Test(column, op, value):
            given = row[column]
            return given is not None and _TESTS[op](given, value)
        case All(parts):
            return all(holds(part, row) for part in parts)
        case Some(parts):
            return any(holds(part, row) for part in parts)
        case Not(part):
            return not holds(part, row)


def columns(expr: Expr) -> frozenset[str]:
    """Every column that an expression looks at."""
    match expr:
        case Test(column, _, _):
            return frozenset({column})
        case Not(part):
            return columns(part)
        case All(parts) | Some(parts):
            return frozenset().union(*(columns(part) for part in parts))


def of_project(expr: Expr) -> bool:
    """Whether it looks at the project alone."""
    return all(column.startswith(PROJECT) for column in columns(expr))

"""From values by field name (what people give) to columns of a payload (what the book keeps), for every room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from southgate.domain.errors import Reason
from southgate.kernel.book.payloads import Said
from southgate.kernel.exchange.fields import Field, Kind

EMPTY_TEXT = frozenset({Kind.TEXT, Kind.CODE, Kind.CHOICE})


Shape = tuple[Mapping[str, Field], frozenset[str]]
_SHAPES: dict[int, tuple[tuple[Field, ...], Shape]] = {}
"""By the identity of a list: hashing forty fields by all their texts took longer than the work itself."""


def _shape(fields: tuple[Field, ...]) -> Shape:
    """Fields by name, and the columns that accompany them."""
    known = _SHAPES.get(id(fields))
    if known is None or known[0] is not fields:
        also = frozenset(name for field in fields for name in (field.grain, field.currency) if name)
        known = _SHAPES[id(fields)] = fields, ({field.name: field for field in fields}, also)
    return known[1]


def to_columns(fields: tuple[Field, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` by column: words become kept words, an empty text is "", everything else stays as it is.

    Columns that accompany a field (grain, currency) pass under their own names. Raises KeyError for a stranger.
    """
    by_name, also = _shape(fields)
    columns: dict[str, Any] = {}
    for name, value in values.items():
        field = by_name.get(name)
        if field is None:
            if name not in also:
                raise KeyError(name)
            columns[name] = value
        elif field.kind is Kind.WORDS:
            columns[field.column] = Said.of(value, label=field.name[:32]) if value else None
        else:
            columns[field.column] = "" if value is None and field.kind in EMPTY_TEXT else value
    return columns


def strangers(fields: tuple[Field, ...], values: Mapping[str, Any]) -> list[Reason]:
    """A reason for each name in `values` that is no field and accompanies none: nothing is dropped silently."""
    by_name, also = _shape(fields)
    strange = [name for name in values if name not in by_name and name not in also]
    return [Reason("没有『%(name)s』这一项", {"name": name}, where=name) for name in strange]


def differences(columns: Mapping[str, Any], row: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """(set, was): the columns whose value is another one than the row's, with the row's. Words always count as new."""
    changed = {name: value for name, value in columns.items() if isinstance(value, Said) or getattr(row, name) != value}
    return changed, {name: getattr(row, name) for name in changed}

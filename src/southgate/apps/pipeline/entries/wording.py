"""How columns of a record stand in sentences, for every subject of the room that is registered and changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from southgate.kernel.book.payloads import Ref, Say, Sum, Words
from southgate.kernel.exchange.fields import Field, Kind
from southgate.kernel.exchange.numbers import point

Columns = Mapping[str, Any]


def shown(what: Field, columns: Columns) -> Any:
    """A column's plain value as a sentence shows it. Kept words are shown as such only where they are new."""
    value = columns.get(what.column)
    if value is None or value == "":
        return None
    match what.kind:
        case Kind.SUM:
            return Sum(value, columns.get(what.currency) or "CNY")
        case Kind.DAY:
            return str(value)[:7] if what.grain and columns.get(what.grain) == "m" else str(value)
        case Kind.AREA:
            return Say("%(area)s 亩", {"area": point(value, 3)})
        case Kind.SHARE:
            return f"{point(value, 4)}%"
        case Kind.CHOICE:
            return Words(next((label for key, label in what.choices if key == value), str(value)))
        case Kind.UNIT | Kind.PERSON | Kind.ENTERPRISE:
            return Ref(what.kind.value, hex_of(value))
        case Kind.PARK:
            return Ref("zone", hex_of(value))
    return value


def hex_of(value: Any) -> str:
    return value.hex if isinstance(value, UUID) else str(value)


def changes(by_column: Mapping[str, Field], set: Columns, was: Columns) -> tuple[Say, ...]:
    """One part of a sentence for each field that changed; columns that only accompany a field are no change of it."""
    return tuple(_change(what, set, was) for column, what in by_column.items() if column in set)


def _change(what: Field, set: Columns, was: Columns) -> Say:
    if what.kind is Kind.WORDS:
        if set.get(what.column) is None:
            return Say("去掉%(field)s", {"field": Words(what.label)})
        return Say("%(field)s：%(now)s", {"field": Words(what.label), "now": set[what.column]})
    merged = {**was, **set}
    params = {"field": Words(what.label), "was": shown(what, was), "now": shown(what, merged)}
    return Say("%(field)s由%(was)s改为%(now)s", params)

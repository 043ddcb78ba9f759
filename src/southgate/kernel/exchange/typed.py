"""Values of fields as JSON, for the HTTP API: what it gives out it takes back, and text is read as people type it.

A whole number is what the column holds (minor units, thousandths, millionths), a day is `2026-03-15`, a month
`2026-03`, a reference its id; other text goes through the readers of grid and import (`5.8亿元`, `45%`, a unit's name).
null takes a value away. Law: `read_values` of what `outgoing` gives changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from southgate.domain.errors import Reason
from southgate.domain.money import MINOR_DIGITS
from southgate.kernel.exchange import registry
from southgate.kernel.exchange.cells import Cell, Look, Reading, read_cell
from southgate.kernel.exchange.days import GRAINS
from southgate.kernel.exchange.fields import REFERENCES, Field, Kind
from southgate.kernel.exchange.naming import Names
from southgate.kernel.identity.actor import Actor

LARGEST: Mapping[Kind, int] = {
    Kind.SUM: 2**53 - 1,  # what every reader of JSON keeps exactly
    Kind.COUNT: 2**31 - 1,
    Kind.AREA: 2**31 - 1,
    Kind.SHARE: 1_000_000,
}
NEVER_EMPTY = frozenset({Kind.FLAG, Kind.CHOICE})
Given = Mapping[str, Any]


def read_values(fields: Sequence[Field], given: Given, look: Look) -> tuple[dict[str, Any], list[Reason]]:
    """Values by field name, as services take them, and every reason against what was given."""
    known = {what.name: what for what in fields}
    beside = {name: read for what in fields for name, read in _beside(what)}
    values: dict[str, Any] = {}
    reasons: list[Reason] = []
    for name, one in given.items():
        if name in known:
            cell = read_value(known[name], one, look)
            reasons += [cell] if isinstance(cell, Reason) else _add(values, known[name], cell, given)
        elif name not in beside:
            reasons.append(Reason("没有『%(name)s』这一项", {"name": name[:60]}, where=name[:60]))
        elif not beside[name](one):
            reasons.append(Reason("“%(text)s”不在可选项里", {"text": str(one)[:60]}, where=name))
        else:
            values[name] = one
    return values, reasons


def _beside(what: Field) -> list[tuple[str, Callable[[Any], bool]]]:
    """Columns that accompany a field, with what may stand in them."""
    found: list[tuple[str, Callable[[Any], bool]]] = []
    if what.grain:
        found.append((what.grain, lambda given: given in GRAINS))
    if what.currency:
        found.append((what.currency, lambda given: isinstance(given, str) and given in MINOR_DIGITS))
    return found


def _add(values: dict[str, Any], what: Field, cell: Cell, given: Given) -> list[Reason]:
    """Take a reading in. Two currencies in one record are refused, whichever comes first."""
    values[what.name] = cell.value
    clash = other_currency(what, cell.also, given.get(what.currency, values.get(what.currency)))
    if clash is not None:
        return [clash]
    values.update({name: value for name, value in cell.also.items() if name not in given})
    return []


def other_currency(what: Field, also: Mapping[str, Any], stands: Any) -> Reason | None:
    """Why a sum, read with `also`, cannot stand beside another in the currency `stands`: a record has one currency."""
    currency = also.get(what.currency) if what.currency else None
    if currency is None or stands is None or currency == stands:
        return None
    params = {"currency": currency, "was": stands}
    return Reason("写的是 %(currency)s，别处写的是 %(was)s", params, where=what.name, mend="只用一种币种")


def read_value(what: Field, given: Any, look: Look) -> Reading:
    """What one JSON value means for a field, or why it means nothing."""
    if given is None:
        if what.kind in NEVER_EMPTY or what.required:
            return Reason("『%(label)s』不能清空", {"label": what.label}, where=what.name)
        return Cell(None)
    if isinstance(given, str):
        return _text(what, given, look)
    if isinstance(given, bool):
        return Cell(given) if what.kind is Kind.FLAG else _misfit(what)
    if isinstance(given, int) and what.kind in LARGEST:
        largest = LARGEST[what.kind] if what.name != "rate_millionths" else LARGEST[Kind.SUM]
        return Cell(given) if 0 <= given <= largest else Reason("超出可填的范围", where=what.name, mend="请核对")
    return _misfit(what)


def _text(what: Field, given: str, look: Look) -> Reading:
    if what.kind in REFERENCES:
        try:
            return Cell(UUID(given))
        except ValueError:
            pass
    cell = read_cell(what, given, look)
    if isinstance(cell, Cell) and cell.value is None and (what.kind in NEVER_EMPTY or what.required):
        return Reason("『%(label)s』不能清空", {"label": what.label}, where=what.name)
    return cell


def _misfit(what: Field) -> Reason:
    kinds = Reason("文本")
    if what.kind in LARGEST:
        kinds = Reason("整数或文本")
    if what.kind is Kind.FLAG:
        kinds = Reason("true、false 或文本")
    return Reason("『%(label)s』要写成%(kinds)s", {"label": what.label, "kinds": kinds}, where=what.name)


def names_for(by: Actor, zone: UUID, fields: Sequence[Field], given: Given) -> Mapping[Kind, Names]:
    """Names of the zone for those references that were given by name; ids need none."""
    named = [what for what in fields if what.kind in REFERENCES and _is_name(given.get(what.name))]
    return {kind: reference.names(by, zone) for kind, reference in registry.references_of(named).items()}


def _is_name(given: Any) -> bool:
    if not isinstance(given, str):
        return False
    try:
        UUID(given)
    except ValueError:
        return True
    return False


def outgoing(fields: Sequence[Field]) -> list[tuple[str, str]]:
    """(name in JSON, key of the row) of all that goes out of these fields; a reference goes with its name."""
    keys: list[tuple[str, str]] = []
    for what in fields:
        keys.append((what.name, what.name if what.kind is Kind.WORDS else what.column))
        if what.kind in REFERENCES:
            keys.append((f"{what.name}_name", f"{what.name}_name"))
        if what.grain:
            keys.append((what.grain, what.grain))
    return keys


_SCHEMAS: Mapping[Kind, dict[str, Any]] = {
    Kind.SUM: {"type": "integer"},
    Kind.COUNT: {"type": "integer"},
    Kind.AREA: {"type": "integer"},
    Kind.SHARE: {"type": "integer"},
    Kind.FLAG: {"type": "boolean"},
    Kind.DAY: {"type": "string", "format": "date"},
    **{kind: {"type": "string", "format": "uuid"} for kind in REFERENCES},
}
_UNITS: Mapping[Kind, str] = {
    Kind.SUM: "minor units of the currency (分)",
    Kind.AREA: "thousandths of a 亩",
    Kind.SHARE: "millionths",
}


def schema_out(fields: Sequence[Field]) -> dict[str, Any]:
    """JSON schema of what goes out of these fields, all optional: what the reader may not know is absent."""
    properties: dict[str, Any] = {}
    for what in fields:
        properties[what.name] = {**_or_null(_schema(what)), "description": _described(what)}
        if what.kind in REFERENCES:
            properties[f"{what.name}_name"] = _or_null({"type": "string"})
        if what.grain:
            properties[what.grain] = {"type": "string", "enum": list(GRAINS)}
    return properties


def schema_in(fields: Sequence[Field]) -> dict[str, Any]:
    """JSON schema of what these fields take."""
    properties: dict[str, Any] = {}
    for what in fields:
        kinds = {"string"} | ({"integer"} if what.kind in LARGEST else {"boolean"} if what.kind is Kind.FLAG else set())
        kinds |= set() if what.kind in NEVER_EMPTY or what.required else {"null"}
        properties[what.name] = {"type": sorted(kinds), "description": _described(what)}
        if what.grain:
            properties[what.grain] = {"type": "string", "enum": list(GRAINS)}
        if what.currency:
            properties[what.currency] = {"type": "string", "enum": sorted(MINOR_DIGITS)}
    return {"type": "object", "properties": properties, "additionalProperties": False, "maxProperties": 100}


def _schema(what: Field) -> dict[str, Any]:
    if what.choices:
        return {"type": "string", "enum": [value for value, _ in what.choices]}
    return dict(_SCHEMAS.get(what.kind, {"type": "string"}))


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _described(what: Field) -> str:
    unit = _UNITS.get(what.kind, "")
    return f"{what.label}, {unit}" if unit else what.label

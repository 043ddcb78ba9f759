"""Readings and reasons as JSON for the staging table, and back. Values keep their type by their field's kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from southgate.domain.errors import Reason
from southgate.kernel.exchange.fields import REFERENCES, Field, Kind
from southgate.kernel.exchange.naming import NewName

PlainReason = list[Any]


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt about one cell: its answer is one of `options`, another text, or nothing (left blank)."""

    field: str
    kind: str
    say: Reason
    options: tuple[str, ...] = ()


@dataclass(slots=True)
class Staged:
    """What the dry run found for one row; written into `StagedRow.payload`, read by check page, publish and marking.

    `values`: what was read; `shown`: the cells as the workbook shows them; `old`: the record's values where they
    change; `because`: how a cell was read; `reasons` refuse the row, `notes` only tell (a near name).
    """

    values: dict[str, Any] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    old: dict[str, Any] = field(default_factory=dict)
    because: dict[str, Reason] = field(default_factory=dict)
    reasons: list[Reason] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    notes: list[Reason] = field(default_factory=list)
    label: str = ""

    def why(self) -> list[Reason]:
        """Everything that keeps the row out: reasons, and questions nobody answered yet."""
        return [*self.reasons, *(replace(q.say, where=q.field) for q in self.questions)]


def value_in(kind: Kind | None, value: Any) -> Any:
    """Back by the field's kind; None for the columns that accompany a field (plain text)."""
    if value is None or kind is None:
        return value
    if isinstance(value, dict):
        return NewName(value["kind"], value["key"], value["name"], value["details"])
    if kind is Kind.DAY:
        return date.fromisoformat(value)
    return UUID(value) if kind in REFERENCES else value


def reason_out(reason: Reason) -> PlainReason:
    params = {key: _param_out(value) for key, value in reason.params.items()}
    return [reason.say, params, reason.where, reason.mend]


def reason_in(plain: Sequence[Any]) -> Reason:
    params = {key: reason_in(value) if isinstance(value, list) else value for key, value in plain[1].items()}
    return Reason(plain[0], params, where=plain[2], mend=plain[3])


def _param_out(value: Any) -> Any:
    if isinstance(value, Reason):
        return reason_out(value)
    return value if isinstance(value, int | str) else str(value)


def dump(staged: Staged) -> str:
    """The payload of a staged row; what is empty is left out. Days, ids and new names are written by orjson itself."""
    parts: dict[str, Any] = {
        "v": staged.values,
        "s": staged.shown,
        "o": staged.old,
        "b": {name: reason_out(reason) for name, reason in staged.because.items()},
        "r": [reason_out(reason) for reason in staged.reasons],
        "q": [[q.field, q.kind, reason_out(q.say), q.options] for q in staged.questions],
        "n": [reason_out(reason) for reason in staged.notes],
        "l": staged.label,
    }
    return orjson.dumps({key: value for key, value in parts.items() if value}).decode()


def load_new_names(payload: str, references: Mapping[str, Kind], *, all_given: bool) -> list[NewName]:
    """New names among the references that a publish writes of a staged row, and nothing else of it."""
    data = orjson.loads(payload)
    values = data.get("v", {})
    given = values if all_given else data.get("o", {})
    found = ((references[name], values[name]) for name in references if name in given)
    return [value_in(kind, value) for kind, value in found if isinstance(value, dict)]


def load_changes(payload: str, kinds: Mapping[str, Kind], *, all_given: bool) -> dict[str, Any]:
    """What a publish writes of a staged row, and nothing else of it: all that was given, or what changes."""
    data = orjson.loads(payload)
    values = data.get("v", {})
    names = values if all_given else data.get("o", {})
    for name in names:
        value = values[name]
        if value is not None and (kind := kinds.get(name)) is not None:
            values[name] = value_in(kind, value)
    return values if all_given else {name: values[name] for name in names}


def load(payload: str, fields: Mapping[str, Field]) -> Staged:
    """A staged row as the dry run left it."""
    data = orjson.loads(payload)

    def values(key: str) -> dict[str, Any]:
        return {
            name: value_in(fields[name].kind if name in fields else None, value)
            for name, value in data.get(key, {}).items()
        }

    return Staged(
        values=values("v"),
        shown=data.get("s", {}),
        old=values("o"),
        because={name: reason_in(plain) for name, plain in data.get("b", {}).items()},
        reasons=[reason_in(plain) for plain in data.get("r", [])],
        questions=[Question(q[0], q[1], reason_in(q[2]), tuple(q[3])) for q in data.get("q", [])],
        notes=[reason_in(plain) for plain in data.get("n", [])],
        label=data.get("l", ""),
    )

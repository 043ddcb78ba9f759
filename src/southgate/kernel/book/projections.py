"""Rows as readings of the book: one pure fold per kind of subject serves live writing, rebuild, as-of and bulk.

A room registers a `Projection`; from then on its rows, and their history with `known_from, known_to`, are
written by the book in the transaction of the entries. Nobody else writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from django.db.models import NOT_PROVIDED

from southgate.domain.errors import Reason
from southgate.kernel.book.models import PastRow, Row

State = dict[str, Any]
"""Columns of a row by attribute name, without `version` and `position`."""


class Event(NamedTuple):
    """What a fold may know of an entry. No position and no recording time: both are given only at commit.

    A named tuple, for a rebuild makes one an entry: a frozen dataclass takes three times as long to make.
    """

    kind: str
    data: Mapping[str, Any]
    subject: UUID
    occurred_on: date
    zone: UUID | None
    by_person: UUID | None


Fold = Callable[[State | None, Event], State]


class Follower(Protocol):
    """Another part of the kernel that sees each change of a kind's rows.

    `note` looks at one change before the head is locked (None: nothing of interest); `write` gets the notes inside
    the transaction.
    """

    def note(self, before: State | None, after: State) -> Any: ...
    def write(self, notes: Sequence[Any]) -> None: ...


TAKEN = Reason("与已登记的内容重复", mend="查看已登记的那一条，改后再提交")


@dataclass(frozen=True, slots=True)
class Projection:
    """How entries of one kind of subject become a row.

    `fold` takes the state before (None at first) and an event, and returns a new state; it must not change
    the one it was given. `followers` see each change in the same transaction: search lives on that.
    """

    kind: str
    model: type[Row]
    fold: Fold
    past: type[PastRow] | None = None
    taken: Reason = TAKEN
    """What a writer hears when a unique constraint of the table caught what his check could not see."""
    followers: list[Follower] = field(default_factory=list)

    def columns(self) -> tuple[str, ...]:
        skip = {"version", "position"}
        return tuple(f.attname for f in self.model._meta.concrete_fields if f.attname not in skip)


_PROJECTIONS: dict[str, Projection] = {}
_FOLDS: dict[type[Row], Fold] = {}


def register(projection: Projection) -> Projection:
    known = _PROJECTIONS.get(projection.kind)
    if known is not None and known.model is not projection.model:
        raise ValueError(f"subjects of kind {projection.kind} have a projection already")
    _PROJECTIONS[projection.kind] = projection
    return projection


def projection_of(kind: str) -> Projection | None:
    return _PROJECTIONS.get(kind)


def projections() -> Mapping[str, Projection]:
    return dict(_PROJECTIONS)


def follow(kind: str, follower: Follower) -> None:
    """Let another part of the kernel see each change of the rows of `kind`, in the same transaction."""
    followers = _PROJECTIONS[kind].followers
    if follower not in followers:
        followers.append(follower)


def record_fold(model: type[Row]) -> Fold:
    """The fold of a record-like subject: `…registered` and `…changed` carry `set`, a mapping of columns.

    Kinds that need more are folded by the room, which may call this one first.
    """
    known = _FOLDS.get(model)
    if known is not None:
        return known
    fields = {f.attname: f for f in model._meta.concrete_fields}
    as_written = {name: _WRITTEN.get(f.get_internal_type(), _NO_TYPES) for name, f in fields.items()}

    def fold(state: State | None, event: Event) -> State:
        new = dict(state) if state is not None else blank(model, event.subject)
        for name, value in event.data.get("set", {}).items():
            new[name] = value if type(value) in as_written[name] else to_column(fields[name], value)
        return new

    _FOLDS[model] = fold
    return fold


_NO_TYPES: frozenset[type] = frozenset()
_WRITTEN: Mapping[str, frozenset[type]] = {
    **dict.fromkeys(("CharField", "TextField"), frozenset({str})),
    **dict.fromkeys(("IntegerField", "BigIntegerField", "SmallIntegerField"), frozenset({int})),
    "BooleanField": frozenset({bool}),
}
"""By kind of column: types of a payload that the column holds as they are."""


def blank(model: type[Row], subject: UUID) -> State:
    """A row's columns before anything is known: the defaults of its model."""
    if model not in _BLANKS:
        skip = {"version", "position"}
        _BLANKS[model] = [f for f in model._meta.concrete_fields if f.attname not in skip]
        fixed = [f for f in _BLANKS[model] if f.default is NOT_PROVIDED or not callable(f.default)]
        _DEFAULTS[model] = {f.attname: f.get_default() for f in fixed}
    state = dict(_DEFAULTS[model])
    if len(state) < len(_BLANKS[model]):
        state = {f.attname: state.get(f.attname, f.get_default()) for f in _BLANKS[model]}
    state["id"] = subject
    return state


_BLANKS: dict[type[Row], list[Any]] = {}
_DEFAULTS: dict[type[Row], State] = {}


def to_column(column: Any, value: Any) -> Any:
    """A plain payload value as the column holds it. Kept words stand in a UUID column as their id."""
    if isinstance(value, dict) and "said" in value:
        return UUID(value["said"])
    return None if value is None else column.to_python(value)

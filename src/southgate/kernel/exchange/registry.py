"""How a room makes its records importable and exportable. The kernel imports no room: rooms register here.

A `LedgerKind` gives the fields, how incoming rows meet known ones (natural keys), and two bodies that draft
entries: `write` and `undo`. They are called inside ONE bulk command of the exchange, so that units, parks,
enterprises and projects of a ledger are written together or not at all, under one command id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from southgate.domain.errors import Reason
from southgate.kernel.book.drafting import Draft
from southgate.kernel.exchange.fields import Field, Kind
from southgate.kernel.exchange.naming import Names, NewName
from southgate.kernel.identity.actor import Actor

Values = Mapping[str, Any]
"""Values by field name, as columns hold them (分, date, thousandths, UUID …), with kept words as plain text.

Columns that accompany a field (grain of a day, currency of a sum) stand under their own column names.
"""


@dataclass(frozen=True, slots=True)
class Known:
    """A record the actor may see: what the dry run compares with, and what an export writes.

    `fixed` says why this actor may not change it; `label` is how people call it (its name).
    """

    id: UUID
    version: int
    values: Values
    label: str = ""
    fixed: Reason | None = None


@dataclass(frozen=True, slots=True)
class RowWrite:
    """One row to write. `id` None registers a new record, else `seen` is the version the dry run compared with.

    `values` holds what changes (for a new record all that was given). Every reference is a UUID by now.
    `number` and `sheet` name the row in the workbook, for reasons.
    """

    id: UUID | None
    seen: int | None
    values: Values
    sheet: str
    number: int


@dataclass(frozen=True, slots=True)
class RowUndo:
    """One record a batch wrote. `created`: withdraw it, else set `back` what was changed.

    `seen` is the version the batch left; `position` is the entry to supersede.
    """

    id: UUID
    seen: int
    position: int
    created: bool
    back: Values


class Write(Protocol):
    """Drafts the entries of `rows`; returns their ids in order. Checks rights per row through the room's RULES.

    Raises Refused with every reason (`item` = position in `rows`), Forbidden, NotFound, Stale.
    `batch` goes into the room's column `batch` where it has one.
    """

    def __call__(
        self, draft: Draft, rows: Sequence[RowWrite], *, by: Actor, today: date, zone: UUID, batch: UUID
    ) -> Sequence[UUID]: ...


class Undo(Protocol):
    """Drafts the entries that take a batch back, each superseding the entry it undoes."""

    def __call__(
        self, draft: Draft, rows: Sequence[RowUndo], *, by: Actor, today: date, zone: UUID, batch: UUID
    ) -> None: ...


def no_check(values: Values, known: Known | None) -> Sequence[Reason]:
    return ()


@dataclass(frozen=True, slots=True)
class LedgerKind:
    """A kind of record that can be imported and exported. Registered once by its room, at start.

    `key`: in addresses (`projects`); `title`: msgid; `subject`: kind of subject in the book.
    `keys(values, names)`: natural keys of a row, strongest first (`code:SL-2025-0117`, `name:…|…`); `names(field)`
    gives the text of a reference whether it is known yet or not.
    `index(by, zone)`: key → id of all records the actor may see. `load(by, ids)`: these records as they are now.
    `check(values, known)`: rules across fields; `where` of a reason is a field name.
    `may(by, verb, zone)`: verbs `import` and `export`. `rows(by, zone, filters)`: what an export holds, only what
    is visible, in the order of the ledger page, never cut. `page(id)`: address of the record, empty id: of the ledger.
    """

    key: str
    title: str
    subject: str
    fields: tuple[Field, ...]
    keys: Callable[[Values, Callable[[str], str]], Sequence[str]]
    index: Callable[[Actor, UUID], Mapping[str, UUID]]
    load: Callable[[Actor, Sequence[UUID]], Mapping[UUID, Known]]
    write: Write
    undo: Undo
    may: Callable[[Actor, str, UUID], bool]
    rows: Callable[[Actor, UUID, Mapping[str, str]], Iterable[Known]]
    page: Callable[[UUID | None], str]
    check: Callable[[Values, Known | None], Sequence[Reason]] = no_check

    @property
    def imported(self) -> tuple[Field, ...]:
        """Fields with a column in template and import."""
        return tuple(f for f in self.fields if f.in_import)

    def field(self, name: str) -> Field:
        return next(f for f in self.fields if f.name == name)


class SetUp(Protocol):
    """Drafts the registration of names the zone lacks; returns the id of each `NewName.key`."""

    def __call__(
        self, draft: Draft, names: Sequence[NewName], *, by: Actor, today: date, zone: UUID
    ) -> Mapping[str, UUID]: ...


class Withdraw(Protocol):
    """Drafts the withdrawal of records a batch had set up, for those that are still unused; others stay.

    Returns how many were withdrawn.
    """

    def __call__(self, draft: Draft, ids: Mapping[UUID, int], *, by: Actor, today: date, zone: UUID) -> int: ...


@dataclass(frozen=True, slots=True)
class ReferenceKind:
    """How names of one kind (unit, park, person, enterprise) are found in a zone, and set up when it lacks them.

    `may_set_up` false: a missing name is a question, never a new record. `subject` is its kind of subject.
    """

    kind: Kind
    subject: str
    names: Callable[[Actor, UUID], Names]
    may_set_up: Callable[[Actor, UUID], bool]
    set_up: SetUp | None = None
    withdraw: Withdraw | None = None


@dataclass
class _Registry:
    kinds: dict[str, LedgerKind] = field(default_factory=dict)
    references: dict[Kind, ReferenceKind] = field(default_factory=dict)


_REGISTERED = _Registry()


def register(kind: LedgerKind) -> LedgerKind:
    _REGISTERED.kinds[kind.key] = kind
    return kind


def register_reference(reference: ReferenceKind) -> ReferenceKind:
    _REGISTERED.references[reference.kind] = reference
    return reference


def ledger_kind(key: str) -> LedgerKind:
    """Raises KeyError for a kind no room registered."""
    return _REGISTERED.kinds[key]


def ledger_kinds() -> Sequence[LedgerKind]:
    return tuple(_REGISTERED.kinds.values())


def reference_kind(kind: Kind) -> ReferenceKind | None:
    return _REGISTERED.references.get(kind)


def references_of(fields: Iterable[Field]) -> Mapping[Kind, ReferenceKind]:
    """The reference kinds that `fields` use and that are registered."""
    used = {f.kind for f in fields}
    return {kind: ref for kind, ref in _REGISTERED.references.items() if kind in used}

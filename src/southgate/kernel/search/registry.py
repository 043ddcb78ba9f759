"""What a room says so that its records can be found: which words stand for one, and which the reader may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from southgate.kernel.book.projections import Follower, State, follow
from southgate.kernel.identity.actor import Actor


@dataclass(frozen=True, slots=True)
class Doc:
    """What a row can be found by; None in its place means by nothing.

    `initials` are those of the name, derived by the room's fold: the write lock is no place to read pinyin in.
    `zones`: zones and parks whose people may look for it.
    """

    name: str
    initials: str
    zones: tuple[UUID, ...]
    code: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: where it leads, its name, what tells it from others of that name, and what it is (项目, 企业)."""

    id: UUID
    url: str
    title: str
    detail: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Searchable:
    """A kind of subject. `doc` reads a row's state; `find` gives hits for those ids that `by` may see, no others."""

    kind: str
    doc: Callable[[State], Doc | None]
    find: Callable[[Actor, Sequence[UUID]], Mapping[UUID, Hit]]


_KINDS: dict[str, Searchable] = {}


def register(searchable: Searchable, follower: Follower) -> None:
    _KINDS[searchable.kind] = searchable
    follow(searchable.kind, follower)


def searchable(kind: str) -> Searchable:
    return _KINDS[kind]


def searchables() -> Iterator[Searchable]:
    yield from _KINDS.values()

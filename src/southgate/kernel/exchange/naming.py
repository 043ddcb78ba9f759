"""Names of units, parks, persons and enterprises as people type them, and how they are found in a zone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from southgate.domain.reading.ledger.text import squeeze

_DIGITS = dict(zip("123456789", "一二三四五六七八九", strict=True))
_NUMBERED = re.compile(r"\d(?=[局处科部室组办队])")


@dataclass(frozen=True, slots=True)
class NewName:
    """A name the zone lacks: to be set up in the same publish, or to be asked about.

    `key` is its normal form; `details` are the row's fields that describe it (`credit_code` of an enterprise).
    """

    kind: str
    key: str
    name: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """What a typed name may be: no id (unknown), one, or several (to be asked). `near` are known names alike.

    `clash` says that name and details speak of two different things (a name and another firm's code).
    """

    ids: tuple[UUID, ...] = ()
    name: str = ""
    near: tuple[str, ...] = ()
    clash: str = ""


class Names(Protocol):
    """Names of one kind in a zone, for one actor.

    `prepare` may fetch many at once before `find` is called; `alike`: also what resembles the unknown ones.
    """

    def key(self, name: str) -> str: ...
    def prepare(self, wanted: Iterable[tuple[str, Mapping[str, Any]]], *, alike: bool = True) -> None: ...
    def find(self, name: str, details: Mapping[str, Any]) -> Found: ...
    def label(self, id: UUID) -> str: ...
    def all_labels(self, most: int) -> Sequence[str]: ...


def normal_name(name: str) -> str:
    """The form in which two spellings of one unit, park or person meet: 招商 1 局 = 招商一局, (北) = （北）."""
    return _NUMBERED.sub(lambda found: _DIGITS.get(found[0], found[0]), squeeze(name)).lower()


class KnownNames:
    """All names held in memory: for the dozens of units and parks and the hundreds of persons of a zone."""

    def __init__(self, names: Iterable[tuple[UUID, str]]) -> None:
        self._labels = dict(names)
        self._ids: dict[str, list[UUID]] = defaultdict(list)
        for id, name in self._labels.items():
            self._ids[self.key(name)].append(id)

    def key(self, name: str) -> str:
        return normal_name(name)

    def prepare(self, wanted: Iterable[tuple[str, Mapping[str, Any]]], *, alike: bool = True) -> None:
        return None

    def find(self, name: str, details: Mapping[str, Any]) -> Found:
        key = self.key(name)
        ids = tuple(self._ids.get(key, ()))
        if ids:
            return Found(ids, self._labels[ids[0]])
        near = tuple(label for label in self._labels.values() if key in self.key(label) or self.key(label) in key)
        return Found(near=near[:3])

    def label(self, id: UUID) -> str:
        return self._labels.get(id, "")

    def all_labels(self, most: int) -> Sequence[str]:
        return list(self._labels.values())[:most]

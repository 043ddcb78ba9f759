"""What may stand in the book: typed payloads, each kind registered once with its version and its sentence.

A payload is a frozen dataclass with a `sentence()`; the sentence is a message in Chinese (a gettext msgid) with
named places. Old versions are never rewritten: an upcaster reads them as today's.
"""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, ClassVar, Protocol, runtime_checkable
from uuid import UUID

import orjson


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence: Chinese template (msgid) and what fills it. Params may be any of the types below, or plain values."""

    text: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing named in a sentence; pages turn it into its name as the reader may know it."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Words:
    """A term of the glossary inside a sentence (a stage, a role), translated on its own."""

    text: str


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount in minor units (分) with its currency."""

    minor: int
    currency: str = "CNY"


@dataclass(frozen=True, slots=True)
class Said:
    """A person's words or data (name, phone, reason, note): kept beside the book, never in it.

    A service makes one with `Said.of(text)`; the book stores the words encrypted and keeps id and commitment.
    """

    id: str = ""
    commitment: str = ""
    text: str | None = None
    person: UUID | None = None
    label: str = ""

    @classmethod
    def of(cls, text: str, *, person: UUID | None = None, label: str = "text") -> Said:
        return cls(text=text, person=person, label=label)

    def to_plain(self) -> dict[str, str]:
        if not self.id:
            raise TypeError("words must be kept before they can be referred to: record them through a draft")
        return {"said": self.id, "commitment": self.commitment}

    @classmethod
    def from_plain(cls, data: Mapping[str, str]) -> Said:
        return cls(id=data["said"], commitment=data["commitment"])


def is_said(value: Any) -> bool:
    """Whether a plain JSON value refers to kept words."""
    return isinstance(value, dict) and value.keys() == {"said", "commitment"}


@runtime_checkable
class Payload(Protocol):
    """What `entry_kind` accepts."""

    KIND: ClassVar[str]
    VERSION: ClassVar[int]

    def sentence(self) -> Say: ...


Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
_KINDS: dict[str, type[Any]] = {}
_UPCASTERS: dict[tuple[str, int], Upcaster] = {}


def entry_kind(kind: str, *, version: int = 1) -> Callable[[type[Any]], type[Any]]:
    """Register a payload class under `kind` (`project.stage_moved`: subject kind, dot, past tense)."""

    def register(cls: type[Any]) -> type[Any]:
        known = _KINDS.get(kind)
        if known is not None and known.__qualname__ != cls.__qualname__:
            raise ValueError(f"entry kind {kind} is taken by {known.__qualname__}")
        cls.KIND = kind
        cls.VERSION = version
        _KINDS[kind] = cls
        return cls

    return register


def upcaster(kind: str, version: int) -> Callable[[Upcaster], Upcaster]:
    """Register how a payload of an old `version` is read as `version + 1`."""

    def register(function: Upcaster) -> Upcaster:
        _UPCASTERS[kind, version] = function
        return function

    return register


def kinds() -> Mapping[str, type[Any]]:
    return types.MappingProxyType(_KINDS)


def read_plain(kind: str, version: int, text: str) -> dict[str, Any]:
    """The payload as plain data in today's version. Raises KeyError for a kind nobody registered."""
    data: dict[str, Any] = orjson.loads(text)
    current: int = _KINDS[kind].VERSION
    while version < current:
        data = _UPCASTERS[kind, version](data)
        version += 1
    return data


def read_typed(kind: str, version: int, text: str) -> Any:
    """The payload as its dataclass, for sentences and subscribers."""
    cls = _KINDS[kind]
    data = read_plain(kind, version, text)
    readers: dict[str, Callable[[Any], Any]] = _readers(cls)  # type: ignore[arg-type]
    return cls(**{name: readers[name](value) for name, value in data.items() if name in readers})


@functools.cache
def _readers(cls: type[Any]) -> dict[str, Callable[[Any], Any]]:
    hints = typing.get_type_hints(cls)
    return {f.name: _reader(hints[f.name]) for f in fields(cls)}


def _reader(hint: Any) -> Callable[[Any], Any]:
    options = [option for option in typing.get_args(hint) if option is not type(None)]
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return _optional(_reader(options[0])) if len(options) == 1 else _deep
    if hint is date:
        return date.fromisoformat
    if hint is UUID:
        return UUID
    if hint is Said:
        return Said.from_plain
    if typing.get_origin(hint) is tuple:
        item = _reader(options[0])
        return lambda values: tuple(item(value) for value in values)
    return _deep


def _optional(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else read(value)


def _deep(value: Any) -> Any:
    """Plain data with references to kept words made visible at any depth."""
    if is_said(value):
        return Said.from_plain(value)
    if isinstance(value, dict):
        return {key: _deep(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_deep(item) for item in value]
    return value

"""Which reader understands which kind of pack. A room adds its own in one line: `register(Schema(...))`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from southgate.domain.errors import Reason, Refused
from southgate.kernel.packs.toml import PackText


@dataclass(frozen=True, slots=True)
class Schema:
    """A kind of pack.

    `read` turns a pack into the frozen dataclass that the room works with, raising Refused with every fault.
    `additive` kinds hold side by side (the holiday notices of all years); of the others a zone uses one at a time.
    A kind that is not `overridable` (national law) holds as published: no zone may put other values into it.
    `labels` are the Chinese terms (msgids) of its keys, for pages. `loads_at` names the address of a page that shows
    more than the pack before it is loaded (a notice: the days it moves); it takes the text by POST. `default`: the
    key that a zone uses which has chosen none and for which no national pack speaks.
    """

    name: str
    title: str
    read: Callable[[PackText], Any]
    additive: bool = False
    overridable: bool = True
    labels: Mapping[str, str] = field(default_factory=dict)
    loads_at: str = ""
    default: str = ""


_SCHEMAS: dict[str, Schema] = {}


def register(schema: Schema) -> Schema:
    known = _SCHEMAS.get(schema.name)
    if known is not None and known.read is not schema.read:
        raise ValueError(f"pack schema {schema.name} is registered already")
    _SCHEMAS[schema.name] = schema
    return schema


def schemas() -> Mapping[str, Schema]:
    return MappingProxyType(_SCHEMAS)


def schema_of(pack: PackText) -> Schema:
    """The schema that the pack names. Raises Refused when no room of this version knows it."""
    schema = _SCHEMAS.get(pack.head.schema)
    if schema is None:
        params = {"schema": pack.head.schema, "known": "、".join(sorted(_SCHEMAS))}
        mend = "核对 schema，或升级系统后再载入"
        raise Refused(
            [Reason("本系统不认识规则包格式 %(schema)s，可用：%(known)s", params, pack.where("pack.schema"), mend)]
        )
    return schema


def read(pack: PackText) -> Any:
    """The typed content of the pack, as its schema reads it."""
    return schema_of(pack).read(pack)
